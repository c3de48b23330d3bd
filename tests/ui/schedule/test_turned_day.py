"""The day with the chairs down the side and across the top, at two zooms: the same acts in all."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPaintEvent, QRegion, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.schedule.day_view import DayCanvas
from ivig_scheduler.ui.schedule.layouts import Layout
from ivig_scheduler.ui.schedule.picture import Bar
from ivig_scheduler.ui.schedule.picture_maker import make_day_picture
from tests.ui.schedule.samples import FULL_DAY, MONDAY, id_of, make_day

ALT, CTRL, NONE = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.NoModifier,
)
LEFT = Qt.MouseButton.LeftButton
SEEN = [(Layout.DOWN, 60), (Layout.DOWN, 30), (Layout.ACROSS, 60), (Layout.ACROSS, 30)]


@pytest.fixture(params=SEEN, ids=lambda seen: f"{seen[0]} {seen[1]} min")
def canvas(request: pytest.FixtureRequest, qtbot: QtBot, look: Look) -> Iterator[DayCanvas]:
    made = DayCanvas(look, make_day_picture(make_day(FULL_DAY)))
    layout, step = request.param
    made.set_layout(layout)
    made.set_step(step)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made


class Painted(QObject):
    """Notes what was painted anew."""

    def __init__(self, canvas: DayCanvas) -> None:
        super().__init__(canvas)
        self.area = QRegion()
        canvas.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.area += event.region()
        return False


def bar_of(canvas: DayCanvas, name: str) -> Bar:
    return next(bar for bar in canvas.picture.bars if bar.name == name)


def brandt(canvas: DayCanvas) -> Bar:
    """Return a visit that can be moved, brought into sight."""
    bar = bar_of(canvas, "T. Brandt")
    canvas.select(bar.appointment_id)
    return bar


def grip(canvas: DayCanvas, bar: Bar) -> QPoint:
    box = canvas.geometry_shown.box(bar.row, bar.start, bar.end)
    return QPoint(box.x + 12, box.y + 12)


def by(canvas: DayCanvas, rows: int, minutes: int) -> QPoint:
    geometry = canvas.geometry_shown
    along, across = round(minutes * geometry.px_per_minute), rows * geometry.row_px
    return QPoint(across, along) if geometry.is_across else QPoint(along, across)


def move(canvas: DayCanvas, place: QPoint) -> None:
    # QTest's own move does not say that the button is down.
    where = QPointF(canvas.viewport().mapToGlobal(place))
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(place), where, Qt.MouseButton.NoButton, LEFT, NONE
    )
    QApplication.sendEvent(canvas.viewport(), event)


def moment(minute: int) -> datetime:
    return datetime.combine(MONDAY, time()) + timedelta(minutes=minute)


def test_a_drag_moves_the_chair_and_the_time(qtbot: QtBot, canvas: DayCanvas) -> None:
    bar = brandt(canvas)
    place = grip(canvas, bar)
    QTest.mousePress(canvas.viewport(), LEFT, NONE, place)
    end = place + by(canvas, 1, 31)
    move(canvas, end)
    with qtbot.waitSignal(canvas.move_requested) as told:
        QTest.mouseRelease(canvas.viewport(), LEFT, NONE, end)
    assert told.args == [bar.appointment_id, id_of("chair 3"), moment(bar.start + 30)]


def test_a_drop_on_the_names_or_the_hours_changes_nothing(qtbot: QtBot, canvas: DayCanvas) -> None:
    bar = brandt(canvas)
    geometry = canvas.geometry_shown
    outside = (QPoint(geometry.left // 2, 400), QPoint(600, geometry.top // 2))
    with qtbot.assertNotEmitted(canvas.move_requested):
        for place in outside:
            QTest.mousePress(canvas.viewport(), LEFT, NONE, grip(canvas, bar))
            move(canvas, place)
            assert canvas.ghost is not None
            assert canvas.ghost.is_outside
            QTest.mouseRelease(canvas.viewport(), LEFT, NONE, place)


def test_escape_lets_a_drag_be(qtbot: QtBot, canvas: DayCanvas) -> None:
    place = grip(canvas, brandt(canvas))
    with qtbot.assertNotEmitted(canvas.move_requested):
        QTest.mousePress(canvas.viewport(), LEFT, NONE, place)
        move(canvas, place + by(canvas, 1, 30))
        QTest.keyClick(canvas, Qt.Key.Key_Escape)
        assert canvas.ghost is None
        QTest.mouseRelease(canvas.viewport(), LEFT, NONE, place)


def test_alt_and_the_arrows_move_as_they_point(canvas: DayCanvas) -> None:
    bar = brandt(canvas)
    is_across = canvas.geometry_shown.is_across
    later, next_chair = (
        (Qt.Key.Key_Down, Qt.Key.Key_Right) if is_across else (Qt.Key.Key_Right, Qt.Key.Key_Down)
    )
    QTest.keyPress(canvas, later, ALT)
    QTest.keyPress(canvas, next_chair, ALT)
    ghost = canvas.ghost
    assert ghost is not None
    assert (ghost.bar.row, ghost.bar.start) == (bar.row + 1, bar.start + 15)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)


def test_the_arrows_walk_as_they_point(canvas: DayCanvas) -> None:
    is_across = canvas.geometry_shown.is_across
    later, next_chair = (
        (Qt.Key.Key_Down, Qt.Key.Key_Right) if is_across else (Qt.Key.Key_Right, Qt.Key.Key_Down)
    )
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.selected == bar_of(canvas, "A. Lindqvist")
    QTest.keyClick(canvas, later)
    assert canvas.selected == bar_of(canvas, "M. Osei")
    QTest.keyClick(canvas, next_chair)
    assert canvas.selected == bar_of(canvas, "T. Brandt")


def test_every_visit_in_sight_stands_where_a_click_finds_it(canvas: DayCanvas) -> None:
    geometry = canvas.geometry_shown
    for bar in canvas.picture.bars:
        box = geometry.box(bar.row, bar.start, bar.end)
        x, y = box.x + box.width / 2, box.y + box.height / 2
        if geometry.is_in_rows(x, y):
            assert canvas.bar_at(x, y) == bar


def test_only_what_moves_is_painted_again_while_dragging(qtbot: QtBot, canvas: DayCanvas) -> None:
    bar = brandt(canvas)
    place = grip(canvas, bar)
    QTest.mousePress(canvas.viewport(), LEFT, NONE, place)
    move(canvas, place + by(canvas, 1, 30))
    qtbot.waitUntil(lambda: canvas._painted[0] is canvas.ghost)
    painted = Painted(canvas)
    move(canvas, place + by(canvas, 1, 45))
    qtbot.waitUntil(lambda: canvas._painted[0] is canvas.ghost)
    size = canvas.viewport().size()
    area = sum(rect.width() * rect.height() for rect in cast("Iterable[QRect]", painted.area))
    assert 0 < area < size.width() * size.height() / 2
    QTest.keyClick(canvas, Qt.Key.Key_Escape)


def test_what_a_drag_leaves_behind_is_the_day_as_it_was(qtbot: QtBot, canvas: DayCanvas) -> None:
    place = grip(canvas, brandt(canvas))
    before = canvas.viewport().grab().toImage()
    QTest.mousePress(canvas.viewport(), LEFT, NONE, place)
    for minutes in (30, 60, 45):
        move(canvas, place + by(canvas, 1, minutes))
        qtbot.waitUntil(lambda: canvas._painted[0] is canvas.ghost)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.viewport().grab().toImage() == before


def test_no_card_comes_while_a_visit_is_dragged(canvas: DayCanvas) -> None:
    place = grip(canvas, brandt(canvas))
    canvas.card.point_at("T. Brandt")
    QTest.mousePress(canvas.viewport(), LEFT, NONE, place)
    move(canvas, place + by(canvas, 1, 30))
    assert canvas.card.text == ""
    QTest.keyClick(canvas, Qt.Key.Key_Escape)


def test_ctrl_and_the_wheel_zoom_and_the_minute_under_the_pointer_stays(canvas: DayCanvas) -> None:
    x, y = 600, 400
    minute, step = canvas.geometry_shown.minute_at(x, y), canvas.step
    event = QWheelEvent(
        QPointF(x, y),
        QPointF(canvas.viewport().mapToGlobal(QPoint(x, y))),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), event)
    assert canvas.step < step
    assert abs(canvas.geometry_shown.minute_at(x, y) - minute) < 2


def test_the_curves_tell_what_a_quarter_hour_holds(canvas: DayCanvas) -> None:
    canvas.set_step(60)
    geometry = canvas.geometry_shown
    at = geometry.along(9 * 60 + 5)
    x, y = (10, at) if geometry.is_across else (at, 10)
    assert canvas.card_at(x, y).startswith("<b>09:00 to 09:15</b><br>")


def test_a_visit_that_a_filter_leaves_out_is_faded_but_there(canvas: DayCanvas) -> None:
    bar = brandt(canvas)
    canvas.select(None)
    place = grip(canvas, bar) + QPoint(0, 8)
    before = canvas.viewport().grab().toImage().pixelColor(place)
    canvas.set_aside({bar.appointment_id})
    after = canvas.viewport().grab().toImage().pixelColor(place)
    assert before != after
    assert canvas.bar_at(place.x(), place.y()) == bar
