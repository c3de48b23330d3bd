"""How long a visit holds its chair once it is done, or its times were corrected."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ivig_scheduler.domain.records import Appointment, Plan, WaitingEntry
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.services.appointments import advance_status
from ivig_scheduler.services.clock.times import correct_times
from ivig_scheduler.services.waiting.matching import match_freed
from ivig_scheduler.services.waiting.slots import Slot, freed_by
from tests.services.founded import TODAY, Founded, at, opened
from tests.services.repair.samples import change, stands
from tests.services.undo_proposal_cases import a_usual_visit

#: Booked from 8 to 10, the chair held to 10:10; `clinic.now` is 9:00 to begin with.
BOOKED = at(10), at(10, 10)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Founded]:
    with opened(tmp_path / "clinic.db") as founded:
        yield founded


@pytest.fixture
def visit(clinic: Founded) -> Appointment:
    """A visit of which only the end is missing."""
    booked = a_usual_visit(clinic, at(8))
    stamps = {"actual_start": at(8), "infusion_start": at(8, 5), "infusion_end": at(8, 50)}
    change(clinic, booked, status=Status.OBSERVING, **stamps)
    return stands(clinic, booked)


def end(clinic: Founded, visit: Appointment, after: timedelta) -> Appointment:
    """Mark a visit as done so long after 9:00, with the seconds a real clock has."""
    clinic.now += after
    clinic.run(lambda work: advance_status(work, visit))
    return stands(clinic, visit)


def hold(visit: Appointment) -> tuple[datetime, datetime]:
    return visit.end, visit.held_until


def follow(clinic: Founded, visit: Appointment, start: datetime) -> Appointment:
    """Book another visit in the chair."""
    standing = a_usual_visit(clinic, start)
    change(clinic, standing, chair_id=visit.chair_id)
    return stands(clinic, standing)


def test_a_visit_that_is_done_early_frees_its_chair_after_the_turnover_and_undo_takes_it_back(
    clinic: Founded, visit: Appointment
) -> None:
    done = end(clinic, visit, timedelta(minutes=20, seconds=40))
    assert hold(done) == (at(9, 20), at(9, 30))
    plan = clinic.read(lambda store: store.get(Plan, done.plan_id))
    assert plan is not None and plan.booked_minutes == 120
    clinic.dispatcher.undo()
    assert stands(clinic, visit) == visit and hold(visit) == BOOKED
    clinic.dispatcher.redo()
    assert hold(stands(clinic, visit)) == (at(9, 20), at(9, 30))


def test_the_chair_that_is_freed_is_matched_to_the_waiting_list(
    clinic: Founded, visit: Appointment
) -> None:
    later = follow(clinic, visit, at(14))
    change(clinic, stands(clinic, later), start=at(14), end=at(14, 30), held_until=at(14, 40))
    entry = WaitingEntry(
        patient_id=later.patient_id,
        course_id=later.course_id,
        cycle_id=later.cycle_id,
        from_day=TODAY,
        to_day=TODAY,
        since=at(8),
    )
    clinic.add(entry)
    clinic.now += timedelta(minutes=20)
    changes = clinic.run(lambda work: advance_status(work, visit))
    freed = freed_by(changes.changes, at(9, 20), at(23))
    assert freed == (Slot(visit.chair_id, at(9, 30), at(10, 10)),)
    (slot,) = clinic.read(lambda store: match_freed(store, changes, at(9, 20)))
    assert slot.gap.start == at(9, 30)
    assert [each.line.entry for each in slot.matches] == [entry]


def test_a_chair_taken_meanwhile_keeps_the_step_from_being_undone(
    clinic: Founded, visit: Appointment
) -> None:
    end(clinic, visit, timedelta(minutes=20))
    follow(clinic, visit, at(9, 30))
    with pytest.raises(Exception, match="cannot undo"):
        clinic.dispatcher.undo()


def test_a_visit_that_ran_over_held_its_chair_to_its_real_end_where_nobody_follows(
    clinic: Founded, visit: Appointment
) -> None:
    follow(clinic, visit, at(11))
    assert hold(end(clinic, visit, timedelta(minutes=90))) == (at(10, 30), at(10, 40))


def test_a_visit_that_ran_into_the_next_one_stays_as_booked_and_is_never_refused(
    clinic: Founded, visit: Appointment
) -> None:
    follow(clinic, visit, at(10, 30))
    done = end(clinic, visit, timedelta(minutes=90))
    assert (done.status, hold(done)) == (Status.DONE, BOOKED)
    assert done.actual_end == at(10, 30)


def test_a_visit_that_is_done_before_its_booked_start_stays_as_booked(
    clinic: Founded, visit: Appointment
) -> None:
    stamps = {"actual_start": at(8, 30), "infusion_start": at(8, 40), "infusion_end": at(8, 50)}
    moved = {"start": at(9, 30), "end": at(11, 30), "held_until": at(11, 40), **stamps}
    change(clinic, visit, **moved)
    done = end(clinic, stands(clinic, visit), timedelta(minutes=10))
    assert hold(done) == (at(11, 30), at(11, 40))


def correct(clinic: Founded, done: Appointment, left: datetime) -> Appointment:
    clinic.run(lambda work: correct_times(work, done, {"actual_end": left}))
    return stands(clinic, done)


def test_a_corrected_end_moves_the_hold_with_it(clinic: Founded, visit: Appointment) -> None:
    done = end(clinic, visit, timedelta(minutes=50))
    earlier = correct(clinic, done, at(9, 10))
    assert hold(earlier) == (at(9, 10), at(9, 20))
    later = correct(clinic, earlier, at(9, 40))
    assert hold(later) == (at(9, 40), at(9, 50))
    clinic.dispatcher.undo()
    assert stands(clinic, visit) == earlier


def test_a_corrected_end_in_the_time_of_the_next_visit_takes_back_what_was_booked(
    clinic: Founded, visit: Appointment
) -> None:
    done = end(clinic, visit, timedelta(minutes=10))
    follow(clinic, visit, at(10, 15))
    clinic.now += timedelta(minutes=110)
    corrected = correct(clinic, done, at(10, 50))
    assert hold(corrected) == BOOKED and corrected.actual_end == at(10, 50)


def test_other_times_leave_the_hold_alone(clinic: Founded, visit: Appointment) -> None:
    done = end(clinic, visit, timedelta(minutes=20))
    clinic.run(lambda work: correct_times(work, done, {"infusion_end": at(8, 45)}))
    assert hold(stands(clinic, visit)) == hold(done)
