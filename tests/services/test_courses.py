"""Booking a course: exactly what was shown, all of it or nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import (
    Appointment,
    Closure,
    Course,
    Cycle,
    Order,
    Patient,
    Plan,
    Record,
    Weight,
)
from ivig_scheduler.domain.terms import CancelReason, CycleState
from ivig_scheduler.planning.series import Wish
from ivig_scheduler.services.appointments import advance_status, cancel_appointment
from ivig_scheduler.services.courses.booking import book_course
from ivig_scheduler.services.courses.courses import load_course, load_courses
from ivig_scheduler.storage.errors import OverlapRefusedError
from tests.clinics import TODAY, SmallClinic, make_small_clinic

DECEMBER_1 = date(2026, 12, 1)
KINDS = (Order, Course, Cycle, Plan, Appointment, Weight, Patient)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


def everything(clinic: SmallClinic) -> dict[type[Record], set[Record]]:
    with clinic.database.read() as store:
        return {kind: set(store.all(kind)) for kind in KINDS}


def test_a_course_is_booked_as_it_was_shown(clinic: SmallClinic) -> None:
    draft = clinic.draft(clinic.osei, cycles=3)
    shown = clinic.plan(draft)
    course = clinic.book(draft)
    booked = [
        (each.cycle_number, each.chair_id, each.start, each.end, each.held_until)
        for each in clinic.visits(course)
    ]
    assert booked == [
        (cycle.number, visit.chair_id, visit.start, visit.end, visit.held_until)
        for cycle in shown.cycles
        for visit in cycle.visits
    ]
    assert (shown.visits, shown.clear, shown.warned, shown.unplaced) == (3, 3, 0, 0)


def test_booking_is_one_step_to_undo_and_redo(clinic: SmallClinic) -> None:
    before = everything(clinic)
    clinic.book_course(clinic.osei, weight="72")
    booked = everything(clinic)
    undone = clinic.dispatcher.undo()
    assert undone.label == "Undo: Book 4 visits"
    assert everything(clinic) == before
    clinic.dispatcher.redo()
    assert everything(clinic) == booked


def test_the_label_counts_what_is_booked_left_and_skipped(clinic: SmallClinic) -> None:
    clinic.add(
        Closure(first_day=date(2026, 12, 20), last_day=date(2027, 1, 10), reason="Rebuilding")
    )
    course = clinic.book(clinic.draft(clinic.osei), skipped=frozenset({3}))
    label = clinic.dispatcher.history.next_undo
    assert label is not None
    assert label.label == "Book 2 visits, leave 1 on the work list, skip 1"
    file = clinic.read(lambda store: load_course(store, course.id))
    states = [each.cycle.state for each in file.cycles]
    assert states == [
        CycleState.BOOKED,
        CycleState.NEEDS_BOOKING,
        CycleState.SKIPPED,
        CycleState.BOOKED,
    ]
    assert "Rebuilding" in file.cycles[1].cycle.reason


def test_a_place_taken_meanwhile_is_refused_naming_the_visit(clinic: SmallClinic) -> None:
    draft = clinic.draft(clinic.osei, cycles=2)
    shown = clinic.plan(draft)
    clinic.book_course(clinic.brandt, first_day=DECEMBER_1 + timedelta(days=28), cycles=1)
    before = everything(clinic)
    with pytest.raises(RuleBrokenError) as refused:
        clinic.run(lambda work: book_course(work, draft, shown.cycles))
    messages = [problem.message for problem in refused.value.problems]
    assert len(messages) == 1
    assert messages[0].startswith("cycle 2 on 12/29/2026 08:00: Chair 1 is taken by Brandt, Tom")
    assert everything(clinic) == before


def test_every_visit_that_lost_its_place_is_named(clinic: SmallClinic) -> None:
    draft = clinic.draft(clinic.osei, cycles=3)
    shown = clinic.plan(draft)
    clinic.add(Closure(first_day=DECEMBER_1, last_day=date(2026, 12, 31), reason="Flood"))
    with pytest.raises(RuleBrokenError) as refused:
        clinic.run(lambda work: book_course(work, draft, shown.cycles))
    assert [each.message.split(":")[0] for each in refused.value.problems] == [
        "cycle 1 on 12/01/2026 08",
        "cycle 2 on 12/29/2026 08",
    ]


def test_a_visit_that_takes_longer_by_now_is_refused(clinic: SmallClinic) -> None:
    # Shown as a usual visit after the one of today, which is cancelled before booking.
    earlier = clinic.book_course(clinic.osei, first_day=TODAY, cycles=1)
    draft = clinic.draft(clinic.osei, first_day=TODAY + timedelta(days=28), cycles=1)
    shown = clinic.plan(draft)
    clinic.dispatcher.undo()
    with pytest.raises(RuleBrokenError, match="now takes"):
        clinic.run(lambda work: book_course(work, draft, shown.cycles))
    assert not clinic.visits(earlier)


def test_two_visits_of_one_booking_cannot_take_one_chair(clinic: SmallClinic) -> None:
    draft = clinic.draft(clinic.osei, cycles=2)
    first, second = clinic.plan(draft).cycles
    twice = replace(second, visits=first.visits)
    with pytest.raises(RuleBrokenError, match="the patient has a visit that day"):
        clinic.run(lambda work: book_course(work, draft, (first, twice)))


def test_a_cycle_with_some_of_its_days_is_not_booked(clinic: SmallClinic) -> None:
    draft = clinic.draft(clinic.osei, indication="CIDP", dose="1", days_per_cycle=2, cycles=2)
    first, second = clinic.plan(draft).cycles
    for visits in (second.visits[:1], second.visits[::-1], second.visits * 2):
        half = replace(second, visits=visits)
        with pytest.raises(RuleBrokenError, match=r"cycle 2 has .* for 2 days: plan the series"):
            clinic.run(partial(book_course, draft=draft, cycles=(first, half)))


def test_a_refused_draft_tells_its_problems(clinic: SmallClinic) -> None:
    draft = clinic.draft(clinic.osei)
    shown = clinic.plan(draft)
    wrong = replace(draft, dose="0", interval_days="")
    with pytest.raises(RuleBrokenError) as refused:
        clinic.run(lambda work: book_course(work, wrong, shown.cycles))
    assert {"dose", "interval_days"} <= {each.field for each in refused.value.problems}


def test_a_series_without_any_place_is_not_booked(clinic: SmallClinic) -> None:
    draft = clinic.draft(clinic.osei, cycles=2)
    clinic.add(Closure(first_day=TODAY, last_day=date(2027, 12, 31), reason="Closed for good"))
    shown = clinic.plan(draft)
    assert (shown.visits, shown.unplaced) == (0, 2)
    with pytest.raises(RuleBrokenError, match="no visit has a place"):
        clinic.run(lambda work: book_course(work, draft, shown.cycles))


def test_a_new_weight_height_and_preference_stay_with_the_patient(clinic: SmallClinic) -> None:
    clinic.book_course(
        clinic.osei, weight="72.5", height="171", preferred_time="10:00", features=("bed",)
    )
    patient = clinic.read(lambda store: store.get(Patient, clinic.osei.id))
    assert patient is not None
    assert (patient.height_cm, patient.preferred_time) == (Decimal(171), time(10))
    assert patient.features_needed == ("bed",)
    weights = clinic.read(lambda store: store.where(Weight, patient_id=clinic.osei.id))
    assert {(each.day, each.weight_kg) for each in weights} == {
        (TODAY, Decimal("72.5")),
        (TODAY - timedelta(days=20), Decimal(70)),
    }


def test_a_weight_that_is_known_is_not_recorded_again(clinic: SmallClinic) -> None:
    clinic.book_course(clinic.osei)
    assert len(clinic.read(lambda store: store.where(Weight, patient_id=clinic.osei.id))) == 1


def test_equal_visits_share_one_plan(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=4)
    plans = [each.plan_id for each in clinic.visits(course)]
    assert len(set(plans)) == 2
    assert len(set(plans[1:])) == 1


def test_a_patient_who_needs_a_port_gets_the_chair_that_has_one(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.yamada)
    assert {each.chair_id for each in clinic.visits(course)} == {clinic.chairs[1].id}


def test_a_wish_for_a_line_is_booked(clinic: SmallClinic) -> None:
    wish = Wish(start=time(11), chair_id=clinic.chairs[2].id)
    course = clinic.book(clinic.draft(clinic.osei), wishes={(2, 1): wish})
    second = clinic.visits(course)[1]
    assert (second.start.time(), second.chair_id) == (time(11), clinic.chairs[2].id)


def test_a_split_cycle_books_all_its_days(clinic: SmallClinic) -> None:
    course = clinic.book_course(
        clinic.osei, indication="CIDP", dose="1", days_per_cycle=2, interval_days=21, cycles=2
    )
    visits = clinic.visits(course)
    assert [(each.cycle_number, each.day_of_cycle) for each in visits] == [
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 2),
    ]
    assert (visits[1].start.date() - visits[0].start.date()).days == 1


def test_another_product_between_two_visits_makes_the_next_one_naive_like(
    clinic: SmallClinic,
) -> None:
    course = clinic.book_course(clinic.osei, cycles=2)
    usual = clinic.visits(course)[1]
    clinic.book_course(
        clinic.osei,
        product="Gamunex-C 10%",
        first_day=usual.start.date() - timedelta(days=7),
        cycles=1,
    )
    after = clinic.visit(usual)
    assert clinic.read(lambda store: store.get(Plan, after.plan_id)).is_naive_like  # type: ignore[union-attr]
    assert after.end > usual.end
    clinic.dispatcher.undo()
    assert clinic.visit(usual) == usual


def test_a_booking_that_would_push_a_standing_visit_into_another_is_refused(
    clinic: SmallClinic,
) -> None:
    course = clinic.book_course(clinic.osei, cycles=2)
    usual = clinic.visits(course)[1]
    neighbour = Wish(start=usual.held_until.time(), chair_id=usual.chair_id)
    clinic.book(
        clinic.draft(
            clinic.brandt, first_day=usual.start.date(), cycles=1, dose="0.35", window_days=0
        ),
        wishes={(1, 1): neighbour},
    )
    between = clinic.draft(
        clinic.osei,
        product="Gamunex-C 10%",
        first_day=usual.start.date() - timedelta(days=7),
        cycles=1,
    )
    shown = clinic.plan(between)
    before = everything(clinic)
    with pytest.raises(RuleBrokenError, match=r"then counts as a first infusion.*Brandt"):
        clinic.run(lambda work: book_course(work, between, shown.cycles))
    assert everything(clinic) == before


def test_courses_are_listed_with_their_next_visit(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=2)
    lines = clinic.read(lambda store: load_courses(store, TODAY))
    assert [(line.course, line.patient.family_name, line.visits_booked) for line in lines] == [
        (course, "Osei", 2)
    ]
    assert lines[0].next_visit == clinic.visits(course)[0]


def test_a_course_that_is_gone_is_told(clinic: SmallClinic) -> None:
    with pytest.raises(RuleBrokenError, match="not there any more"):
        clinic.read(lambda store: load_course(store, clinic.osei.id))


def test_the_nearest_place_beyond_a_courses_last_window_is_really_free(
    clinic: SmallClinic,
) -> None:
    # Everything from the window on is closed for a week; the day after it two chairs are taken.
    clinic.add(Closure(first_day=DECEMBER_1, last_day=date(2026, 12, 10), reason="Rebuilding"))
    free = date(2026, 12, 11)
    for patient in (clinic.brandt, clinic.yamada):
        clinic.book_course(patient, first_day=free, cycles=1, window_days=0)
    cycle = clinic.plan(clinic.draft(clinic.osei, cycles=1)).cycles[0]
    assert [each.start.date() for each in cycle.nearest] == [free]
    assert cycle.nearest[0].chair_id == clinic.chairs[2].id
    course = clinic.run(
        lambda work: book_course(
            work, clinic.draft(clinic.osei, cycles=1), [cycle.taking_nearest()]
        )
    )
    assert course.label == "Book 1 visit"


def test_the_database_itself_refuses_a_chair_taken_twice(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    twin = visit.model_copy(update={"id": uuid4(), "patient_id": clinic.brandt.id})
    with pytest.raises(OverlapRefusedError):
        clinic.add(twin)
    assert clinic.read(lambda store: store.get(Appointment, twin.id)) is None


def test_a_course_counts_what_stands_what_is_done_and_what_comes(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, first_day=TODAY, cycles=4)
    first, second, third, last = clinic.visits(course)
    for _ in range(6):
        clinic.run(partial(advance_status, before=clinic.visit(first)))
    clinic.run(partial(cancel_appointment, before=second, reason=CancelReason.COVER))
    later = clinic.book_course(clinic.brandt, cycles=1)
    lines = {line.course.id: line for line in clinic.read(lambda store: load_courses(store, TODAY))}
    line = lines[course.id]
    assert (line.visits_booked, line.visits_done, line.cycles_needing_booking) == (3, 1, 1)
    assert line.next_visit == clinic.visit(third)
    assert line.last_visit == clinic.visit(last)
    assert lines[later.id].next_visit == lines[later.id].last_visit == clinic.visits(later)[0]


def test_a_course_whose_visits_are_all_past_has_no_next_one(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=1)
    lines = clinic.read(lambda store: load_courses(store, date(2027, 5, 1)))
    assert lines[0].next_visit is None
    assert lines[0].last_visit == clinic.visits(course)[0]
