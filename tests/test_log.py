"""The log and the crash path never hold what identifies a patient."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ivig_scheduler.crash import CrashPath
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.log import LOG_NAME, Plain, ValuelessFormatter, start_logging, stop_logging
from ivig_scheduler.program_files import ProgramFiles

NAME = "Haddad"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    handler = start_logging(tmp_path)
    yield tmp_path / LOG_NAME
    stop_logging(handler)


def test_a_message_keeps_numbers_and_plain_texts_and_drops_other_values(log_file: Path) -> None:
    logging.getLogger("t").info("read %d visits of %s with %s", 3, NAME, Plain("version 1"))
    assert "read 3 visits of <str> with version 1" in log_file.read_text()


def test_a_message_whose_arguments_do_not_fit_is_written_without_them() -> None:
    record = logging.LogRecord("t", logging.INFO, "", 1, "read %d visits", (NAME,), None)
    assert ValuelessFormatter().format(record).endswith("INFO t: read %d visits")


@pytest.mark.expects_log
def test_an_exception_is_logged_by_type_field_and_place_only(log_file: Path) -> None:
    try:
        try:
            raise KeyError(NAME)
        except KeyError as missing:
            raise refuse("weight", f"{NAME} weighs nothing") from missing
    except Exception:
        logging.getLogger("t").exception("could not do it")
    text = log_file.read_text()
    assert NAME not in text
    assert "ivig_scheduler.domain.errors.RuleBrokenError [weight]" in text
    assert "builtins.KeyError" in text
    assert "test_log.py:" in text


@pytest.mark.expects_log
def test_a_log_that_cannot_be_written_does_not_stop_the_program(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    handler = start_logging(tmp_path / "taken")
    logging.getLogger("t").error("heard by nobody")
    stop_logging(handler)
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


@pytest.mark.expects_log
def test_a_crash_is_reported_without_values_and_told_once(tmp_path: Path) -> None:
    told: list[Path | None] = []
    path = CrashPath(tmp_path, told.append, lambda: NOON)
    for _ in range(2):
        try:
            raise ValueError(NAME)
        except ValueError as error:
            path.take(error)
    assert told == [tmp_path / "crash-20261123-120000-000000.txt"]
    report = (told[0] or tmp_path).read_text()
    assert NAME not in report
    assert "builtins.ValueError" in report


@pytest.mark.expects_log
def test_a_crash_on_a_full_disk_is_still_told(tmp_path: Path) -> None:
    told: list[Path | None] = []
    (tmp_path / "taken").write_text("")
    CrashPath(tmp_path / "taken", told.append, lambda: NOON).take(ValueError(NAME))
    assert told == [None]


@pytest.mark.parametrize("where", ["here()", "threading.Thread(target=here).start()"])
def test_a_crash_in_any_thread_reaches_the_path_and_prints_nothing(
    tmp_path: Path, where: str
) -> None:
    code = f"""
import sys, threading
from datetime import UTC, datetime
from pathlib import Path
from ivig_scheduler.crash import CrashPath
from ivig_scheduler.log import start_logging
def here(): raise ValueError({NAME!r})
folder = Path({str(tmp_path)!r})
start_logging(folder)
CrashPath(folder, lambda report: print(report.name), lambda: datetime.now(UTC)).install()
{where}
"""
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=30
    )
    assert run.stdout.startswith("crash-")
    assert NAME not in run.stdout + run.stderr
    for written in tmp_path.iterdir():
        assert NAME not in written.read_text()


def test_nothing_is_made_before_it_is_written(tmp_path: Path) -> None:
    files = ProgramFiles(tmp_path / "data", tmp_path / "cache")
    assert files.database == tmp_path / "data" / "clinic.sqlite"
    assert files.logs.parent == files.window_state.parent == files.data
    assert not files.data.exists()
