"""What the tests of the courses get."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from tests.clinics import SmallClinic
from tests.ui.courses.counter import Counter


@pytest.fixture
def counter(
    qtbot: QtBot, clinic: SmallClinic, desk: Desk, navigator: Navigator, look: Look
) -> Iterator[Counter]:
    yield Counter(qtbot, clinic, desk, navigator, look)
