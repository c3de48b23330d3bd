"""Accepting proposed moves: all of them in one act, each checked as if the others were made."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.changes import Change
from ivig_scheduler.domain.errors import RuleBrokenError, StaleRecordError
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.services.applying import apply_moves
from ivig_scheduler.services.appointments import advance_status
from ivig_scheduler.services.proposals import ProposedMove, move_label
from tests.services.founded import Founded, at, opened
from tests.services.undo_booking_cases import a_booked_course
from tests.services.undo_proposal_cases import a_move, a_usual_visit, two_visits
from tests.services.undo_setup_cases import a_chair


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Founded]:
    with opened(tmp_path / "clinic.sqlite") as founded:
        yield founded


def stands(clinic: Founded, visit: r.Appointment) -> r.Appointment:
    found = clinic.read(lambda store: store.get(r.Appointment, visit.id))
    assert found
    return found


def apply(clinic: Founded, *moves: ProposedMove, extra: tuple[Change, ...] = ()) -> None:
    clinic.run(lambda work: apply_moves(work, move_label(moves), moves, extra))


def problems(clinic: Founded, *moves: ProposedMove) -> dict[str, str]:
    with pytest.raises(RuleBrokenError) as refused:
        apply(clinic, *moves)
    return {each.field: each.message for each in refused.value.problems}


def test_two_visits_swap_their_chairs_in_one_act(clinic: Founded) -> None:
    one, other = two_visits(clinic)
    to_other = a_move(clinic, one, other.chair_id, one.start)
    to_one = a_move(clinic, other, one.chair_id, other.start)
    apply(clinic, to_other, to_one)
    assert stands(clinic, one).chair_id == other.chair_id
    assert stands(clinic, other).chair_id == one.chair_id
    assert clinic.dispatcher.undo().label == "Undo: Move 2 visits to another chair"
    assert stands(clinic, one) == one and stands(clinic, other) == other


def test_a_move_that_needs_another_one_is_refused_without_it(clinic: Founded) -> None:
    one, other = two_visits(clinic)
    alone = a_move(clinic, one, other.chair_id, one.start)
    found = problems(clinic, alone)
    assert list(found) == [str(one.id)]
    assert "taken by Osei, Ama from 13:00" in found[str(one.id)]
    assert stands(clinic, one) == one


def test_two_moves_to_one_place_are_both_named(clinic: Founded) -> None:
    one, other = two_visits(clinic)
    free = a_chair(clinic)
    moves = [a_move(clinic, each, free.id, each.start) for each in (one, other)]
    assert set(problems(clinic, *moves)) == {str(one.id), str(other.id)}


def test_a_visit_may_keep_what_is_against_it_already(clinic: Founded) -> None:
    chair = a_chair(clinic)
    late = a_usual_visit(clinic, at(15, 30), chair=chair)
    assert late.end > at(17)
    apply(clinic, a_move(clinic, late, a_chair(clinic).id, late.start))
    assert stands(clinic, late).chair_id != chair.id


def test_a_place_in_a_chair_that_went_out_of_service_is_refused(clinic: Founded) -> None:
    visit = a_usual_visit(clinic, at(13))
    free = a_chair(clinic)
    move = a_move(clinic, visit, free.id, at(14))
    clinic.add(r.ChairOutage(chair_id=free.id, starts=at(15), ends=at(16), reason="Pump"))
    assert "out of service" in problems(clinic, move)[str(visit.id)]


def test_a_visit_that_was_changed_meanwhile_is_a_stale_proposal(clinic: Founded) -> None:
    visit = a_usual_visit(clinic, at(13))
    move = a_move(clinic, visit, visit.chair_id, at(14))
    clinic.run(lambda work: advance_status(work, visit))
    with pytest.raises(StaleRecordError):
        apply(clinic, move)


def test_nothing_moves_into_the_past(clinic: Founded) -> None:
    visit = a_usual_visit(clinic, at(13))
    earlier_today = a_move(clinic, visit, visit.chair_id, at(8))
    assert "that time is past" in problems(clinic, earlier_today)[str(visit.id)]
    yesterday = a_move(clinic, visit, visit.chair_id, at(13, days=-1))
    assert "11/23/2026 is past" in problems(clinic, yesterday)[str(visit.id)]


def test_a_patient_who_has_come_only_changes_the_chair(clinic: Founded) -> None:
    visit = a_usual_visit(clinic, at(13), Status.ARRIVED)
    free = a_chair(clinic)
    later = a_move(clinic, visit, visit.chair_id, at(14))
    assert "is arrived: it can no longer be moved" in problems(clinic, later)[str(visit.id)]
    apply(clinic, a_move(clinic, visit, free.id, visit.start))
    assert stands(clinic, visit).chair_id == free.id


def test_a_patient_in_the_chair_does_not_change_it(clinic: Founded) -> None:
    visit = a_usual_visit(clinic, at(9), Status.INFUSING)
    move = a_move(clinic, visit, a_chair(clinic).id, visit.start)
    assert "is infusing" in problems(clinic, move)[str(visit.id)]


def test_what_belongs_to_the_act_is_there_when_the_moves_are_checked(clinic: Founded) -> None:
    chair = a_chair(clinic)
    running = a_usual_visit(clinic, at(9), Status.INFUSING, chair=chair)
    following = a_usual_visit(clinic, at(12), chair=chair)
    longer = running.model_copy(update={"end": at(12, 30), "held_until": at(12, 40)})
    extra = (Change(running, longer),)
    too_early = a_move(clinic, following, chair.id, at(12, 30))
    with pytest.raises(RuleBrokenError, match="10 min too many"):
        apply(clinic, too_early, extra=extra)
    apply(clinic, a_move(clinic, following, chair.id, at(12, 45)), extra=extra)
    assert stands(clinic, running).end == at(12, 30)
    clinic.dispatcher.undo()
    assert stands(clinic, running) == running and stands(clinic, following) == following


def test_due_days_follow_the_moves(clinic: Founded) -> None:
    first, second, _ = a_booked_course(clinic)
    due = clinic.read(lambda store: store.get(r.Cycle, second.cycle_id))
    apply(clinic, a_move(clinic, first, first.chair_id, first.start + timedelta(days=1)))
    then = clinic.read(lambda store: store.get(r.Cycle, second.cycle_id))
    assert due and then and then.due_day == due.due_day + timedelta(days=1)


def test_what_another_patient_is_given_makes_no_visit_a_first_one(clinic: Founded) -> None:
    first, second, third = a_booked_course(clinic)
    between = a_usual_visit(clinic, second.start + timedelta(days=7))
    moves = (
        a_move(clinic, first, a_chair(clinic).id, first.start),
        a_move(clinic, between, a_chair(clinic).id, between.start),
    )
    plans = clinic.read(lambda store: store.some(r.Plan, (third.plan_id, between.plan_id)))
    assert plans[third.plan_id].product_id != plans[between.plan_id].product_id
    apply(clinic, *moves)
    assert stands(clinic, third) == third


def test_a_visit_that_would_count_as_a_first_one_there_is_refused_with_its_old_plan(
    clinic: Founded,
) -> None:
    visit = a_booked_course(clinic)[2]
    far = visit.start + timedelta(days=70)
    move = a_move(clinic, visit, visit.chair_id, far)
    assert move.plan.is_naive_like
    usual = clinic.read(lambda store: store.get(r.Plan, visit.plan_id))
    assert usual
    after = visit.model_copy(
        update={
            "start": far,
            "end": far + (visit.end - visit.start),
            "held_until": far + (visit.held_until - visit.start),
        }
    )
    stale = replace(move, after=after, plan=usual)
    assert "there it counts as a first infusion" in problems(clinic, stale)[str(visit.id)]


def test_a_proposed_move_knows_what_changes(clinic: Founded) -> None:
    visit = a_usual_visit(clinic, at(13))
    move = a_move(clinic, visit, visit.chair_id, at(12, 15))
    assert move.minutes_moved == 45
    assert not move.is_other_day and not move.is_other_chair
    seat = a_move(clinic, visit, a_chair(clinic).id, at(13))
    assert seat.is_only_other_chair and move_label([seat]) == "Move 1 visit to another chair"
    assert a_move(clinic, visit, visit.chair_id, at(13, days=1)).is_other_day
    assert visit.start.date() == date(2026, 11, 24)
