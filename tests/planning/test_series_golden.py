"""Courses whose days were worked out by hand: one small file each, with its proof."""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.planning.series import SeriesRequest, Wish, plan_series
from tests.planning.small import PATIENT, ZONE, a_planner, facts, visits

FOLDER = Path(__file__).parents[1] / "data" / "series"
CASES = sorted(FOLDER.glob("*.json"))


def test_there_are_cases() -> None:
    assert len(CASES) > 20


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_course_comes_out_as_worked_out_by_hand(path: Path) -> None:
    case = json.loads(path.read_text("utf-8"))
    site = Settings(case.get("settings", {}))
    holidays = {date.fromisoformat(day): name for day, name in case.get("holidays", {}).items()}
    clinic = facts(
        holidays=holidays,
        weekdays=case.get("weekdays", range(5)),
        settings=site,
        zone=case.get("zone", ZONE),
    )
    planned = plan_series(_request(case, site), clinic)
    found = [[f"{visit.start:%Y-%m-%d %H:%M}" for visit in each.visits] or None for each in planned]
    assert found == case["expect"]
    if "ends" in case:
        assert [f"{visit.end:%Y-%m-%d %H:%M}" for visit in visits(planned)] == case["ends"]
    for visit in visits(planned):
        assert visit.conflicts == () or "settings" in case


def _request(case: dict[str, Any], site: Settings) -> SeriesRequest:
    wanted = case.get("preferred_time")
    planner = a_planner(
        PATIENT.model_copy(update={"preferred_time": time.fromisoformat(wanted)} if wanted else {}),
        site,
        interval_days=case["every_days"],
        window_days=case.get("window_days", 4),
        days_per_cycle=case.get("days_per_cycle", 1),
        valid_to=_day(case.get("valid_to")),
    )
    start = case.get("wished_start")
    return SeriesRequest(
        planner,
        date.fromisoformat(case["first_day"]),
        last_day=_day(case.get("last_day")),
        number_of_cycles=case.get("cycles"),
        wishes={(1, 1): Wish(start=time.fromisoformat(start))} if start else {},
    )


def _day(text: str | None) -> date | None:
    return datetime.fromisoformat(text).date() if text else None
