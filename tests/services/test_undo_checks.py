"""Undo and redo bring back nothing that must not be, though no record was touched meanwhile."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ivig_scheduler.domain.changes import Change, ChangeSet, added
from ivig_scheduler.domain.errors import StaleRecordError
from ivig_scheduler.domain.records import Appointment, ChairOutage, SettingValue
from ivig_scheduler.domain.terms import CancelReason
from ivig_scheduler.planning.series import Wish
from ivig_scheduler.services.appointments import cancel_appointment, move_appointment
from ivig_scheduler.services.courses.booking import book_course
from ivig_scheduler.services.dispatcher import Dispatcher
from ivig_scheduler.storage.database import open_database
from tests.clinics import NOW, SmallClinic, make_small_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


@pytest.fixture
def other(clinic: SmallClinic) -> Iterator[Dispatcher]:
    """Return another program on the same file."""
    database = open_database(clinic.database.path, NOW)
    yield Dispatcher(database, clinic.clock, "somebody", "other desk")
    database.close()


def cancel_and_book_elsewhere(clinic: SmallClinic, other: Dispatcher) -> Appointment:
    """Cancel a visit; the other program books its patient on that day into another chair."""
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    clinic.run(lambda work: cancel_appointment(work, visit, CancelReason.COVER))
    draft = clinic.draft(clinic.osei, cycles=1)
    cycles = clinic.plan(draft, {(1, 1): Wish(chair_id=clinic.chairs[2].id)}).cycles
    assert cycles[0].visits[0].start.date() == visit.start.date()
    other.run(lambda work: book_course(work, draft, cycles))
    return visit


def test_undo_does_not_give_a_patient_two_visits_on_one_day(
    clinic: SmallClinic, other: Dispatcher
) -> None:
    visit = cancel_and_book_elsewhere(clinic, other)
    with pytest.raises(StaleRecordError, match="cannot undo: the patient has another visit on 12/"):
        clinic.dispatcher.undo()
    assert clinic.visit(visit).cancel_reason is CancelReason.COVER
    other.undo()
    clinic.dispatcher.undo()
    assert clinic.visit(visit) == visit
    with pytest.raises(StaleRecordError, match="cannot redo: the patient has another visit on 12/"):
        other.redo()


def test_a_site_that_lets_a_patient_come_twice_a_day_can_undo_to_that(
    clinic: SmallClinic, other: Dispatcher
) -> None:
    clinic.add(SettingValue(key="clearance.patient_booked", value="warn"))
    visit = cancel_and_book_elsewhere(clinic, other)
    clinic.dispatcher.undo()
    assert clinic.visit(visit) == visit


def test_undo_does_not_move_a_visit_back_into_a_chair_out_of_service(
    clinic: SmallClinic, other: Dispatcher
) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    later = visit.start + timedelta(hours=1)
    clinic.run(lambda work: move_appointment(work, visit, clinic.chairs[1].id, later))
    outage = ChairOutage(
        chair_id=visit.chair_id, starts=visit.start, ends=visit.end, reason="Repair"
    )
    other.run(lambda _work: ChangeSet("outage", added(outage)))
    with pytest.raises(StaleRecordError, match="cannot undo: the chair is out of service on 12/"):
        clinic.dispatcher.undo()
    other.undo()
    clinic.dispatcher.undo()
    assert clinic.visit(visit) == visit


def test_an_outage_that_moved_its_visits_away_in_one_act_is_taken_back_with_them(
    clinic: SmallClinic,
) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    outage = ChairOutage(
        chair_id=visit.chair_id, starts=visit.start, ends=visit.held_until, reason="Pump"
    )
    other = next(each for each in clinic.chairs if each.id != visit.chair_id)
    moved = visit.model_copy(update={"chair_id": other.id})
    clinic.run(lambda _work: ChangeSet("both", (*added(outage), Change(visit, moved))))
    clinic.dispatcher.undo()
    assert clinic.visit(visit) == visit
    assert not clinic.read(lambda store: store.all(ChairOutage))
