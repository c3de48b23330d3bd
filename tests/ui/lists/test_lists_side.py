"""The place of the lists: open where there is room, and as the user left it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.lists.lists_side import ListsSide
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator

Make = Callable[[], ListsSide]


@pytest.fixture
def kept(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def make(qtbot: QtBot, desk: Desk, navigator: Navigator, look: Look, kept: QSettings) -> Make:
    alive: list[ListsSide] = []

    def side() -> ListsSide:
        made = ListsSide(desk, navigator, look)
        # Until its reads are answered, which may be after the test.
        alive.append(made)
        qtbot.addWidget(made, before_close_func=lambda _side: wait_until_quiet(qtbot, desk))
        made.follow(kept)
        made.resize(400, 500)
        made.show()
        return made

    return side


def test_a_wide_window_opens_the_lists_and_a_narrow_one_does_not(make: Make) -> None:
    narrow, wide = make(), make()
    narrow.settle(1280)
    wide.settle(1500)
    assert (narrow.is_open, wide.is_open) == (False, True)
    assert narrow.handle.isVisible() and not wide.handle.isVisible()


def test_the_choice_is_remembered_over_the_width_of_the_window(make: Make) -> None:
    first = make()
    first.settle(1280)
    first.handle.click()
    assert first.is_open
    again = make()
    again.settle(1280)
    assert again.is_open
    again.panel.hide_button.click()
    last = make()
    last.settle(1920)
    assert not last.is_open


def test_the_lists_are_made_wider_by_their_edge_within_bounds_and_stay_so(make: Make) -> None:
    side = make()
    side.show_lists(True)
    before = side.panel.width()
    drag(side, 60)
    assert side.panel.width() == before + 60
    again = make()
    again.show_lists(True)
    assert again.panel.width() == before + 60
    drag(again, -900)
    assert again.panel.width() == 300


def wait_until_quiet(qtbot: QtBot, desk: Desk) -> None:
    """Wait until nothing is being read; an answer that comes late must still find its list."""
    quiet = 0

    def is_quiet() -> bool:
        nonlocal quiet
        quiet = quiet + 1 if desk.is_idle else 0
        return quiet > 2

    qtbot.waitUntil(is_quiet)


def drag(side: ListsSide, by: int) -> None:
    """Drag the edge of the lists by so many pixels."""
    grip, start = side.grip, QPoint(2, 40)
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(grip, start + QPoint(by, 0))
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=start)


def test_the_lists_are_not_made_before_they_are_opened(make: Make) -> None:
    side = make()
    side.settle(1280)
    assert side._panel is None
