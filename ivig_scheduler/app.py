"""The composition root: the one place that sees every layer."""

import os
import sys
from collections.abc import Sequence

from ivig_scheduler.display import find_display_problem
from ivig_scheduler.options import DurationOptions, WindowOptions, complain, read_options

# What a start does not need is imported where it is used: a command never loads Qt, and the window
# is there before the database's libraries are.
# ruff: noqa: PLC0415


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with command-line `arguments` and return its exit code."""
    options = read_options(sys.argv[1:] if arguments is None else arguments)
    if isinstance(options, DurationOptions):
        from ivig_scheduler.cli import run_duration

        return run_duration(options)
    return _open_window(options)


def _open_window(options: WindowOptions) -> int:
    if options.screenshot:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif problem := find_display_problem(os.environ, sys.platform):
        return complain(problem)
    return complain("this version has no window yet: use the duration command")
