"""Repairing a day whose nurses are too few: the fewest move, and nobody is overloaded anew."""

from datetime import timedelta
from uuid import UUID

from ivig_scheduler.domain import records as r
from ivig_scheduler.services.calendar_conflicts import load_calendar_conflicts
from ivig_scheduler.services.repair import troubles
from ivig_scheduler.services.repair.troubles import find_affected
from tests.services.founded import Founded, at
from tests.services.repair.samples import (
    NOW,
    accept,
    add_nurses,
    break_chair,
    chairs,
    close_other_chairs,
    edit,
    propose,
    stands,
)
from tests.services.undo_proposal_cases import a_usual_visit


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


def test_a_shorter_shift_affects_the_visits_nobody_can_look_after(clinic: Founded) -> None:
    (nurse,) = add_nurses(clinic, 2)
    late = a_usual_visit(clinic, at(13))
    a_usual_visit(clinic, at(9))
    day = NOW.weekday()
    (shift,) = clinic.read(lambda store: store.where(r.Shift, nurse_id=nurse.id, weekday=day))
    trouble = edit(clinic, shift, ends=at(12).time())
    affected = clinic.read(lambda store: find_affected(store, trouble, NOW))
    assert late in [each.appointment for each in affected]


def overloaded(clinic: Founded) -> set[UUID]:
    found = clinic.read(lambda store: load_calendar_conflicts(store, NOW.date(), NOW.date()))
    rules = {each.appointment.id: {one.rule for one in each.conflicts} for each in found}
    return {key for key, those in rules.items() if "nurse_capacity" in those}


def test_a_repair_overloads_nobody_on_a_day_that_has_too_few_nurses_already(
    clinic: Founded,
) -> None:
    (broken,) = chairs(clinic, 1)
    first, second = add_nurses(clinic, 2, 2)
    visit = a_usual_visit(clinic, at(9, 30), chair=broken)
    others = {a_usual_visit(clinic, at(15)).id for _ in range(3)}
    for nurse, starts in ((first, at(12)), (second, at(13))):
        ends = starts + timedelta(minutes=15)
        pause = r.NurseBreak(
            nurse_id=nurse.id, weekday=NOW.weekday(), starts=starts.time(), ends=ends.time()
        )
        clinic.add(pause)
    assert overloaded(clinic) == others
    close_other_chairs(clinic, broken)
    trouble = break_chair(clinic, broken, at(9), at(11, 30))
    proposal = propose(clinic, trouble)
    (move,) = proposal.moves
    # From 11:30 both nurses would be there by count, but each has a break before 13:30.
    assert move.after.start == at(12, 15)
    accept(clinic, proposal, trouble)
    assert overloaded(clinic) == others
    assert stands(clinic, visit).start == at(12, 15)
