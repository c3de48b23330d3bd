"""The `plan-day` command: what it prints, its exit codes, and files it cannot use."""

import json
import subprocess
import sys
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


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_reader_who_leaves_before_the_end_is_no_error(form: list[str], tmp_path: Path) -> None:
    program = "import sys; from ivig_scheduler.app import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "plan-day", write(tmp_path, DAY), *form]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as planning:
        assert planning.stdout is not None and planning.stderr is not None
        planning.stdout.close()
        assert planning.stderr.read() == b""
    assert planning.returncode == 0


def test_a_name_that_cannot_be_printed_is_told_by_its_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, DAY | {"visits": [{"name": "half \ud800", "slots": 2}]})
    assert main(["plan-day", path]) == 0
    assert "half \\ud800" in capsys.readouterr().out


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "day.json"
    path.write_text(json.dumps(DAY), encoding="utf-8-sig")
    assert main(["plan-day", str(path)]) == 0
