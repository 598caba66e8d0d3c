"""A drawn county for each test, in a folder of its own."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.queries.county import County


@pytest.fixture
def county(tmp_path: Path) -> Callable[..., County]:
    """Build a county from drawn imports."""

    def build(*imports: Mapping[str, str], imported_on: date = date(2026, 12, 31)) -> County:
        return County(tmp_path, *imports, imported_on=imported_on)

    return build
