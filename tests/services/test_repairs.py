"""Mending a booked calendar after trouble: who is affected, who moves where, and what is stuck."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.changes import ChangeSet, changed
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.terms import CycleState, Status
from ivig_scheduler.services.accepting import accept_proposal
from ivig_scheduler.services.proposals import Proposal
from ivig_scheduler.services.repair import troubles
from ivig_scheduler.services.repair.repairs import extend_visit, propose_repair, search_day
from ivig_scheduler.services.repair.runs import RepairRun
from ivig_scheduler.services.repair.troubles import Trouble, find_affected
from tests.services.founded import Founded, at, opened
from tests.services.undo_proposal_cases import a_usual_visit
from tests.services.undo_setup_cases import a_chair

NOW = at(9)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Founded]:
    with opened(tmp_path / "clinic.sqlite") as founded:
        yield founded


def chairs(clinic: Founded, number: int) -> list[r.Chair]:
    """Return chairs, the only ones there are: the visits of weeks ago had others."""
    return [a_chair(clinic) for _ in range(number)]


def close_other_chairs(clinic: Founded, *kept: r.Chair) -> None:
    """Take all other chairs out of service for a month, so that nobody can be put there."""
    ids = {each.id for each in kept}
    others = [each for each in clinic.read(lambda s: s.all(r.Chair)) if each.id not in ids]
    clinic.add(*(out(each, at(0), at(0, days=30), "Not used") for each in others))


def out(
    chair: r.Chair, starts: datetime, ends: datetime, reason: str = "Pump broken"
) -> r.ChairOutage:
    return r.ChairOutage(chair_id=chair.id, starts=starts, ends=ends, reason=reason)


def propose(clinic: Founded, trouble: Trouble, now: datetime = NOW) -> Proposal:
    return clinic.read(lambda store: propose_repair(store, trouble, now))


def accept(clinic: Founded, proposal: Proposal, trouble: Trouble) -> str:
    done = clinic.run(
        lambda work: accept_proposal(
            work, proposal.label, proposal.moves, proposal.stuck, trouble.extra
        )
    )
    return done.label


def stands(clinic: Founded, visit: r.Appointment) -> r.Appointment:
    found = clinic.read(lambda store: store.get(r.Appointment, visit.id))
    assert found
    return found


def break_chair(clinic: Founded, chair: r.Chair, starts: datetime, ends: datetime) -> Trouble:
    outage = out(chair, starts, ends)
    clinic.add(outage)
    return troubles.chair_out(outage, chair.name)


def change(clinic: Founded, record: r.Record, **fields: object) -> None:
    """Put another state of a record into the database, outside the undo history."""
    after = record.model_copy(update=fields)
    clinic.dispatcher.run_once(lambda _work: ChangeSet("given", changed(record, after)))


def test_a_visit_of_a_broken_chair_takes_another_one_at_its_time(clinic: Founded) -> None:
    broken, free = chairs(clinic, 2)
    visit = a_usual_visit(clinic, at(11), chair=broken)
    a_usual_visit(clinic, at(9), chair=free)
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


def test_who_cannot_stay_the_day_moves_to_the_nearest_day_of_the_window(clinic: Founded) -> None:
    (only,) = chairs(clinic, 1)
    a_usual_visit(clinic, at(13), chair=only)
    close_other_chairs(clinic, only)
    trouble = break_chair(clinic, only, at(9), at(17))
    proposal = propose(clinic, trouble)
    (move,) = proposal.moves
    assert move.is_other_day and move.after.start == at(13, days=1)
    assert "nearest one of the due window" in proposal.note
    assert ("On another day", "", "1") in proposal.figures


def test_a_visit_that_comes_forward_to_today_does_not_start_in_the_past(clinic: Founded) -> None:
    (only,) = chairs(clinic, 1)
    a_usual_visit(clinic, at(8, days=1), chair=only)
    close_other_chairs(clinic, only)
    closed = r.Closure(first_day=at(0, days=1).date(), last_day=at(0, days=5).date(), reason="Snow")
    clinic.add(closed)
    proposal = propose(clinic, troubles.site_closed(closed), at(9, 20))
    (move,) = proposal.moves
    assert move.after.start == at(9, 30)


def test_a_locked_chair_is_kept_on_another_day_though_a_nearer_day_has_a_free_one(
    clinic: Founded,
) -> None:
    locked, free = chairs(clinic, 2)
    visit = a_usual_visit(clinic, at(13, days=6), chair=locked)
    change(clinic, visit, is_chair_locked=True)
    close_other_chairs(clinic, locked, free)
    trouble = break_chair(clinic, locked, at(8, days=6), at(17, days=7))
    (move,) = propose(clinic, trouble).moves
    assert (move.after.chair_id, move.after.start) == (locked.id, at(13, days=8))


def test_a_cycle_of_two_days_moves_as_a_whole_where_both_days_lose_their_chair(
    clinic: Founded,
) -> None:
    (only,) = chairs(clinic, 1)
    first = a_usual_visit(clinic, at(13, days=6), chair=only)
    day = timedelta(days=1)
    times = {name: getattr(first, name) + day for name in ("start", "end", "held_until")}
    second = first.model_copy(update={"id": uuid4(), "day_of_cycle": 2, **times})
    clinic.add(second)
    close_other_chairs(clinic, only)
    trouble = break_chair(clinic, only, at(9, days=6), at(17, days=7))
    proposal = propose(clinic, trouble)
    assert proposal.stuck == ()
    moved = {each.before.id: each.after.start - each.before.start for each in proposal.moves}
    assert moved[first.id] == moved[second.id] and moved[first.id] > day


def test_what_has_no_place_is_told_with_its_reasons_and_goes_to_the_work_list(
    clinic: Founded,
) -> None:
    (only,) = chairs(clinic, 1)
    visit = a_usual_visit(clinic, at(13), chair=only)
    close_other_chairs(clinic, only)
    trouble = break_chair(clinic, only, at(9), at(17, days=20))
    proposal = propose(clinic, trouble)
    assert proposal.moves == ()
    (stuck,) = proposal.stuck
    told = [each.message for each in stuck.reasons]
    assert "out of service" in told[0]
    assert told[1].endswith("nor on another day of the window, 11/20/2026 to 11/28/2026")
    assert accept(clinic, proposal, trouble) == "Put 1 visit on the work list"
    assert stands(clinic, visit).status is Status.CANCELLED
    cycle = clinic.read(lambda store: store.get(r.Cycle, visit.cycle_id))
    assert cycle and cycle.state is CycleState.NEEDS_BOOKING
    clinic.dispatcher.undo()
    assert stands(clinic, visit) == visit


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
    problem = clinic.read(run.load_day)
    # The store it was read from is closed by now: the search reads nothing.
    answer = search_day(problem, progress=lambda _found: True)
    clinic.read(lambda store: run.take(store, problem, answer))
    run.stop()
    proposal = clinic.read(run.as_proposal)
    assert [each.before for each in proposal.moves] == [first]
    assert [each.appointment for each in proposal.stuck] == [second]
    assert "the search was stopped" in proposal.stuck[0].reasons[-1].message
    assert proposal.note.startswith("Stopped: the best found so far")


def test_a_closure_moves_its_visits_to_open_days_of_their_windows(clinic: Founded) -> None:
    one = a_usual_visit(clinic, at(10, days=1))
    other = a_usual_visit(clinic, at(10, days=6))
    day = one.start.date()
    closure = r.Closure(first_day=day, last_day=day, reason="Water")
    clinic.add(closure)
    trouble = troubles.site_closed(closure)
    proposal = propose(clinic, trouble)
    assert [each.before for each in proposal.moves] == [one]
    assert proposal.moves[0].after.start == at(10), "the day before, at its time"
    accept(clinic, proposal, trouble)
    assert stands(clinic, other) == other


def add_nurses(clinic: Founded, *patients_at_once: int) -> list[r.Nurse]:
    found = []
    for number, patients in enumerate(patients_at_once):
        nurse = r.Nurse(name=f"Nurse {number}", patients_at_once=patients, points_at_once=9)
        shifts = [
            r.Shift(
                nurse_id=nurse.id,
                weekday=day,
                starts=at(8).time(),
                ends=at(17).time(),
            )
            for day in range(5)
        ]
        clinic.add(nurse, *shifts)
        found.append(nurse)
    return found


def test_the_fewest_move_where_a_nurse_is_away(clinic: Founded) -> None:
    nurses = add_nurses(clinic, 2, 2)
    visits = [a_usual_visit(clinic, at(10)) for _ in range(2)]
    visits += [a_usual_visit(clinic, at(10, 30)) for _ in range(2)]
    absence = r.NurseAbsence(nurse_id=nurses[0].id, starts=at(9), ends=at(17), reason="Ill")
    clinic.add(absence)
    trouble = troubles.nurse_out(absence, nurses[0].name)
    affected = clinic.read(lambda store: find_affected(store, trouble, NOW))
    assert len(affected) == 4
    proposal = propose(clinic, trouble)
    assert proposal.stuck == () and not any(each.is_other_day for each in proposal.moves)
    accept(clinic, proposal, trouble)
    assert not clinic.read(lambda store: find_affected(store, trouble, NOW))
    # One nurse takes two of the four at once, and starts one patient every 30 minutes.
    assert len(proposal.moves) == 2


def test_who_was_too_many_before_is_not_affected_by_an_absence(clinic: Founded) -> None:
    nurses = add_nurses(clinic, 1, 1)
    for _ in range(3):
        a_usual_visit(clinic, at(10))
    absence = r.NurseAbsence(nurse_id=nurses[0].id, starts=at(9), ends=at(17), reason="Ill")
    clinic.add(absence)
    proposal = propose(clinic, troubles.nurse_out(absence, nurses[0].name))
    assert proposal.moves == () and proposal.stuck == ()
    assert proposal.note == "No visit is affected that was not in conflict before."


def test_a_conflict_that_the_site_only_warns_of_is_let_be(clinic: Founded) -> None:
    add_nurses(clinic, 1)
    for _ in range(3):
        a_usual_visit(clinic, at(10))
    everything = troubles.everything_from(NOW.date())
    assert not clinic.read(lambda store: find_affected(store, everything, NOW))
    clinic.add(r.SettingValue(key="clearance.nurse_capacity", value="block"))
    assert len(clinic.read(lambda store: find_affected(store, everything, NOW))) == 3
    proposal = propose(clinic, everything)
    assert len(proposal.moves) == 2 and not proposal.stuck


def test_a_visit_that_runs_long_moves_the_next_one_and_ends_later_in_one_act(
    clinic: Founded,
) -> None:
    (chair,) = chairs(clinic, 1)
    running = a_usual_visit(clinic, at(9), Status.INFUSING, chair=chair)
    following = a_usual_visit(clinic, at(11, 15), chair=chair)
    close_other_chairs(clinic, chair)
    trouble = troubles.runs_long(running, 30)
    proposal = propose(clinic, trouble, at(10))
    (move,) = proposal.moves
    assert move.before == following and move.after.start == at(11, 45)
    clinic.now += timedelta(hours=1)
    assert accept(clinic, proposal, trouble) == "Set a visit to end 30 min later, move 1 visit"
    assert stands(clinic, running).end == at(11, 30)
    assert stands(clinic, running).held_until == at(11, 40)
    clinic.dispatcher.undo()
    assert stands(clinic, running) == running and stands(clinic, following) == following


def test_a_visit_does_not_run_into_the_next_one_unless_that_moves(clinic: Founded) -> None:
    (chair,) = chairs(clinic, 1)
    running = a_usual_visit(clinic, at(9), Status.INFUSING, chair=chair)
    following = a_usual_visit(clinic, at(11, 15), chair=chair)
    with pytest.raises(RuleBrokenError) as refused:
        clinic.run(lambda work: extend_visit(work, running, 30))
    (problem,) = refused.value.problems
    assert problem.field == str(following.id) and "is taken until 11:40" in problem.message
    clinic.run(lambda work: extend_visit(work, running, 5))
    assert stands(clinic, running).end == at(11, 5)


def test_only_a_visit_under_way_can_run_long(clinic: Founded) -> None:
    booked = a_usual_visit(clinic, at(11))
    assert "only one under way" in clinic.refused(lambda work: extend_visit(work, booked, 30))
    running = a_usual_visit(clinic, at(9), Status.IN_CHAIR)
    assert "how many minutes" in clinic.refused(lambda work: extend_visit(work, running, 0))


def test_everything_in_conflict_is_mended_together(clinic: Founded) -> None:
    first, second, free = chairs(clinic, 3)
    today = a_usual_visit(clinic, at(13), chair=first)
    tomorrow = a_usual_visit(clinic, at(13, days=1), chair=second)
    clinic.add(out(first, at(12), at(17)), out(second, at(12, days=1), at(17, days=1)))
    close_other_chairs(clinic, first, second, free)
    trouble = troubles.everything_from(NOW.date())
    proposal = propose(clinic, trouble)
    assert [each.before for each in proposal.moves] == [today, tomorrow]
    assert all(each.is_only_other_chair for each in proposal.moves)
    of_today = propose(clinic, troubles.everything_on(NOW.date()))
    assert [each.before for each in of_today.moves] == [today]


def test_the_past_is_never_repaired(clinic: Founded) -> None:
    (chair,) = chairs(clinic, 1)
    a_usual_visit(clinic, at(13, days=-1), chair=chair)
    trouble = break_chair(clinic, chair, at(8, days=-1), at(17, days=-1))
    assert not clinic.read(lambda store: find_affected(store, trouble, NOW))


def edit(clinic: Founded, record: r.Record, **fields: object) -> Trouble:
    """Edit a record and return the trouble that this brings."""
    changes = changed(record, record.model_copy(update=fields))
    clinic.dispatcher.run_once(lambda _work: ChangeSet("given", changes))
    trouble = troubles.trouble_of_edit(changes, NOW.date())
    assert trouble
    return trouble


def test_a_chair_that_is_no_longer_in_use_leaves_its_visits_without_a_place(
    clinic: Founded,
) -> None:
    old, _free = chairs(clinic, 2)
    a_usual_visit(clinic, at(13), chair=old)
    later = a_usual_visit(clinic, at(13, days=1), chair=old)
    trouble = edit(clinic, old, in_use_to=NOW.date())
    affected = clinic.read(lambda store: find_affected(store, trouble, NOW))
    assert [each.appointment for each in affected] == [later]
    assert [each.before for each in propose(clinic, trouble).moves] == [later]


def test_earlier_closing_affects_only_the_visits_that_no_longer_fit(clinic: Founded) -> None:
    late = a_usual_visit(clinic, at(14))
    a_usual_visit(clinic, at(9))
    hours = clinic.read(lambda store: store.where(r.OpeningHours, weekday=NOW.weekday()))
    trouble = edit(clinic, hours[-1], closes=at(15).time())
    affected = clinic.read(lambda store: find_affected(store, trouble, NOW))
    assert [each.appointment for each in affected] == [late]


def test_a_shorter_shift_affects_the_visits_nobody_can_look_after(clinic: Founded) -> None:
    (nurse,) = add_nurses(clinic, 2)
    late = a_usual_visit(clinic, at(13))
    a_usual_visit(clinic, at(9))
    day = NOW.weekday()
    (shift,) = clinic.read(lambda store: store.where(r.Shift, nurse_id=nurse.id, weekday=day))
    trouble = edit(clinic, shift, ends=at(12).time())
    affected = clinic.read(lambda store: find_affected(store, trouble, NOW))
    assert late in [each.appointment for each in affected]
