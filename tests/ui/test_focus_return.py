"""Where the keys go when a panel that asks something is left."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.terms import CancelReason
from ivig_scheduler.ui.cancel_panel import CancelPanel

CTRL = Qt.KeyboardModifier.ControlModifier


class Room:
    """A window with the schedule's stand-in, a panel that asks, and a button after it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window, self.schedule = QWidget(), QLineEdit()
        self.panel, self.after = CancelPanel(), QPushButton("Move…")
        column = QVBoxLayout(self.window)
        for part in (self.schedule, self.panel, self.after):
            column.addWidget(part)
        self.panel.hide()
        self.panel.closed.connect(self.panel.hide)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
        self.schedule.setFocus()
        qtbot.waitUntil(self.schedule.hasFocus)


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    return Room(qtbot)


def test_a_panel_that_is_left_gives_the_keys_back_to_the_schedule(room: Room) -> None:
    room.panel.open()
    assert room.panel.reason.hasFocus()

    QTest.keyClick(room.panel.reason, Qt.Key.Key_Escape)

    assert room.schedule.hasFocus()


def test_the_keys_stay_where_the_user_went_meanwhile(room: Room) -> None:
    room.panel.open()
    room.after.setFocus()

    room.panel.hide()

    assert room.after.hasFocus()


def test_ctrl_enter_does_what_the_coloured_button_says(room: Room) -> None:
    confirmed: list[object] = []
    room.panel.confirmed.connect(lambda reason, _note, _who: confirmed.append(reason))
    room.panel.open()
    room.panel.reason.show_key(CancelReason.PATIENT_ILL)

    QTest.keyClick(room.panel.note, Qt.Key.Key_Return, CTRL)

    assert confirmed == [CancelReason.PATIENT_ILL]
