"""Repairing by other days: the nearest of the due window, the whole cycle, or the work list."""

from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.terms import CycleState, Status
from ivig_scheduler.services.repair import troubles
from ivig_scheduler.services.repair.turns import RepairTurns
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


def test_all_who_lose_their_day_are_looked_at_together_and_do_not_collide(
    clinic: Founded,
) -> None:
    (only,) = chairs(clinic, 1)
    visits = {a_usual_visit(clinic, at(hour), chair=only).id for hour in (10, 13)}
    tomorrow = a_usual_visit(clinic, at(10, days=1), chair=only)
    close_other_chairs(clinic, only)
    trouble = break_chair(clinic, only, at(9), at(17))
    proposal = propose(clinic, trouble)
    afters = [each.after for each in proposal.moves]
    assert {each.id for each in afters} == visits and not proposal.stuck
    there = sorted([*afters, tomorrow], key=lambda each: each.start)
    assert all(one.held_until <= other.start for one, other in pairwise(there))
    accept(clinic, proposal, trouble)


def test_who_loses_the_day_keeps_it_where_the_search_is_stopped_before_other_days(
    clinic: Founded,
) -> None:
    (only,) = chairs(clinic, 1)
    first, second = (a_usual_visit(clinic, at(hour), chair=only) for hour in (10, 13))
    close_other_chairs(clinic, only)
    trouble = break_chair(clinic, only, at(9), at(17))
    search = clinic.read(lambda store: RepairTurns(store, trouble, NOW))
    for _ in range(2):
        clinic.read(clinic.read(search.load)(lambda: False))
    assert search.progress == (1, 2, "visit") and not search.is_done
    assert search.stop() and search.is_done
    proposal = clinic.read(search.finish)
    assert [each.before for each in proposal.moves] == [first]
    assert [each.appointment for each in proposal.stuck] == [second]
    assert proposal.note.startswith("Stopped")
