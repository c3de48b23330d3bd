"""From the first start of the program to a booked course, moved, undone, and found again."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ivig_scheduler.domain.changes import ChangeSet, added
from ivig_scheduler.domain.records import Appointment, ChairOutage
from ivig_scheduler.domain.terms import CancelReason, Status
from ivig_scheduler.ui.courses.new_course_page import NewCoursePage
from ivig_scheduler.ui.courses.new_course_view import ORDER, SERIES
from ivig_scheduler.ui.schedule.picture import Bar
from ivig_scheduler.ui.schedule.schedule_page import SchedulePage
from ivig_scheduler.ui.worklist.work_list_page import WorkListPage
from tests.journeys.coordinator import Coordinator

PRIVIGEN = "Privigen 10%"
FIRST_DAY = date(2026, 12, 1)


@pytest.fixture
def clinic(coordinator: Coordinator) -> Coordinator:
    """A clinic of two chairs with one patient, everything typed in by hand."""
    for name in ("Chair 1", "Chair 2"):
        coordinator.add_chair(name)
    coordinator.add_patient("Haddad", "Leila", "204-881", "70")
    return coordinator


@pytest.fixture
def booked(clinic: Coordinator) -> Coordinator:
    """The same clinic with a booked course of four visits."""
    start_order(clinic)
    clinic.plan_and_book(clinic.type_order(indication="PI", product=PRIVIGEN))
    return clinic


def start_order(clinic: Coordinator) -> None:
    clinic.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    search = clinic.page(NewCoursePage).patient.search
    with clinic.qtbot.waitSignal(search.results_shown):
        QTest.keyClicks(search, "hadd")
    QTest.keyClick(search, Qt.Key.Key_Return)
    clinic.settle()


def the_bar(page: SchedulePage) -> Bar:
    (bar,) = page.day_view.picture.bars
    return bar


def middle(page: SchedulePage, bar: Bar) -> QPoint:
    box = page.day_view.geometry_shown.box(bar.row, bar.start, bar.end)
    return QPoint(box.x + box.width // 2, box.y + box.height // 2)


def test_a_new_clinic_says_what_to_do_first(coordinator: Coordinator) -> None:
    page = coordinator.page(SchedulePage)
    assert page.no_chairs.isVisible()
    page.no_chairs.action.click()
    coordinator.settle()
    assert coordinator.window.page_key == "setup"


def test_from_the_first_start_to_the_first_booked_course(booked: Coordinator) -> None:
    visits = booked.appointments()
    assert [visit.start.date() for visit in visits] == [
        FIRST_DAY + timedelta(days=28 * number) for number in range(4)
    ]
    assert "Booked 4 visits" in booked.notices
    page = booked.page(SchedulePage)
    assert page.day == FIRST_DAY
    assert the_bar(page).appointment_id == visits[0].id
    assert page.inspector.file() is not None


def test_the_course_is_found_again_after_a_restart(booked: Coordinator) -> None:
    before = booked.appointments()
    booked.restart()
    assert booked.appointments() == before
    page = booked.show_day(FIRST_DAY)
    assert the_bar(page).appointment_id == before[0].id
    booked.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = booked.window.search
    with booked.qtbot.waitSignal(search.results_shown):
        QTest.keyClicks(search, "204")
    QTest.keyClick(search, Qt.Key.Key_Return)
    booked.settle()
    assert booked.window.page_key == "patients"


def test_a_visit_is_dragged_undone_and_redone(booked: Coordinator) -> None:
    page = booked.show_day(FIRST_DAY)
    before = booked.appointments()[0]
    bar, geometry = the_bar(page), page.day_view.geometry_shown
    start = middle(page, bar)
    aside = QPoint(round(30 * geometry.px_per_minute), (1 - 2 * bar.row) * geometry.row_px)
    booked.drag(page, start, start + aside)

    moved = booked.appointments()[0]
    assert moved.start == before.start + timedelta(minutes=30)
    assert moved.chair_id != before.chair_id

    booked.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert booked.appointments()[0] == before
    booked.press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert booked.appointments()[0] == moved
    booked.restart()
    assert booked.appointments()[0] == moved


def test_a_booking_is_one_undo_step(booked: Coordinator) -> None:
    booked.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert booked.appointments() == ()
    booked.press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(booked.appointments()) == 4


def test_a_visit_steps_forward_and_is_cancelled_with_a_reason_by_keys(
    booked: Coordinator,
) -> None:
    page = booked.show_day(FIRST_DAY)
    page.day_view.setFocus()
    page.day_view.select(the_bar(page).appointment_id)
    booked.settle()
    booked.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert booked.appointments()[0].status is Status.CONFIRMED

    page.day_view.setFocus()
    booked.press(Qt.Key.Key_Delete)
    reasons = page.inspector.actions_of_visit.cancel_panel
    assert reasons.isVisible()
    reasons.reason.show_key(CancelReason.PATIENT_ILL)
    reasons.confirm.click()
    booked.settle()
    assert booked.appointments()[0].status is Status.CANCELLED
    booked.go_to("worklist")
    (item,) = booked.page(WorkListPage).items
    assert item.cycle.number == 1


def test_a_refused_booking_keeps_what_was_typed(clinic: Coordinator) -> None:
    start_order(clinic)
    page = clinic.type_order(indication="PI", product=PRIVIGEN)
    page.header.primary.click()
    clinic.qtbot.waitUntil(lambda: page.series.plan() is not None)
    clinic.settle()
    # Somebody else takes both chairs out of service meanwhile.
    whole_day = (datetime(2026, 12, 1), datetime(2026, 12, 2))  # noqa: DTZ001
    outages = [
        ChairOutage(chair_id=chair.id, starts=whole_day[0], ends=whole_day[1], reason="flood")
        for chair in clinic.chairs().values()
    ]
    clinic.work_elsewhere(lambda _work: ChangeSet("flood", added(*outages)))

    page.header.primary.click()
    clinic.settle()

    assert clinic.appointments() == ()
    assert page.step() == SERIES
    assert "out of service" in page.series.refusal()
    page.header.back.click()
    assert page.step() == ORDER
    assert page.form.line("dose").text() == "0.4"
    assert page.has_unsaved()


def test_a_draft_table_cannot_be_booked(clinic: Coordinator) -> None:
    start_order(clinic)
    page = clinic.type_order(indication="PI", product="Gammagard Liquid ERC 10%")
    page.header.primary.click()
    clinic.settle()
    assert page.step() == ORDER
    assert "draft" in page.form.row_of("product_id").error()
    assert clinic.appointments() == ()


def test_the_window_draws_the_booked_day(booked: Coordinator) -> None:
    page = booked.show_day(FIRST_DAY)
    bar = the_bar(page)
    place = middle(page, bar)
    drawn = page.day_view.viewport().grab().toImage()
    beside = QPoint(place.x(), place.y() + page.day_view.geometry_shown.row_px)
    assert drawn.pixelColor(place) != drawn.pixelColor(beside)
    assert isinstance(booked.appointments()[0], Appointment)
