"""Where the keys go when the button that had them is greyed."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.focus import FocusKeeper


class Room:
    """A page with a form of one field and a button, and a button outside the page."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        pages, form = QStackedWidget(), QWidget()
        page = QWidget()
        self.filter, self.field = QLineEdit(), QLineEdit()
        self.save, self.menu = QPushButton("Save"), QPushButton("Menu")
        for box, parts in (
            (form, (self.field, self.save)),
            (page, (self.filter, form)),
            (self.window, (pages, self.menu)),
        ):
            column = QVBoxLayout(box)
            for part in parts:
                column.addWidget(part)
        pages.addWidget(page)
        FocusKeeper(pages)
        with qtbot.waitActive(self.window):
            self.window.show()


@pytest.mark.parametrize("take_away", [QPushButton.setEnabled, QPushButton.setVisible])
def test_a_button_taken_away_leaves_the_keys_in_its_own_form(
    qtbot: QtBot, take_away: Callable[[QPushButton, bool], None]
) -> None:
    room = Room(qtbot)
    room.save.setFocus()
    qtbot.waitUntil(room.save.hasFocus)

    take_away(room.save, False)

    qtbot.waitUntil(room.field.hasFocus)


def test_the_next_field_of_the_page_may_take_the_keys(qtbot: QtBot) -> None:
    room = Room(qtbot)
    room.filter.setFocus()
    qtbot.waitUntil(room.filter.hasFocus)

    room.filter.setEnabled(False)

    qtbot.waitUntil(room.field.hasFocus)


def test_the_keys_go_where_the_user_puts_them(qtbot: QtBot) -> None:
    room = Room(qtbot)
    room.save.setFocus()

    room.menu.setFocus()

    qtbot.waitUntil(room.menu.hasFocus)
