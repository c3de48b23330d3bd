from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.records import Closure
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.schedule.picture import WeekPicture
from ivig_scheduler.ui.schedule.week_geometry import WEEK_HEADER_PX
from ivig_scheduler.ui.schedule.week_maker import make_week_picture
from ivig_scheduler.ui.schedule.week_painter import load_text
from ivig_scheduler.ui.schedule.week_view import WeekCanvas
from tests.ui.schedule.samples import FULL_DAY, MONDAY, make_week

THANKSGIVING = MONDAY + timedelta(days=3)
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def picture() -> WeekPicture:
    return make_week_picture(make_week(FULL_DAY))


@pytest.fixture
def canvas(qtbot: QtBot, look: Look, picture: WeekPicture) -> Iterator[WeekCanvas]:
    made = WeekCanvas(look, picture)
    made.show_picture(picture, today=MONDAY, marked=MONDAY)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitExposed(made):
        made.show()
    yield made


def place(canvas: WeekCanvas, day: int, bar_index: int) -> QPoint:
    box = canvas.geometry_shown.box(day, canvas.picture.days[day].bars[bar_index])
    return QPoint(box.x + box.width // 2, box.y + box.height // 2)


def test_a_days_head_tells_visits_and_the_share_of_chair_hours(picture: WeekPicture) -> None:
    monday = picture.days[0]
    hours = sum(bar.end - bar.start for bar in monday.bars) / 60
    assert load_text(monday) == f"{len(monday.bars)} visits, {round(hours)} of 108 h"
    assert load_text(picture.days[6]) == "Closed on Sundays"


def test_a_bar_of_the_week_tells_its_status_without_colour(picture: WeekPicture) -> None:
    infusing = next(bar for day in picture.days for bar in day.bars if bar.edge == "good")
    assert infusing.sign in ("●", "▶", "○")
    assert infusing.title == f"{infusing.sign} {infusing.name}"
    booked = next(bar for day in picture.days for bar in day.bars if not bar.sign)
    assert booked.title == booked.name


def test_the_card_of_one_visit_goes_when_the_pointer_reaches_another(
    qtbot: QtBot, canvas: WeekCanvas
) -> None:
    first, second = place(canvas, 0, 0), place(canvas, 0, 1)
    QTest.mouseMove(canvas.viewport(), first)
    QToolTip.showText(canvas.viewport().mapToGlobal(first), "card", canvas.viewport())
    qtbot.waitUntil(QToolTip.isVisible)

    QTest.mouseMove(canvas.viewport(), second)

    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_a_closed_day_offers_no_chair_hours_and_says_why() -> None:
    closure = Closure(first_day=THANKSGIVING, last_day=THANKSGIVING, reason="Thanksgiving")
    week = make_week_picture(make_week((), closures=(closure,)))
    thursday = week.days[3]
    assert thursday.is_closed
    assert thursday.open_minutes == 0
    assert load_text(thursday) == "Thanksgiving"
    assert load_text(week.days[0]) == "0 visits, 0 of 108 h"


def test_closed_days_without_visits_are_narrow(canvas: WeekCanvas) -> None:
    edges = canvas.geometry_shown.edges
    assert edges[6] - edges[5] < (edges[1] - edges[0]) / 2
    assert edges[-1] == canvas.viewport().width()


def test_a_click_selects_the_visit_of_that_day(qtbot: QtBot, canvas: WeekCanvas) -> None:
    wanted = canvas.picture.days[2].bars[4]
    with qtbot.waitSignal(canvas.selection_changed) as told:
        QTest.mouseClick(canvas.viewport(), LEFT, NONE, place(canvas, 2, 4))
    assert told.args == [wanted.appointment_id]
    assert canvas.accessibleDescription().startswith("Wednesday. ")


def test_a_double_click_goes_to_the_day(qtbot: QtBot, canvas: WeekCanvas) -> None:
    x = canvas.geometry_shown.edges[3] + 10
    with qtbot.waitSignal(canvas.day_chosen) as told:
        QTest.mouseDClick(canvas.viewport(), LEFT, NONE, QPoint(x, WEEK_HEADER_PX - 10))
    assert told.args[0] == THANKSGIVING


def test_the_arrows_walk_through_the_days_and_enter_goes_to_one(
    qtbot: QtBot, canvas: WeekCanvas
) -> None:
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.accessibleDescription().startswith("Wednesday: ")
    with qtbot.waitSignal(canvas.day_chosen) as told:
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert told.args[0] == MONDAY + timedelta(days=2)


def test_a_visit_is_drawn_where_a_click_finds_it(canvas: WeekCanvas) -> None:
    for index, day in enumerate(canvas.picture.days):
        for number, bar in enumerate(day.bars):
            point = place(canvas, index, number)
            found = canvas.geometry_shown.bar_at(canvas.picture.days, point.x(), point.y())
            assert found is not None
            assert found[1] == bar
