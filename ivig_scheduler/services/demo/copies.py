"""Copies of the demo clinic: it is made once a day, and copied from then on."""

from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from ivig_scheduler import __version__
from ivig_scheduler.resources import resource_path
from ivig_scheduler.services.dispatcher import Dispatcher
from ivig_scheduler.storage.database import back_up, open_database

_PACKAGE = Path(__file__).resolve().parents[2]


def copy_demo(cache: Path, target: Path, moment: datetime, zone: str) -> None:
    """Put the demo clinic as of `moment` (aware) at `target`, from the cache where it is there.

    Raises StorageError where the target cannot be written.
    """
    kept = cache / f"demo-{_edition(moment, zone)}.sqlite"
    if kept.is_file():
        back_up(kept, target)
        return
    make_demo_at(target, moment, zone)
    try:
        _keep(cache, kept, target)
    except OSError:
        # A cache that cannot be written costs the next start its three seconds, nothing else.
        return


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
    for old in cache.glob("demo-*.sqlite"):
        old.unlink()
    partial = kept.with_suffix(".partial")
    back_up(made, partial)
    partial.replace(kept)


def _edition(moment: datetime, zone: str) -> str:
    """Return what the demo depends on, in few letters: its moment and the program that made it."""
    files = [*_PACKAGE.rglob("*.py"), *resource_path("catalogue").iterdir()]
    newest = max(file.stat().st_mtime_ns for file in files)
    text = f"{__version__} {newest} {moment.isoformat()} {zone}"
    return blake2b(text.encode(), digest_size=8).hexdigest()
