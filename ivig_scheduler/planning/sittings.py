"""Visits that hold chairs for a time, and the chairs they may sit in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Seat:
    """A chair with what it offers, and the half-open spans in which nobody new can sit in it."""

    chair_id: UUID
    features: frozenset[str] = frozenset()
    out: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Sitting:
    """A visit that holds a chair in [start, held_until), in whatever chair has what it needs.

    Without a `chair_id` it is to be let in, into one of the chairs `only_in` where that is given.
    A fixed one stays in its chair; so may every other one, whatever the chair has.
    """

    id: UUID
    start: datetime
    held_until: datetime
    chair_id: UUID | None = None
    needs: frozenset[str] = frozenset()
    is_fixed: bool = False
    only_in: frozenset[UUID] | None = None

    def overlaps(self, other: "Sitting") -> bool:
        """Return whether the two cannot have one chair."""
        return self.start < other.held_until and other.start < self.held_until

    def suits(self, seat: Seat) -> bool:
        """Return whether the visit could sit there if nobody else did."""
        if self.only_in is not None and seat.chair_id not in self.only_in:
            return False
        if not self.needs <= seat.features:
            return False
        return all(ends <= self.start or starts >= self.held_until for starts, ends in seat.out)


#: The chairs of the visits let in and of those that change chairs.
Seating = Mapping[UUID, UUID]
