"""What a service did: a label and every record before and after; undo is the inverse."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from ivig_scheduler.domain.records import Record


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; None before means it is new, None after that it goes."""

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """The record as it is after the change, or as it was where it goes."""
        record = self.after or self.before
        if record is None:
            raise ValueError("a change needs a record before or after it")
        return record

    @property
    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.after, self.before)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Everything one act changes, in an order in which it can be written.

    `label` names the act for the undo menu and the audit trail, without naming a patient.
    `subjects` are the ids of further records that the act concerned and did not change, such as the
    patients on a sheet that was printed.
    """

    label: str
    changes: tuple[Change, ...] = field(default=())
    subjects: tuple[UUID, ...] = field(default=())

    @property
    def inverse(self) -> "ChangeSet":
        """The act that takes this one back."""
        return ChangeSet(self.label, tuple(change.inverse for change in reversed(self.changes)))

    def touches(self, kind: type[Record]) -> bool:
        """Return whether a record of that kind changes."""
        return any(isinstance(change.record, kind) for change in self.changes)


def merged(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes with each record once, from its first state to its last."""
    first: dict[UUID, Change] = {}
    for change in changes:
        known = first.get(change.record.id)
        first[change.record.id] = Change(known.before if known else change.before, change.after)
    return tuple(each for each in first.values() if each.before != each.after)


def added(*records: Record) -> tuple[Change, ...]:
    """Return the changes that add new records."""
    return tuple(Change(None, record) for record in records)


def changed(before: Record, after: Record) -> tuple[Change, ...]:
    """Return the change between two states of a record; nothing where they are equal."""
    return () if before == after else (Change(before, after),)


def removed(records: Iterable[Record]) -> tuple[Change, ...]:
    """Return the changes that take records away."""
    return tuple(Change(record, None) for record in records)
