"""Who needs a place: nobody of an active course is lost, whatever is done."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.errors import RuleBrokenError, StaleRecordError
from ivig_scheduler.domain.records import Appointment, Closure, Cycle
from ivig_scheduler.domain.terms import CHAIR_FREE, CancelReason, CycleState, Status
from ivig_scheduler.services.appointments import (
    advance_status,
    cancel_appointment,
    mark_no_show,
    move_appointment,
)
from ivig_scheduler.services.needs_booking import BookingNeed, NeedKind, Urgency, load_needs
from ivig_scheduler.services.orders.contexts import load_orders
from ivig_scheduler.services.set_aside import put_back
from ivig_scheduler.services.set_aside import set_aside as set_aside_visit
from ivig_scheduler.services.work_list import book_cycle, plan_cycle, skip_cycle
from ivig_scheduler.storage.reader import Reader
from tests.clinics import TODAY, SmallClinic, make_small_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


def needs(clinic: SmallClinic) -> tuple[BookingNeed, ...]:
    return clinic.read(lambda store: load_needs(store, clinic.clock.today))


def cancel(clinic: SmallClinic, visit: Appointment) -> ChangeSet:
    return clinic.run(partial(cancel_appointment, before=visit, reason=CancelReason.PATIENT_ILL))


def set_aside(clinic: SmallClinic, visit: Appointment) -> ChangeSet:
    return clinic.run(partial(set_aside_visit, before=visit))


def test_a_cancelled_a_missed_and_a_set_aside_visit_need_a_place_each_with_its_kind(
    clinic: SmallClinic,
) -> None:
    visits = [
        clinic.visits(clinic.book_course(each, cycles=1, first_day=TODAY))[0]
        for each in clinic.patients
    ]
    cancel(clinic, visits[0])
    clinic.run(lambda work: mark_no_show(work, visits[1]))
    set_aside(clinic, visits[2])
    found = {need.patient.family_name: need for need in needs(clinic)}
    assert {name: need.kind for name, need in found.items()} == {
        "Osei": NeedKind.CANCELLED,
        "Brandt": NeedKind.NO_SHOW,
        "Yamada": NeedKind.SET_ASIDE,
    }
    assert "patient ill" in found["Osei"].reason
    assert [need.visit.id for need in found.values() if need.visit] == [
        found[name].visit.id  # type: ignore[union-attr]
        for name in found
    ]
    assert len({need.key for need in found.values()}) == 3


def test_a_cycle_that_never_had_a_place_stands_there_with_its_reason(
    clinic: SmallClinic,
) -> None:
    first = TODAY + timedelta(days=28)
    clinic.add(
        Closure(first_day=first - timedelta(9), last_day=first + timedelta(9), reason="Rebuilding")
    )
    clinic.book_course(clinic.osei, cycles=2, first_day=TODAY + timedelta(days=7))
    cycles = clinic.read(lambda store: store.all(Cycle))
    waiting = [each for each in cycles if each.state is CycleState.NEEDS_BOOKING]
    assert [need.cycle for need in needs(clinic)] == waiting
    for need in needs(clinic):
        assert (need.kind, need.urgency) == (NeedKind.NO_PLACE, Urgency.LATER)
        assert "Rebuilding" in need.reason


@pytest.mark.parametrize(
    ("days", "urgency"),
    [(0, Urgency.WEEK), (7, Urgency.WEEK), (8, Urgency.LATER), (-1, Urgency.OVERDUE)],
)
def test_the_groups_are_by_the_due_day(clinic: SmallClinic, days: int, urgency: Urgency) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1, first_day=TODAY))[0]
    cancel(clinic, visit)
    clinic.clock.pass_days(-days)
    assert [need.urgency for need in needs(clinic)] == [urgency]


def test_a_past_visit_that_nobody_closed_is_not_forgotten(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1, first_day=TODAY))[0]
    assert needs(clinic) == ()
    clinic.clock.pass_days(1)
    (need,) = needs(clinic)
    assert (need.kind, need.visit, need.days_late) == (NeedKind.LEFT_OPEN, visit, 1)
    clinic.run(lambda work: mark_no_show(work, visit))
    assert [each.kind for each in needs(clinic)] == [NeedKind.NO_SHOW]


def test_a_visit_that_was_done_is_not_left_open(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1, first_day=TODAY))[0]
    while clinic.visit(visit).status is not Status.DONE:
        clinic.run(lambda work: advance_status(work, clinic.visit(visit)))
    clinic.clock.pass_days(1)
    assert needs(clinic) == ()


def test_a_cycle_with_a_day_set_aside_is_one_line_and_says_so(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=1, days_per_cycle=2)
    first, second = clinic.visits(course)
    cancel(clinic, first)
    set_aside(clinic, clinic.visit(second))
    (need,) = needs(clinic)
    assert need.kind is NeedKind.SET_ASIDE
    assert need.visit is not None and need.visit.id == second.id
    assert need.item is not None


def test_a_visit_set_aside_whose_cycle_was_booked_again_is_not_listed(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    set_aside(clinic, visit)
    assert [need.kind for need in needs(clinic)] == [NeedKind.SET_ASIDE]
    planned = clinic.read(lambda s: plan_cycle(s, visit.cycle_id, now=clinic.clock.local))
    clinic.run(lambda work: book_cycle(work, visit.cycle_id, planned))
    assert clinic.visit(visit).status is Status.SET_ASIDE
    assert needs(clinic) == ()


# Nobody is lost


def lost_cycles(store: Reader, clinic: SmallClinic) -> list[Cycle]:
    """Return the cycles that are neither booked whole, nor skipped, nor in the list."""
    cycles = store.all(Cycle)
    orders = load_orders(store, cycles)
    listed = {need.cycle.id for need in load_needs(store, clinic.clock.today)}
    standing: dict[object, set[int]] = {}
    for visit in store.all(Appointment):
        if visit.status not in CHAIR_FREE:
            standing.setdefault(visit.cycle_id, set()).add(visit.day_of_cycle)
    return [
        cycle
        for cycle in cycles
        if cycle.state is not CycleState.SKIPPED
        and len(standing.get(cycle.id, ())) < orders[cycle.id].days_per_cycle
        and cycle.id not in listed
    ]


def do(clinic: SmallClinic, act: str, place: int) -> None:
    """Do one thing a coordinator does, to the visit or cycle at a place; it may be refused."""
    visits = sorted(clinic.read(lambda s: s.all(Appointment)), key=lambda each: each.start)
    waiting = [
        each
        for each in clinic.read(lambda s: s.all(Cycle))
        if each.state is CycleState.NEEDS_BOOKING
    ]
    if not visits:
        # Even the booking of the courses was undone.
        return
    visit = visits[place % len(visits)]
    cycle = waiting[place % len(waiting)] if waiting else None
    match act:
        case "cancel":
            cancel(clinic, visit)
        case "no-show":
            clinic.run(lambda work: mark_no_show(work, visit))
        case "advance":
            clinic.run(lambda work: advance_status(work, visit))
        case "move":
            there = visit.start + timedelta(days=place % 5 - 2)
            clinic.run(lambda work: move_appointment(work, visit, visit.chair_id, there))
        case "set aside":
            set_aside(clinic, visit)
        case "put back":
            back = visit.start + timedelta(days=place % 4)
            clinic.run(lambda work: put_back(work, visit, visit.chair_id, back))
        case "book" if cycle is not None:
            planned = clinic.read(lambda s: plan_cycle(s, cycle.id, now=clinic.clock.local))
            clinic.run(lambda work: book_cycle(work, cycle.id, planned))
        case "skip" if cycle is not None:
            clinic.run(lambda work: skip_cycle(work, cycle, "on holiday"))
        case "undo":
            clinic.dispatcher.undo()
        case "pass days":
            clinic.clock.pass_days(place % 9)


ACTS = (
    "cancel",
    "no-show",
    "advance",
    "move",
    "set aside",
    "put back",
    "book",
    "skip",
    "undo",
    "pass days",
)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 40)), max_size=10))
def test_whatever_is_done_every_cycle_is_booked_skipped_or_in_the_list(
    acts: list[tuple[str, int]],
) -> None:
    with TemporaryDirectory() as folder:
        clinic = make_small_clinic(Path(folder))
        clinic.book_course(clinic.osei, cycles=3, first_day=TODAY)
        clinic.book_course(clinic.brandt, cycles=2, days_per_cycle=2)
        for act, place in acts:
            try:
                do(clinic, act, place)
            except (RuleBrokenError, StaleRecordError):
                continue
            assert clinic.read(lambda store: lost_cycles(store, clinic)) == []
        clinic.close()
