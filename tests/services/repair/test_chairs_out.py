"""Mending a day whose chair is out: who is affected, and who moves where."""

from datetime import timedelta

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.services.repair.runs import RepairRun
from ivig_scheduler.services.repair.troubles import find_affected
from tests.services.founded import Founded, at
from tests.services.repair.samples import (
    NOW,
    accept,
    break_chair,
    chairs,
    change,
    close_other_chairs,
    propose,
    stands,
)
from tests.services.undo_proposal_cases import a_usual_visit


def test_a_visit_of_a_broken_chair_takes_another_one_at_its_time(clinic: Founded) -> None:
    broken, free = chairs(clinic, 2)
    visit = a_usual_visit(clinic, at(11), chair=broken)
    a_usual_visit(clinic, at(9), Status.INFUSING, chair=free)
    close_other_chairs(clinic, broken, free)
    trouble = break_chair(clinic, broken, at(10, 40), at(17))
    affected = clinic.read(lambda store: find_affected(store, trouble, at(10, 40)))
    assert [each.appointment for each in affected] == [visit]
    assert "out of service" in affected[0].conflicts[0].message
    proposal = propose(clinic, trouble, at(10, 40))
    (move,) = proposal.moves
    # The other chair is held to 11:10, so 11:15 is the nearest start.
    assert (move.after.chair_id, move.after.start) == (free.id, at(11, 15))
    assert proposal.stuck == () and proposal.note.startswith("No repair keeps more visits")
    assert ("Visits without their place", "1", "0") in proposal.figures
    clinic.now += timedelta(hours=1, minutes=40)
    assert accept(clinic, proposal, trouble) == "Move 1 visit"
    assert stands(clinic, visit).start == at(11, 15)
    assert not clinic.read(lambda store: find_affected(store, trouble, at(10, 40)))
    clinic.dispatcher.undo()
    assert stands(clinic, visit) == visit


def test_another_patient_changes_chairs_only_where_that_keeps_the_day_for_the_affected(
    clinic: Founded,
) -> None:
    broken, bed, plain = chairs(clinic, 3)
    needs_bed = a_usual_visit(clinic, at(9, 15), chair=broken)
    patient = clinic.read(lambda s: s.get(r.Patient, needs_bed.patient_id))
    assert patient
    other = a_usual_visit(clinic, at(9, 15), chair=bed)

    change(clinic, bed, features=("bed",))
    change(clinic, patient, features_needed=("bed",))
    # From 11:30 on the bed is taken, so that only its present visit's place is left.
    a_usual_visit(clinic, at(11, 30), chair=bed)
    blocking = a_usual_visit(clinic, at(13, 45), Status.CONFIRMED, chair=bed)
    close_other_chairs(clinic, broken, bed, plain)
    trouble = break_chair(clinic, broken, at(9), at(17))
    proposal = propose(clinic, trouble)
    after = {each.before.id: each.after for each in proposal.moves}
    assert set(after) == {needs_bed.id, other.id}
    assert after[needs_bed.id].chair_id == bed.id and after[needs_bed.id].start == at(9, 15)
    assert after[other.id].chair_id == plain.id and after[other.id].start == at(9, 15)
    assert blocking.id not in after
    accept(clinic, proposal, trouble)
    assert stands(clinic, needs_bed).chair_id == bed.id


def test_a_locked_chair_is_kept_even_where_another_one_is_free(clinic: Founded) -> None:
    own, _free = chairs(clinic, 2)
    visit = a_usual_visit(clinic, at(13), chair=own)
    change(clinic, visit, is_chair_locked=True)
    trouble = break_chair(clinic, own, at(9), at(14))
    (move,) = propose(clinic, trouble).moves
    assert (move.after.chair_id, move.after.start) == (own.id, at(14))


def test_a_patient_who_has_come_gets_another_chair_and_no_other_time(clinic: Founded) -> None:
    broken, free = chairs(clinic, 2)
    visit = a_usual_visit(clinic, at(13), Status.ARRIVED, chair=broken)
    trouble = break_chair(clinic, broken, at(9), at(17))
    proposal = propose(clinic, trouble)
    (move,) = proposal.moves
    assert move.is_only_other_chair and move.before == visit
    accept(clinic, proposal, trouble)
    assert stands(clinic, visit).start == at(13)
    assert stands(clinic, visit).chair_id != broken.id and free


def test_nobody_moves_who_sits_in_the_chair_already(clinic: Founded) -> None:
    (broken,) = chairs(clinic, 1)
    visit = a_usual_visit(clinic, at(9), Status.INFUSING, chair=broken)
    patient = clinic.read(lambda store: store.get(r.Patient, visit.patient_id))
    trouble = break_chair(clinic, broken, at(9), at(17))
    proposal = propose(clinic, trouble)
    assert proposal.moves == () and proposal.stuck == ()
    assert patient and f"Already in the chair: {patient.full_name}, MRN " in proposal.note
    assert proposal.note.endswith("Who cannot stay there is for you to move.")


def test_who_sits_in_another_chair_or_before_the_outage_is_not_named(clinic: Founded) -> None:
    broken, other = chairs(clinic, 2)
    a_usual_visit(clinic, at(9), Status.INFUSING, chair=other)
    a_usual_visit(clinic, at(8), Status.INFUSING, chair=broken)
    trouble = break_chair(clinic, broken, at(15), at(17))
    assert propose(clinic, trouble).note == "Every visit has its place."


def test_a_search_that_is_stopped_leaves_the_days_it_has_not_reached(clinic: Founded) -> None:
    broken, free = chairs(clinic, 2)
    first = a_usual_visit(clinic, at(13), chair=broken)
    second = a_usual_visit(clinic, at(13, days=1), chair=broken)
    close_other_chairs(clinic, broken, free)
    trouble = break_chair(clinic, broken, at(9), at(17, days=1))
    run = clinic.read(lambda store: RepairRun.begin(store, trouble, NOW))
    turn = clinic.read(run.load)
    # The store it was read from is closed by now: the search reads nothing.
    take = turn(lambda: False)
    clinic.read(take)
    run.stop()
    proposal = clinic.read(run.as_proposal)
    assert [each.before for each in proposal.moves] == [first]
    assert [each.appointment for each in proposal.stuck] == [second]
    assert "the search was stopped" in proposal.stuck[0].reasons[-1].message
    assert proposal.note.startswith("Stopped: the best found so far")
