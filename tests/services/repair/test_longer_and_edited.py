"""Visits that run long, edited hours and chairs, and everything in conflict at once."""

from datetime import timedelta

import pytest

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.services.repair import troubles
from ivig_scheduler.services.repair.running_long import extend_visit
from ivig_scheduler.services.repair.troubles import find_affected
from tests.services.founded import Founded, at
from tests.services.repair.samples import (
    NOW,
    accept,
    break_chair,
    chairs,
    close_other_chairs,
    edit,
    out,
    propose,
    stands,
)
from tests.services.undo_proposal_cases import a_usual_visit


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
