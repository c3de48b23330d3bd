"""What the window's tests get: a small clinic on disk, a desk opened on it, and a look."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ivig_scheduler.services.office import Office
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.theme import load_theme
from tests.clinics import SmallClinic, make_small_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    small = make_small_clinic(tmp_path)
    yield small
    small.database.close()


@pytest.fixture
def desk(qtbot: QtBot, clinic: SmallClinic) -> Iterator[Desk]:
    office = Office(clinic.database, clinic.dispatcher)
    opened = Desk(lambda: office, clinic.clock)
    with qtbot.waitSignal(opened.opened):
        opened.open()
    yield opened
    opened.close()


@pytest.fixture
def navigator(qtbot: QtBot) -> Navigator:
    return Navigator()


@pytest.fixture
def look(qtbot: QtBot) -> Look:
    return Look.of(load_theme("light"))
