"""Serving a store: start the server, wait until its page really answers, open the browser, end with it."""

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Mapping
from pathlib import Path

from launcher.children import child_environment
from launcher.problem import ROOT, Problem, say

HOST = "127.0.0.1"
PRODUCT = "civic-practice-oversight"
START_SECONDS = 90

# A proxy for the internet must not be asked for this machine's own address.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def serve(python: Path, store: Path, port: int, *, with_browser: bool) -> int:
    """Serve until interrupted; returns the server's exit code."""
    address = f"http://{HOST}:{port}"
    if _is_busy(port):
        if _answer(port).get("store") != _fingerprint(store):
            raise _busy(port)
        say(f"看板已经在运行：{address}")
        _open(address, with_browser)
        return 0
    server = subprocess.Popen(
        [str(python), "-m", "oversight", "serve", "--store", str(store), "--host", HOST, "--port", str(port)],
        cwd=ROOT,
        env=child_environment(),
    )
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        _wait(server, port, store)
        say(f"看板已打开：{address}（关闭此窗口或按 Ctrl+C 结束）")
        _open(address, with_browser)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        _end(server)


def _wait(server: "subprocess.Popen[bytes]", port: int, store: Path) -> None:
    """Until the server answers for this very store, and its page and the page's script can be had."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise Problem(f"看板没有启动成功（代码 {server.returncode}），原因见上一行。")
        if _answer(port).get("store") == _fingerprint(store) and _page_answers(port):
            return
        time.sleep(0.1)
    raise Problem(f"看板 {START_SECONDS} 秒内没有启动成功。请关闭其他占用电脑的程序后再试。")


def _answer(port: int) -> Mapping[str, str]:
    """What the server on this port says of itself; nothing when it is not one of ours."""
    try:
        with DIRECT.open(f"http://{HOST}:{port}/health", timeout=2) as response:
            answer = json.loads(response.read(10_000))
    except (OSError, ValueError, urllib.error.URLError):
        return {}
    return answer if isinstance(answer, dict) and answer.get("product") == PRODUCT else {}


def _page_answers(port: int) -> bool:
    try:
        with DIRECT.open(f"http://{HOST}:{port}/", timeout=5) as response:
            return b'id="root"' in response.read()
    except (OSError, urllib.error.URLError):
        return False


def _busy(port: int) -> Problem:
    if _answer(port):
        return Problem(f"端口 {port} 上正运行着另一份数据的看板。请先关闭它，或用 --port {port + 1}。")
    return Problem(f"端口 {port} 已被别的程序占用。请用 python start.py --port {port + 1} 换一个端口。")


def _is_busy(port: int) -> bool:
    with socket.socket() as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise Problem(f"系统不允许使用端口 {port}。请用 --port 8501 等 1024 以上的端口。") from error
        except OSError:
            return True
    return False


def _fingerprint(store: Path) -> str:
    """As oversight.server.store_fingerprint says it."""
    return hashlib.sha256(os.path.normcase(store.resolve()).encode()).hexdigest()[:16]


def _open(address: str, with_browser: bool) -> None:
    if with_browser and not webbrowser.open(address):
        say(f"没有找到浏览器，请手工打开 {address}")


def _end(server: "subprocess.Popen[bytes]") -> None:
    """The server hears Ctrl+C as well; whatever the way out, it does not outlive this program."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(5)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt
