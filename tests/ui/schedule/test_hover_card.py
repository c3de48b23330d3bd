from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.schedule.hover_card import HoverCard


@pytest.fixture
def card(qtbot: QtBot) -> Iterator[HoverCard]:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(200, 100)
    with qtbot.waitExposed(widget):
        widget.show()
    yield HoverCard(widget)
    QToolTip.hideText()


def test_the_card_comes_once_the_pointer_rests(qtbot: QtBot, card: HoverCard) -> None:
    card.delay_ms = 20
    card.point_at("Brandt, Tom")
    assert not QToolTip.isVisible()
    qtbot.waitUntil(QToolTip.isVisible)
    assert QToolTip.text() == "Brandt, Tom"


def test_the_card_of_another_visit_is_taken_down_at_once(qtbot: QtBot, card: HoverCard) -> None:
    card.delay_ms = 0
    card.point_at("Brandt, Tom")
    qtbot.waitUntil(QToolTip.isVisible)
    card.delay_ms = 60_000
    card.point_at("Osei, Michael")
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    assert card.text == "Osei, Michael"


def test_switched_off_no_card_is_about_to_come(card: HoverCard) -> None:
    card.delay_ms = None
    card.point_at("Brandt, Tom")
    assert card.text == ""


def test_what_is_about_to_come_is_taken_back_when_a_drag_begins(card: HoverCard) -> None:
    card.delay_ms = 10
    card.point_at("Brandt, Tom")
    card.take_down()
    assert card.text == ""
    assert not card._timer.isActive()


def test_no_card_comes_over_an_open_menu(qtbot: QtBot, card: HoverCard) -> None:
    menu = QMenu(card._widget)
    menu.addAction("Privigen 10%")
    menu.popup(card._widget.mapToGlobal(QPoint(5, 5)))
    qtbot.waitUntil(menu.isVisible)
    card.delay_ms = 0
    with qtbot.waitSignal(card._timer.timeout):
        card.point_at("Brandt, Tom")
    assert not QToolTip.isVisible()
    menu.close()


def test_a_card_that_is_up_tells_what_has_changed_and_goes_when_nothing_is_left(
    qtbot: QtBot, card: HoverCard
) -> None:
    card.delay_ms = 0
    card.keep_up("nobody pointed at this")
    assert card.text == ""
    card.point_at("Brandt, Tom: arrived")
    qtbot.waitUntil(QToolTip.isVisible)

    card.keep_up("Brandt, Tom: infusing")
    assert QToolTip.text() == "Brandt, Tom: infusing"

    card.keep_up("")
    assert card.text == ""
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
