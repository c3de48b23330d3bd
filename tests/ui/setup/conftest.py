"""The Setup page of the small clinic, shown and loaded."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.setup.setup_page import SetupPage

Settle = Callable[[], None]


@pytest.fixture
def settle(qtbot: QtBot, desk: Desk) -> Settle:
    """Wait until the database thread has answered everything."""

    def wait() -> None:
        qtbot.waitUntil(lambda: desk.is_idle, timeout=20_000)

    return wait


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, navigator: Navigator, look: Look, settle: Settle) -> SetupPage:
    made = SetupPage(desk, navigator, look)
    qtbot.addWidget(made)
    made.resize(1200, 770)
    made.show()
    settle()
    return made


@pytest.fixture
def notices(desk: Desk) -> list[str]:
    """Every notice the desk gave."""
    told: list[str] = []
    desk.noticed.connect(lambda text, _can_undo: told.append(text))
    return told
