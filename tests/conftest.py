"""What several test modules share: the sample county's store, made once and kept until the sample changes."""

import sys
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
