"""The checker finds what is wrong with an answer, each sort of fault."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.checker import find_faults, main

Json = dict[str, Any]
VISIT: Json = {"earliest": 0, "latest_end": None, "features": [], "points": 1}
FREE: Json = {"locked_start": None, "locked_chair": None}
DAY: Json = {
    "slots": 10,
    "chairs": [{"name": "C1", "features": ["bed"]}, {"name": "C2", "features": []}],
    "nurses": [
        {"name": "N1", "start": 0, "end": 10, "patients": 2, "points": 3, "spacing_slots": 2},
        {"name": "N2", "start": 4, "end": 8, "patients": 1, "points": None, "spacing_slots": 1},
    ],
    "visits": [
        VISIT | FREE | {"name": "A", "slots": 4, "features": ["bed"]},
        VISIT | {"name": "B", "slots": 3, "locked_start": 2, "locked_chair": "C2", "points": 2},
        VISIT | FREE | {"name": "C", "slots": 2, "earliest": 4, "latest_end": 9},
    ],
}
ANSWER: Json = {
    "status": "optimal",
    "objective": "wait",
    "value": 2,
    "bound": 2,
    "visits": [
        {"name": "A", "start": 0, "chair": "C1", "nurse": "N1"},
        {"name": "B", "start": 2, "chair": "C2", "nurse": "N1"},
        {"name": "C", "start": 4, "chair": "C1", "nurse": "N2"},
    ],
}


def test_an_answer_that_holds_has_no_faults() -> None:
    assert find_faults(DAY, ANSWER) == []
    assert find_faults(DAY, ANSWER | {"objective": "finish", "value": 6, "bound": 6}) == []
    assert find_faults(DAY, ANSWER | {"objective": "level", "value": 3, "bound": 3}) == []


def _place(at: int, **changes: object) -> Callable[[Json, Json], None]:
    return lambda _day, answer: answer["visits"][at].update(changes)


def _day(kind: str, at: int, **changes: object) -> Callable[[Json, Json], None]:
    return lambda day, _answer: day[kind][at].update(changes)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda _, answer: answer["visits"].pop(), "C is placed 0 times"),
        (lambda _, answer: answer["visits"].append(answer["visits"][0]), "A is placed 2 times"),
        (_place(0, chair="C9"), "no chair 'C9'"),
        (_place(0, nurse=None), "no nurse None"),
        (_place(0, start="0"), "is no slot"),
        (_place(2, start=3), "before 4"),
        (_place(2, start=8), "after 9"),
        (_place(0, start=7), "after the day"),
        (_place(1, start=3), "locked to 2"),
        (_place(1, chair="C1"), "locked to C2"),
        (_place(0, chair="C2"), "needs bed"),
        (_day("visits", 0, slots=5), "overlap in C1"),
        (_place(1, nurse="N2"), "N2 is not there for all of B"),
        (_day("nurses", 0, patients=1), "has 2 patients at once"),
        (_day("nurses", 0, points=2), "has 3 points at once"),
        (_day("nurses", 0, spacing_slots=3), "starts at 0 and 2"),
        (lambda _, answer: answer.update(value=3), "value 3 is told, 2 it is"),
        (lambda _, answer: answer.update(bound=3), "bound 3 is above"),
        (lambda _, answer: answer.update(bound=1), "optimal is told"),
        (lambda _, answer: answer.update(status="best"), "is not known"),
        (lambda _, answer: answer.update(status="impossible"), "a plan in an answer"),
    ],
)
def test_each_fault_is_found(spoil: Callable[[Json, Json], None], says: str) -> None:
    day, answer = deepcopy(DAY), deepcopy(ANSWER)
    spoil(day, answer)
    assert any(says in fault for fault in find_faults(day, answer))


def test_the_checker_is_a_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day, answer = tmp_path / "day.json", tmp_path / "answer.json"
    day.write_text(json.dumps(DAY), encoding="utf-8")
    answer.write_text(json.dumps(ANSWER), encoding="utf-8")
    assert main([str(day), str(answer)]) == 0
    answer.write_text(json.dumps(ANSWER | {"value": 1}), encoding="utf-8")
    assert main([str(day), str(answer)]) == 1
    assert "value 1 is told" in capsys.readouterr().out
