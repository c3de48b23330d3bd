"""Placing a course: which day, which time, which chair, and why not."""

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.naive import EarlierVisit
from ivig_scheduler.domain.records import Chair, Closure, OpeningHours
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import TableUse
from ivig_scheduler.planning.series import (
    SeriesRequest,
    Wish,
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


VECTORS = json.loads((Path(__file__).parents[1] / "data" / "vectors.json").read_text("utf-8"))
DATES = {each["name"]: each for each in VECTORS["dates"]}


def test_a_course_of_a_year_ends_on_its_last_day_inclusive() -> None:
    case = DATES["inclusive end"]
    first, last = date.fromisoformat(case["first"]), date.fromisoformat(case["last_day"])
    planner = a_planner(interval_days=case["every_days"])
    planned = plan_series(SeriesRequest(planner, first, last_day=last), facts())
    assert len(planned) == case["visits"]
    assert days(planned)[-1] == last


def test_a_course_keeps_its_wall_clock_across_a_clock_change() -> None:
    case = DATES["clock change"]
    first, second = (datetime.fromisoformat(case[key]) for key in ("first", "second"))
    wish = {(number, 1): Wish(start=first.time()) for number in (1, 2)}
    request = SeriesRequest(
        a_planner(interval_days=case["every_days"]),
        first.date(),
        number_of_cycles=2,
        wishes=wish,
    )
    clinic = replace(facts(), zone=case["zone"])
    assert [visit.start for visit in visits(plan_series(request, clinic))] == [first, second]


def test_a_number_of_cycles_ends_a_course() -> None:
    request = SeriesRequest(a_planner(), date(2026, 1, 5), number_of_cycles=13)
    assert days(plan_series(request, facts()))[-1] == date(2026, 12, 7)


def test_whichever_end_comes_first_ends_a_course() -> None:
    request = SeriesRequest(a_planner(), FIRST, last_day=date(2026, 12, 31), number_of_cycles=9)
    assert days(plan_series(request, facts())) == [FIRST, FIRST + timedelta(days=28)]


def test_the_next_cycle_is_due_an_interval_after_the_day_actually_given() -> None:
    full = [a_stay(chair, local(FIRST + timedelta(days=28), 8)) for chair in CHAIRS]
    planned = plan_series(SeriesRequest(a_planner(), FIRST, number_of_cycles=3), facts(full))
    assert days(planned)[1] == FIRST + timedelta(days=27)
    assert planned[1].days_off == -1
    assert planned[2].due_day == FIRST + timedelta(days=27 + 28)


def test_a_cycle_without_a_place_passes_its_due_day_on() -> None:
    closed = Closure(
        first_day=FIRST + timedelta(days=20), last_day=FIRST + timedelta(days=37), reason="Moving"
    )
    request = SeriesRequest(a_planner(), FIRST, number_of_cycles=3)
    planned = plan_series(request, facts(closures=(closed,)))
    assert days(planned) == [FIRST, None, FIRST + timedelta(days=56)]
    assert [reason.rule for reason in planned[1].reasons] == ["opening_hours"]
    assert "12/25 to 01/02: Moving" in planned[1].reasons[0].message


def test_a_cycle_without_a_place_offers_the_nearest_one_outside_its_window() -> None:
    closed = Closure(
        first_day=FIRST + timedelta(days=20), last_day=FIRST + timedelta(days=37), reason="Moving"
    )
    request = SeriesRequest(a_planner(), FIRST, number_of_cycles=2)
    cycle = plan_series(request, facts(closures=(closed,)))[1]
    assert days((cycle.taking_nearest(),)) == [FIRST + timedelta(days=38)]
    assert [each.rule for each in cycle.nearest[0].conflicts] == ["due_window"]


def test_a_cycle_far_ahead_is_not_offered_a_place_next_week() -> None:
    month = timedelta(days=30)
    closed = Closure(first_day=FIRST - month, last_day=FIRST + month, reason="Moving")
    earliest = local(FIRST - 2 * month, 8)
    request = SeriesRequest(a_planner(), FIRST, number_of_cycles=1, earliest=earliest)
    assert plan_series(request, facts(closures=(closed,)))[0].nearest == ()


def test_a_closed_day_moves_earlier_first() -> None:
    # The due day is a Sunday: Friday is two days before it, Monday only one after.
    request = SeriesRequest(a_planner(interval_days=26), FIRST, number_of_cycles=2)
    planned = plan_series(request, facts())
    assert planned[1].due_day == date(2026, 12, 27)
    assert days(planned)[1] == date(2026, 12, 25)


def test_a_closed_day_is_the_last_choice_where_the_site_only_warns_of_it() -> None:
    warns = Settings({"clearance.opening_hours": "warn"})
    saturday = FIRST + timedelta(days=4)
    request = SeriesRequest(a_planner(settings=warns), saturday, number_of_cycles=1)
    assert days(plan_series(request, facts(settings=warns))) == [FIRST + timedelta(days=6)]
    flood = Closure(first_day=FIRST - timedelta(30), last_day=FIRST + timedelta(30), reason="Flood")
    visit = visits(plan_series(request, facts(settings=warns, closures=(flood,))))[0]
    assert visit.start == local(saturday, 8)
    assert "opening_hours" in {conflict.rule for conflict in visit.conflicts}


def test_a_full_day_moves_to_the_nearest() -> None:
    due = FIRST + timedelta(days=28)
    full = [
        a_stay(chair, local(due - timedelta(days=back), 8)) for chair in CHAIRS for back in (0, 1)
    ]
    planned = plan_series(SeriesRequest(a_planner(), FIRST, number_of_cycles=2), facts(full))
    assert days(planned)[1] == due + timedelta(days=1)


def test_a_preferred_weekday_is_taken_inside_the_window() -> None:
    patient = PATIENT.model_copy(update={"preferred_weekday": 3})
    request = SeriesRequest(a_planner(patient), FIRST, number_of_cycles=3)
    planned = plan_series(request, facts())
    assert [day.weekday() for day in days(planned) if day] == [3, 3, 3]
    assert [cycle.days_off for cycle in planned] == [2, 0, 0]


def test_a_preferred_weekday_that_is_full_gives_way_to_the_nearest_day() -> None:
    patient = PATIENT.model_copy(update={"preferred_weekday": 3})
    thursday = FIRST + timedelta(days=2)
    full = [a_stay(chair, local(thursday, 8)) for chair in CHAIRS]
    planned = plan_series(SeriesRequest(a_planner(patient), FIRST, number_of_cycles=1), facts(full))
    assert days(planned) == [FIRST]


def test_the_first_visit_is_not_before_the_first_day() -> None:
    sunday = date(2026, 12, 6)
    request = SeriesRequest(a_planner(), sunday, number_of_cycles=1)
    assert days(plan_series(request, facts())) == [date(2026, 12, 7)]


def test_a_course_that_goes_on_may_begin_its_next_cycle_before_it_is_due() -> None:
    due = FIRST + timedelta(days=28)
    taken = [
        a_stay(chair, local(due + timedelta(days=off), 8)) for chair in CHAIRS for off in (0, 1)
    ]
    given = FIRST + timedelta(days=25)
    request = SeriesRequest(a_planner(), due, number_of_cycles=1, after=given)
    assert days(plan_series(request, facts(taken))) == [due - timedelta(days=1)]
    last = due - timedelta(days=1)
    after_it = plan_series(replace(request, after=last), facts(taken))
    assert days(after_it) == [due + timedelta(days=2)]


def test_nothing_starts_before_the_present_moment() -> None:
    request = SeriesRequest(a_planner(), FIRST, number_of_cycles=1, earliest=local(FIRST, 9, 7))
    assert visits(plan_series(request, facts()))[0].start == local(FIRST, 9, 15)


def test_nothing_starts_before_the_present_moment_on_a_closed_day_either() -> None:
    warns = Settings({"clearance.opening_hours": "warn"})
    closed = Closure(first_day=FIRST, last_day=FIRST, reason="Flood")
    request = SeriesRequest(
        a_planner(settings=warns, window_days=0),
        FIRST,
        number_of_cycles=1,
        earliest=local(FIRST, 9),
    )
    (cycle,) = plan_series(request, facts(settings=warns, closures=(closed,)))
    assert cycle.visits == ()
    assert [reason.message for reason in cycle.reasons] == ["that time is past"]


def test_a_day_that_is_over_moves_to_the_next() -> None:
    request = SeriesRequest(a_planner(), FIRST, number_of_cycles=1, earliest=local(FIRST, 16))
    assert days(plan_series(request, facts())) == [FIRST + timedelta(days=1)]


def test_the_preferred_time_and_chair_come_first() -> None:
    patient = PATIENT.model_copy(
        update={"preferred_time": time(10, 30), "preferred_chair_id": TWO.id}
    )
    visit = visits(
        plan_series(SeriesRequest(a_planner(patient), FIRST, number_of_cycles=1), facts())
    )
    assert (visit[0].start.time(), visit[0].chair_id) == (time(10, 30), TWO.id)


def test_a_taken_chair_gives_way_to_the_next_suitable_one() -> None:
    planned = plan_series(
        SeriesRequest(a_planner(), FIRST, number_of_cycles=2), facts([a_stay(ONE, local(FIRST, 8))])
    )
    assert [visit.chair_id for visit in visits(planned)] == [TWO.id, TWO.id]


def test_a_chair_without_a_feature_the_patient_needs_is_passed_over() -> None:
    port = Chair(name="Chair 3", features=("port access",))
    patient = PATIENT.model_copy(update={"features_needed": ("port access",)})
    request = SeriesRequest(a_planner(patient), FIRST, number_of_cycles=1)
    planned = plan_series(request, facts(chairs=(ONE, port)))
    assert visits(planned)[0].chair_id == port.id


def test_a_split_cycle_is_given_on_consecutive_days() -> None:
    request = SeriesRequest(a_planner(days_per_cycle=4), FIRST, number_of_cycles=1)
    given = [visit.start.date() for visit in visits(plan_series(request, facts()))]
    assert given == [FIRST + timedelta(days=off) for off in range(4)]


def test_every_day_of_a_split_cycle_has_its_own_window() -> None:
    # The fifth day is four days after the first: outside the first day's window, inside its own.
    monday = date(2026, 12, 7)
    request = SeriesRequest(a_planner(days_per_cycle=5, window_days=0), monday, number_of_cycles=1)
    assert [visit.conflicts for visit in visits(plan_series(request, facts()))] == [()] * 5


def test_a_split_cycle_has_all_its_days_or_none() -> None:
    # No three days in a row are open.
    request = SeriesRequest(a_planner(days_per_cycle=3), FIRST, number_of_cycles=1)
    planned = plan_series(request, facts(weekdays=(0, 1, 3, 4)))
    assert planned[0].visits == ()
    assert planned[0].reasons


def test_the_day_of_a_split_cycle_that_has_no_place_is_told() -> None:
    monday = FIRST + timedelta(days=6)
    planner = a_planner(days_per_cycle=3, window_days=1, valid_to=monday + timedelta(days=1))
    told = plan_series(SeriesRequest(planner, monday, number_of_cycles=1), facts())[0].reasons
    # Wednesday is the third day after a start on Monday, and the second after one on Tuesday.
    assert [reason.message for reason in told] == ["Wed 12/09: the order ended on 12/08/2026"]


def test_a_split_cycle_ends_within_the_course() -> None:
    request = SeriesRequest(a_planner(days_per_cycle=2), FIRST, last_day=FIRST + timedelta(days=28))
    planned = plan_series(request, facts())
    assert visits(planned)[-1].start.date() == FIRST + timedelta(days=28)


def test_only_the_first_visit_is_naive_like_and_takes_longer() -> None:
    planned = visits(plan_series(SeriesRequest(a_planner(), FIRST, number_of_cycles=3), facts()))
    assert [visit.computed.plan.is_naive_like for visit in planned] == [True, False, False]
    assert planned[0].end - planned[0].start > planned[1].end - planned[1].start


def test_a_skipped_cycle_can_make_the_next_one_naive_like() -> None:
    request = SeriesRequest(
        a_planner(interval_days=42), FIRST, number_of_cycles=3, skipped=frozenset({2})
    )
    planned = plan_series(request, facts())
    assert planned[1].is_skipped
    assert [visit.computed.plan.is_naive_like for visit in visits(planned)] == [True, True]


def test_visits_of_another_course_count_along_the_chain() -> None:
    planner = a_planner()
    other_product = EarlierVisit(FIRST + timedelta(days=10), a_planner().context.order.id)
    known = (
        EarlierVisit(FIRST - timedelta(days=28), planner.context.product.id),
        other_product,
    )
    request = SeriesRequest(planner, FIRST, number_of_cycles=2, earlier=known)
    planned = visits(plan_series(request, facts()))
    assert [visit.computed.plan.is_naive_like for visit in planned] == [False, True]


def test_a_faster_table_waits_for_the_infusions_it_asks_for() -> None:
    planner = a_planner(product="Panzyga 10%")
    planned = visits(plan_series(SeriesRequest(planner, FIRST, number_of_cycles=8), facts()))
    assert [visit.computed.table.use for visit in planned] == [TableUse.FIRST] * 6 + [
        TableUse.SUBSEQUENT
    ] * 2
    assert [visit.computed.plan.is_naive_like for visit in planned] == [True] + [False] * 7


def test_a_wish_is_taken_over_what_the_search_would_choose() -> None:
    wish = Wish(day=FIRST + timedelta(days=2), start=time(9, 30), chair_id=TWO.id)
    request = SeriesRequest(a_planner(), FIRST, number_of_cycles=2, wishes={(1, 1): wish})
    planned = plan_series(request, facts())
    first = planned[0].visits[0]
    assert (first.start, first.chair_id) == (local(FIRST + timedelta(days=2), 9, 30), TWO.id)
    assert planned[1].due_day == FIRST + timedelta(days=30)


def test_a_wish_outside_the_window_is_taken_with_a_warning() -> None:
    wish = Wish(day=FIRST + timedelta(days=6))
    request = SeriesRequest(a_planner(), FIRST, number_of_cycles=1, wishes={(1, 1): wish})
    visit = visits(plan_series(request, facts()))[0]
    assert [each.message for each in visit.conflicts] == [
        "2 days after the window around 12/01/2026"
    ]


def test_a_wish_that_cannot_be_tells_every_reason() -> None:
    wish = Wish(start=time(15), chair_id=ONE.id)
    request = SeriesRequest(
        a_planner(), FIRST, number_of_cycles=1, wishes={(1, 1): Wish(day=FIRST)}
    )
    assert visits(plan_series(request, facts()))
    request = SeriesRequest(
        a_planner(window_days=0), FIRST, number_of_cycles=1, wishes={(1, 1): wish}
    )
    cycle = plan_series(request, facts([a_stay(ONE, local(FIRST, 16), 60)]))[0]
    assert {reason.rule for reason in cycle.reasons} >= {"opening_hours", "chair_overlap"}


@pytest.mark.parametrize(
    ("wishes", "word"),
    [
        ({(2, 1): Wish(day=FIRST)}, "not after the visit before it"),
        ({(1, 1): Wish(day=FIRST - timedelta(days=9))}, "past"),
        ({(1, 1): Wish(chair_id=PATIENT.id)}, "not there any more"),
    ],
)
def test_an_impossible_wish_is_told(wishes: dict[tuple[int, int], Wish], word: str) -> None:
    request = SeriesRequest(
        a_planner(), FIRST, number_of_cycles=2, wishes=wishes, earliest=local(FIRST, 7)
    )
    (number, _), *_ = wishes
    assert word in plan_series(request, facts())[number - 1].reasons[0].message


def test_a_patient_is_not_booked_twice_a_day() -> None:
    known = a_stay(ONE, local(FIRST, 8), 60, PATIENT)
    planned = plan_series(SeriesRequest(a_planner(), FIRST, number_of_cycles=1), facts([known]))
    assert days(planned) == [FIRST + timedelta(days=1)]


def test_an_order_that_ends_leaves_later_cycles_without_a_place() -> None:
    planner = a_planner(valid_to=FIRST + timedelta(days=30))
    planned = plan_series(SeriesRequest(planner, FIRST, number_of_cycles=3), facts())
    assert [bool(cycle.visits) for cycle in planned] == [True, True, False]
    assert {reason.rule for reason in planned[2].reasons} == {"order_validity", "opening_hours"}


def test_the_end_of_a_visit_is_its_wall_clock_across_a_clock_change() -> None:
    # On 11/01/2026 at 02:00 the clocks of New York go back an hour.
    night = date(2026, 10, 31)
    wish = Wish(day=night, start=time(23))
    always = Settings({"clearance.opening_hours": "off"})
    request = SeriesRequest(
        a_planner(settings=always), night, number_of_cycles=1, wishes={(1, 1): wish}
    )
    visit = visits(plan_series(request, facts(settings=always)))[0]
    minutes = visit.computed.plan.booked_minutes
    assert visit.end == visit.start + timedelta(minutes=minutes - 60)


def test_a_night_with_an_hour_more_has_room_for_a_visit_that_much_longer() -> None:
    # 00:15 + 285 minutes is 05:00, an hour less by the clock that repeats the hour from 01:00.
    night = date(2026, 11, 1)
    open_then = {6: OpeningHours(weekday=6, opens=time(0), closes=time(4))}
    clinic = facts([a_stay(chair, local(night, 0), 15) for chair in CHAIRS])
    clinic = replace(clinic, calendar=replace(clinic.calendar, hours=open_then))
    request = SeriesRequest(a_planner(window_days=0), night, number_of_cycles=1)
    (visit,) = visits(plan_series(request, clinic))
    assert visit.computed.plan.booked_minutes == 285
    assert (visit.start, visit.end) == (local(night, 0, 15), local(night, 4))


def test_a_site_without_chairs_says_what_to_do() -> None:
    with pytest.raises(RuleBrokenError, match="add them in Setup"):
        plan_series(SeriesRequest(a_planner(), FIRST, number_of_cycles=1), facts(chairs=()))
