"""The web server: who may connect, what may be fetched, and how it leaves the machine."""

import base64
import gzip
import hashlib
import http.client
import json
import logging
import re
import socket
from pathlib import Path

import pytest

from oversight import server
from oversight.server import gate

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


class Answer:
    """A whole answer of the server."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = b"" if response.status == 101 else response.read()

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


def ask(site: str, path: str, method: str = "GET", **headers: str) -> Answer:
    """One request exactly as written; a header's underscores stand for hyphens."""
    host, port = site.removeprefix("http://").split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=20)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.putrequest(method, path, skip_host="Host" in given, skip_accept_encoding=True)
    for name, value in given.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = Answer(connection.getresponse())
    connection.close()
    return answer


def handshake(site: str, **headers: str) -> int:
    """The status of an attempt to open the page's websocket."""
    return ask(site, "/_stcore/stream", **UPGRADE, **headers).status


def test_a_page_is_a_chinese_document_that_is_never_kept(site: str) -> None:
    for path in ("/", "/compliance", "/%E5%8D%95%E4%BD%8D"):
        page = ask(site, path)
        assert page.status == 200
        assert '<html lang="zh-CN">' in page.text
        assert "You need to enable JavaScript" not in page.text
        assert page.headers["Cache-Control"] == "no-cache"


def test_every_answer_forbids_what_is_foreign(site: str) -> None:
    for path in ("/", "/health", "/_stcore/health", "/nowhere/at/all"):
        headers = ask(site, path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert f"ws://{site.removeprefix('http://')} " in policy
        assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", "")
        assert not re.search(r"https?:|\*", policy)
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Server"] is None
        assert headers["Access-Control-Allow-Origin"] is None


def test_the_policy_allows_exactly_the_inline_scripts_of_the_page(site: str) -> None:
    page = ask(site, "/")
    scripts = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert digests
    assert re.findall(r"'sha256-([^']+)'", page.headers["Content-Security-Policy"]) == digests


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "localhost:1:2"])
def test_a_foreign_host_is_refused(site: str, host: str) -> None:
    assert ask(site, "/", Host=host).status in (400, 403)
    assert handshake(site, Host=host) in (400, 403)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1", "file://"])
def test_a_foreign_origin_is_refused_before_streamlit_sees_it(site: str, origin: str) -> None:
    assert ask(site, "/", Origin=origin).status == 403
    assert handshake(site, Origin=origin) == 403


def test_the_page_itself_may_open_its_websocket(site: str) -> None:
    assert handshake(site, Origin=site) == 101
    port = site.rpartition(":")[2]
    assert handshake(site, Host=f"localhost:{port}", Origin=f"http://localhost:{port}") == 101


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/script-health-check",
        "/_stcore/agent/interact",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/bidi-components/x",
        "/component/x/index.html",
        "/app/static/secret.key",
        "/auth/login",
        "/oauth2callback/x",
        "/compliance/_stcore/health",
        "/static/../index.html",
        "/static/js/..%2f..%2findex.html",
        "/data/secret.key",
        "/secret.key",
        "/.streamlit/config.toml",
        "//evil.example/",
    ],
)
def test_what_is_not_for_a_visitor_is_not_there(site: str, path: str) -> None:
    assert ask(site, path).status in (400, 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_a_page_can_only_be_read(site: str, method: str) -> None:
    assert ask(site, "/", method).status == 405


def test_an_upload_too_large_is_refused_before_it_is_sent(site: str) -> None:
    huge = str((gate.UPLOAD_MEGABYTES + 2) * 1024 * 1024)
    assert ask(site, "/_stcore/upload_file/a/b", "PUT", Content_Length=huge).status == 413


def test_the_frontend_is_sent_compressed_and_kept_for_good(site: str) -> None:
    script = re.search(r'src="\.(/static/js/index\.[^"]+\.js)"', ask(site, "/").text)
    assert script
    plain = ask(site, script.group(1))
    packed = ask(site, script.group(1), Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert plain.headers["Content-Encoding"] is None
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2
    assert packed.headers["Content-Type"].startswith("text/javascript")
    assert "immutable" in packed.headers["Cache-Control"]
    assert ask(site, "/static/js/none.js", Accept_Encoding="gzip").status == 404


def test_health_says_what_it_is_and_not_where_the_store_lies(site: str, demo_store: Path) -> None:
    health = ask(site, "/health")
    assert json.loads(health.text) == {"product": server.PRODUCT, "store": server.store_fingerprint(demo_store)}
    assert str(demo_store) not in health.text
    assert health.headers["Cache-Control"] == "no-store"


def test_streamlit_may_not_send_messages_to_other_sites(site: str) -> None:
    assert json.loads(ask(site, "/_stcore/host-config").text)["allowedOrigins"] == []


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("127.0.0.1:8501", "127.0.0.1"),
        ("[::1]:8501", "::1"),
        ("LocalHost", "localhost"),
        ("localhost.", "localhost"),
        ("user@127.0.0.1", ""),
        ("127.0.0.1/path", ""),
        ("127.0.0.1:8501x", ""),
        ("１２７.0.0.1", ""),
        ("", ""),
    ],
)
def test_the_name_in_a_host_header_is_read_strictly(host: str, name: str) -> None:
    assert gate.host_name(host) == name


def test_a_shared_server_answers_to_addresses_but_to_no_name_it_does_not_have() -> None:
    shared = gate.Gate(gate.PlainTextResponse("behind"), "0.0.0.0")
    assert shared._is_ours("192.168.1.7:8501")
    assert shared._is_ours(socket.gethostname())
    assert not shared._is_ours("evil.example")
    assert not gate.Gate(gate.PlainTextResponse("behind"), "127.0.0.1")._is_ours("192.168.1.7:8501")


def test_a_taken_port_is_one_sentence() -> None:
    with server.listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(server.ServeError, match=rf"端口 {port} .*--port"):
            server.listen("127.0.0.1", port)
    with pytest.raises(server.ServeError, match="没有这个地址"):
        server.listen("192.0.2.1", 0)


def test_an_error_on_a_page_is_logged_by_its_place_and_never_by_its_words(caplog: pytest.LogCaptureFixture) -> None:
    try:
        int("610123199001011234 张三")
    except ValueError as error:
        with caplog.at_level(logging.ERROR):
            assert server.report_script_error(error)
    assert "ValueError" in caplog.text
    assert "test_server.py" in caplog.text
    assert "610123199001011234" not in caplog.text
    assert "张三" not in caplog.text
