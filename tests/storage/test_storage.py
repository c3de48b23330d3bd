"""What the database keeps, and how it says no."""

import sqlite3
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.changes import ChangeSet, added, changed, removed
from ivig_scheduler.domain.errors import StaleRecordError
from ivig_scheduler.storage.database import Database, back_up, open_database
from ivig_scheduler.storage.engine import BUSY_TIMEOUT_MS, make_engine, reading
from ivig_scheduler.storage.errors import OverlapRefusedError, StorageBusyError, StorageError
from ivig_scheduler.storage.tables import METADATA
from tests.storage.least_clinic import NINE, NOW, STAMP, Clinic, store


def test_every_kind_of_record_comes_back_as_it_was(database: Database, clinic: Clinic) -> None:
    visit = clinic.visit(NINE)
    store(database, *added(visit))
    with database.read() as reader:
        for record in (*clinic.ground, visit):
            assert reader.get(type(record), record.id) == record


def test_the_migrations_make_the_schema_the_tables_describe(database: Database) -> None:
    engine = make_engine(database.path)
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def test_two_visits_can_swap_their_chairs(database: Database, clinic: Clinic) -> None:
    one, other = clinic.visit(NINE, 0), clinic.visit(NINE, 1)
    store(database, *added(one, other))
    moved = one.model_copy(update={"chair_id": other.chair_id})
    met = other.model_copy(update={"chair_id": one.chair_id})
    store(database, *changed(one, moved), *changed(other, met))
    with database.read() as reader:
        assert reader.get(r.Appointment, one.id) == moved
        assert reader.get(r.Appointment, other.id) == met


def test_a_stale_edit_says_what_changed_meanwhile(database: Database, clinic: Clinic) -> None:
    patient = clinic.patient
    theirs = {"number": "2", "preferred_chair_id": clinic.chairs[0].id}
    store(database, *changed(patient, patient.model_copy(update=theirs)))
    with pytest.raises(StaleRecordError, match=r"changed meanwhile \(number, preferred chair\)"):
        store(database, *changed(patient, patient.model_copy(update={"number": "3"})))


def test_two_records_of_one_number_are_refused_in_plain_words(
    database: Database, clinic: Clinic
) -> None:
    twin = clinic.patient.model_copy(update={"id": uuid4()})
    with pytest.raises(StaleRecordError, match=r"^another patient has the same number meanwhile"):
        store(database, *added(twin))
    weights = [
        r.Weight(patient_id=clinic.patient.id, day=NINE.date(), weight_kg=Decimal(kg))
        for kg in (70, 71)
    ]
    with pytest.raises(StaleRecordError, match=r"^there is such a weight already"):
        store(database, *added(*weights))


def test_a_record_that_others_need_is_not_removed(database: Database, clinic: Clinic) -> None:
    with pytest.raises(StaleRecordError, match=r"^something else needs the record"):
        store(database, *removed([clinic.patient]))
    with database.read() as reader:
        assert reader.get(r.Patient, clinic.patient.id) == clinic.patient


def test_a_full_disk_is_told_and_changes_nothing(database: Database, clinic: Clinic) -> None:
    with (
        pytest.raises(StorageError, match="the disk is full: free some space"),
        database.write() as work,
    ):
        work._connection.exec_driver_sql("PRAGMA max_page_count = 1")
        work.apply(ChangeSet("x", added(*(r.Chair(name=f"{n:0100}") for n in range(999)))), STAMP)
    with database.read() as reader:
        assert set(reader.all(r.Chair)) == set(clinic.chairs)


def test_a_busy_database_is_told(database: Database, clinic: Clinic) -> None:
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        with database.read() as reader:
            reader._connection.exec_driver_sql("PRAGMA busy_timeout = 1")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageBusyError, match="another program is writing"):
            store(database, *added(r.Chair(name="Chair 3")))


def test_every_connection_is_durable_and_checks_its_keys(database: Database) -> None:
    with database.read() as one, database.write() as other:
        for each in (one, other):
            kept = [
                each._connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            ]
            assert kept == ["wal", 2, 1, BUSY_TIMEOUT_MS]


def test_a_refused_change_leaves_nothing_behind(database: Database, clinic: Clinic) -> None:
    store(database, *added(clinic.visit(NINE)))
    with database.read() as reader:
        before = len(reader.all(r.Appointment))
    with pytest.raises(OverlapRefusedError):
        store(database, *added(clinic.visit(NINE, 1), clinic.visit(NINE)))
    with database.read() as reader:
        assert len(reader.all(r.Appointment)) == before


def test_a_backup_holds_what_was_committed(
    database: Database, clinic: Clinic, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite"
    back_up(database.path, copy)
    opened = open_database(copy, NOW)
    with opened.read() as reader:
        assert reader.get(r.Patient, clinic.patient.id) == clinic.patient
    opened.close()


def test_a_day_has_the_visits_that_reach_into_it(database: Database, clinic: Clinic) -> None:
    evening = clinic.visit(datetime(2026, 11, 23, 23))  # noqa: DTZ001
    day_before = clinic.visit(datetime(2026, 11, 23, 20))  # noqa: DTZ001
    store(database, *added(evening, day_before, clinic.visit(NINE)))
    with database.read() as reader:
        found = reader.appointments_on(NINE.date())
    assert [visit.start.hour for visit in found] == [23, 9]
