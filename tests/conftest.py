"""What several test modules share: the sample county's store, made once and kept until the sample changes, served."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher import demo

ROOT = Path(__file__).parents[1]


def pytest_configure(config: pytest.Config) -> None:
    """Register the mark of the tests that need a browser."""
    config.addinivalue_line("markers", "browser: drives a real Chrome, Edge or Chromium")


@pytest.fixture(scope="session")
def demo_store() -> Path:
    """The sample county, imported by the program's own command; read it, never write to it."""
    return demo.filled_demo(Path(sys.executable), ROOT / "build" / "demo_for_tests")


@pytest.fixture(scope="session")
def site(demo_store: Path) -> Iterator[str]:
    """The sample county's dashboard as a reader meets it; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "oversight", "serve", "--store", str(demo_store), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT) as server:
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{address}/health", timeout=5).close()
                break
            except OSError:
                assert server.poll() is None, "the server ended"
                assert time.monotonic() < deadline, "the server does not answer"
                time.sleep(0.2)
        yield address
        server.terminate()
