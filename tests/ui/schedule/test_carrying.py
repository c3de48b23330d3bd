"""Cutting, copying and putting down, the strip between days, overrides and lengths by hand."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.records import Appointment, Plan
from ivig_scheduler.domain.terms import CancelReason, Status
from ivig_scheduler.services.appointments import advance_status, cancel_appointment
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.schedule.layouts import Layout
from ivig_scheduler.ui.schedule.length_question import LengthQuestion
from ivig_scheduler.ui.schedule.override_question import OverrideQuestion
from ivig_scheduler.ui.schedule.picture import Bar
from ivig_scheduler.ui.schedule.schedule_page import SchedulePage
from tests.clinics import TODAY, SmallClinic
from tests.ui.schedule.test_schedule_page import make_page, settle, show

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
TOMORROW = TODAY + timedelta(days=1)
#: The day after tomorrow is a holiday.
FRIDAY = 3


@pytest.fixture
def visits(clinic: SmallClinic) -> tuple[Appointment, ...]:
    return clinic.visits(clinic.book_course(clinic.osei, first_day=TOMORROW, cycles=2))


@pytest.fixture
def visit(visits: tuple[Appointment, ...]) -> Appointment:
    return visits[0]


@pytest.fixture
def page(
    qtbot: QtBot, visit: Appointment, desk: Desk, navigator: Navigator, look: Look
) -> SchedulePage:
    return make_page(qtbot, desk, navigator, look)


def point(page: SchedulePage, bar: Bar, share: float = 0.5, minutes: int = 0) -> QPoint:
    """Return a place of the canvas so far along a bar, and so many minutes later."""
    minute = bar.start + share * bar.minutes + minutes
    box = page.day_view.geometry_shown.box(bar.row, minute, minute + 1)
    if page.day_view.geometry_shown.is_across:
        return QPoint(box.x + box.width // 2, box.y)
    return QPoint(box.x, box.y + box.height // 2)


def drag_to(page: SchedulePage, start: QPoint, end: QPoint) -> None:
    """Press at one place and move to another; the button stays down."""
    viewport = page.day_view.viewport()
    QTest.mousePress(viewport, LEFT, NONE, start)
    for place in ((start + end) / 2, end):
        where = QPointF(viewport.mapToGlobal(place))
        none = Qt.MouseButton.NoButton
        event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), where, none, LEFT, NONE)
        QApplication.sendEvent(viewport, event)


def release(page: SchedulePage, place: QPoint) -> None:
    QTest.mouseRelease(page.day_view.viewport(), LEFT, NONE, place)


def bar_of(page: SchedulePage) -> Bar:
    (bar,) = page.day_view.picture.bars
    return bar


def stored(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, visit: Appointment
) -> Appointment:
    settle(qtbot, page)
    return clinic.visit(visit)


def go_to(qtbot: QtBot, page: SchedulePage, days: int) -> None:
    page.go_to(TODAY + timedelta(days=days))
    settle(qtbot, page)
    page.day_view.setFocus()
    qtbot.waitUntil(page.day_view.hasFocus)


def test_a_visit_that_was_cut_is_put_down_on_another_day_by_keys(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, visit: Appointment
) -> None:
    show(qtbot, page, visit)
    QTest.keyClick(page.day_view, Qt.Key.Key_X, CTRL)
    qtbot.waitUntil(lambda: page.acts.carrying.carried is not None)
    go_to(qtbot, page, FRIDAY)
    QTest.keyClick(page.day_view, Qt.Key.Key_V, CTRL)
    ghost = page.day_view.ghost
    assert ghost is not None
    assert ghost.is_carried
    assert ghost.is_checked
    QTest.keyClick(page.day_view, Qt.Key.Key_Down)
    QTest.keyClick(page.day_view, Qt.Key.Key_Right)
    QTest.keyClick(page.day_view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.acts.flow.question is not None)
    asked = page.acts.flow.question
    assert asked is not None
    asked.move_button.click()
    moved = stored(qtbot, page, clinic, visit)
    assert moved.start == visit.start + timedelta(days=2, minutes=15)
    assert moved.chair_id != visit.chair_id


def test_a_visit_whose_patient_has_come_is_not_cut(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, desk: Desk, visit: Appointment
) -> None:
    told: list[str] = []
    desk.noticed.connect(lambda text, _: told.append(text))
    clinic.clock.now += visit.start - clinic.clock.local
    while clinic.visit(visit).status is not Status.ARRIVED:
        clinic.run(lambda work: advance_status(work, clinic.visit(visit)))
    show(qtbot, page, visit)
    QTest.keyClick(page.day_view, Qt.Key.Key_X, CTRL)
    qtbot.waitUntil(lambda: "The visit is arrived: it can no longer be moved" in told)
    assert page.acts.carrying.carried is None


def test_escape_lets_a_visit_be_that_was_to_be_put_down(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, visit: Appointment
) -> None:
    show(qtbot, page, visit)
    QTest.keyClick(page.day_view, Qt.Key.Key_X, CTRL)
    qtbot.waitUntil(lambda: page.acts.carrying.carried is not None)
    go_to(qtbot, page, FRIDAY)
    QTest.keyClick(page.day_view, Qt.Key.Key_V, CTRL)
    QTest.keyClick(page.day_view, Qt.Key.Key_Escape)
    assert page.day_view.ghost is None
    assert stored(qtbot, page, clinic, visit) == visit


def test_a_copy_books_the_next_cycle_that_waits(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, visits: tuple[Appointment, ...]
) -> None:
    first, second = visits
    clinic.run(lambda work: cancel_appointment(work, second, CancelReason.WEATHER))
    show(qtbot, page, first)
    QTest.keyClick(page.day_view, Qt.Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: page.acts.carrying.carried is not None)
    page.go_to(second.start.date())
    settle(qtbot, page)
    page.day_view.setFocus()
    QTest.keyClick(page.day_view, Qt.Key.Key_V, CTRL)
    QTest.keyClick(page.day_view, Qt.Key.Key_Return)
    settle(qtbot, page)
    found = clinic.read(lambda store: store.where(Appointment, cycle_id=second.cycle_id))
    assert [each.start.date() for each in found if each.status is Status.BOOKED] == [
        second.start.date()
    ]
    assert clinic.visit(first) == first


def test_a_copy_of_a_course_without_an_open_cycle_says_so(
    qtbot: QtBot, page: SchedulePage, desk: Desk, visit: Appointment
) -> None:
    told: list[str] = []
    desk.noticed.connect(lambda text, _: told.append(text))
    show(qtbot, page, visit)
    QTest.keyClick(page.day_view, Qt.Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: any("no further dose" in each for each in told))
    assert page.acts.carrying.carried is None


def test_a_visit_set_aside_waits_in_the_strip_and_is_put_down_from_it(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, visit: Appointment
) -> None:
    show(qtbot, page, visit)
    QTest.keyClick(page.day_view, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: len(page.aside.strip.cards) == 1)
    assert clinic.visit(visit).status is Status.SET_ASIDE
    assert page.aside.strip.isVisible()
    go_to(qtbot, page, FRIDAY)
    card = page.aside.strip.cards[0]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.day_view.ghost is not None)
    QTest.keyClick(page.day_view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: clinic.visit(visit).status is Status.BOOKED)
    assert clinic.visit(visit).start == visit.start + timedelta(days=2)
    qtbot.waitUntil(lambda: not page.aside.strip.isVisible())


def test_the_strip_is_there_again_after_a_restart(
    qtbot: QtBot,
    page: SchedulePage,
    desk: Desk,
    navigator: Navigator,
    look: Look,
    visit: Appointment,
) -> None:
    show(qtbot, page, visit)
    page.acts.act("set_aside")
    qtbot.waitUntil(lambda: len(page.aside.strip.cards) == 1)
    other = make_page(qtbot, desk, navigator, look)
    qtbot.waitUntil(lambda: len(other.aside.strip.cards) == 1)
    assert other.aside.strip.cards[0].text() == page.aside.strip.cards[0].text()


@pytest.mark.parametrize("layout", [Layout.DOWN, Layout.ACROSS])
@pytest.mark.parametrize("step", [60, 15])
def test_a_bar_dropped_on_the_zone_is_set_aside(
    qtbot: QtBot,
    page: SchedulePage,
    clinic: SmallClinic,
    visit: Appointment,
    layout: Layout,
    step: int,
) -> None:
    page.day_view.set_layout(layout)
    page.day_view.set_step(step)
    show(qtbot, page, visit)
    start = point(page, bar_of(page), 0.1)
    zone = page.aside.zone
    assert zone.isHidden()
    drag_to(page, start, start + QPoint(30, 30))
    assert zone.isVisible()
    place = page.day_view.viewport().mapFromGlobal(zone.mapToGlobal(zone.rect().center()))
    drag_to_again(page, place)
    release(page, place)
    assert zone.isHidden()
    qtbot.waitUntil(lambda: clinic.visit(visit).status is Status.SET_ASIDE)


def drag_to_again(page: SchedulePage, place: QPoint) -> None:
    viewport = page.day_view.viewport()
    where = QPointF(viewport.mapToGlobal(place))
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), where, none, LEFT, NONE)
    QApplication.sendEvent(viewport, event)


def test_a_card_is_dragged_onto_the_day(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, visit: Appointment
) -> None:
    show(qtbot, page, visit)
    bar, place = bar_of(page), point(page, bar_of(page), 0.0)
    page.acts.act("set_aside")
    qtbot.waitUntil(lambda: len(page.aside.strip.cards) == 1)
    settle(qtbot, page)
    card, middle = page.aside.strip.cards[0], page.aside.strip.cards[0].rect().center()
    QTest.mousePress(card, LEFT, NONE, middle)
    target = page.day_view.viewport().mapToGlobal(place)
    for _ in range(2):
        move_card(card, target)
        settle(qtbot, page)
    assert page.day_view.ghost is not None
    QTest.mouseRelease(card, LEFT, NONE, card.mapFromGlobal(target))
    qtbot.waitUntil(lambda: clinic.visit(visit).status is Status.BOOKED)
    assert (clinic.visit(visit).start, bar.row) == (visit.start, 0)


def move_card(card: QWidget, target: QPoint) -> None:
    none = Qt.MouseButton.NoButton
    here = QPointF(card.mapFromGlobal(target))
    event = QMouseEvent(QEvent.Type.MouseMove, here, QPointF(target), none, LEFT, NONE)
    QApplication.sendEvent(card, event)


def question(qtbot: QtBot, page: SchedulePage) -> OverrideQuestion:
    qtbot.waitUntil(lambda: page.acts.override_question is not None)
    asked = page.acts.override_question
    assert asked is not None
    return asked


def drag_past_closing(qtbot: QtBot, page: SchedulePage, visit: Appointment) -> None:
    show(qtbot, page, visit)
    bar = bar_of(page)
    late = 17 * 60 - bar.end + 30
    start = point(page, bar, 0.1)
    end = start + point(page, bar, 0.1, late) - point(page, bar, 0.1)
    drag_to(page, start, end)
    release(page, end)


def test_a_drop_past_closing_asks_for_a_reason_and_a_name(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, visit: Appointment
) -> None:
    drag_past_closing(qtbot, page, visit)
    asked = question(qtbot, page)
    assert clinic.visit(visit) == visit
    assert not asked.move_button.isEnabled()
    QTest.keyClicks(asked.reason, "the late clinic stays open")
    QTest.keyClicks(asked.by, "M. Okafor")
    QTest.mouseClick(asked.move_button, LEFT)
    qtbot.waitUntil(lambda: clinic.visit(visit).overridden == ("opening_hours",))
    moved = clinic.visit(visit)
    assert moved.end.hour >= 17
    assert (moved.override_reason, moved.override_by) == (
        "the late clinic stays open",
        "M. Okafor",
    )


def test_without_a_reason_the_visit_stays_where_it_was(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, visit: Appointment
) -> None:
    drag_past_closing(qtbot, page, visit)
    asked = question(qtbot, page)
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert stored(qtbot, page, clinic, visit) == visit
    assert page.day_view.ghost is None


def length_question(qtbot: QtBot, page: SchedulePage) -> LengthQuestion:
    qtbot.waitUntil(lambda: bool(page.findChildren(LengthQuestion)))
    return page.findChildren(LengthQuestion)[-1]


@pytest.mark.parametrize("layout", [Layout.DOWN, Layout.ACROSS])
def test_the_end_of_a_bar_is_drawn_longer_and_locked(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, visit: Appointment, layout: Layout
) -> None:
    page.day_view.set_layout(layout)
    show(qtbot, page, visit)
    bar = bar_of(page)
    box = page.day_view.geometry_shown.box(bar.row, bar.start, bar.end)
    is_down = layout is Layout.DOWN
    edge = (
        QPoint(box.x + box.width - 2, box.y + 8)
        if is_down
        else QPoint(box.x + 8, box.y + box.height - 2)
    )
    by = round(30 * page.day_view.geometry_shown.px_per_minute)
    end = edge + (QPoint(by, 0) if is_down else QPoint(0, by))
    drag_to(page, edge, end)
    assert page.day_view.ghost is not None
    assert page.day_view.ghost.is_stretched
    release(page, end)
    asked = length_question(qtbot, page)
    assert asked.minutes.value() == bar.minutes + 30
    asked.locked.click()
    QTest.mouseClick(asked.set_button, LEFT)
    qtbot.waitUntil(lambda: clinic.visit(visit).is_length_locked)
    assert clinic.visit(visit).end == visit.end + timedelta(minutes=30)
    plan = clinic.read(lambda store: store.get(Plan, clinic.visit(visit).plan_id))
    assert plan is not None
    assert plan.booked_minutes == bar.minutes + 30


def test_the_length_is_asked_for_by_its_key_and_left_by_escape(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, visit: Appointment
) -> None:
    show(qtbot, page, visit)
    QTest.keyClick(page.day_view, Qt.Key.Key_L)
    asked = length_question(qtbot, page)
    assert not asked.locked.isChecked()
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert stored(qtbot, page, clinic, visit) == visit
