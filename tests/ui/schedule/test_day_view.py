import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.schedule.day_view import DayCanvas
from ivig_scheduler.ui.schedule.geometry import COLUMN_PX, HEADER_PX
from ivig_scheduler.ui.schedule.ghost import shifted
from ivig_scheduler.ui.schedule.layouts import Layout
from ivig_scheduler.ui.schedule.picture import Bar, DayPicture, Reason
from ivig_scheduler.ui.schedule.picture_maker import make_day_picture
from ivig_scheduler.ui.theme import load_theme
from tests.ui.schedule.samples import FULL_DAY, MONDAY, id_of, make_day, plain_picture

ALT, CTRL, NONE = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.NoModifier,
)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def picture() -> DayPicture:
    return make_day_picture(make_day(FULL_DAY))


@pytest.fixture
def canvas(qtbot: QtBot, look: Look, picture: DayPicture) -> Iterator[DayCanvas]:
    made = DayCanvas(look, picture)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made


def bar_of(canvas: DayCanvas, name: str) -> Bar:
    return next(bar for bar in canvas.picture.bars if bar.name == name)


def middle(canvas: DayCanvas, bar: Bar) -> QPoint:
    box = canvas.geometry_shown.box(bar.row, bar.start, bar.end)
    return QPoint(box.x + box.width // 2, box.y + box.height // 2)


def press(canvas: DayCanvas, place: QPoint) -> None:
    QTest.mousePress(canvas.viewport(), LEFT, NONE, place)


def move(canvas: DayCanvas, place: QPoint) -> None:
    # QTest's own move does not say that the button is down.
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    here = QPointF(place)
    where = QPointF(canvas.viewport().mapToGlobal(place))
    event = QMouseEvent(QEvent.Type.MouseMove, here, where, Qt.MouseButton.NoButton, LEFT, NONE)
    QApplication.sendEvent(canvas.viewport(), event)


def release(canvas: DayCanvas, place: QPoint) -> None:
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, place)


def drag(canvas: DayCanvas, bar: Bar, rows: int, minutes: int) -> QPoint:
    start = middle(canvas, bar)
    geometry = canvas.geometry_shown
    end = start + QPoint(round(minutes * geometry.px_per_minute), rows * geometry.row_px)
    press(canvas, start)
    move(canvas, end)
    return end


def test_a_click_selects_the_visit_and_tells_a_screen_reader(
    qtbot: QtBot, canvas: DayCanvas
) -> None:
    bar = bar_of(canvas, "T. Brandt")
    with qtbot.waitSignal(canvas.selection_changed) as told:
        QTest.mouseClick(canvas.viewport(), LEFT, NONE, middle(canvas, bar))
    assert told.args == [bar.appointment_id]
    assert canvas.selected == bar
    assert canvas.accessibleDescription() == bar.spoken
    assert canvas.accessibleName() == "Schedule of Monday, November 23"


def test_a_click_beside_the_visits_selects_nothing(canvas: DayCanvas) -> None:
    canvas.select(bar_of(canvas, "T. Brandt").appointment_id)
    QTest.mouseClick(canvas.viewport(), LEFT, NONE, QPoint(COLUMN_PX + 2, HEADER_PX + 4))
    assert canvas.selected is None


def test_the_arrows_walk_and_enter_opens(qtbot: QtBot, canvas: DayCanvas) -> None:
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.selected == bar_of(canvas, "A. Lindqvist")
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.selected == bar_of(canvas, "M. Osei")
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.selected == bar_of(canvas, "T. Brandt")
    with qtbot.waitSignal(canvas.opened) as told:
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert told.args == [bar_of(canvas, "T. Brandt").appointment_id]


def test_a_drag_asks_to_move_to_the_chair_and_time_of_the_ghost(
    qtbot: QtBot, canvas: DayCanvas
) -> None:
    bar = bar_of(canvas, "T. Brandt")
    end = drag(canvas, bar, rows=2, minutes=31)
    assert canvas.ghost is not None
    with qtbot.waitSignal(canvas.move_requested) as told:
        release(canvas, end)
    start = datetime.combine(MONDAY, datetime.min.time()) + timedelta(minutes=bar.start + 30)
    assert told.args == [bar.appointment_id, id_of("chair 4"), start]


def test_a_press_that_hardly_moves_is_no_drag(qtbot: QtBot, canvas: DayCanvas) -> None:
    place = middle(canvas, bar_of(canvas, "T. Brandt"))
    with qtbot.assertNotEmitted(canvas.move_requested):
        press(canvas, place)
        move(canvas, place + QPoint(6, 4))
        assert canvas.ghost is None
        release(canvas, place + QPoint(6, 4))


def test_escape_cancels_a_drag(qtbot: QtBot, canvas: DayCanvas) -> None:
    with qtbot.assertNotEmitted(canvas.move_requested):
        end = drag(canvas, bar_of(canvas, "T. Brandt"), rows=1, minutes=30)
        QTest.keyClick(canvas, Qt.Key.Key_Escape)
        assert canvas.ghost is None
        release(canvas, end)


def test_a_drop_outside_the_chairs_changes_nothing(qtbot: QtBot, canvas: DayCanvas) -> None:
    with qtbot.assertNotEmitted(canvas.move_requested):
        press(canvas, middle(canvas, bar_of(canvas, "T. Brandt")))
        move(canvas, QPoint(500, 20))
        assert canvas.ghost is not None
        assert canvas.ghost.is_outside
        release(canvas, QPoint(500, 20))


def test_a_blocked_place_refuses_the_drop_and_says_why(qtbot: QtBot, canvas: DayCanvas) -> None:
    canvas.set_check(lambda *_: (Reason("Chair 3 is taken", True), Reason("late", False)))
    with qtbot.assertNotEmitted(canvas.move_requested):
        end = drag(canvas, bar_of(canvas, "T. Brandt"), rows=1, minutes=0)
        with qtbot.waitSignal(canvas.told) as told:
            release(canvas, end)
    assert told.args == ["Not moved: Chair 3 is taken"]


def test_a_place_with_warnings_only_takes_the_visit(qtbot: QtBot, canvas: DayCanvas) -> None:
    canvas.set_check(lambda *_: (Reason("starts late", False),))
    end = drag(canvas, bar_of(canvas, "T. Brandt"), rows=1, minutes=0)
    with qtbot.waitSignal(canvas.move_requested):
        release(canvas, end)


def test_reasons_are_asked_for_once_for_each_place(canvas: DayCanvas) -> None:
    asked: list[UUID] = []

    def check(_visit: UUID, chair: UUID, _start: datetime) -> tuple[Reason, ...]:
        asked.append(chair)
        return ()

    canvas.set_check(check)
    end = drag(canvas, bar_of(canvas, "T. Brandt"), rows=1, minutes=0)
    move(canvas, end + QPoint(1, 1))
    assert asked == [id_of("chair 3")]


def test_a_visit_that_has_begun_stays(qtbot: QtBot, canvas: DayCanvas) -> None:
    with qtbot.waitSignal(canvas.told) as told:
        drag(canvas, bar_of(canvas, "L. Haddad"), rows=1, minutes=0)
    assert told.args == ["This visit has begun: it can no longer be moved"]
    assert canvas.ghost is None


def test_alt_and_arrows_move_a_visit_which_drops_when_alt_is_let_go(
    qtbot: QtBot, canvas: DayCanvas
) -> None:
    bar = bar_of(canvas, "T. Brandt")
    canvas.select(bar.appointment_id)
    QTest.keyPress(canvas, Qt.Key.Key_Alt)
    QTest.keyPress(canvas, Qt.Key.Key_Right, ALT)
    QTest.keyPress(canvas, Qt.Key.Key_Right, ALT)
    QTest.keyPress(canvas, Qt.Key.Key_Down, ALT)
    assert canvas.ghost is not None
    with qtbot.waitSignal(canvas.move_requested) as told:
        QTest.keyRelease(canvas, Qt.Key.Key_Alt)
    start = datetime.combine(MONDAY, datetime.min.time()) + timedelta(minutes=bar.start + 30)
    assert told.args == [bar.appointment_id, id_of("chair 3"), start]


def test_escape_cancels_a_move_by_keys(qtbot: QtBot, canvas: DayCanvas) -> None:
    canvas.select(bar_of(canvas, "T. Brandt").appointment_id)
    with qtbot.assertNotEmitted(canvas.move_requested):
        QTest.keyPress(canvas, Qt.Key.Key_Right, ALT)
        QTest.keyClick(canvas, Qt.Key.Key_Escape)
        QTest.keyRelease(canvas, Qt.Key.Key_Alt)
    assert canvas.ghost is None


def test_a_selected_visit_stays_selected_when_the_day_is_shown_anew(
    qtbot: QtBot, canvas: DayCanvas, picture: DayPicture
) -> None:
    canvas.select(bar_of(canvas, "T. Brandt").appointment_id)
    with qtbot.assertNotEmitted(canvas.selection_changed):
        canvas.show_picture(make_day_picture(make_day(FULL_DAY)))
    with qtbot.waitSignal(canvas.selection_changed) as told:
        canvas.show_picture(plain_picture(4, 2))
    assert told.args == [None]


def test_a_drag_goes_on_while_the_same_day_is_shown_anew(canvas: DayCanvas) -> None:
    drag(canvas, bar_of(canvas, "T. Brandt"), rows=1, minutes=0)
    canvas.show_picture(make_day_picture(make_day(FULL_DAY)))
    assert canvas.ghost is not None
    canvas.show_picture(plain_picture(4, 2))
    assert canvas.ghost is None


def test_the_wheel_zooms_with_ctrl_and_the_minute_under_it_stays(canvas: DayCanvas) -> None:
    x = 600
    minute = canvas.geometry_shown.minute_at(x, 300)
    event = QWheelEvent(
        QPointF(x, 300),
        QPointF(canvas.viewport().mapToGlobal(QPoint(x, 300))),
        QPoint(),
        QPoint(0, 360),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), event)
    assert canvas.step == 10
    assert canvas.horizontalScrollBar().maximum() > 0
    assert abs(canvas.geometry_shown.minute_at(x, 300) - minute) < 2


def test_selecting_a_visit_out_of_sight_brings_it_into_sight(qtbot: QtBot, look: Look) -> None:
    canvas = DayCanvas(look, plain_picture(120, 40))
    qtbot.addWidget(canvas)
    canvas.resize(900, 500)
    with qtbot.waitExposed(canvas):
        canvas.show()
    last = max(canvas.picture.bars, key=lambda bar: bar.row)
    assert last.row not in canvas.geometry_shown.visible_rows()
    canvas.select(last.appointment_id)
    assert last.row in canvas.geometry_shown.visible_rows()
    box = canvas.geometry_shown.box(last.row, last.start, last.end)
    assert box.y + box.height <= canvas.viewport().height()


def test_the_menu_is_asked_for_at_the_visit(qtbot: QtBot, canvas: DayCanvas) -> None:
    bar = bar_of(canvas, "T. Brandt")
    canvas.select(bar.appointment_id)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    with qtbot.waitSignal(canvas.menu_requested) as told:
        QApplication.sendEvent(canvas.viewport(), event)
    assert told.args[0] == bar.appointment_id


def test_hovering_a_visit_offers_all_its_facts_as_plain_words(canvas: DayCanvas) -> None:
    bar = bar_of(canvas, "T. Brandt")
    QTest.mouseMove(canvas.viewport(), middle(canvas, bar))
    event_place = middle(canvas, bar)
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    hover = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(event_place),
        QPointF(canvas.viewport().mapToGlobal(event_place)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        NONE,
    )
    QApplication.sendEvent(canvas.viewport(), hover)
    card = canvas.card.text
    assert card.startswith("<b>Brandt, Tom</b>")
    assert card.count("<br>") == len(bar.facts) - 1


def test_something_is_drawn_in_both_themes(qtbot: QtBot, canvas: DayCanvas) -> None:
    light = canvas.grab().toImage()
    canvas.set_look(Look.of(load_theme("dark")))
    dark = canvas.grab().toImage()
    bar = middle(canvas, bar_of(canvas, "T. Brandt"))
    free = QPoint(COLUMN_PX + 60, HEADER_PX + 3 * canvas.geometry_shown.row_px + 8)
    assert light.pixelColor(bar) != light.pixelColor(free)
    assert light.pixelColor(free) != dark.pixelColor(free)


def repaint(canvas: DayCanvas, times: int) -> None:
    for minute in range(times):
        canvas.set_now(480 + minute % 500)
        canvas.viewport().repaint()


def test_repainting_keeps_every_reference_to_none(canvas: DayCanvas) -> None:
    repaint(canvas, 5)
    before = sys.getrefcount(None)
    repaint(canvas, 200)
    assert sys.getrefcount(None) >= before - 50


@pytest.mark.slow
def test_ten_thousand_repaints_keep_every_reference_to_none(canvas: DayCanvas) -> None:
    repaint(canvas, 5)
    before = sys.getrefcount(None)
    repaint(canvas, 10_000)
    assert sys.getrefcount(None) >= before - 50


def test_escape_selects_nothing_any_more(canvas: DayCanvas) -> None:
    canvas.select(bar_of(canvas, "T. Brandt").appointment_id)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.selected is None


def test_a_click_does_not_scroll_the_visit_away_from_under_the_pointer(
    qtbot: QtBot, look: Look
) -> None:
    canvas = DayCanvas(look, plain_picture(120, 40))
    qtbot.addWidget(canvas)
    canvas.resize(900, 500)
    with qtbot.waitExposed(canvas):
        canvas.show()
    row = canvas.geometry_shown.visible_rows()[-1]
    bar = canvas.picture.bars_of(row)[0]
    box = canvas.geometry_shown.box(bar.row, bar.start, bar.end)
    QTest.mouseClick(canvas.viewport(), LEFT, NONE, QPoint(box.x + 20, box.y + 2))
    assert canvas.selected == bar
    assert canvas.verticalScrollBar().value() == 0


def moved_picture(picture: DayPicture, bar: Bar, minutes: int) -> DayPicture:
    return replace(
        picture,
        bars=tuple(
            shifted(each, each.row, each.start + minutes) if each == bar else each
            for each in picture.bars
        ),
    )


def test_a_bar_that_was_moved_travels_to_its_new_place_and_arrives(
    qtbot: QtBot, canvas: DayCanvas, picture: DayPicture
) -> None:
    moved = moved_picture(picture, bar_of(canvas, "T. Brandt"), 60)
    canvas.show_picture(moved)
    assert canvas._travel.is_on
    canvas.viewport().repaint()
    qtbot.waitUntil(lambda: not canvas._travel.is_on)
    arrived = canvas.viewport().grab().toImage()
    canvas.show_picture(moved)
    assert not canvas._travel.is_on
    assert canvas.viewport().grab().toImage() == arrived


def test_another_day_does_not_travel(canvas: DayCanvas, picture: DayPicture) -> None:
    bar = bar_of(canvas, "T. Brandt")
    tomorrow = replace(moved_picture(picture, bar, 60), day=MONDAY + timedelta(days=1))
    canvas.show_picture(tomorrow)
    assert not canvas._travel.is_on


def test_a_bar_dropped_by_hand_is_there_already(
    qtbot: QtBot, canvas: DayCanvas, picture: DayPicture
) -> None:
    bar = bar_of(canvas, "T. Brandt")
    end = drag(canvas, bar, rows=0, minutes=60)
    with qtbot.waitSignal(canvas.move_requested):
        release(canvas, end)
    canvas.show_picture(moved_picture(picture, bar, 60))
    assert not canvas._travel.is_on


@pytest.mark.parametrize("layout", list(Layout))
def test_the_name_of_a_chair_has_a_menu_of_its_own(
    qtbot: QtBot, canvas: DayCanvas, layout: Layout
) -> None:
    canvas.set_layout(layout)
    geometry = canvas.geometry_shown
    near = geometry.row_edge(2) + 4
    place = QPoint(near, 8) if geometry.is_across else QPoint(8, near)
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, place, canvas.viewport().mapToGlobal(place))
    with qtbot.waitSignal(canvas.chair_menu_requested) as told:
        QApplication.sendEvent(canvas.viewport(), event)
    assert told.args is not None
    assert told.args[0] == canvas.picture.rows[2].chair_id
