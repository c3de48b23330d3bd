"""The composition root: the one place that sees every layer."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with command-line `arguments` and return its exit code."""
    from ivig_scheduler.cli import run  # noqa: PLC0415

    return run(sys.argv[1:] if arguments is None else arguments)
