"""The twelve days of the test data: least wait and earliest finish, proved and checked."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ivig_scheduler.app import main
from tests.checker import find_faults

DAYS = sorted((Path(__file__).parent.parent / "data" / "days").glob("*.json"))
KNOWN = {"wait": "least_total_wait_slots", "finish": "earliest_finish_slot"}


@cache
def read(path: Path) -> dict[str, Any]:
    """Return the day of a file as JSON."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_there_are_twelve_days() -> None:
    assert len(DAYS) == 12


@pytest.mark.parametrize("objective", ["wait", "finish"])
@pytest.mark.parametrize("path", DAYS, ids=lambda path: path.stem)
def test_each_day_is_planned_as_well_as_can_be_and_proved(
    path: Path, objective: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan-day", str(path), "--objective", objective, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "optimal"
    assert answer["value"] == answer["bound"] == read(path)["known"][KNOWN[objective]]
    assert answer["gap"] == 0
    assert find_faults(read(path), answer) == []


def test_the_flattest_load_of_a_day_is_proved(capsys: pytest.CaptureFixture[str]) -> None:
    path = next(path for path in DAYS if path.stem == "ivig-80-1")
    assert main(["plan-day", str(path), "--objective", "level", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "optimal"
    assert find_faults(read(path), answer) == []
