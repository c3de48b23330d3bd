from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.schedule.month_picture import (
    MonthCell,
    MonthPicture,
    cell_lines,
    out_words,
    spoken,
)
from ivig_scheduler.ui.schedule.month_view import MonthCanvas
from ivig_scheduler.ui.theme import load_theme

FIRST_SHOWN, NOVEMBER = date(2026, 10, 26), date(2026, 11, 1)
TODAY = date(2026, 11, 24)
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
BUSY = MonthCell(TODAY, "", 34, 4590, 6480, 1)


def cell(day: date) -> MonthCell:
    if day == TODAY:
        return BUSY
    if day.weekday() == 6:
        return MonthCell(day, "closed on Sundays")
    return MonthCell(day, "", 10, 2000, 6480)


@pytest.fixture
def canvas(qtbot: QtBot, look: Look) -> Iterator[MonthCanvas]:
    days = tuple(cell(FIRST_SHOWN + timedelta(days=each)) for each in range(42))
    made = MonthCanvas(look, MonthPicture(NOVEMBER))
    made.show_picture(MonthPicture(NOVEMBER, days), today=TODAY, marked=TODAY)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    yield made


def middle(canvas: MonthCanvas, day: date) -> QPoint:
    index = canvas.picture.index_of(day)
    assert index is not None
    box = canvas.geometry_shown.box(index)
    return QPoint(box.x + box.width // 2, box.y + box.height // 2)


def test_a_day_tells_its_visits_its_share_and_what_is_free() -> None:
    assert cell_lines(BUSY) == ("34 visits", "71 % booked", "31 h free")
    assert out_words(BUSY) == "1 chair out"
    assert cell_lines(cell(date(2026, 11, 29))) == ("Closed on Sundays",)
    assert spoken(BUSY, is_today=True) == (
        "Tuesday, November 24, today, 34 visits, 71 % booked, 31 h free, 1 chair out of service"
    )


def test_visits_on_a_closed_day_are_told_all_the_same() -> None:
    assert cell_lines(MonthCell(TODAY, "staff day", 2)) == ("Staff day", "2 visits")


def test_a_click_goes_to_the_day(qtbot: QtBot, canvas: MonthCanvas) -> None:
    day = date(2026, 11, 12)
    with qtbot.waitSignal(canvas.day_chosen) as told:
        QTest.mouseClick(canvas, LEFT, NONE, middle(canvas, day))
    assert told.args == [day]


def test_every_day_stands_where_a_click_finds_it(canvas: MonthCanvas) -> None:
    geometry = canvas.geometry_shown
    for index in range(42):
        box = geometry.box(index)
        assert geometry.index_at(box.x + 1, box.y + 1) == index
        assert geometry.index_at(box.x + box.width - 1, box.y + box.height - 1) == index


def test_the_keys_walk_through_the_month_and_enter_opens(qtbot: QtBot, canvas: MonthCanvas) -> None:
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.marked_day == date(2026, 11, 23)
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    assert canvas.marked_day == date(2026, 11, 16)
    assert canvas.accessibleDescription().startswith("Monday, November 16, 10 visits")
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.marked_day == NOVEMBER
    QTest.keyClick(canvas, Qt.Key.Key_End)
    with qtbot.waitSignal(canvas.day_chosen) as told:
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert told.args == [date(2026, 11, 30)]


def test_keys_beyond_the_month_ask_for_the_next_one(qtbot: QtBot, canvas: MonthCanvas) -> None:
    canvas.mark(date(2026, 11, 30))
    with qtbot.waitSignal(canvas.day_wanted) as told:
        QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert told.args == [date(2026, 12, 1)]
    with qtbot.waitSignal(canvas.month_stepped) as stepped:
        QTest.keyClick(canvas, Qt.Key.Key_PageUp)
    assert stepped.args == [-1]


def test_a_full_day_looks_another_than_a_closed_one_in_both_themes(canvas: MonthCanvas) -> None:
    place = middle(canvas, date(2026, 11, 29)) + QPoint(0, 30)
    for theme in (load_theme("light"), load_theme("dark")):
        canvas.set_look(Look.of(theme))
        image = canvas.grab().toImage()
        closed = {image.pixelColor(place + QPoint(x, 0)).name() for x in range(8)}
        open_day = middle(canvas, date(2026, 11, 12)) + QPoint(0, 30)
        assert closed != {image.pixelColor(open_day).name()}
