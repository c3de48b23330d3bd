"""Prints how long a start takes, what it holds in memory, and how a day's fetch grows.

    python -m tests.benchmarks.start [--quick]

Each number stands beside its bare limit from the same run: an empty Qt process, the same with the
libraries loaded that no day can be read without, and the same SQL through Python's own sqlite3.
`--quick` leaves out the database with a million visits, which takes a minute to make.
"""

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from ivig_scheduler.services.day import load_day
from ivig_scheduler.storage.database import open_database
from tests.benchmarks.big_clinic import make_big_clinic

MOMENT = datetime(2026, 11, 23, 11, 52, tzinfo=UTC)
NOW = "2026-11-23T11:52"
ROUNDS = 7
FETCHES = 200
SIZES = (1_000, 100_000, 1_000_000)
Timed = dict[str, float]


def main(arguments: list[str]) -> int:
    """Print both tables."""
    sizes = SIZES[:-1] if "--quick" in arguments else SIZES
    with tempfile.TemporaryDirectory() as folder:
        files = {size: Path(folder) / f"clinic-{size}.sqlite" for size in sizes}
        counts = {size: make_big_clinic(file, MOMENT, "UTC", size) for size, file in files.items()}
        print_fetches({counts[size]: file for size, file in files.items()})
        print_starts(Path(folder), files[sizes[-1]], counts[sizes[-1]])
    return 0


def print_fetches(files: dict[int, Path]) -> None:
    """Print the time to fetch a day against the number of visits in the database."""
    say("")
    say(f"{'fetching a day, ms':28s} {'visits':>9s} {'whole day':>10s} {'of a bare':>10s}")
    for count, file in files.items():
        appointments, whole, bare = time_fetches(file)
        say(f"{count:9,d} in the database  {appointments:9.3f} {whole:10.2f} {bare:10.3f}")


def time_fetches(file: Path) -> tuple[float, float, float]:
    """Return ms for a day's appointments, for all the day's picture needs, and by bare sqlite3."""
    day = MOMENT.date()
    database = open_database(file, MOMENT)
    with database.read() as store:
        appointments = median_ms(lambda: store.appointments_on(day), FETCHES)
        whole = median_ms(lambda: load_day(store, day), 20)
    database.close()
    query = (
        "SELECT * FROM appointment WHERE start >= ? AND start < ? AND held_until > ? ORDER BY start"
    )
    limits = ("2026-11-22 00:00:00.000000", "2026-11-24 00:00:00.000000", f"{day} 00:00:00.000000")
    with closing(sqlite3.connect(file)) as connection:
        bare = median_ms(lambda: connection.execute(query, limits).fetchall(), FETCHES)
    return appointments, whole, bare


def median_ms(act: Callable[[], object], rounds: int) -> float:
    """Return the median of some rounds in ms; the first two warm up."""
    times = []
    for _ in range(rounds + 2):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[2:])


def print_starts(home: Path, big: Path, visits: int) -> None:
    """Print the times of warm starts, taken in turns, and the memory at rest."""
    runs: dict[str, list[str]] = {
        "empty Qt process (the limit)": ["bare"],
        "and with sqlmodel loaded": ["stack"],
        "demo clinic": ["program", "--demo", "--now", NOW],
        f"{visits:,d} visits": ["program", "--database", str(big), "--now", NOW],
    }
    found: dict[str, list[Timed]] = {name: [] for name in runs}
    for number in range(ROUNDS + 1):
        for name, arguments in runs.items():
            timed = time_start(home, arguments)
            if number:
                found[name].append(timed)
    say("")
    say(f"{'warm start, s':28s} {'frame':>9s} {'first day':>10s} {'memory MB':>10s}")
    for name, timings in found.items():
        cells = (middle(timings, what) for what in ("frame", "day", "memory"))
        say(f"{name:28s} {next(cells):>9s} {next(cells):>10s} {next(cells):>10s}")
    say(f"{'target':28s} {'0.300':>9s} {'0.600':>10s} {'130':>10s}")


def time_start(home: Path, arguments: list[str]) -> Timed:
    """Return the seconds and MB one start told."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "TZ": "UTC"}
    # A warm start finds its modules compiled; without this it would compile what was edited last.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "tests.benchmarks.starting", str(time.monotonic()), *arguments]
    run = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    words = run.stdout.split()
    return {what: float(value) for what, value in zip(words[::2], words[1::2], strict=True)}


def middle(timings: list[Timed], what: str) -> str:
    """Return the median of a number that was told, as text."""
    values = [timed[what] for timed in timings if what in timed]
    if not values:
        return "-"
    return (
        f"{statistics.median(values):.0f}"
        if what == "memory"
        else f"{statistics.median(values):.3f}"
    )


def say(line: str) -> None:
    """Print a line of a table."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
