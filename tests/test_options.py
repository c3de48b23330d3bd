"""What can be asked of the program, and what is answered when it cannot be done."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from ivig_scheduler.display import find_display_problem
from ivig_scheduler.options import PAGES, WindowOptions, read_options
from ivig_scheduler.ui import pages

GAMMAPLEX = ["duration", "--product", "Gammaplex 5%", "--indication", "PI"]


def test_without_options_the_window_opens_on_the_users_own_database() -> None:
    assert read_options([]) == WindowOptions()


def test_the_window_takes_its_database_picture_and_clock() -> None:
    typed = (
        "--database a.sqlite --screenshot b.png --page setup --theme dark --size 1280x800 "
        "--now 2026-11-23T10:41"
    )
    options = read_options(typed.split())
    assert options == WindowOptions(
        database=Path("a.sqlite"),
        screenshot=Path("b.png"),
        page="setup",
        theme="dark",
        size=(1280, 800),
        now=datetime(2026, 11, 23, 10, 41),  # noqa: DTZ001
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--demo", "--database", "a.sqlite"], "not allowed with"),
        (["--screenshot", "picture.jpg"], "must end in .png"),
        (["--size", "1280"], "no size such as"),
        (["--now", "10:41"], "no local time such as"),
        (["--now", "2026-11-23T10:41+01:00"], "no local time such as"),
        (["--page", "pharmacy"], "invalid choice"),
        (["--demo-clinic"], "unrecognized arguments"),
        (["book"], "invalid choice"),
    ],
)
def test_options_that_make_no_sense_are_one_line_and_exit_code_two(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        read_options(arguments)
    errors = capsys.readouterr().err
    assert left.value.code == 2
    assert errors.count("\n") == 1
    assert says in errors


def test_every_page_of_the_window_can_be_pictured() -> None:
    assert {item.page for item in pages.RAIL_ITEMS} | {pages.NEW_COURSE} == set(PAGES)


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_screen_of_any_kind_is_enough(name: str) -> None:
    assert not find_display_problem({name: ":0"}, "linux")


def test_without_a_display_one_sentence_names_the_way_out() -> None:
    problem = find_display_problem({"DISPLAY": ""}, "linux")
    assert "no display" in problem
    assert "--screenshot" in problem
    assert not find_display_problem({}, "darwin")


def _loaded_by(code: str) -> set[str]:
    listing = f"{code}\nimport sys\nprint('\\n' + ' '.join(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", listing], capture_output=True, check=True, text=True
    )
    return {name.partition(".")[0] for name in run.stdout.splitlines()[-1].split()}


def test_reading_options_loads_neither_qt_nor_the_databases_libraries() -> None:
    loaded = _loaded_by("from ivig_scheduler import app, options\noptions.read_options(['--demo'])")
    assert loaded.isdisjoint({"PySide6", "pydantic", "sqlmodel", "sqlalchemy", "platformdirs"})


def test_the_duration_command_never_loads_qt() -> None:
    arguments = [*GAMMAPLEX, "--weight", "70", "--grams", "28"]
    loaded = _loaded_by(f"from ivig_scheduler.app import main\nassert main({arguments!r}) == 0")
    assert "pydantic" in loaded
    assert loaded.isdisjoint({"PySide6", "sqlalchemy.engine", "alembic"})
