"""Opening a database file: whatever lies there, it is understood or left as it was."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy.engine import Connection

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.changes import ChangeSet, added
from ivig_scheduler.domain.errors import StaleRecordError
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.storage import database as storage
from ivig_scheduler.storage.database import back_up, open_database
from ivig_scheduler.storage.engine import make_engine, rebuilding
from ivig_scheduler.storage.errors import NewerDatabaseError, StorageError
from ivig_scheduler.storage.guards import APPOINTMENT_TRIGGERS, TRIGGERS
from ivig_scheduler.storage.migrate import upgrade
from ivig_scheduler.storage.unit_of_work import Stamp

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
NINE, TEN = datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 10)  # noqa: DTZ001
CHAIR = r.Chair(name="Chair 1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a database with one chair."""
    made = tmp_path / "clinic.sqlite"
    database = open_database(made, NOW)
    with database.write() as work:
        work.apply(ChangeSet("given", added(CHAIR)), Stamp(NOW, "tester", "desk"))
    database.close()
    return made


def refused(path: Path) -> str:
    """Open a file that must be refused; return what is said, the folder being as it was."""
    before = {each: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    with pytest.raises(StorageError) as caught:
        open_database(path, NOW)
    after = {each: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    assert after == before
    return str(caught.value)


def chairs(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM chair")]


def test_an_empty_file_becomes_a_new_database(tmp_path: Path) -> None:
    path = tmp_path / "clinic.sqlite"
    path.touch()
    database = open_database(path, NOW)
    assert database.is_new
    database.close()


def test_missing_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "of" / "the" / "clinic.sqlite"
    open_database(path, NOW).close()
    assert path.is_file()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear", "utf-8")
    with pytest.raises(StorageError, match="cannot be made"):
        open_database(tmp_path / "letter" / "clinic.sqlite", NOW)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert "choose another place" in refused(tmp_path)


def test_a_text_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "letter.sqlite"
    for length in (1, 400):
        path.write_text("Dear colleague, " * length, "utf-8")
        assert "not a database of this program" in refused(path)


def test_a_foreign_database_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE something (id INTEGER)")
    assert "not a database of this program" in refused(path)


def test_a_newer_database_is_left_as_it_was(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer version" in refused(path)
    with pytest.raises(NewerDatabaseError):
        open_database(path, NOW)


def test_every_guard_is_there_after_the_migrations(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
        assert {sql for (sql,) in found} == set(TRIGGERS)


def test_a_creation_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "clinic.sqlite"
    with monkeypatch.context() as broken:
        broken.setattr("ivig_scheduler.storage.guards.TRIGGERS", ("CREATE NONSENSE",))
        with pytest.raises(StorageError):
            open_database(path, NOW)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []
    database = open_database(path, NOW)
    assert database.is_new
    database.close()


def upgrade_by(monkeypatch: pytest.MonkeyPatch, migration: Callable[[Connection], None]) -> None:
    monkeypatch.setattr(storage, "SCHEMAS", (*storage.SCHEMAS, "9999"))
    monkeypatch.setattr("ivig_scheduler.storage.migrate.upgrade", migration)


def test_an_upgrade_that_fails_halfway_leaves_the_file_and_its_backup_as_they_were(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: Connection) -> None:
        connection.exec_driver_sql("UPDATE chair SET name = 'Changed'")
        connection.exec_driver_sql("ALTER TABLE chair ADD COLUMN colour TEXT")
        connection.exec_driver_sql("ALTER TABLE nothing ADD COLUMN colour TEXT")

    upgrade_by(monkeypatch, fail)
    with pytest.raises(StorageError):
        open_database(path, NOW)
    backup = path.with_name("clinic-before-upgrade-20261124-090000.bak")
    assert chairs(path) == chairs(backup) == ["Chair 1"]
    assert {each.suffix for each in path.parent.iterdir()} == {".sqlite", ".bak"}


def test_an_upgrade_may_take_a_table_apart_that_others_refer_to(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rebuild(connection: Connection) -> None:
        for statement in (
            "CREATE TABLE other (id CHAR(32) PRIMARY KEY, name TEXT)",
            "INSERT INTO other SELECT id, name FROM chair",
            "DROP TABLE chair",
            "ALTER TABLE other RENAME TO chair",
        ):
            connection.exec_driver_sql(statement)

    with closing(sqlite3.connect(path)) as other, other:
        other.execute(
            "INSERT INTO chair_outage (id, chair_id, starts, ends, reason, version) "
            "SELECT id, id, '2026-11-24', '2026-11-25', 'repair', 1 FROM chair"
        )
    upgrade_by(monkeypatch, rebuild)
    database = open_database(path, NOW)
    homeless = r.ChairOutage(chair_id=uuid4(), starts=NINE, ends=TEN, reason="repair")
    with pytest.raises(StaleRecordError), database.write() as work:
        work.apply(ChangeSet("x", added(homeless)), Stamp(NOW, "tester", "desk"))
    database.close()
    assert chairs(path) == ["Chair 1"]


def test_an_upgrade_that_loses_what_others_refer_to_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(
            "INSERT INTO chair_outage (id, chair_id, starts, ends, reason, version) "
            "SELECT id, id, '2026-11-24', '2026-11-25', 'repair', 1 FROM chair"
        )
    upgrade_by(monkeypatch, lambda connection: lose(connection, "chair"))
    with pytest.raises(StorageError, match="nothing was changed"):
        open_database(path, NOW)
    assert chairs(path) == ["Chair 1"]


def lose(connection: Connection, table: str) -> None:
    connection.exec_driver_sql(f"DELETE FROM {table}")


def test_an_older_clinic_is_brought_to_the_schema_of_this_version(path: Path) -> None:
    old = path.with_name("old.sqlite")
    make_first_schema(old)
    with closing(sqlite3.connect(old)) as other, other:
        other.execute(
            "INSERT INTO chair (id, name, chair_type, features, position, version) "
            f"VALUES ('{CHAIR.id.hex}', 'Chair 1', 'Recliner', '[]', 0, 1)"
        )
        other.execute(
            "INSERT INTO chair_outage (id, chair_id, starts, ends, reason, version) VALUES "
            f"('{uuid4().hex}', '{CHAIR.id.hex}', '2026-11-24 09:00:00.000000', "
            "'2026-11-24 10:00:00.000000', 'repair', 1)"
        )
    database = open_database(old, NOW)
    with database.read() as reader:
        (outage,) = reader.all(r.ChairOutage)
    database.close()
    assert (outage.chair_id, outage.starts, outage.ends) == (CHAIR.id, NINE, TEN)
    assert (outage.every_days, outage.repeats_until, outage.except_days) == (None, None, ())


def test_a_visit_set_aside_frees_its_chair_in_an_older_clinic_too(path: Path) -> None:
    old = path.with_name("old.sqlite")
    make_first_schema(old)
    with closing(sqlite3.connect(old)) as other, other:
        for name, trigger in APPOINTMENT_TRIGGERS.items():
            other.execute(f"DROP TRIGGER {name}")
            other.execute(trigger.replace(f", '{Status.SET_ASIDE}'", ""))
    assert guards_that_know_it(old) == 0
    open_database(old, NOW).close()
    assert guards_that_know_it(old) == len(APPOINTMENT_TRIGGERS)


def guards_that_know_it(path: Path) -> int:
    """Return how many guards against a chair taken twice know a visit that is set aside."""
    asked = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND sql LIKE ?"
    with closing(sqlite3.connect(path)) as other:
        found = other.execute(asked, (f"%'{Status.SET_ASIDE}'%",)).fetchone()
    return int(found[0])


def make_first_schema(path: Path) -> None:
    engine = make_engine(path)
    with rebuilding(engine) as connection:
        upgrade(connection, "0001")
    engine.dispose()


def test_a_damaged_database_is_not_upgraded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("PRAGMA writable_schema=ON")
        other.execute("DELETE FROM sqlite_master WHERE name = 'ix_appointment_held'")
    upgrade_by(monkeypatch, lambda connection: lose(connection, "chair"))
    with pytest.raises(StorageError, match="damaged"):
        open_database(path, NOW)
    assert chairs(path) == ["Chair 1"]


def test_a_copy_is_whole_or_not_there(path: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter"
    letter.write_text("Dear colleague, " * 400, "utf-8")
    with pytest.raises(StorageError, match="not a database"):
        back_up(letter, tmp_path / "copy.sqlite")
    with pytest.raises(StorageError, match="choose another place"):
        back_up(path, tmp_path / "nowhere" / "copy.sqlite")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "x").touch()
    with pytest.raises(StorageError, match="cannot be written"):
        back_up(path, tmp_path / "taken")
    assert {each.name for each in tmp_path.iterdir()} == {"clinic.sqlite", "letter", "taken"}
