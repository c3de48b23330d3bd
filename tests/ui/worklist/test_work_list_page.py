"""The work list page: who waits, a place for each, booked, wished for or skipped."""

from datetime import date, datetime, time
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.changes import ChangeSet, changed
from ivig_scheduler.domain.records import Course, Cycle
from ivig_scheduler.domain.terms import CancelReason, CycleState, Status
from ivig_scheduler.planning.series import Wish
from ivig_scheduler.services.appointments import cancel_appointment
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.visit_words import show_distance
from ivig_scheduler.ui.worklist.work_list_page import WorkListPage
from tests.clinics import SmallClinic


@pytest.fixture
def course(clinic: SmallClinic) -> Course:
    return clinic.book_course(clinic.osei, first_day=date(2026, 12, 1), cycles=4)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, navigator: Navigator, look: Look) -> WorkListPage:
    made = WorkListPage(desk, navigator, look)
    qtbot.addWidget(made)
    made.resize(1200, 780)
    return made


def cancel(clinic: SmallClinic, course: Course, *numbers: int) -> None:
    for number in numbers:
        visit = clinic.visits(course)[number - 1]
        clinic.run(partial(cancel_appointment, before=visit, reason=CancelReason.PATIENT_ILL))


def show(qtbot: QtBot, page: WorkListPage) -> None:
    page.show()
    settle(qtbot, page)


def settle(qtbot: QtBot, page: WorkListPage) -> None:
    qtbot.waitUntil(lambda: page.desk.is_idle)


def wait_for_plan(qtbot: QtBot, page: WorkListPage) -> None:
    qtbot.waitUntil(lambda: page.planned is not None)


def states(clinic: SmallClinic, course: Course) -> list[CycleState]:
    found = clinic.read(lambda store: store.where(Cycle, course_id=course.id))
    return [cycle.state for cycle in sorted(found, key=lambda cycle: cycle.number)]


@pytest.mark.usefixtures("course")
def test_when_nobody_waits_the_page_says_so(qtbot: QtBot, page: WorkListPage) -> None:
    show(qtbot, page)
    assert page.items == ()
    assert page.empty.isVisible()


def test_the_longest_due_comes_first_and_tells_how_late_it_is(
    qtbot: QtBot, page: WorkListPage, clinic: SmallClinic, course: Course
) -> None:
    cancel(clinic, course, 3, 2)
    clinic.clock.pass_days(40)
    show(qtbot, page)
    assert [item.cycle.number for item in page.items] == [2, 3]
    model = page.table.model()
    assert [model.index(row, 1).data() for row in (0, 1)] == ["5 days late", "in 23 days"]
    assert "Osei, Ama" in model.index(0, 2).data()
    assert "patient ill" in model.index(0, 4).data()


def test_a_place_is_proposed_at_once_and_booked_as_shown(
    qtbot: QtBot, page: WorkListPage, clinic: SmallClinic, course: Course
) -> None:
    cancel(clinic, course, 2)
    show(qtbot, page)
    wait_for_plan(qtbot, page)
    assert page.planned is not None
    shown = page.planned.visits[0]
    assert f"{shown.start:%m/%d/%Y}, {shown.start:%H:%M}" in page.panel.proposal.texts()[0]
    assert page.panel.book.text() == "Book 1 visit"
    with qtbot.waitSignal(page.desk.changed):
        page.panel.book.click()
    settle(qtbot, page)
    assert states(clinic, course)[1] is CycleState.BOOKED
    assert shown.start in [visit.start for visit in clinic.visits(course)]
    assert page.empty.isVisible()
    with qtbot.waitSignal(page.desk.changed):
        page.desk.undo()
    settle(qtbot, page)
    assert [item.cycle.number for item in page.items] == [2]


def test_after_one_is_booked_the_next_one_is_chosen(
    qtbot: QtBot, page: WorkListPage, clinic: SmallClinic, course: Course
) -> None:
    cancel(clinic, course, 2, 3)
    show(qtbot, page)
    wait_for_plan(qtbot, page)
    with qtbot.waitSignal(page.desk.changed):
        page.panel.book.click()
    settle(qtbot, page)
    wait_for_plan(qtbot, page)
    assert page.planned is not None
    assert page.planned.number == 3
    assert page.table.current_record().cycle.number == 3


def test_a_wish_is_followed(
    qtbot: QtBot, page: WorkListPage, clinic: SmallClinic, course: Course
) -> None:
    cancel(clinic, course, 2)
    show(qtbot, page)
    wait_for_plan(qtbot, page)
    QTest.keyClicks(page.panel.day, "12/31/2026")
    QTest.keyClicks(page.panel.time, "10:30")
    page.panel.chair.show_key(clinic.chairs[2].id)
    page.panel.chair.picked.emit(clinic.chairs[2].id)
    assert page.planned is None
    assert not page.panel.book.isEnabled()
    wait_for_plan(qtbot, page)
    assert page.planned is not None
    visit = page.planned.visits[0]
    assert (visit.start.date(), visit.start.time()) == (date(2026, 12, 31), time(10, 30))
    assert visit.chair_id == clinic.chairs[2].id
    assert "2 days after the due day" in page.panel.proposal.texts()[-1]


def test_every_reason_against_a_wish_is_shown_and_nothing_can_be_booked(
    qtbot: QtBot, page: WorkListPage, clinic: SmallClinic, course: Course
) -> None:
    cancel(clinic, course, 2)
    show(qtbot, page)
    wait_for_plan(qtbot, page)
    QTest.keyClicks(page.panel.day, "12/25/2026")
    wait_for_plan(qtbot, page)
    said = page.panel.proposal.texts()
    assert said[0] == "No place was found"
    assert any("Christmas" in line for line in said)
    assert not page.panel.book.isEnabled()
    page.panel.any_place.click()
    wait_for_plan(qtbot, page)
    assert page.panel.book.isEnabled()


def test_a_place_that_was_lost_meanwhile_is_refused_and_the_wish_stays(
    qtbot: QtBot, page: WorkListPage, clinic: SmallClinic, course: Course
) -> None:
    cancel(clinic, course, 2)
    show(qtbot, page)
    wait_for_plan(qtbot, page)
    QTest.keyClicks(page.panel.time, "08:00")
    wait_for_plan(qtbot, page)
    assert page.planned is not None
    taken = page.planned.visits[0]
    # Booked behind the page's back, as from another workstation.
    clinic.book_course(clinic.brandt, first_day=taken.start.date(), cycles=1)
    page.panel.book.click()
    qtbot.waitUntil(lambda: any(line.startswith("✗") for line in page.panel.proposal.texts()))
    assert page.panel.time.text() == "08:00"
    assert states(clinic, course)[1] is CycleState.NEEDS_BOOKING


def test_a_cycle_is_skipped_only_with_a_reason(
    qtbot: QtBot, page: WorkListPage, clinic: SmallClinic, course: Course
) -> None:
    cancel(clinic, course, 2)
    show(qtbot, page)
    wait_for_plan(qtbot, page)
    page.panel.skip.click()
    page.panel.confirm_skip.click()
    settle(qtbot, page)
    assert states(clinic, course)[1] is CycleState.NEEDS_BOOKING
    assert page.panel.skip_error() == "Say why the cycle is skipped"
    QTest.keyClicks(page.panel.reason, "Travels until February")
    assert page.has_unsaved()
    with qtbot.waitSignal(page.desk.changed):
        QTest.keyClick(page.panel.reason, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert states(clinic, course)[1] is CycleState.SKIPPED
    assert not page.has_unsaved()


def test_a_change_elsewhere_keeps_the_reason_being_typed(
    qtbot: QtBot, page: WorkListPage, clinic: SmallClinic, course: Course
) -> None:
    cancel(clinic, course, 3)
    show(qtbot, page)
    wait_for_plan(qtbot, page)
    page.panel.skip.click()
    QTest.keyClicks(page.panel.reason, "Travels")
    visit = clinic.visits(course)[1]
    with qtbot.waitSignal(page.desk.changed):
        page.desk.act(lambda work: cancel_appointment(work, visit, CancelReason.WEATHER, ""))
    settle(qtbot, page)
    assert [item.cycle.number for item in page.items] == [2, 3]
    assert page.table.current_record().cycle.number == 3
    assert page.panel.reason.text() == "Travels"


def test_a_cycle_over_two_days_is_proposed_and_booked_whole(
    qtbot: QtBot, page: WorkListPage, clinic: SmallClinic
) -> None:
    course = clinic.book_course(
        clinic.brandt, first_day=date(2026, 12, 1), cycles=2, days_per_cycle=2, dose="0.8"
    )
    cancel(clinic, course, 3)
    cancel(clinic, course, 4)
    show(qtbot, page)
    wait_for_plan(qtbot, page)
    places = [line for line in page.panel.proposal.texts() if line.startswith("Day ")]
    assert [place[:6] for place in places] == ["Day 1:", "Day 2:"]
    assert page.panel.book.text() == "Book 2 visits"
    with qtbot.waitSignal(page.desk.changed):
        page.panel.book.click()
    settle(qtbot, page)
    assert states(clinic, course) == [CycleState.BOOKED, CycleState.BOOKED]


def test_file_and_course_are_a_click_away(
    qtbot: QtBot, page: WorkListPage, clinic: SmallClinic, course: Course
) -> None:
    cancel(clinic, course, 2)
    show(qtbot, page)
    with qtbot.waitSignal(page.navigator.patient_requested) as gone:
        page.panel.open_patient.click()
    assert gone.args == [clinic.osei.id]
    with qtbot.waitSignal(page.navigator.course_requested) as there:
        page.panel.open_course.click()
    assert there.args == [course.id]


def test_the_distance_from_the_due_day_is_told_in_days() -> None:
    assert show_distance(0) == "on the due day"
    assert show_distance(1) == "1 day after the due day"
    assert show_distance(-2) == "2 days before the due day"


def fill_the_day(clinic: SmallClinic) -> None:
    """Book Yamada in the morning (Chair 2), Brandt in the afternoon (Chair 1), with no other."""
    third = clinic.chairs[2]
    closed = third.model_copy(update={"in_use_to": date(2026, 11, 20)})
    clinic.dispatcher.run_once(lambda _work: ChangeSet("given", changed(third, closed)))
    tuesday = date(2026, 12, 1)
    for patient, start, chair in (
        (clinic.yamada, time(8), clinic.chairs[1]),
        (clinic.brandt, time(12, 30), clinic.chairs[0]),
    ):
        wishes = {(1, 1): Wish(tuesday, start, chair.id)}
        clinic.book(clinic.draft(patient, first_day=tuesday, cycles=1, dose="0.2"), wishes)


def test_others_are_seated_anew_where_only_chairs_are_in_the_way(
    qtbot: QtBot, clinic: SmallClinic, page: WorkListPage, course: Course
) -> None:
    cancel(clinic, course, 1)
    fill_the_day(clinic)
    show(qtbot, page)
    wait_for_plan(qtbot, page)
    assert not page.panel.make_room.isVisible()
    page.panel.day.setText("12/01/2026")
    page.panel.time.setText("10:00")
    page.panel.wish_changed.emit()
    qtbot.waitUntil(page.panel.make_room.isVisible)
    assert page.panel.make_room.text() == "Re-seat 1 visit to make room…"
    assert not page.panel.book.isEnabled()

    page.panel.make_room.click()
    sheet = page.offer.room.sheet
    assert sheet is not None
    qtbot.waitUntil(sheet.accept_button.isEnabled)
    settle(qtbot, page)
    sheet.accept_button.click()
    settle(qtbot, page)

    assert states(clinic, course)[0] is CycleState.BOOKED
    booked = [each for each in clinic.visits(course) if each.status is Status.BOOKED]
    assert booked[0].start == datetime.fromisoformat("2026-12-01T10:00")
    undone = clinic.dispatcher.undo()
    assert undone.label == "Undo: Book 1 visit from the work list; 1 visit changes chairs"
    assert states(clinic, course)[0] is CycleState.NEEDS_BOOKING


def test_another_wish_takes_the_offer_back(
    qtbot: QtBot, clinic: SmallClinic, page: WorkListPage, course: Course
) -> None:
    cancel(clinic, course, 1)
    fill_the_day(clinic)
    show(qtbot, page)
    page.panel.day.setText("12/01/2026")
    page.panel.time.setText("10:00")
    page.panel.wish_changed.emit()
    qtbot.waitUntil(page.panel.make_room.isVisible)
    page.panel.any_place.click()
    assert not page.panel.make_room.isVisible()
    wait_for_plan(qtbot, page)
    settle(qtbot, page)
    assert not page.panel.make_room.isVisible()
