"""Days of a course and times across clock changes."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

from ivig_scheduler.domain.recurrence import due_day_of, end_of_visit, next_due_day

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "vectors.json").read_text("utf-8"))
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
