"""Copies of the demo clinic: it is made once a day, and copied from then on."""

from contextlib import suppress
from datetime import UTC, date, datetime
from hashlib import blake2b
from pathlib import Path
from zoneinfo import ZoneInfo

from ivig_scheduler import __version__
from ivig_scheduler.resources import resource_path
from ivig_scheduler.services.demo.moment import find_demo_moment
from ivig_scheduler.services.dispatcher import Dispatcher
from ivig_scheduler.storage.database import back_up, open_database
from ivig_scheduler.storage.errors import StorageError

_SUFFIX = ".sqlite"
_PACKAGE = Path(__file__).resolve().parents[2]


def copy_demo(cache: Path, target: Path, asked: date | datetime, zone: str) -> datetime:
    """Put a demo clinic at `target`, from the cache where it is there, and return its moment.

    `asked` is that moment (aware), or the day on which the demo is opened.
    Raises StorageError where the target cannot be written.
    """
    edition = _edition(asked, zone)
    kept = next(cache.glob(f"demo-{edition}-*{_SUFFIX}"), None)
    if kept is not None:
        back_up(kept, target)
        return datetime.fromtimestamp(int(kept.stem.rpartition("-")[2]), UTC)
    moment = asked if isinstance(asked, datetime) else _moment_of(asked, zone)
    make_demo_at(target, moment, zone)
    # A cache that cannot be written costs the next start its three seconds, nothing else.
    with suppress(OSError, StorageError):
        _keep(cache, cache / f"demo-{edition}-{int(moment.timestamp())}{_SUFFIX}", target)
    return moment


def _moment_of(day: date, zone: str) -> datetime:
    return find_demo_moment(day).replace(tzinfo=ZoneInfo(zone))


def make_demo_at(path: Path, moment: datetime, zone: str) -> None:
    """Make the demo clinic in a new file."""
    # A start that finds a copy needs none of what makes one.
    from ivig_scheduler.services.demo.clinic import make_demo  # noqa: PLC0415

    database = open_database(path, moment)
    try:
        make_demo(Dispatcher(database, lambda: moment, "demo", "demo"), zone)
    finally:
        database.close()


def _keep(cache: Path, kept: Path, made: Path) -> None:
    """Keep a copy for the next start, whole or not at all, and only the newest."""
    cache.mkdir(parents=True, exist_ok=True)
    for old in cache.glob(f"demo-*{_SUFFIX}"):
        old.unlink()
    partial = kept.with_suffix(".partial")
    back_up(made, partial)
    partial.replace(kept)


def _edition(asked: date | datetime, zone: str) -> str:
    """Return what the demo depends on, in few letters: when it is asked for, and the program."""
    files = [*_PACKAGE.rglob("*.py"), *resource_path("catalogue").iterdir()]
    newest = max(file.stat().st_mtime_ns for file in files)
    text = f"{__version__} {newest} {asked.isoformat()} {zone}"
    return blake2b(text.encode(), digest_size=8).hexdigest()
