"""The table of actions, and the shortcuts and the sheet of keys that are made from it."""

import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import ivig_scheduler.ui
from ivig_scheduler.ui.actions import ALL_ACTIONS, SCHEDULE_ACTIONS, ActionSpec, keys_of, menus
from ivig_scheduler.ui.keys_sheet import KeysSheet
from ivig_scheduler.ui.shortcuts import bind_keys, show_keys

#: Read by a widget itself: no key sequence of Qt.
READ_BY_WIDGETS = {"Arrows", "Alt+Arrows", "Ctrl+Wheel"}


def test_no_two_actions_of_a_place_have_the_same_keys() -> None:
    used = Counter((action.place, keys) for action in ALL_ACTIONS for keys in action.keys)
    assert [keys for keys, times in used.items() if times > 1] == []


def test_every_key_is_one_that_a_keyboard_has() -> None:
    named = {keys for action in ALL_ACTIONS for keys in action.keys} - READ_BY_WIDGETS
    assert [keys for keys in named if QKeySequence(keys).isEmpty()] == []


def test_every_action_can_be_reached() -> None:
    assert [action.key for action in ALL_ACTIONS if not action.keys and not action.menu] == []


def test_shortcuts_are_made_from_the_table_alone() -> None:
    folder = Path(next(iter(ivig_scheduler.ui.__path__)))
    makers = {
        path.name for path in folder.rglob("*.py") if re.search(r"\bQShortcut\(", path.read_text())
    }
    assert makers == {"shortcuts.py"}


def test_the_menus_keep_the_order_of_the_table() -> None:
    assert list(menus()) == [
        "File", "Edit", "Day", "View", "Card under the pointer", "Size of the text", "Help",
    ]  # fmt: skip


def test_the_sheet_shows_every_action_that_has_keys(qtbot: QtBot) -> None:
    sheet = KeysSheet(ALL_ACTIONS)
    qtbot.addWidget(sheet)
    shown = {each.text() for each in sheet.findChildren(QLabel)}
    with_keys = [action for action in ALL_ACTIONS if action.keys]
    assert shown >= {action.words for action in with_keys}
    assert shown >= {show_keys(action) for action in with_keys}


def test_the_sheet_closes_with_a_button_of_words_only(qtbot: QtBot) -> None:
    sheet = KeysSheet(ALL_ACTIONS)
    qtbot.addWidget(sheet)
    sheet.show()
    (close,) = sheet.findChildren(QPushButton)
    assert close.text() == "Close" and close.icon().isNull()
    close.click()
    assert not sheet.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_of_the_number_pad_is_as_good_as_return(qtbot: QtBot, key: Qt.Key) -> None:
    done: list[str] = []
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    bind_keys(widget, SCHEDULE_ACTIONS, {"advance": lambda: done.append("advance")})
    with qtbot.waitActive(widget):
        widget.show()
    widget.setFocus()
    QTest.keyClick(widget, key, Qt.KeyboardModifier.ControlModifier)
    assert done == ["advance"]


def test_a_name_that_no_action_has_is_an_error() -> None:
    with pytest.raises(KeyError):
        keys_of((ActionSpec("one", "One", ("F2",)),), "other")
