"""Blocking checks that a person lets pass for one visit."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.clearance.overriding import Override, can_let_pass
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.services.appointments import check_move, move_appointment
from ivig_scheduler.services.calendar_conflicts import load_calendar_conflicts
from ivig_scheduler.services.day import load_day
from ivig_scheduler.services.set_aside import put_back, set_aside
from ivig_scheduler.services.visit_file import load_visit
from tests.clinics import TODAY, SmallClinic, make_small_clinic

WHY = Override("the late clinic stays open for him", "M. Okafor")


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


@pytest.fixture
def visit(clinic: SmallClinic) -> Appointment:
    return clinic.visits(clinic.book_course(clinic.osei))[0]


def late(visit: Appointment) -> datetime:
    """Return a start from which the visit passes closing."""
    return visit.start.replace(hour=16)


def against(clinic: SmallClinic, visit: Appointment, start: datetime) -> tuple[Conflict, ...]:
    day = clinic.read(lambda store: load_day(store, start.date()))
    file = clinic.read(lambda store: load_visit(store, visit.id))
    return check_move(day.facts, file, visit.chair_id, start)


def test_a_visit_may_pass_closing_with_a_reason_and_a_name(
    clinic: SmallClinic, visit: Appointment
) -> None:
    start = late(visit)
    assert can_let_pass(against(clinic, visit, start))
    changes = clinic.run(
        lambda work: move_appointment(work, visit, visit.chair_id, start, override=WHY)
    )
    stands = clinic.visit(visit)
    assert stands.overridden == ("opening_hours",)
    assert (stands.override_reason, stands.override_by) == (WHY.reason, WHY.by)
    assert "letting pass: Outside opening hours" in changes.label


def test_what_was_let_pass_warns_but_does_not_block(
    clinic: SmallClinic, visit: Appointment
) -> None:
    start = late(visit)
    clinic.run(lambda work: move_appointment(work, visit, visit.chair_id, start, override=WHY))
    found = clinic.read(lambda store: load_calendar_conflicts(store, TODAY))
    own = next(each for each in found if each.appointment.id == visit.id)
    severities = {each.rule: each.severity for each in own.conflicts}
    assert severities["opening_hours"] is Severity.WARN


def test_a_move_to_a_clear_place_forgets_what_was_let_pass(
    clinic: SmallClinic, visit: Appointment
) -> None:
    start = late(visit)
    clinic.run(lambda work: move_appointment(work, visit, visit.chair_id, start, override=WHY))
    stands = clinic.visit(visit)
    clinic.run(lambda work: move_appointment(work, stands, visit.chair_id, visit.start))
    after = clinic.visit(visit)
    assert (after.overridden, after.override_reason, after.override_by) == ((), "", "")


def test_another_late_start_needs_its_own_override(clinic: SmallClinic, visit: Appointment) -> None:
    start = late(visit)
    clinic.run(lambda work: move_appointment(work, visit, visit.chair_id, start, override=WHY))
    stands = clinic.visit(visit)
    later = start + timedelta(minutes=15)
    with pytest.raises(RuleBrokenError, match="closing"):
        clinic.run(lambda work: move_appointment(work, stands, visit.chair_id, later))


def test_nobody_lets_a_taken_chair_pass(clinic: SmallClinic, visit: Appointment) -> None:
    other = clinic.visits(clinic.book_course(clinic.brandt))[0]
    start = visit.start + timedelta(minutes=30)
    assert not can_let_pass(against(clinic, other, start)) or other.chair_id != visit.chair_id
    with pytest.raises(RuleBrokenError, match="taken"):
        clinic.run(lambda work: move_appointment(work, other, visit.chair_id, start, override=WHY))


def test_an_override_needs_a_reason_and_a_name() -> None:
    with pytest.raises(RuleBrokenError) as refused:
        Override(" ", "")
    assert [each.field for each in refused.value.problems] == ["reason", "by"]


def test_a_clear_place_has_nothing_to_let_pass() -> None:
    assert not can_let_pass(())
    assert not can_let_pass((Conflict("due_window", Severity.WARN, "late"),))


def test_a_late_visit_that_becomes_shorter_holds_nothing_up(clinic: SmallClinic) -> None:
    _, second, third = clinic.visits(clinic.book_course(clinic.osei, cycles=3, interval_days=42))
    clinic.run(lambda work: set_aside(work, second))
    first_again = clinic.visit(third)
    place = first_again.chair_id, late(first_again)
    clinic.run(lambda work: move_appointment(work, first_again, *place, override=WHY))
    stands = clinic.visit(third)
    aside = clinic.visit(second)
    clinic.run(lambda work: put_back(work, aside, second.chair_id, second.start))
    assert clinic.visit(third).end < stands.end


def test_a_second_visit_on_a_day_that_was_let_pass_can_be_undone_and_done_again(
    clinic: SmallClinic, visit: Appointment
) -> None:
    first_day = TODAY + timedelta(days=14)
    other = clinic.visits(clinic.book_course(clinic.osei, cycles=1, first_day=first_day))[0]
    chair = next(each.id for each in clinic.chairs if each.id != visit.chair_id)
    clinic.run(lambda work: move_appointment(work, other, chair, visit.start, override=WHY))
    together = clinic.visit(other)
    assert together.overridden == ("patient_booked",)
    clinic.dispatcher.undo()
    clinic.dispatcher.redo()
    assert clinic.visit(other) == together
    there, later = clinic.visit(visit), visit.start + timedelta(days=1)
    clinic.run(lambda work: move_appointment(work, there, there.chair_id, later))
    clinic.dispatcher.undo()
    assert clinic.visit(visit) == there
