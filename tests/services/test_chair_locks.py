"""Keeping a visit in its chair."""

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.services.chair_locks import lock_chair
from tests.services.founded import Founded, a_patient, at


def a_visit(clinic: Founded, status: Status = Status.BOOKED) -> r.Appointment:
    patient, chair = a_patient(), r.Chair(name="Chair 1")
    clinic.add(patient, chair)
    return clinic.visit(patient, chair, at(9), status)


def test_a_chair_is_kept_and_let_go_again(founded: Founded) -> None:
    visit = a_visit(founded)
    done = founded.run(lambda work: lock_chair(work, visit, is_locked=True))
    assert done.label == "Keep a visit in Chair 1"
    kept = founded.read(lambda store: store.get(r.Appointment, visit.id))
    assert kept and kept.is_chair_locked
    done = founded.run(lambda work: lock_chair(work, kept, is_locked=False))
    assert done.label == "Let the chair of a visit change"
    assert founded.read(lambda store: store.get(r.Appointment, visit.id)) == visit


def test_a_chair_somebody_sits_in_does_not_change(founded: Founded) -> None:
    visit = a_visit(founded, Status.IN_CHAIR)
    said = founded.refused(lambda work: lock_chair(work, visit, is_locked=True))
    assert "the visit is in chair: its chair does not change any more" in said
