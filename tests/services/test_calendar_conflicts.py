from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ivig_scheduler.domain.records import Appointment, Closure
from ivig_scheduler.domain.terms import CancelReason
from ivig_scheduler.services.appointments import cancel_appointment, move_appointment
from ivig_scheduler.services.calendar_conflicts import VisitConflicts, load_calendar_conflicts
from tests.clinics import SmallClinic, make_small_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    small = make_small_clinic(tmp_path)
    yield small
    small.close()


@pytest.fixture
def visits(clinic: SmallClinic) -> tuple[Appointment, ...]:
    return clinic.visits(clinic.book_course(clinic.osei, cycles=4))


def found(clinic: SmallClinic, last: Appointment | None = None) -> tuple[VisitConflicts, ...]:
    last_day = last.start.date() if last else None
    return clinic.read(lambda store: load_calendar_conflicts(store, clinic.clock.today, last_day))


def close_on(clinic: SmallClinic, visit: Appointment) -> None:
    day = visit.start.date()
    clinic.add(Closure(first_day=day, last_day=day, reason="flood"))


def test_a_calendar_in_order_has_no_conflicts(
    clinic: SmallClinic, visits: tuple[Appointment, ...]
) -> None:
    assert len(visits) == 4
    assert found(clinic) == ()


def test_a_closure_is_against_the_visits_of_its_days_and_no_others(
    clinic: SmallClinic, visits: tuple[Appointment, ...]
) -> None:
    close_on(clinic, visits[1])
    (one,) = found(clinic)
    assert one.appointment == visits[1]
    assert one.patient == clinic.osei
    (conflict,) = one.conflicts
    assert conflict.rule == "opening_hours"
    assert "flood" in conflict.message
    assert conflict.next_free is not None
    assert conflict.next_free.start.date() != visits[1].start.date()


def test_only_the_days_asked_for_are_looked_at(
    clinic: SmallClinic, visits: tuple[Appointment, ...]
) -> None:
    close_on(clinic, visits[2])
    assert found(clinic, visits[1]) == ()
    assert len(found(clinic, visits[2])) == 1


def test_a_visit_that_was_called_off_has_no_conflicts(
    clinic: SmallClinic, visits: tuple[Appointment, ...]
) -> None:
    close_on(clinic, visits[0])
    clinic.run(lambda work: cancel_appointment(work, visits[0], CancelReason.WEATHER))
    assert [each.appointment.id for each in found(clinic)] == []


def test_a_visit_outside_its_window_is_told_with_the_days(
    clinic: SmallClinic, visits: tuple[Appointment, ...]
) -> None:
    later = visits[3].start + timedelta(days=7)
    clinic.run(lambda work: move_appointment(work, visits[3], visits[3].chair_id, later))
    (one,) = found(clinic)
    assert [conflict.rule for conflict in one.conflicts] == ["due_window"]
