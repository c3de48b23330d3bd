"""What the tests of services get: a clinic that was just set up, founded once and copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.founded import Founded, opened


@pytest.fixture(scope="session")
def founded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("founded") / "clinic.sqlite"
    with opened(path):
        return path


@pytest.fixture
def founded(tmp_path: Path, founded_file: Path) -> Iterator[Founded]:
    with opened(Path(shutil.copy(founded_file, tmp_path))) as clinic:
        yield clinic
