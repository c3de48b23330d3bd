"""The `plan-day` command: what it prints, its exit codes, and files it cannot use."""

import json
from pathlib import Path
from typing import Any

import pytest

from ivig_scheduler.app import main

Json = dict[str, Any]
DAY: Json = {
    "name": "a day",
    "grid_minutes": 15,
    "slots": 8,
    "chairs": [{"name": "C1", "features": []}],
    "nurses": [
        {"name": "N1", "start": 0, "end": 8, "patients": 4, "points": None, "spacing_slots": 1}
    ],
    "visits": [{"name": "A", "slots": 4}, {"name": "B", "slots": 3}],
}


def write(tmp_path: Path, day: object) -> str:
    """Return the path of a file with a day."""
    path = tmp_path / "day.json"
    path.write_text(json.dumps(day), encoding="utf-8")
    return str(path)


def test_the_plan_is_told_to_people_with_times_and_proof(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan-day", write(tmp_path, DAY), "--objective", "finish"]) == 0
    told = capsys.readouterr().out
    assert "No plan can finish before slot 7 (1:45); this one is proved best" in told
    assert "  0:00   0:45  B      C1     N1" in told


def test_an_impossible_day_leaves_with_one_and_names_the_conflict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    visits = [{"name": name, "slots": 4} for name in "ABC"]
    path = write(tmp_path, DAY | {"visits": visits})
    assert main(["plan-day", path, "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "status": "impossible",
        "objective": "wait",
        "value": None,
        "bound": None,
        "gap": None,
        "visits": [],
        "conflict": ["A", "B", "C"],
    }
    assert main(["plan-day", path]) == 1
    assert "these visits cannot all have a place: A, B, C" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"slots": "8"}, 'slots: it must be a whole number, not "8"'),
        ({"slots": -1}, "slots: -1 is not between 1"),
        ({"visits": {}}, "visits: it must be a list"),
        ({"visits": [{"name": "A", "slots": 2}] * 2}, "visits[1].name: 'A' is there twice"),
        ({"visits": [{"name": "A"}]}, "visits[0].slots: it must be a whole number, not null"),
        ({"visits": ["A"]}, "visits[0]: it must be an object"),
        ({"visits": [{"name": "A", "slots": 1, "earliest": -1}]}, "visits[0].earliest: -1"),
        ({"visits": [{"name": "A", "slots": 1, "locked_chair": "C9"}]}, "no chair 'C9'"),
        ({"visits": [{"name": "A", "slots": 1, "locked_start": 8}]}, "8 is outside the day"),
        ({"visits": [{"name": "A", "slots": 1, "features": "bed"}]}, "a list of texts"),
        ({"nurses": [{"name": "N", "start": 4, "end": 4, "patients": 1}]}, "nurses[0].end: 4"),
        ({"chairs": [{"name": 7}]}, "chairs[0].name: it must be a text, not 7"),
    ],
)
def test_a_bad_file_is_one_line_that_says_where_and_what(
    changes: Json, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, DAY | changes)
    assert main(["plan-day", path]) == 2
    printed, errors = capsys.readouterr()
    assert printed == "" and errors.count("\n") == 1
    assert path in errors and says in errors


@pytest.mark.parametrize(
    ("content", "says"), [(b"{", "is no JSON"), (b"\xff", "is no JSON"), (b"[]", "an object")]
)
def test_a_file_that_is_no_day_at_all_is_said_to_be_none(
    content: bytes, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "day.json").write_bytes(content)
    assert main(["plan-day", str(tmp_path / "day.json")]) == 2
    assert says in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said_to_be_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan-day", str(tmp_path / "none.json")]) == 2
    assert "cannot be read: No such file" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["x.json", "--objective", "best"], ["x", "--seconds=0"]])
def test_a_command_that_makes_no_sense_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["plan-day", *arguments])
    assert left.value.code == 2
