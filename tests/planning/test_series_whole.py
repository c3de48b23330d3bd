"""What planning all cycles together brings, each in a small clinic of its own."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from ivig_scheduler.domain.clearance import Candidate, Conflict, find_chair_conflicts
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Appointment, Closure
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.planning.placing import CycleTerms
from ivig_scheduler.planning.series import (
    CycleRequest,
    SeriesRequest,
    Wish,
    plan_missing_days,
    plan_series,
)
from tests.planning.small import (
    CHAIRS,
    FIRST,
    PATIENT,
    a_planner,
    a_stay,
    days,
    facts,
    local,
    visits,
)

ONE, TWO = CHAIRS
DAY = timedelta(days=1)


def a_closure(first: int, last: int) -> Closure:
    return Closure(first_day=FIRST + first * DAY, last_day=FIRST + last * DAY, reason="Moving")


def full(*offsets: int) -> list[Appointment]:
    return [a_stay(chair, local(FIRST + off * DAY, 8)) for off in offsets for chair in CHAIRS]


def test_a_cycle_goes_to_another_day_so_that_the_next_one_has_a_place() -> None:
    # Due on 12/29, the second cycle would end its window on 01/02; the site opens on 01/05.
    # Only a first visit three days late moves that window to it.
    request = SeriesRequest(a_planner(), FIRST, number_of_cycles=2)
    planned = plan_series(request, facts(closures=(a_closure(20, 34),)))
    assert days(planned) == [FIRST + 3 * DAY, FIRST + 35 * DAY]


def test_days_off_are_the_fewest_over_the_whole_course() -> None:
    # Both windows are of one day. The second cycle's days are full unless the first is a day late.
    planner = a_planner(window_days=1, interval_days=7)
    request = SeriesRequest(planner, FIRST, number_of_cycles=3)
    planned = plan_series(request, facts(full(6, 7, 8)))
    assert days(planned) == [FIRST + DAY, FIRST + 9 * DAY, FIRST + 16 * DAY]


def test_a_wish_for_a_cycle_moves_the_one_before_it_out_of_its_way() -> None:
    # The wished day is the day of the first cycle: that one goes a day before it.
    planner = a_planner(window_days=6, interval_days=5)
    first = FIRST + 6 * DAY
    wishes = {(2, 1): Wish(day=first + DAY), (1, 1): Wish(start=time(9))}
    request = SeriesRequest(planner, first, number_of_cycles=2, wishes=wishes)
    planned = plan_series(request, facts())
    assert days(planned) == [first, first + DAY]
    later = SeriesRequest(
        planner, first, number_of_cycles=2, wishes={(2, 1): Wish(day=first + 2 * DAY)}
    )
    planned = plan_series(later, facts(full(6)))
    assert days(planned) == [first + DAY, first + 2 * DAY]


def test_a_cycle_does_not_run_late_so_as_to_drop_the_last_one() -> None:
    # The last cycle is due on the last day, which is full. A day late at the start would end the
    # course before it; a day early keeps it.
    planner = a_planner(window_days=1, interval_days=7)
    first = FIRST + DAY
    last = first + 7 * DAY
    request = SeriesRequest(planner, first, last_day=last)
    planned = plan_series(request, facts(full(8)))
    assert days(planned) == [first, last - DAY]
    planned = plan_series(request, facts(full(7, 8)))
    assert days(planned) == [first, None]


def test_the_reason_of_a_cycle_that_would_cost_two_others_their_place_is_told() -> None:
    # A second visit on its only free day, a day late, would shift the two after it to full days;
    # without it they are a day early each.
    planner = a_planner(window_days=1, interval_days=7)
    request = SeriesRequest(planner, FIRST, number_of_cycles=4, wishes={(1, 1): Wish(day=FIRST)})
    planned = plan_series(request, facts(full(6, 7, 14, 15, 16, 21, 22, 23)))
    assert days(planned) == [FIRST, None, FIRST + 13 * DAY, FIRST + 20 * DAY]
    told = [each.message for each in planned[1].reasons]
    assert "Wed 12/09: a place that day would leave a later cycle without one" in told


def test_lengths_differ_within_one_series() -> None:
    # A closure leaves 58 days between two visits, which makes the one after it naive-like again.
    request = SeriesRequest(a_planner(interval_days=29), FIRST, number_of_cycles=5)
    planned = plan_series(request, facts(closures=(a_closure(36, 80),)))
    naive = [visit.computed.plan.is_naive_like for visit in visits(planned)]
    assert days(planned)[2] is None
    assert naive == [True, False, True, False]
    lengths = [visit.end - visit.start for visit in visits(planned)]
    assert lengths[0] == lengths[2] > lengths[1] == lengths[3]


def test_a_clear_place_is_taken_before_one_with_a_warning() -> None:
    # On the due day a first treatment could start only in the afternoon, which warns.
    morning = [a_stay(chair, local(FIRST, 8), 250) for chair in CHAIRS]
    request = SeriesRequest(a_planner(), FIRST, number_of_cycles=1)
    visit = visits(plan_series(request, facts(morning)))[0]
    assert visit.start == local(FIRST + DAY, 8)
    assert visit.conflicts == ()
    visit = visits(plan_series(replace(request, last_day=FIRST), facts(morning)))[0]
    assert [each.rule for each in visit.conflicts] == ["naive_start"]


def test_chairs_change_as_seldom_as_possible_over_the_course() -> None:
    # The first chair is free on the first day only; staying in the second saves the change.
    taken = [a_stay(ONE, local(FIRST + off * DAY, 8)) for off in (28, 56)]
    request = SeriesRequest(a_planner(), FIRST, number_of_cycles=3)
    planned = visits(plan_series(request, facts(taken)))
    assert {visit.chair_id for visit in planned} == {TWO.id}


def test_the_preferred_chair_counts_at_every_visit() -> None:
    patient = PATIENT.model_copy(update={"preferred_chair_id": ONE.id})
    taken = [a_stay(ONE, local(FIRST + 28 * DAY, 8))]
    request = SeriesRequest(a_planner(patient), FIRST, number_of_cycles=3)
    planned = visits(plan_series(request, facts(taken)))
    assert [visit.chair_id for visit in planned] == [ONE.id, TWO.id, ONE.id]


def test_no_gap_is_left_that_is_too_short_for_a_visit() -> None:
    # In the first chair an hour would be left before the next visit, in the second nothing.
    length = visits(plan_series(SeriesRequest(a_planner(), FIRST, number_of_cycles=1), facts()))[0]
    until = length.held_until
    taken = [a_stay(ONE, until + timedelta(hours=1), 60), a_stay(TWO, until, 60)]
    visit = visits(plan_series(SeriesRequest(a_planner(), FIRST, number_of_cycles=1), facts(taken)))
    assert visit[0].chair_id == TWO.id
    lax = Settings({"calendar.shortest_visit": "60"})
    request = SeriesRequest(a_planner(settings=lax), FIRST, number_of_cycles=1)
    assert visits(plan_series(request, facts(taken, settings=lax)))[0].chair_id == ONE.id


def test_of_two_times_equally_far_from_the_wanted_one_the_quieter_is_taken() -> None:
    patient = PATIENT.model_copy(update={"preferred_time": time(9, 30)})
    coarse = Settings({"calendar.grid": "60", "calendar.shortest_visit": "5"})
    request = SeriesRequest(a_planner(patient, coarse), FIRST, number_of_cycles=1)
    early = a_stay(TWO, local(FIRST, 9), 60)
    assert visits(plan_series(request, facts([early], settings=coarse)))[0].start.hour == 10
    assert visits(plan_series(request, facts(settings=coarse)))[0].start.hour == 9


def test_a_usual_time_stands_in_for_a_preferred_one() -> None:
    request = SeriesRequest(a_planner(), FIRST, number_of_cycles=2, usual_time=time(10, 45))
    planned = visits(plan_series(request, facts()))
    assert [visit.start.time() for visit in planned] == [time(10, 45), time(10, 45)]


def test_the_missing_days_of_a_cycle_take_the_quieter_way_too() -> None:
    taken = [a_stay(ONE, local(FIRST + DAY, 8))]
    terms = CycleTerms(FIRST, (2, 3), after=FIRST)
    planned = plan_missing_days(CycleRequest(a_planner(), 4, terms), facts(taken))
    assert planned.number == 4
    assert [visit.day_of_cycle for visit in planned.visits] == [2, 3]
    assert {visit.chair_id for visit in planned.visits} == {TWO.id}


def test_what_a_rule_says_of_a_chair_at_a_time_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    # Chairs that have the same features are taken to be alike until the rules say otherwise.
    def of_mornings(candidate: Candidate, clinic: ClinicFacts) -> tuple[Conflict, ...]:
        if candidate.chair_id == ONE.id and candidate.start.hour < 10:
            return (Conflict("chair_feature", Severity.BLOCK, "not in the morning"),)
        return find_chair_conflicts(candidate, clinic)

    where = "ivig_scheduler.planning.visit_places.find_chair_conflicts"
    monkeypatch.setattr(where, of_mornings)
    request = SeriesRequest(a_planner(), FIRST, number_of_cycles=1, usual_time=time(9, 45))
    assert visits(plan_series(request, facts()))[0].chair_id == TWO.id
    first = [a_stay(TWO, local(FIRST, 8), 240)]
    assert visits(plan_series(request, facts(first)))[0].start == local(FIRST, 10)
