"""A database just made, and one with all that an appointment needs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ivig_scheduler.domain.changes import added
from ivig_scheduler.storage.database import Database, open_database
from tests.storage.least_clinic import NOW, Clinic, store


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "clinic.sqlite", NOW)
    yield opened
    opened.close()


@pytest.fixture
def clinic(database: Database) -> Clinic:
    made = Clinic()
    store(database, *added(*made.ground).__iter__())
    return made
