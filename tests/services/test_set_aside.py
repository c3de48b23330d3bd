"""Visits that are set aside, and put back into a chair."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Appointment, Cycle
from ivig_scheduler.domain.terms import CancelReason, CycleState, Status
from ivig_scheduler.services.appointments import advance_status, cancel_appointment
from ivig_scheduler.services.set_aside import load_strip, put_back, set_aside
from ivig_scheduler.services.work_list import (
    book_cycle,
    load_work_list,
    plan_cycle,
    skip_cycle,
)
from tests.clinics import TODAY, SmallClinic, make_small_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


def aside(clinic: SmallClinic, visit: Appointment) -> Appointment:
    clinic.run(lambda work: set_aside(work, visit))
    return clinic.visit(visit)


def back(clinic: SmallClinic, visit: Appointment, chair: int, start: datetime) -> Appointment:
    chair_id = clinic.chairs[chair].id
    clinic.run(lambda work: put_back(work, visit, chair_id, start))
    return clinic.visit(visit)


def strip(clinic: SmallClinic) -> list[Appointment]:
    return [each.appointment for each in clinic.read(load_strip)]


def state_of(clinic: SmallClinic, visit: Appointment) -> CycleState:
    cycle = clinic.read(lambda store: store.get(Cycle, visit.cycle_id))
    assert cycle is not None
    return cycle.state


def test_a_visit_set_aside_frees_its_chair_and_waits_on_the_work_list(clinic: SmallClinic) -> None:
    first = clinic.visits(clinic.book_course(clinic.osei))[0]
    visit = aside(clinic, first)
    assert visit.status is Status.SET_ASIDE
    assert strip(clinic) == [visit]
    work = clinic.read(lambda store: load_work_list(store, TODAY))
    assert [each.cycle.id for each in work] == [first.cycle_id]
    assert "set aside" in work[0].reason
    other = clinic.visits(clinic.book_course(clinic.brandt))[0]
    chair = next(n for n, each in enumerate(clinic.chairs) if each.id == first.chair_id)
    there = back(clinic, aside(clinic, other), chair, first.start)
    assert (there.chair_id, there.start) == (first.chair_id, first.start)


def test_a_visit_put_back_stands_again_and_leaves_the_work_list(clinic: SmallClinic) -> None:
    first = clinic.visits(clinic.book_course(clinic.osei))[0]
    start = first.start + timedelta(days=1, hours=1)
    visit = back(clinic, aside(clinic, first), 2, start)
    assert (visit.status, visit.start, visit.chair_id) == (
        Status.BOOKED,
        start,
        clinic.chairs[2].id,
    )
    assert strip(clinic) == []
    assert state_of(clinic, visit) is CycleState.BOOKED


def test_the_cycles_after_a_visit_put_back_are_due_from_its_new_day(clinic: SmallClinic) -> None:
    first, second = clinic.visits(clinic.book_course(clinic.osei))[:2]
    due = clinic.read(lambda store: store.get(Cycle, second.cycle_id))
    back(clinic, aside(clinic, first), 1, first.start + timedelta(days=1))
    then = clinic.read(lambda store: store.get(Cycle, second.cycle_id))
    assert due is not None
    assert then is not None
    assert then.due_day == due.due_day + timedelta(days=1)


def test_a_split_cycle_waits_until_its_last_day_is_put_back(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, days_per_cycle="2", cycles=1)
    first, second = clinic.visits(course)
    asides = [aside(clinic, clinic.visit(each)) for each in (first, second)]
    back(clinic, asides[0], 0, first.start)
    assert state_of(clinic, first) is CycleState.NEEDS_BOOKING
    assert strip(clinic) == [asides[1]]
    back(clinic, asides[1], 0, second.start)
    assert state_of(clinic, first) is CycleState.BOOKED


def test_a_visit_is_not_put_back_into_a_chair_that_is_taken(clinic: SmallClinic) -> None:
    first = clinic.visits(clinic.book_course(clinic.osei))[0]
    visit = aside(clinic, first)
    clinic.book_course(clinic.brandt, first_day=first.start.date())
    taken = next(
        each
        for each in clinic.read(lambda store: store.all(Appointment))
        if each.status is Status.BOOKED
    )
    chair = next(n for n, each in enumerate(clinic.chairs) if each.id == taken.chair_id)
    with pytest.raises(RuleBrokenError, match="taken"):
        back(clinic, visit, chair, taken.start)
    assert strip(clinic) == [visit]


def test_a_cycle_booked_from_the_work_list_takes_its_visit_off_the_strip(
    clinic: SmallClinic,
) -> None:
    first = clinic.visits(clinic.book_course(clinic.osei))[0]
    visit = aside(clinic, first)
    planned = clinic.read(lambda store: plan_cycle(store, first.cycle_id, now=clinic.clock.local))
    clinic.run(lambda work: book_cycle(work, first.cycle_id, planned))
    assert strip(clinic) == []
    with pytest.raises(RuleBrokenError, match="booked meanwhile"):
        back(clinic, visit, 2, first.start + timedelta(days=1))


def test_nothing_is_put_back_into_the_past(clinic: SmallClinic) -> None:
    first = clinic.visits(clinic.book_course(clinic.osei))[0]
    visit = aside(clinic, first)
    with pytest.raises(RuleBrokenError, match="is past"):
        back(clinic, visit, 0, datetime.combine(TODAY, first.start.time().replace(hour=8)))
    with pytest.raises(RuleBrokenError, match="is past"):
        back(clinic, visit, 0, datetime.combine(date(2026, 11, 23), first.start.time()))


def test_a_patient_who_has_come_is_not_set_aside(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, first_day=TODAY)
    visit = clinic.visits(course)[0]
    for _ in range(2):
        clinic.run(lambda work: advance_status(work, clinic.visit(visit)))
    with pytest.raises(RuleBrokenError, match="arrived"):
        aside(clinic, clinic.visit(visit))


def let_go(clinic: SmallClinic, visit: Appointment) -> None:
    clinic.run(lambda work: cancel_appointment(work, visit, CancelReason.WEATHER))


def test_a_visit_let_go_whose_cycle_was_booked_anew_leaves_the_cycle_booked(
    clinic: SmallClinic,
) -> None:
    visit = aside(clinic, clinic.visits(clinic.book_course(clinic.osei))[0])
    planned = clinic.read(lambda s: plan_cycle(s, visit.cycle_id, now=clinic.clock.local))
    clinic.run(lambda work: book_cycle(work, visit.cycle_id, planned))
    let_go(clinic, visit)
    assert clinic.visit(visit).status is Status.CANCELLED
    assert state_of(clinic, visit) is CycleState.BOOKED


def test_a_visit_let_go_whose_cycle_was_skipped_leaves_it_skipped(clinic: SmallClinic) -> None:
    visit = aside(clinic, clinic.visits(clinic.book_course(clinic.osei))[0])
    cycle = clinic.read(lambda store: store.get(Cycle, visit.cycle_id))
    assert cycle is not None
    clinic.run(lambda work: skip_cycle(work, cycle, "on holiday"))
    let_go(clinic, visit)
    assert state_of(clinic, visit) is CycleState.SKIPPED


def test_a_visit_let_go_leaves_its_cycle_on_the_work_list_with_the_new_reason(
    clinic: SmallClinic,
) -> None:
    visit = aside(clinic, clinic.visits(clinic.book_course(clinic.osei))[0])
    let_go(clinic, visit)
    (item,) = clinic.read(lambda store: load_work_list(store, TODAY))
    assert "cancelled" in item.reason
