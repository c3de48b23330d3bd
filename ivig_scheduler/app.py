"""The composition root: the one place that sees every layer."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ivig_scheduler.display import find_display_problem
from ivig_scheduler.options import (
    DurationOptions,
    PlanDayOptions,
    WindowOptions,
    complain,
    read_options,
)
from ivig_scheduler.program_files import ProgramFiles

if TYPE_CHECKING:
    from ivig_scheduler.services.dispatcher import Clock
    from ivig_scheduler.services.office import Office
    from ivig_scheduler.ui.picture import Arrange

# What a start does not need is imported where it is used: a command never loads Qt, and the window
# is there before the database's libraries are.
# ruff: noqa: PLC0415


def main(arguments: Sequence[str] | None = None, arrange: "Arrange | None" = None) -> int:
    """Run the program with command-line `arguments` and return its exit code.

    `arrange` does something with the window before its picture is taken, step by step.
    """
    options = read_options(sys.argv[1:] if arguments is None else arguments)
    if isinstance(options, DurationOptions):
        from ivig_scheduler.cli import run_duration

        return run_duration(options)
    if isinstance(options, PlanDayOptions):
        from ivig_scheduler.day_cli import run_plan_day

        return run_plan_day(options)
    if options.screenshot:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif problem := find_display_problem(os.environ, sys.platform):
        return complain(problem)
    return _open_window(options, ProgramFiles.of_user(), arrange)


def utc_now() -> datetime:
    """Return the present moment; the only place that asks the machine's clock."""
    return datetime.now(UTC)


def _open_window(options: WindowOptions, files: ProgramFiles, arrange: "Arrange | None") -> int:
    # What a start imports stays: looking through it for garbage would take a tenth of the time. The
    # window collects again once the database is open.
    gc.disable()
    from ivig_scheduler.crash import CrashPath
    from ivig_scheduler.log import start_logging

    start_logging(files.logs)
    try:
        from ivig_scheduler.ui.crash_dialog import picture_teller, window_teller
        from ivig_scheduler.ui.start import make_application, run_window, system_zone
    except ImportError as error:
        return complain(f"Qt cannot be loaded ({error}): the README names the packages it needs")

    app = make_application()
    teller = picture_teller() if options.screenshot else window_teller()
    CrashPath(files.logs, teller.tell, utc_now).install()
    with ExitStack() as left_open:
        clock, open_office = _clinic(options, files, system_zone(), left_open)
        return run_window(app, open_office, clock, files.window_state, options, arrange)


def _clinic(
    options: WindowOptions, files: ProgramFiles, zone: str, left_open: ExitStack
) -> "tuple[Clock, Callable[[], Office]]":
    """Return the clock of the clinic asked for, and what opens it on the database's thread.

    What the clinic leaves behind is removed when `left_open` closes.
    """
    if options.is_demo and options.now is None:
        from ivig_scheduler.services.demo.moment import DemoClock

        ahead = DemoClock(utc_now, zone)
        return ahead, lambda: _open_demo(ahead, ahead.today, zone, files, left_open, ahead.set)
    clock = _clock(options)
    if options.is_demo:
        return clock, lambda: _open_demo(clock, clock(), zone, files, left_open)
    return clock, lambda: _open_office(options.database or files.database, clock, zone)


def _clock(options: WindowOptions) -> "Clock":
    if options.now is None:
        return utc_now
    fixed = options.now.astimezone(UTC)
    return lambda: fixed


def _open_demo(
    clock: "Clock",
    asked: date,
    zone: str,
    files: ProgramFiles,
    left_open: ExitStack,
    tell_moment: Callable[[datetime], None] = lambda _moment: None,
) -> "Office":
    from tempfile import TemporaryDirectory

    from ivig_scheduler.services.demo.copies import copy_demo

    folder = TemporaryDirectory(prefix="ivig-scheduler-demo-", ignore_cleanup_errors=True)
    left_open.callback(folder.cleanup)
    path = Path(folder.name) / "demo.sqlite"
    tell_moment(copy_demo(files.cache, path, asked, zone))
    return _open_office(path, clock, zone)


def _open_office(path: Path, clock: "Clock", zone: str) -> "Office":
    """Open the clinic; runs on the database's thread, which loads the libraries it needs."""
    import platform

    from ivig_scheduler.services.office import open_office

    return open_office(path, clock, _user_name(), platform.node(), zone)


def _user_name() -> str:
    """Return who is logged in, for the audit trail."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A user id without an account, as containers have.
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "unknown user"
