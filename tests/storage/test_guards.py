"""What the database itself refuses, whoever writes."""

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta

import pytest

from ivig_scheduler.domain.changes import ChangeSet, added, changed
from ivig_scheduler.domain.errors import StaleRecordError
from ivig_scheduler.domain.terms import (
    Status,
)
from ivig_scheduler.storage.database import Database
from ivig_scheduler.storage.errors import OverlapRefusedError
from tests.storage.least_clinic import NINE, STAMP, Clinic, store


@pytest.mark.parametrize("minutes", [-129, -1, 0, 60, 129])
def test_two_visits_in_one_chair_are_refused(
    database: Database, clinic: Clinic, minutes: int
) -> None:
    store(database, *added(clinic.visit(NINE)))
    with pytest.raises(OverlapRefusedError):
        store(database, *added(clinic.visit(NINE + timedelta(minutes=minutes))))


@pytest.mark.parametrize("minutes", [-130, 130])
def test_a_visit_may_follow_as_soon_as_the_chair_is_clean(
    database: Database, clinic: Clinic, minutes: int
) -> None:
    store(database, *added(clinic.visit(NINE)))
    store(database, *added(clinic.visit(NINE + timedelta(minutes=minutes))))


def test_a_cancelled_visit_does_not_hold_its_chair(database: Database, clinic: Clinic) -> None:
    store(database, *added(clinic.visit(NINE, status=Status.CANCELLED)))
    store(database, *added(clinic.visit(NINE)))


def test_raw_sql_from_a_second_connection_cannot_overlap(
    database: Database, clinic: Clinic
) -> None:
    store(database, *added(clinic.visit(NINE), clinic.visit(NINE + timedelta(hours=5))))
    with (
        closing(sqlite3.connect(database.path)) as other,
        pytest.raises(sqlite3.IntegrityError, match="chair overlap"),
    ):
        other.execute("UPDATE appointment SET start = '2026-11-24 09:30:00.000000'")


def test_an_overlap_is_refused_inside_a_concurrent_transaction(
    database: Database, clinic: Clinic
) -> None:
    inside, refused = threading.Event(), []

    def book_the_same_chair() -> None:
        inside.wait()
        try:
            store(database, *added(clinic.visit(NINE + timedelta(minutes=30))))
        except OverlapRefusedError as error:
            refused.append(error)

    thread = threading.Thread(target=book_the_same_chair)
    thread.start()
    with database.write() as work:
        work.apply(ChangeSet("test", added(clinic.visit(NINE))), STAMP)
        inside.set()
    thread.join()
    assert len(refused) == 1


@pytest.mark.parametrize(
    "times",
    [
        ("2026-11-24T09:30:00", "2026-11-24T11:30:00", "2026-11-24T11:40:00"),
        ("2026-11-24 9:30", "2026-11-24 9:50", "2026-11-24 9:55"),
        ("2026-11-24 99:30:00.000000", "2026-11-24 99:40:00.000000", "2026-11-24 99:50:00.000000"),
        (1, 2, 3),
    ],
)
def test_raw_sql_cannot_write_times_in_another_way_to_get_past_the_guard(
    database: Database, clinic: Clinic, times: tuple[object, ...]
) -> None:
    store(database, *added(clinic.visit(NINE), clinic.visit(NINE + timedelta(hours=5))))
    with (
        closing(sqlite3.connect(database.path)) as other,
        pytest.raises(sqlite3.IntegrityError, match="a time must be written as"),
    ):
        other.execute('UPDATE appointment SET start = ?, "end" = ?, held_until = ?', times)


@pytest.mark.parametrize("verb", ["REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL"])
def test_no_kind_of_insert_gets_past_the_guard(
    database: Database, clinic: Clinic, verb: str
) -> None:
    store(database, *added(clinic.visit(NINE)))
    with closing(sqlite3.connect(database.path)) as other:
        names = [row[1] for row in other.execute("PRAGMA table_info(appointment)")]
        kept = ", ".join(f'"{name}"' for name in names if name != "id")
        with pytest.raises(sqlite3.IntegrityError, match="chair overlap"):
            other.execute(
                f"{verb} INTO appointment (id, {kept}) SELECT 'another', {kept} FROM appointment"
            )


def test_a_cancelled_visit_cannot_come_back_into_a_chair_that_was_given_away(
    database: Database, clinic: Clinic
) -> None:
    gone = clinic.visit(NINE, status=Status.CANCELLED)
    store(database, *added(gone, clinic.visit(NINE)))
    with pytest.raises(StaleRecordError, match="the chair is taken at that time"):
        store(database, *changed(gone, gone.model_copy(update={"status": Status.BOOKED})))


@pytest.mark.parametrize(("hours", "is_taken"), [(24, False), (23, True)])
def test_a_visit_of_a_whole_day_is_seen_by_the_guard(
    database: Database, clinic: Clinic, hours: int, is_taken: bool
) -> None:
    day = {"end": NINE, "held_until": NINE}
    store(database, *added(clinic.visit(NINE - timedelta(days=1)).model_copy(update=day)))
    later = clinic.visit(NINE + timedelta(hours=hours - 24))
    if is_taken:
        with pytest.raises(OverlapRefusedError):
            store(database, *added(later))
    else:
        store(database, *added(later))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'nobody'",
        "UPDATE OR REPLACE audit_entry SET number = 1",
        "DELETE FROM audit_entry",
        "REPLACE INTO audit_entry SELECT number, at_utc, 'nobody', '', '', '[]' FROM audit_entry",
        "INSERT INTO audit_entry SELECT number, at_utc, '', '', '', '' FROM audit_entry WHERE true "
        "ON CONFLICT (number) DO UPDATE SET actor = 'nobody'",
        "DELETE FROM audit_subject",
        "REPLACE INTO audit_subject SELECT * FROM audit_subject",
    ],
)
def test_the_audit_trail_refuses_changes(
    database: Database, clinic: Clinic, statement: str
) -> None:
    with (
        closing(sqlite3.connect(database.path)) as other,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        other.execute(statement)
