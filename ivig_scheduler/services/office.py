"""The open clinic: its database and the one door for changes."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.records import Site
from ivig_scheduler.services.dispatcher import Clock, Dispatcher, Work
from ivig_scheduler.services.setup.holiday_years import find_missing_years, keep_holidays
from ivig_scheduler.storage.database import Database, open_database

#: What a new clinic is called, and whose holidays it keeps, until Setup says otherwise.
NEW_SITE_NAME = "Infusion centre"
NEW_COUNTRY = "US"


@dataclass(frozen=True, slots=True)
class Office:
    """What the window works with; close it when the program ends."""

    database: Database
    dispatcher: Dispatcher

    def find_site(self) -> Site | None:
        """Return the site, or None in a database that is not founded yet."""
        with self.database.read() as store:
            return store.site()

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def open_office(path: Path, clock: Clock, actor: str, workstation: str, zone: str) -> Office:
    """Open the database at `path`; a new one gets the catalogue and a site in `zone`.

    Raises StorageError saying why the file cannot be used and what to do.
    """
    database = open_database(path, clock())
    office = Office(database, Dispatcher(database, clock, actor, workstation))
    try:
        if _is_incomplete(office, clock().date()):
            office.dispatcher.run_once(lambda work: _complete(work, zone))
    except BaseException:
        database.close()
        raise
    return office


def _is_incomplete(office: Office, today: date) -> bool:
    """Look without writing: most starts find everything there."""
    with office.database.read() as store:
        site = store.site()
        return site is None or bool(find_missing_years(store, site, today))


def _complete(work: Work, zone: str) -> ChangeSet:
    """Found the clinic, or where it is there, as another program may just have done, its years."""
    if work.store.site() is not None:
        return keep_holidays(work)
    # Only a new clinic needs the catalogue's reader.
    from ivig_scheduler.services.setup.founding import found_clinic  # noqa: PLC0415

    return found_clinic(work, name=NEW_SITE_NAME, zone=zone, country=NEW_COUNTRY)
