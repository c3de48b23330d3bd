"""Applying a ChangeSet inside one transaction: rechecked, written, and put on the audit trail."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ivig_scheduler.domain.changes import Change, ChangeSet
from ivig_scheduler.domain.errors import StaleRecordError
from ivig_scheduler.domain.records import Appointment, Patient, Record
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.storage.patient_words import write_words
from ivig_scheduler.storage.reader import Reader
from ivig_scheduler.storage.table_lookup import table_of

#: SQLite takes a limited number of values in one question.
RECHECKED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who acts, where and when (aware, UTC)."""

    at: datetime
    actor: str
    workstation: str


class UnitOfWork(Reader):
    """A transaction's reads and its writes; who opened it commits or rolls back."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")

    def apply(self, changes: ChangeSet, stamp: Stamp) -> None:
        """Write every change and one audit entry.

        Raises StaleRecordError where a record is not (any more) what the change starts from.
        """
        self._recheck_all(changes.changes)
        self._free_chairs(changes)
        for kind, run in groupby(changes.changes, key=_newcomer):
            if kind is None:
                for change in run:
                    self._write(change)
            else:
                self._add(kind, [change.record for change in run])
        self._write_down(changes, stamp)

    def _write_down(self, changes: ChangeSet, stamp: Stamp) -> None:
        """Put the act on the audit trail, under every record it touched."""
        from ivig_scheduler.storage.tables import AUDIT, AUDIT_SUBJECT  # noqa: PLC0415 - as table_of

        written = self._connection.execute(
            sa.insert(AUDIT).values(
                at_utc=stamp.at.astimezone(UTC).isoformat(),
                actor=stamp.actor,
                workstation=stamp.workstation,
                label=changes.label,
                changes=json.dumps([_as_json(change) for change in changes.changes]),
            )
        )
        number = written.inserted_primary_key[0] if written.inserted_primary_key else None
        changed = (change.record.id for change in changes.changes)
        touched = dict.fromkeys((*changed, *changes.subjects))
        if touched:
            rows = [{"record_id": record_id, "number": number} for record_id in touched]
            self._connection.execute(sa.insert(AUDIT_SUBJECT), rows)

    def _recheck_all(self, changes: Iterable[Change]) -> None:
        by_kind: dict[type[Record], list[Change]] = {}
        for change in changes:
            by_kind.setdefault(type(change.record), []).append(change)
        for kind, of_kind in by_kind.items():
            for first in range(0, len(of_kind), RECHECKED_AT_ONCE):
                some = of_kind[first : first + RECHECKED_AT_ONCE]
                found = self.some(kind, (change.record.id for change in some))
                for change in some:
                    self._recheck(change, found.get(change.record.id))

    def _recheck(self, change: Change, current: Record | None) -> None:
        record = change.record
        if current == change.before:
            return
        if current is None:
            raise StaleRecordError(f"the {record.kind} is not there any more: nothing was changed")
        if change.before is None:
            raise StaleRecordError(f"the {record.kind} is there already: nothing was changed")
        fields = ", ".join(_differing(current, change.before))
        raise StaleRecordError(
            f"the {record.kind} was changed meanwhile ({fields}): nothing was changed"
        )

    def _free_chairs(self, changes: ChangeSet) -> None:
        """Let go of the chairs of visits that move together, so that they can swap places."""
        moving = [
            change.before.id
            for change in changes.changes
            if isinstance(change.before, Appointment) and change.after is not None
        ]
        if len(moving) > 1:
            table = table_of(Appointment)
            self._connection.execute(
                sa.update(table).where(table.c.id.in_(moving)).values(status=Status.CANCELLED)
            )

    def _add(self, kind: type[Record], records: Sequence[Record]) -> None:
        rows = [{"version": 1, **_values(record)} for record in records]
        self._connection.execute(sa.insert(table_of(kind)), rows)
        for record in records:
            if isinstance(record, Patient):
                write_words(self._connection, None, record)

    def _write(self, change: Change) -> None:
        """Write a record that was there before."""
        record = change.record
        table = table_of(type(record))
        if isinstance(record, Patient) and change.after is None:
            write_words(self._connection, record, None)
        if change.after is None:
            self._connection.execute(sa.delete(table).where(table.c.id == record.id))
        else:
            self._connection.execute(
                sa.update(table)
                .where(table.c.id == record.id)
                .values(version=table.c.version + 1, **_values(record))
            )
        if isinstance(record, Patient) and change.after is not None:
            write_words(self._connection, _as_patient(change.before), record)


def _newcomer(change: Change) -> type[Record] | None:
    """Return the kind of a record that is new, or None for one that changes or goes."""
    return type(change.record) if change.before is None else None


def _values(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).model_fields}


def _as_patient(record: Record | None) -> Patient | None:
    return record if isinstance(record, Patient) else None


def _differing(one: Record, other: Record) -> list[str]:
    """Return the words for the fields in which two states of a record differ."""
    fields = type(one).model_fields
    names = [name for name in fields if getattr(one, name) != getattr(other, name)]
    return [name.removesuffix("_id").replace("_", " ") for name in names]


def _as_json(change: Change) -> dict[str, Any]:
    return {
        "kind": change.record.kind,
        "id": str(change.record.id),
        "before": change.before and change.before.model_dump(mode="json"),
        "after": change.after and change.after.model_dump(mode="json"),
    }
