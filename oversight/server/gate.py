"""Who may connect, what may be fetched, and how it leaves the machine.

Streamlit answers more than a dashboard needs (metrics, an interface for programs, components) and accepts
more callers. `Gate` stands before all of it: a foreign Host or Origin is refused before Streamlit looks at
it, because Streamlit's own check asks an outside service for this machine's address.
"""

import base64
import gzip
import hashlib
import ipaddress
import re
import socket
from pathlib import Path

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FRONTEND = Path(streamlit.__file__).resolve().parent / "static"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
UPLOAD_MEGABYTES = 200

# A page's address is one segment without a dot. What else may be fetched is listed; the rest is 404.
PAGE = re.compile(r"/(?!health$)[\w-]*")
FETCHABLE = re.compile(
    r"/health|/favicon\.png|/[\w-]+/"
    r"|/static/(?:css|js|media)/[\w.-]+|/media/[\w.-]+"
    r"|/_stcore/(?:health|host-config|stream|upload_file/[\w-]+/[\w-]+)"
)
UPLOAD = re.compile(r"/_stcore/upload_file/.+")
COMPRESSIBLE = re.compile(r"/static/((?:css|js)/[\w.-]+\.(?:css|js))")


class Gate:
    """ASGI middleware: refuses what is not for a visitor, sends the frontend compressed, adds the headers."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        self._names = LOOPBACK | {host.lower()}
        self._is_shared = host not in LOOPBACK
        if self._is_shared:
            self._names |= {socket.gethostname().lower(), socket.getfqdn().lower()}
        self._document = chinese(FRONTEND.joinpath("index.html").read_text(encoding="utf-8"))
        self._script_hashes = inline_script_hashes(self._document)
        self._compressed: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse or pass on one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if scope["type"] == "websocket":
            if refusal:
                await send({"type": "websocket.close", "code": 1008})
            else:
                await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add_headers(MutableHeaders(scope=message), headers.get("host", ""))
            await send(message)

        answer = refusal or self._own_answer(scope["path"], headers) or self._app
        await answer(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        if len(headers.getlist("host")) != 1 or not self._is_ours(host):
            return PlainTextResponse("拒绝访问：这不是本看板的地址。", 403)
        if headers.get("origin", f"http://{host}") not in (f"http://{host}", f"https://{host}"):
            return PlainTextResponse("拒绝访问：请求来自别的网站。", 403)
        path = scope["path"]
        is_missing = path.startswith("/static/") and not (FRONTEND / path[1:]).is_file()
        if is_missing or not (PAGE.fullmatch(path) or FETCHABLE.fullmatch(path)):
            return PlainTextResponse("没有这个地址。", 404)  # Streamlit would answer with a page
        allowed = ("PUT", "DELETE", "OPTIONS") if UPLOAD.fullmatch(path) else ("GET", "HEAD")
        if scope.get("method", "GET") not in allowed:
            return PlainTextResponse("不支持这种请求。", 405)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > (UPLOAD_MEGABYTES + 1) * 1024 * 1024:
            return PlainTextResponse(f"内容超过 {UPLOAD_MEGABYTES} MB。", 413)
        return None

    def _is_ours(self, host: str) -> bool:
        """Loopback and the name listened on; when shared any address too, for only a name can be rebound."""
        name = host_name(host)
        if name in self._names or not self._is_shared:
            return name in self._names
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    def _own_answer(self, path: str, headers: Headers) -> Response | None:
        """A page's document, or a file of the frontend compressed once and kept; None for anything else."""
        if PAGE.fullmatch(path):
            return Response(self._document, media_type="text/html", headers={"Cache-Control": "no-cache"})
        asset = COMPRESSIBLE.fullmatch(path)
        if not asset or "gzip" not in headers.get("accept-encoding", ""):
            return None
        name = asset.group(1)
        if name not in self._compressed:
            self._compressed[name] = gzip.compress((FRONTEND / "static" / name).read_bytes(), 6, mtime=0)
        return Response(
            self._compressed[name],
            media_type="text/css" if name.endswith(".css") else "text/javascript",
            headers={  # for good, because the name carries the content's hash
                "Cache-Control": "public, immutable, max-age=31536000",
                "Content-Encoding": "gzip",
                "Vary": "Accept-Encoding",
            },
        )

    def _add_headers(self, response: MutableHeaders, host: str) -> None:
        response["Content-Security-Policy"] = content_security_policy(self._script_hashes, host)
        response["X-Content-Type-Options"] = "nosniff"
        response["X-Frame-Options"] = "DENY"
        response["Referrer-Policy"] = "no-referrer"
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response.setdefault("Cache-Control", "no-store")
        del response["Access-Control-Allow-Origin"]


def host_name(host: str) -> str:
    """The name in a Host header without its port; empty when it is no plain host."""
    match = re.fullmatch(r"(?:\[([0-9A-Fa-f:.]+)\]|([\w.-]+))(?::\d{1,5})?", host, re.ASCII)
    return (match.group(1) or match.group(2)).lower().rstrip(".") if match else ""


def inline_script_hashes(document: str) -> str:
    """The CSP sources for the document's inline scripts."""
    scripts = re.findall(r"<script>(.*?)</script>", document, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def content_security_policy(script_hashes: str, host: str) -> str:
    """Everything from this server, nothing from anywhere else."""
    sockets = f" ws://{host} wss://{host}" if host_name(host) else ""
    return (
        f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {script_hashes}; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        f"connect-src 'self'{sockets} blob: data:; worker-src 'self' blob:; media-src 'self' blob:; "
        "frame-src 'self' blob: data:; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )


def chinese(document: str) -> str:
    """Streamlit's document, said to be Chinese: else browsers translate it and pick Japanese glyphs.

    The Latin font it asks for in advance goes too: with another font set, nothing would use it.
    """
    document = document.replace('<html lang="en">', '<html lang="zh-CN">')
    document = re.sub(r"<title>.*?</title>", "<title>文明实践督导看板</title>", document)
    document = re.sub(r'<link\s+rel="service-desc"[^>]*>', "", document)
    document = re.sub(r'<link\s+rel="preload"[^>]*as="font"[^>]*>', "", document)
    no_script = "<noscript>请在浏览器中启用 JavaScript。</noscript>"
    return re.sub(r"<noscript>.*?</noscript>", no_script, document, flags=re.DOTALL)
