"""Keys that a keyboard may send under several names."""

from PySide6.QtGui import QKeySequence, QShortcutEvent
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.shortcuts import KeyedAction


def test_a_press_that_counts_as_two_spellings_of_one_action_does_it(qtbot: QtBot) -> None:
    action = KeyedAction("Zoom in")
    action.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+Shift+=")])
    with qtbot.waitSignal(action.triggered):
        action.event(QShortcutEvent(QKeySequence("Ctrl++"), 0, True))
