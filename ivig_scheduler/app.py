"""The composition root: the one place that sees every layer."""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ivig_scheduler.display import find_display_problem
from ivig_scheduler.options import DurationOptions, WindowOptions, complain, read_options
from ivig_scheduler.program_files import ProgramFiles

if TYPE_CHECKING:
    from ivig_scheduler.services.office import Office

# What a start does not need is imported where it is used: a command never loads Qt, and the window
# is there before the database's libraries are.
# ruff: noqa: PLC0415


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with command-line `arguments` and return its exit code."""
    options = read_options(sys.argv[1:] if arguments is None else arguments)
    if isinstance(options, DurationOptions):
        from ivig_scheduler.cli import run_duration

        return run_duration(options)
    if options.screenshot:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif problem := find_display_problem(os.environ, sys.platform):
        return complain(problem)
    return _open_window(options, ProgramFiles.of_user())


def utc_now() -> datetime:
    """Return the present moment; the only place that asks the machine's clock."""
    return datetime.now(UTC)


def _clock(options: WindowOptions) -> Callable[[], datetime]:
    if options.now is None:
        return utc_now
    fixed = options.now.astimezone(UTC)
    return lambda: fixed


def _open_window(options: WindowOptions, files: ProgramFiles) -> int:
    from ivig_scheduler.crash import CrashPath, restart_program
    from ivig_scheduler.log import start_logging
    from ivig_scheduler.ui.crash_dialog import CrashTeller
    from ivig_scheduler.ui.start import make_application, run_window, system_zone

    app = make_application(sys.argv[:1])
    start_logging(files.logs)
    teller = CrashTeller(restart_program)
    CrashPath(files.logs, teller.tell, utc_now).install()
    clock, path, zone = _clock(options), options.database or files.database, system_zone()
    return run_window(app, lambda: _office(path, clock, zone), clock, files.window_state, options)


def _office(path: Path, clock: Callable[[], datetime], zone: str) -> "Office":
    """Open the clinic; runs on the database's thread, which loads the libraries it needs."""
    import getpass
    import platform

    from ivig_scheduler.services.office import open_office

    return open_office(path, clock, getpass.getuser(), platform.node(), zone)
