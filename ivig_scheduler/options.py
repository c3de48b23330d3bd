"""What can be asked of the program on its command line; without slow imports, so it starts fast."""

import argparse
import io
import math
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, NoReturn, TypeAlias, cast

from ivig_scheduler import __version__
from ivig_scheduler.domain.terms import TableUse

EXIT_BAD_INPUT = 2
PROGRAM = "ivig-scheduler"
PAGES = ("schedule", "courses", "new_course", "patients", "worklist", "setup")
#: As `planning.day.Objective` names them; what to have least of.
OBJECTIVES = ("wait", "finish", "level")
ThemeOption: TypeAlias = Literal["system", "light", "dark"]


@dataclass(frozen=True, slots=True)
class DurationOptions:
    """The `duration` command, its amounts as typed."""

    product: str
    indication: str
    weight: str
    grams: str
    use: TableUse
    is_at_risk: bool
    max_ml_per_h: str
    is_json: bool


@dataclass(frozen=True, slots=True)
class PlanDayOptions:
    """The `plan-day` command: a day's file, what to have least of, and for how long to search."""

    path: Path
    objective: str
    seconds: float
    is_json: bool


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """The window: on which database, and how.

    `database` is None for the user's own. With a `screenshot` the window is drawn offscreen, saved
    there, and the program ends. `size` is in pixels; `now` is the site's wall clock, fixed, for
    pictures that can be made again (None: the real time).
    """

    database: Path | None = None
    is_demo: bool = False
    screenshot: Path | None = None
    page: str = "schedule"
    theme: ThemeOption = "system"
    size: tuple[int, int] | None = None
    now: datetime | None = None


Options: TypeAlias = DurationOptions | PlanDayOptions | WindowOptions


class OneLineParser(argparse.ArgumentParser):
    """A parser that complains in one line."""

    def error(self, message: str) -> NoReturn:
        """Leave with exit code 2 after one line on standard error."""
        sys.exit(complain(f"{message} (see {self.prog} --help)"))


def tell(text: str) -> None:
    """Print a command's answer. Who reads it may stop before its end, as `head` does.

    What the reader's encoding lacks is told by its number.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        print(text, flush=True)  # noqa: T201
    except BrokenPipeError:
        # At its end the interpreter flushes once more, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(message: str) -> int:
    """Say on standard error, in one line, what is wrong, and return the exit code for it."""
    if sys.stderr is not None:  # a program without a console has none
        print(f"{PROGRAM}: {' '.join(message.split())}", file=sys.stderr)  # noqa: T201
    return EXIT_BAD_INPUT


def read_options(arguments: Sequence[str]) -> Options:
    """Return what `arguments` ask for. Leaves with exit code 2 where they make no sense."""
    found = _parser().parse_args(arguments)
    if found.command == "duration":
        return DurationOptions(
            product=found.product,
            indication=found.indication,
            weight=found.weight,
            grams=found.grams,
            use=TableUse(found.use),
            is_at_risk=found.at_risk,
            max_ml_per_h=found.max_ml_per_h,
            is_json=found.json,
        )
    if found.command == "plan-day":
        return PlanDayOptions(found.path, found.objective, found.seconds, found.json)
    return WindowOptions(
        database=found.database,
        is_demo=found.demo,
        screenshot=found.screenshot,
        page=found.page,
        theme=cast(ThemeOption, found.theme),
        size=found.size,
        now=found.now,
    )


def _parser() -> argparse.ArgumentParser:
    parser = OneLineParser(
        prog=PROGRAM,
        description="From an immunoglobulin order to booked chairs. Without a command the window "
        "opens.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    _add_window_options(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=OneLineParser)
    _add_duration(
        commands.add_parser(
            "duration", help="how long a visit takes, minute by minute", allow_abbrev=False
        )
    )
    _add_plan_day(
        commands.add_parser(
            "plan-day", help="the best plan of a day, with its proof", allow_abbrev=False
        )
    )
    return parser


def _add_window_options(parser: argparse.ArgumentParser) -> None:
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--database", type=Path, metavar="PATH", help="the clinic's database file")
    where.add_argument("--demo", action="store_true", help="open a throw-away demo clinic")
    picture = parser.add_argument_group("pictures")
    add = picture.add_argument
    add("--screenshot", type=_png, metavar="FILE.png", help="draw the window into a file and end")
    add("--page", choices=PAGES, default="schedule", help="page to open (default: schedule)")
    add("--theme", choices=("system", "light", "dark"), default="system", help="default: system")
    add("--size", type=_size, metavar="WxH", help="size of the window, such as 1440x900")
    add("--now", type=_moment, metavar="TIME", help="a fixed clock, such as 2026-11-23T10:41")


def _add_duration(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--product", required=True, help="name in the catalogue, such as 'Gammaplex 5%%'")
    add("--indication", required=True, help="code in the catalogue, such as PI")
    add("--weight", required=True, help="weight in kg")
    add("--grams", required=True, help="dose of the visit in g")
    uses = (TableUse.FIRST.value, TableUse.SUBSEQUENT.value)
    add("--use", choices=uses, default=TableUse.SUBSEQUENT.value, help="default: subsequent")
    add("--at-risk", action="store_true", help="apply the at-risk ceiling")
    add("--max-ml-per-h", default="", help="highest rate in mL/h")
    add("--json", action="store_true", help="print JSON")


def _add_plan_day(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("path", type=Path, metavar="FILE.json", help="chairs, nurses and visits of the day")
    add("--objective", choices=OBJECTIVES, default=OBJECTIVES[0], help="default: wait")
    add("--seconds", type=_seconds, default=60.0, help="longest search (default: 60)")
    add("--json", action="store_true", help="print JSON")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise argparse.ArgumentTypeError(f"'{text}' is no time in seconds, such as 10")
    return seconds


def _png(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".png":
        raise argparse.ArgumentTypeError(f"'{text}' must end in .png")
    return path


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal() and int(width) and int(height)):
        raise argparse.ArgumentTypeError(f"'{text}' is no size such as 1440x900")
    return int(width), int(height)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is not None:
        raise argparse.ArgumentTypeError(f"'{text}' is no local time such as 2026-11-23T10:41")
    return moment
