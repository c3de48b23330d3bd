"""Visits that a person gives more time than is computed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ivig_scheduler.domain.clearance.overriding import Override
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Appointment, Plan
from ivig_scheduler.domain.terms import PhaseName
from ivig_scheduler.services.appointments import move_appointment
from ivig_scheduler.services.lengths import set_length
from ivig_scheduler.services.visit_file import load_visit
from tests.clinics import SmallClinic, make_small_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


@pytest.fixture
def visit(clinic: SmallClinic) -> Appointment:
    return clinic.visits(clinic.book_course(clinic.osei))[0]


def length(clinic: SmallClinic, visit: Appointment, minutes: int, *, lock: bool) -> Appointment:
    clinic.run(lambda work: set_length(work, visit, minutes, is_locked=lock))
    return clinic.visit(visit)


def plan_of(clinic: SmallClinic, visit: Appointment) -> Plan:
    return clinic.read(lambda store: load_visit(store, visit.id)).plan


def test_added_time_stands_after_the_phases_and_holds_the_chair(
    clinic: SmallClinic, visit: Appointment
) -> None:
    before = plan_of(clinic, visit)
    longer = length(clinic, visit, before.booked_minutes + 25, lock=False)
    plan = plan_of(clinic, longer)
    assert plan.booked_minutes == before.booked_minutes + 30, "up to the grid"
    assert longer.end == visit.end + timedelta(minutes=30)
    assert longer.held_until == visit.held_until + timedelta(minutes=30)
    rounding = next(each for each in plan.phases if each.name is PhaseName.ROUNDING)
    assert "by hand" in rounding.why
    assert plan.steps == before.steps
    again = length(clinic, longer, before.booked_minutes, lock=False)
    assert (again.end, again.held_until) == (visit.end, visit.held_until)


def test_a_visit_is_not_made_shorter_than_its_phases(
    clinic: SmallClinic, visit: Appointment
) -> None:
    least = plan_of(clinic, visit).booked_minutes
    with pytest.raises(RuleBrokenError, match="cannot be shorter"):
        length(clinic, visit, least - 60, lock=True)


def test_a_visit_that_passes_closing_may_be_made_shorter_but_not_longer(
    clinic: SmallClinic, visit: Appointment
) -> None:
    usual = plan_of(clinic, visit).booked_minutes
    longer = length(clinic, visit, usual + 60, lock=False)
    why = Override("the late clinic stays open", "M. Okafor")
    place = longer.chair_id, longer.start.replace(hour=15)
    clinic.run(lambda work: move_appointment(work, longer, *place, override=why))
    late = clinic.visit(longer)
    with pytest.raises(RuleBrokenError, match="after closing"):
        length(clinic, late, usual + 90, lock=False)
    shorter = length(clinic, late, usual, lock=False)
    assert shorter.end == late.end - timedelta(minutes=60)
    assert shorter.overridden == late.overridden


def test_added_time_does_not_run_into_the_next_visit(
    clinic: SmallClinic, visit: Appointment
) -> None:
    other = clinic.visits(clinic.book_course(clinic.brandt))[0]
    why = Override("the late clinic stays open", "M. Okafor")
    place = visit.chair_id, visit.held_until
    clinic.run(lambda work: move_appointment(work, other, *place, override=why))
    minutes = plan_of(clinic, visit).booked_minutes
    with pytest.raises(RuleBrokenError, match="taken"):
        length(clinic, visit, minutes + 30, lock=False)


@pytest.mark.parametrize("lock", [True, False])
def test_only_a_locked_length_stays_when_the_visit_becomes_naive_like(
    clinic: SmallClinic, lock: bool
) -> None:
    second = clinic.visits(clinic.book_course(clinic.osei, cycles=2))[1]
    usual = plan_of(clinic, second)
    assert not usual.is_naive_like
    long = usual.booked_minutes + 180
    longer = length(clinic, second, long, lock=lock)
    far = longer.start + timedelta(days=63)
    clinic.run(lambda work: move_appointment(work, longer, longer.chair_id, far))
    moved = clinic.visit(longer)
    plan = plan_of(clinic, moved)
    assert plan.is_naive_like
    assert (plan.booked_minutes == long) is lock
    assert moved.is_length_locked is lock


def test_added_time_comes_along_where_the_visit_moves_as_it_is(
    clinic: SmallClinic, visit: Appointment
) -> None:
    longer = length(clinic, visit, plan_of(clinic, visit).booked_minutes + 30, lock=False)
    start = longer.start + timedelta(minutes=15)
    clinic.run(lambda work: move_appointment(work, longer, longer.chair_id, start))
    moved = clinic.visit(longer)
    assert moved.end - moved.start == longer.end - longer.start
