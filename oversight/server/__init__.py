"""The web server round dashboard.py: `serve` listens, `application` is what it answers with.

Nothing may call out and no cell may reach a log: `OPTIONS` and `report_script_error` see to it.
"""

import contextlib
import hashlib
import importlib
import logging
import os
import socket
import sys
import traceback
from pathlib import Path

import streamlit
import streamlit.config
import uvicorn
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from oversight.server.gate import UPLOAD_MEGABYTES, Gate

logger = logging.getLogger(__name__)

PRODUCT = "civic-practice-oversight"
SCRIPT = Path(__file__).resolve().parent.parent.parent / "dashboard.py"
INCOMING_MESSAGE_BYTES = 4 * 1024 * 1024
SLOW_TO_IMPORT = ("oversight.ui", "plotly.graph_objects", "pydeck")

# What Streamlit is told: each keeps it from calling out, hides what is not for readers, or saves time.
OPTIONS: dict[str, object] = {
    "browser.gatherUsageStats": False,
    "browser.serverAddress": "127.0.0.1",  # unset, it asks an outside service for this machine's address
    "client.allowedOrigins": [],
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "logger.enableRich": False,  # its tracebacks bypass the logger and quote values
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,  # 70 to 110 ms of CPU a rerun
    "server.enableAgentApi": False,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": UPLOAD_MEGABYTES,
}


class ServeError(Exception):
    """Serving is impossible; the first argument is one Chinese sentence with the way out."""


def serve(store: Path, host: str = "127.0.0.1", port: int = 8501) -> None:
    """Serve the store's dashboard until interrupted. Raises ServeError when the address cannot be had."""
    listener = listen(host, port)
    config = uvicorn.Config(
        application(store, host, port),
        log_level="error",
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=INCOMING_MESSAGE_BYTES,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=1,
    )
    with contextlib.suppress(KeyboardInterrupt), listener:
        uvicorn.Server(config).run(sockets=[listener])


def application(store: Path, host: str, port: int) -> ASGIApp:
    """The whole ASGI application for one store and the address it will be reached at."""
    os.environ["OVERSIGHT_STORE"] = str(store)  # how dashboard.py, run as a script, learns of it

    async def health(_request: Request) -> Response:
        return JSONResponse({"product": PRODUCT, "store": store_fingerprint(store)})

    app = streamlit.App(
        SCRIPT,
        routes=[Route("/health", health)],
        middleware=[Middleware(Gate, host=host)],
        on_script_error=report_script_error,
    )
    listening = {"server.address": host, "server.port": port, "browser.serverPort": port}
    for name, value in {**OPTIONS, **listening}.items():
        streamlit.config.set_option(name, value)
    # Streamlit logs an error's text, which may quote a cell; `report_script_error` logs its place instead.
    logging.getLogger("streamlit.error_util").addFilter(lambda _record: False)
    for module in SLOW_TO_IMPORT:
        importlib.import_module(module)  # at the start, not while the first reader waits
    return app


def store_fingerprint(store: Path) -> str:
    """Tells two stores apart without telling where they lie."""
    return hashlib.sha256(os.path.normcase(store.resolve()).encode()).hexdigest()[:16]


def report_script_error(error: Exception) -> bool:
    """Show one sentence; log the kind and place of the error, never its text."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-6:]))
    logger.error("页面出错：%s（%s）", type(error).__name__, places)
    streamlit.error("这一页没能显示出来。请刷新；仍然如此时，请把命令窗口里“页面出错”那一行发给维护人员。")
    return True


def listen(host: str, port: int) -> socket.socket:
    """A listening socket at this address and no other. Raises ServeError."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        if sys.platform == "win32":
            # There SO_REUSEADDR would let two servers share the port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise ServeError(
            f"无法在 {host} 的端口 {port} 上提供看板：端口已被占用，或这台电脑没有这个地址。"
            "请用 --port 换一个端口。"
        ) from error
    return listener
