"""Planning a day: what may move and how far, what is proposed, and what accepting it does."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.changes import ChangeSet, changed
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.terms import CHAIR_FREE, Severity, Status
from ivig_scheduler.planning.day import DayProgress, DayStatus, Objective
from ivig_scheduler.services.day import load_day
from ivig_scheduler.services.day_checks import find_troubles
from ivig_scheduler.services.day_plans.instances import name_of
from ivig_scheduler.services.day_plans.planning import DayProblem, load_day_problem, plan_problem
from ivig_scheduler.services.day_plans.proposals import accept_day_plan, as_proposal, day_after
from ivig_scheduler.services.proposals import Proposal
from ivig_scheduler.services.site_settings import change_setting
from ivig_scheduler.storage.reader import Reader
from tests.services.founded import NOW, Founded, a_patient, at

TOMORROW = at(0, days=1).date()
NINE = at(9)
QUARTER = timedelta(minutes=15)
_numbers = count(1)


@pytest.fixture
def chairs(founded: Founded) -> tuple[r.Chair, ...]:
    two = (r.Chair(name="Chair 1", position=1), r.Chair(name="Chair 2", position=2))
    founded.add(*two)
    return two


def a_visit(
    clinic: Founded,
    chair: r.Chair,
    start: datetime,
    status: Status = Status.BOOKED,
    **patient: object,
) -> r.Appointment:
    """Book two hours of a patient who was given the product four weeks before."""
    number = next(_numbers)
    someone = a_patient(f"MRN {number}", f"Osei {number}", **patient)
    earlier = start - timedelta(days=28)
    gone = r.Chair(name=f"Old chair {number}", in_use_to=earlier.date())
    clinic.add(gone, someone)
    clinic.add(r.Weight(patient_id=someone.id, day=NOW.date(), weight_kg=Decimal(70)))
    clinic.visit(someone, gone, earlier, Status.DONE)
    return clinic.visit(someone, chair, start, status)


def problem_of(
    clinic: Founded, reach: int | None = None, now: datetime = NINE, days: int = 1
) -> DayProblem:
    day = at(0, days=days).date()
    return clinic.read(lambda store: load_day_problem(store, day, now, reach))


def propose(problem: DayProblem, objective: Objective = Objective.WAIT) -> Proposal:
    return as_proposal(problem, plan_problem(problem, objective))


def edit(clinic: Founded, before: r.Record, **update: object) -> None:
    after = before.model_copy(update=update)
    clinic.dispatcher.run_once(lambda _work: ChangeSet("given", changed(before, after)))


def test_unconfirmed_visits_come_as_early_as_their_reach_allows(
    founded: Founded, chairs: tuple[r.Chair, ...]
) -> None:
    visit = a_visit(founded, chairs[0], at(13, days=1))
    proposal = propose(problem_of(founded))
    [move] = proposal.moves
    assert move.before == visit
    assert move.after.start == at(11, days=1)
    assert move.after.end - move.after.start == timedelta(hours=2)
    assert proposal.note == "No plan can wait less than 0 min in all."
    assert ("Waiting in all", "2 h", "0 min") in proposal.figures


def test_the_reach_is_a_setting_of_the_site(founded: Founded, chairs: tuple[r.Chair, ...]) -> None:
    a_visit(founded, chairs[0], at(13, days=1))
    founded.run(lambda work: change_setting(work, "plan_day.reach", "45"))
    assert problem_of(founded).reach_minutes == 45
    [move] = propose(problem_of(founded)).moves
    assert move.after.start == at(12, 15, days=1)


@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.ARRIVED, Status.INFUSING])
def test_a_visit_that_is_confirmed_or_has_begun_stays(
    founded: Founded, chairs: tuple[r.Chair, ...], status: Status
) -> None:
    a_visit(founded, chairs[0], at(13, days=1), status)
    problem = problem_of(founded)
    assert not problem.free
    assert propose(problem).moves == ()


def test_a_patient_on_the_way_stays_and_others_get_notice_and_time_to_check_in(
    founded: Founded, chairs: tuple[r.Chair, ...]
) -> None:
    late = a_visit(founded, chairs[0], at(9))
    soon = a_visit(founded, chairs[0], at(11, 30))
    coming = a_visit(founded, chairs[1], at(14))
    problem = problem_of(founded, now=at(10, 7), days=0)
    assert set(problem.free) == {name_of(coming)}
    assert [each.id for each in problem.staying] == [late.id, soon.id]
    [move] = propose(problem).moves
    assert move.after.start == at(12, 30)


def test_the_notice_a_patient_gets_is_a_setting_of_the_site(
    founded: Founded, chairs: tuple[r.Chair, ...]
) -> None:
    a_visit(founded, chairs[1], at(13))
    founded.run(lambda work: change_setting(work, "plan_day.notice", "0"))
    [move] = propose(problem_of(founded, now=at(11, 7), days=0)).moves
    assert move.after.start == at(11, 30)


def test_a_visit_locked_to_its_chair_moves_in_time_only(
    founded: Founded, chairs: tuple[r.Chair, ...]
) -> None:
    a_visit(founded, chairs[0], at(10, days=1), Status.CONFIRMED)
    locked = a_visit(founded, chairs[0], at(14, days=1))
    edit(founded, locked, is_chair_locked=True)
    [move] = propose(problem_of(founded)).moves
    assert move.after.chair_id == chairs[0].id
    assert move.after.start == at(12, 15, days=1)


def test_a_chair_without_the_feature_or_out_of_service_takes_nobody(
    founded: Founded, chairs: tuple[r.Chair, ...]
) -> None:
    port = r.Chair(name="Chair 3", position=3, features=("port access",))
    out = r.ChairOutage(
        chair_id=port.id, starts=at(8, days=1), ends=at(12, 5, days=1), reason="motor"
    )
    founded.add(port, out)
    a_visit(founded, port, at(14, days=1), features_needed=("port access",))
    [move] = propose(problem_of(founded, reach=1440)).moves
    assert move.after.chair_id == port.id
    assert move.after.start == at(12, 15, days=1)


def test_a_naive_like_visit_is_not_planned_after_its_latest_hour(
    founded: Founded, chairs: tuple[r.Chair, ...]
) -> None:
    visit = a_visit(founded, chairs[0], at(11, days=1))
    plan = founded.read(lambda store: store.get(r.Plan, visit.plan_id))
    assert plan is not None
    founded.run(lambda work: change_setting(work, "naive.gap", "1"))
    problem = problem_of(founded)
    name = name_of(visit)
    assert problem.here[name].plan.is_naive_like
    needed = problem.instance.visit(name)
    latest = needed.latest_end
    assert latest is not None
    assert problem.slots.moment(latest - needed.slots) <= at(12, days=1)


def test_of_equally_good_plans_nobody_is_called_for_nothing(
    founded: Founded, chairs: tuple[r.Chair, ...]
) -> None:
    a_visit(founded, chairs[0], at(8, days=1))
    a_visit(founded, chairs[1], at(8, days=1))
    last = a_visit(founded, chairs[0], at(14, days=1))
    other = a_visit(founded, chairs[1], at(10, 15, days=1))
    proposal = propose(problem_of(founded), Objective.FINISH)
    assert [move.before.id for move in proposal.moves] == [last.id]
    assert other.id not in {move.before.id for move in proposal.moves}
    assert proposal.note == "No plan can finish before 14:00."


def test_a_day_that_stands_as_well_as_it_can_has_no_moves(
    founded: Founded, chairs: tuple[r.Chair, ...]
) -> None:
    a_visit(founded, chairs[0], at(8, days=1))
    a_visit(founded, chairs[1], at(8, days=1))
    for objective in (Objective.WAIT, Objective.FINISH):
        assert propose(problem_of(founded), objective).moves == ()


def test_an_impossible_day_names_the_visits_and_what_each_needs(
    founded: Founded, chairs: tuple[r.Chair, ...]
) -> None:
    outage = r.ChairOutage(
        chair_id=chairs[1].id, starts=at(0, days=1), ends=at(0, days=2), reason="motor"
    )
    founded.add(outage)
    stays = a_visit(founded, chairs[0], at(10, days=1), Status.CONFIRMED)
    a_visit(founded, chairs[1], at(10, 30, days=1))
    problem = problem_of(founded, reach=30)
    planned = plan_problem(problem, Objective.WAIT)
    assert planned.plan.status is DayStatus.IMPOSSIBLE
    proposal = as_proposal(problem, planned)
    assert proposal.moves == ()
    assert proposal.figures == ()
    assert "cannot all have a place within 30 min of their times" in proposal.note
    told = {each.appointment.id: each.reasons[0].message for each in proposal.stuck}
    assert len(told) >= 1
    assert all(text.startswith(("needs 2 h", "stays in Chair 1")) for text in told.values())
    assert told.get(stays.id, "stays in Chair 1, 10:00 to 12:00") == (
        "stays in Chair 1, 10:00 to 12:00"
    )


def test_a_single_visit_without_a_place_is_told_as_one_with_the_chair_it_is_kept_in(
    founded: Founded, chairs: tuple[r.Chair, ...]
) -> None:
    kept = a_visit(founded, chairs[0], at(10, days=1))
    edit(founded, kept, is_chair_locked=True)
    founded.add(
        r.ChairOutage(
            chair_id=chairs[0].id, starts=at(0, days=1), ends=at(0, days=2), reason="motor"
        )
    )
    problem = problem_of(founded, reach=30)
    proposal = as_proposal(problem, plan_problem(problem, Objective.WAIT))
    assert proposal.note == (
        "One visit has no place within 30 min of its time; without it the others have."
    )
    [stuck] = proposal.stuck
    assert stuck.reasons[0].message == (
        "needs 2 h in Chair 1, where it is kept, between 09:30 and 12:30"
    )


@pytest.fixture
def one_nurse(founded: Founded) -> r.Nurse:
    nurse = r.Nurse(name="Adams", patients_at_once=1)
    shift = r.Shift(
        nurse_id=nurse.id, weekday=TOMORROW.weekday(), starts=at(8).time(), ends=at(17).time()
    )
    founded.add(nurse, shift)
    return nurse


@pytest.mark.usefixtures("one_nurse")
def test_a_day_that_breaks_a_nurses_limit_is_mended_where_a_plan_can(
    founded: Founded, chairs: tuple[r.Chair, ...]
) -> None:
    a_visit(founded, chairs[0], at(10, days=1))
    a_visit(founded, chairs[1], at(10, days=1))
    planned = plan_problem(problem_of(founded), Objective.WAIT)
    starts = sorted(each.start for each in planned.plan.visits)
    assert starts[1] - starts[0] >= 8
    assert planned.mends
    assert not planned.lacking


@pytest.mark.usefixtures("one_nurse")
def test_where_no_plan_keeps_the_nurses_limits_none_is_broken_more_than_now(
    founded: Founded, chairs: tuple[r.Chair, ...]
) -> None:
    both = [a_visit(founded, chair, at(10, days=1), Status.CONFIRMED) for chair in chairs]
    free = a_visit(founded, chairs[0], at(13, days=1))
    problem = problem_of(founded)
    planned = plan_problem(problem, Objective.WAIT)
    assert (planned.lacking, planned.still_lacking) == (1, 1)
    [move] = as_proposal(problem, planned).moves
    assert (move.before.id, move.after.start) == (free.id, max(each.end for each in both) + QUARTER)
    note = as_proposal(problem, planned).note
    assert "as the day stands 1 visit has no nurse with room" in note
    assert "breaks no limit more than that: it leaves no more, at no other time." in note
    founded.run(lambda work: change_setting(work, "clearance.nurse_capacity", "block"))
    blocked = plan_problem(problem_of(founded), Objective.WAIT)
    assert blocked.plan.status is DayStatus.IMPOSSIBLE


def test_where_nurses_hand_over_a_visit_may_last_beyond_the_shift_it_starts_in(
    founded: Founded, chairs: tuple[r.Chair, ...]
) -> None:
    for name, starts, ends in (("Adams", 8, 11), ("Brandt", 11, 17)):
        nurse = r.Nurse(name=name)
        founded.add(nurse)
        founded.add(
            r.Shift(
                nurse_id=nurse.id,
                weekday=TOMORROW.weekday(),
                starts=at(starts).time(),
                ends=at(ends).time(),
            )
        )
    a_visit(founded, chairs[0], at(12, days=1))
    [alone] = propose(problem_of(founded)).moves
    assert alone.after.start == at(11, days=1)
    founded.run(lambda work: change_setting(work, "nurse.handover", "yes"))
    [handed] = propose(problem_of(founded)).moves
    assert handed.after.start == at(10, days=1)


@pytest.mark.usefixtures("one_nurse")
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    starts=st.lists(st.integers(0, 20), min_size=2, max_size=5),
    statuses=st.lists(st.sampled_from([Status.BOOKED, Status.CONFIRMED]), min_size=5, max_size=5),
    objective=st.sampled_from(list(Objective)),
)
def test_no_moment_of_a_plan_asks_more_of_the_nurses_beyond_their_limits(
    founded: Founded,
    chairs: tuple[r.Chair, ...],
    starts: list[int],
    statuses: list[Status],
    objective: Objective,
) -> None:
    _book_tomorrow(founded, chairs, starts, statuses)
    problem = problem_of(founded)
    planned = plan_problem(problem, objective)
    assert planned.plan.status is DayStatus.OPTIMAL
    before = _beyond_one(problem, problem.starts)
    after = _beyond_one(problem, {each.name: each.start for each in planned.plan.visits})
    assert all(then <= max(now, 0) for now, then in zip(before, after, strict=True))


def _beyond_one(problem: DayProblem, starts: Mapping[str, int]) -> list[int]:
    """Return for each slot how many patients are there beyond the one a nurse may have."""
    there = [0] * problem.instance.slots
    for name, start in starts.items():
        for slot in range(start, start + problem.instance.visit(name).slots):
            there[slot] += 1
    return [max(count - 1, 0) for count in there]


def test_a_stopped_search_keeps_the_best_it_found(
    founded: Founded, chairs: tuple[r.Chair, ...]
) -> None:
    for hour in (8, 11, 14):
        a_visit(founded, chairs[0], at(hour, days=1))
    problem = problem_of(founded)
    told: list[DayProgress] = []

    def stop_at_once(progress: DayProgress) -> bool:
        told.append(progress)
        return False

    planned = plan_problem(problem, Objective.WAIT, stop_at_once)
    assert told
    assert planned.plan.status in {DayStatus.FEASIBLE, DayStatus.OPTIMAL, DayStatus.UNKNOWN}
    proposal = as_proposal(problem, planned)
    if planned.plan.status is DayStatus.FEASIBLE:
        assert proposal.note.startswith("The best found until it was stopped; no plan can wait")


def test_a_day_that_is_past_or_closed_is_refused(
    founded: Founded, chairs: tuple[r.Chair, ...]
) -> None:
    with pytest.raises(RuleBrokenError, match="is past"):
        problem_of(founded, days=-1)
    with pytest.raises(RuleBrokenError, match="Thanksgiving"):
        problem_of(founded, days=2)


def test_what_is_accepted_is_one_act_and_one_undo(
    founded: Founded, chairs: tuple[r.Chair, ...]
) -> None:
    for hour in (10, 13):
        a_visit(founded, chairs[0], at(hour, days=1))
    moves = propose(problem_of(founded)).moves
    assert len(moves) == 2
    before = founded.snapshot()
    changes = founded.run(lambda work: accept_day_plan(work, TOMORROW, moves))
    assert changes.label == "Move 2 visits to plan Wed 11/25"
    stored = founded.snapshot()["Appointment"]
    assert all(stored[each.after.id] == each.after for each in moves)
    founded.dispatcher.undo()
    assert founded.snapshot() == before


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    starts=st.lists(st.integers(0, 28), min_size=1, max_size=5),
    statuses=st.lists(st.sampled_from([Status.BOOKED, Status.CONFIRMED]), min_size=5, max_size=5),
    objective=st.sampled_from(list(Objective)),
)
def test_an_accepted_plan_brings_no_new_blocking_conflict_and_undo_takes_it_back(
    founded: Founded,
    chairs: tuple[r.Chair, ...],
    starts: list[int],
    statuses: list[Status],
    objective: Objective,
) -> None:
    _book_tomorrow(founded, chairs, starts, statuses)
    moves = propose(problem_of(founded), objective).moves
    before, blocked = founded.snapshot(), _blocking(founded)
    founded.run(lambda work: accept_day_plan(work, TOMORROW, moves))
    assert _blocking(founded) <= blocked
    if moves:
        founded.dispatcher.undo()
    assert founded.snapshot() == before


def _book_tomorrow(
    clinic: Founded, chairs: Sequence[r.Chair], starts: list[int], statuses: list[Status]
) -> None:
    """Book visits at those quarters after opening, as far as a chair is free; no others."""
    _clear_tomorrow(clinic)
    held = {chair.id: at(0, days=1) for chair in chairs}
    for slot, status in zip(sorted(starts), statuses, strict=False):
        start = at(8, days=1) + slot * QUARTER
        free = next((chair for chair in chairs if held[chair.id] <= start), None)
        if free is not None:
            held[free.id] = a_visit(clinic, free, start, status).held_until


def _clear_tomorrow(clinic: Founded) -> None:
    day = clinic.read(lambda store: load_day(store, TOMORROW))
    for each in day.visits:
        if each.appointment.status not in CHAIR_FREE:
            edit(clinic, each.appointment, status=Status.CANCELLED)


def _blocking(clinic: Founded) -> set[tuple[object, str]]:
    def find(store: Reader) -> set[tuple[object, str]]:
        day = load_day(store, TOMORROW)
        troubles = find_troubles(store, day, NOW.date())
        return {
            (key, each.rule)
            for key, conflicts in troubles.items()
            for each in conflicts
            if each.severity is Severity.BLOCK
        }

    return clinic.read(find)


def test_the_day_after_holds_the_moved_visits_where_they_will_be(
    founded: Founded, chairs: tuple[r.Chair, ...]
) -> None:
    a_visit(founded, chairs[0], at(13, days=1))
    problem = problem_of(founded)
    moves = propose(problem).moves
    after = day_after(problem.day, moves)
    assert [each.appointment.start for each in after.seated] == [at(11, days=1)]
    stays = after.facts.occupancy.between(at(8, days=1), at(17, days=1))
    assert [each.start for each in stays] == [at(11, days=1)]
