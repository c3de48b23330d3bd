"""The audit trail tells every change and nothing else: what is there can be made from it alone."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.errors import RuleBrokenError, StaleRecordError
from ivig_scheduler.domain.terms import CancelReason
from ivig_scheduler.planning.series import Wish
from ivig_scheduler.services.appointments import cancel_appointment, move_appointment
from ivig_scheduler.services.courses.booking import book_course
from ivig_scheduler.services.dispatcher import Dispatcher
from ivig_scheduler.storage.database import open_database
from ivig_scheduler.storage.tables import TABLES
from tests.clinics import NOW, SmallClinic, make_small_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


def trail(clinic: SmallClinic) -> list[tuple[str, list[dict[str, Any]], set[str]]]:
    """Return label, changes and the ids of the records touched, of each act."""
    with closing(sqlite3.connect(clinic.database.path)) as connection:
        rows = connection.execute(
            "SELECT label, changes, (SELECT group_concat(record_id) FROM audit_subject AS s "
            "WHERE s.number = e.number) FROM audit_entry AS e ORDER BY number"
        )
        return [(label, json.loads(text), set(ids.split(","))) for label, text, ids in rows]


def check_trail(clinic: SmallClinic) -> None:
    made: dict[str, dict[str, Any]] = {}
    for _, changes, touched in trail(clinic):
        assert touched == {change["id"].replace("-", "") for change in changes}
        for change in changes:
            assert change["before"] == made.get(change["id"])
            made[change["id"]] = change["after"]
    there = {
        str(record.id): record.model_dump(mode="json")
        for kind in TABLES
        for record in clinic.read(lambda store, kind=kind: store.all(kind))  # type: ignore[misc]
    }
    assert {key: record for key, record in made.items() if record} == there


def test_what_is_there_can_be_made_from_the_audit_trail_alone(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, interval_days=42, cycles=3)
    visit = clinic.visits(course)[0]
    later = visit.start + timedelta(days=2)
    clinic.run(lambda work: move_appointment(work, visit, clinic.chairs[1].id, later))
    moved = clinic.visit(visit)
    clinic.run(lambda work: cancel_appointment(work, moved, CancelReason.OTHER, "snow"))
    for step in (*[clinic.dispatcher.undo] * 3, *[clinic.dispatcher.redo] * 3):
        step()
        check_trail(clinic)
    labels = [label.partition(":")[0] for label, _, _ in trail(clinic)]
    assert labels[-6:] == ["Undo"] * 3 + ["Redo"] * 3


def test_what_is_refused_leaves_no_trace_in_the_audit_trail(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=1)
    visit = clinic.visits(course)[0]
    before, long_ago = len(trail(clinic)), visit.start - timedelta(days=365)
    draft = clinic.draft(clinic.osei)
    with pytest.raises(RuleBrokenError):
        clinic.run(lambda work: book_course(work, draft, ()))
    with pytest.raises(RuleBrokenError):
        clinic.run(lambda work: move_appointment(work, visit, visit.chair_id, long_ago))
    clinic.run(lambda _work: ChangeSet("nothing"))
    assert len(trail(clinic)) == before


def test_two_programs_on_one_file_never_undo_what_the_other_did_since(clinic: SmallClinic) -> None:
    database = open_database(clinic.database.path, NOW)
    other = Dispatcher(database, clinic.clock, "somebody", "other desk")
    visit = clinic.visits(clinic.book_course(clinic.osei))[0]
    clinic.run(lambda work: cancel_appointment(work, visit, CancelReason.COVER))
    draft = clinic.draft(clinic.brandt)
    there = Wish(visit.start.date(), visit.start.time(), visit.chair_id)
    cycles = clinic.plan(draft, {(1, 1): there}).cycles
    assert cycles[0].visits[0].start == visit.start
    other.run(lambda work: book_course(work, draft, cycles))
    with pytest.raises(StaleRecordError, match="cannot undo: the chair is taken at that time"):
        clinic.dispatcher.undo()
    other.undo()
    clinic.dispatcher.undo()
    assert clinic.visit(visit) == visit
    with pytest.raises(StaleRecordError, match="cannot redo: the chair is taken at that time"):
        other.redo()
    check_trail(clinic)
    database.close()
