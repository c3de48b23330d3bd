"""A clinic in a temporary file, with what the repair needs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.founded import Founded, opened


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Founded]:
    with opened(tmp_path / "clinic.sqlite") as founded:
        yield founded
