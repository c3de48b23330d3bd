"""Days of a course and times across clock changes."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ivig_scheduler.domain.recurrence import due_days, end_of_visit

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "vectors.json").read_text("utf-8"))


def test_the_last_day_of_a_course_is_inclusive() -> None:
    case = next(each for each in VECTORS["dates"] if each["name"] == "inclusive end")
    first, last = date.fromisoformat(case["first"]), date.fromisoformat(case["last_day"])
    days = due_days(first, case["every_days"], last_day=last)
    assert (len(days), days[-1]) == (case["visits"], last)


def test_an_interval_keeps_the_wall_clock_across_a_clock_change() -> None:
    case = next(each for each in VECTORS["dates"] if each["name"] == "clock change")
    first, second = (datetime.fromisoformat(case[key]) for key in ("first", "second"))
    assert due_days(first.date(), case["every_days"], count=2)[1] == second.date()
    assert first.time() == second.time()


def test_minutes_inside_a_visit_are_elapsed_minutes() -> None:
    autumn = datetime.fromisoformat("2026-11-01T00:30")
    assert end_of_visit(autumn, 120, "America/New_York") == autumn + timedelta(minutes=60)


def test_a_course_without_an_end_is_refused() -> None:
    with pytest.raises(ValueError, match="needs an end"):
        due_days(date(2026, 1, 5), 28)
