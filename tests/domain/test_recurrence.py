"""Days of a course, times in which a chair is out, and both across clock changes."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_scheduler.domain.records import ChairOutage
from ivig_scheduler.domain.recurrence import (
    due_day_of,
    end_of_visit,
    expand_outages,
    next_due_day,
    outage_occurrences,
)

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "vectors.json").read_text("utf-8"))
OUTAGES = sorted((Path(__file__).parents[1] / "data" / "outages").glob("*.json"))
CASES = {each["name"]: each for each in VECTORS["dates"]}


def test_an_interval_is_calendar_days_across_a_clock_change() -> None:
    case = CASES["clock change"]
    first, second = (datetime.fromisoformat(case[key]) for key in ("first", "second"))
    assert next_due_day(first.date(), case["every_days"]) == second.date()


def test_an_interval_goes_over_month_ends_and_29_february() -> None:
    assert next_due_day(date(2028, 1, 31), 29) == date(2028, 2, 29)
    assert next_due_day(date(2027, 1, 31), 29) == date(2027, 3, 1)
    assert next_due_day(date(2026, 12, 24), 21) == date(2027, 1, 14)


def test_the_days_of_a_cycle_are_due_one_after_the_other() -> None:
    assert [due_day_of(date(2026, 12, 30), day) for day in (1, 3)] == [
        date(2026, 12, 30),
        date(2027, 1, 1),
    ]


def test_minutes_inside_a_visit_are_elapsed_minutes() -> None:
    autumn = datetime.fromisoformat("2026-11-01T00:30")
    assert end_of_visit(autumn, 120, "America/New_York") == autumn + timedelta(minutes=60)


def an_outage(**fields: object) -> ChairOutage:
    return ChairOutage.model_validate({"chair_id": UUID(int=1), "reason": "Cleaning", **fields})


@pytest.mark.parametrize("path", OUTAGES, ids=lambda path: path.stem)
def test_an_outage_happens_when_its_golden_case_says(path: Path) -> None:
    case = json.loads(path.read_text("utf-8"))
    outage = an_outage(**case["outage"])
    start, end = (datetime.fromisoformat(case[key]) for key in ("from", "to"))
    found = outage_occurrences(outage, start, end)
    times = [[f"{each:%Y-%m-%dT%H:%M}" for each in (one.starts, one.ends)] for one in found]
    assert times == case["times"], case["why"]
    assert {(each.id, each.reason, each.every_days) for each in found} <= {
        (outage.id, outage.reason, None)
    }


MIDNIGHT = datetime.fromisoformat("2028-02-20T00:00")


@given(
    st.integers(0, 100),
    st.integers(1, 100),
    st.sampled_from((1, 2, 7, 28)),
    st.integers(0, 2000),
    st.integers(1, 2000),
)
def test_the_times_of_an_outage_are_those_one_would_count(
    begin: int, length: int, every: int, start: int, span: int
) -> None:
    starts = MIDNIGHT + timedelta(hours=begin)
    lasts = timedelta(hours=min(length, 24 * every))
    outage = an_outage(starts=starts, ends=starts + lasts, every_days=every)
    low = MIDNIGHT + timedelta(hours=start)
    high = low + timedelta(hours=span)
    days = (starts + timedelta(days=every * number) for number in range(200))
    counted = [day for day in days if day < high and day + lasts > low]
    assert [each.starts for each in outage_occurrences(outage, low, high)] == counted


def test_outages_that_cannot_touch_a_range_are_not_expanded() -> None:
    past = an_outage(starts=MIDNIGHT, ends=MIDNIGHT + timedelta(hours=1))
    daily = past.model_copy(update={"every_days": 1, "repeats_until": date(2028, 3, 1)})
    year_later = MIDNIGHT + timedelta(days=365)
    later = an_outage(starts=year_later + timedelta(days=1), ends=year_later + timedelta(days=2))
    assert expand_outages([past, daily, later], year_later, year_later + timedelta(hours=9)) == ()
