"""The words by which a patient is found."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from ivig_scheduler.domain.changes import Change, ChangeSet, added, changed, removed
from ivig_scheduler.domain.records import Patient
from ivig_scheduler.domain.terms import Sex
from ivig_scheduler.storage import patient_words as w
from ivig_scheduler.storage.database import Database, open_database
from ivig_scheduler.storage.engine import make_engine, reading
from ivig_scheduler.storage.unit_of_work import Stamp

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
STAMP = Stamp(NOW, "tester", "desk")
PATIENT = Patient(
    number="MRN-00123",
    family_name="O'Brien-Müller",
    given_name="Zoë Ann",
    birth_date=date(1960, 2, 3),
    sex=Sex.FEMALE,
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "clinic.sqlite", NOW)
    yield opened
    opened.close()


def words_in(database: Database) -> set[tuple[int, str]]:
    engine = make_engine(database.path)
    with reading(engine) as connection:
        columns = w.PATIENT_WORD.c
        rows = connection.execute(sa.select(columns.part, columns.word)).all()
    engine.dispose()
    return {(part, word) for part, word in rows}


def test_words_come_from_every_part_of_names_and_number() -> None:
    assert w.words_of(PATIENT) == {
        (w.FAMILY, "o"),
        (w.FAMILY, "brien"),
        (w.FAMILY, "muller"),
        (w.FAMILY, "obrienmuller"),
        (w.GIVEN, "zoe"),
        (w.GIVEN, "ann"),
        (w.NUMBER, "mrn"),
        (w.NUMBER, "00123"),
        (w.NUMBER, "mrn00123"),
        (w.NUMBER, "123"),
    }


def test_words_follow_a_patient_who_is_added_changed_and_removed(database: Database) -> None:
    renamed = PATIENT.model_copy(update={"family_name": "Osei", "number": "9"})
    steps: tuple[tuple[tuple[Change, ...], set[tuple[int, str]]], ...] = (
        (added(PATIENT), set(w.words_of(PATIENT))),
        (changed(PATIENT, renamed), set(w.words_of(renamed))),
        (removed([renamed]), set()),
    )
    for changes, expected in steps:
        with database.write() as work:
            work.apply(ChangeSet("test", changes), STAMP)
        assert words_in(database) == expected


@pytest.mark.parametrize("words", [("osei",), ("osei", "ama"), ("a", "b", "c")])
def test_a_search_goes_through_the_index_and_never_through_all_patients(
    database: Database, words: tuple[str, ...]
) -> None:
    query = w._matching(w.FAMILY, words, 30)
    compiled = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    engine = make_engine(database.path)
    with reading(engine) as connection:
        steps = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")]
    engine.dispose()
    assert any("SEARCH led USING COVERING INDEX" in step for step in steps)
    assert not any("SCAN" in step or "TEMP B-TREE" in step for step in steps)
