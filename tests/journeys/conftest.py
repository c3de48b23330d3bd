"""A coordinator at a clinic of its own for each journey."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.journeys.coordinator import Coordinator


@pytest.fixture
def coordinator(qtbot: QtBot, tmp_path: Path) -> Iterator[Coordinator]:
    someone = Coordinator(qtbot, tmp_path)
    someone.start()
    yield someone
    someone.end()
