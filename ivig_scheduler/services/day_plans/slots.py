"""The grid of a day: local moments as counted slots, and back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

Span = tuple[datetime, datetime]
SlotSpan = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DaySlots:
    """`count` slots of `grid` minutes from the local moment `origin` on."""

    origin: datetime
    grid: int
    count: int

    @classmethod
    def covering(cls, spans: Iterable[Span], grid: int) -> "DaySlots":
        """Return the slots, counted on the grid from midnight, that hold all the spans."""
        found = tuple(spans)
        first = min(start for start, _ in found)
        last = max(end for _, end in found)
        midnight = datetime.combine(first.date(), time())
        step = timedelta(minutes=grid)
        origin = midnight + (first - midnight) // step * step
        return cls(origin, grid, -((origin - last) // step))

    def floor(self, moment: datetime) -> int:
        """Return the slot a moment lies in; before the first it is negative."""
        return (moment - self.origin) // timedelta(minutes=self.grid)

    def ceil(self, moment: datetime) -> int:
        """Return the first slot that begins at a moment or after it."""
        return -((self.origin - moment) // timedelta(minutes=self.grid))

    def moment(self, slot: int) -> datetime:
        """Return when a slot begins."""
        return self.origin + timedelta(minutes=self.grid * slot)

    def slots_of(self, minutes: int) -> int:
        """Return how many slots minutes take, the last one begun counted whole."""
        return -(-minutes // self.grid)

    def around(self, start: datetime, end: datetime) -> SlotSpan:
        """Return the slots that [start, end) touches, cut to the day; empty outside it."""
        first, last = max(self.floor(start), 0), min(self.ceil(end), self.count)
        return first, max(last, first)

    def within(self, start: datetime, end: datetime) -> SlotSpan:
        """Return the slots that lie wholly in [start, end), cut to the day; maybe none."""
        first, last = max(self.ceil(start), 0), min(self.floor(end), self.count)
        return first, max(last, first)


def merged(spans: Iterable[SlotSpan]) -> tuple[SlotSpan, ...]:
    """Return spans of slots in order, those that meet or overlap made one, empty ones left out."""
    found: list[SlotSpan] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def without(spans: Iterable[SlotSpan], holes: Iterable[SlotSpan]) -> tuple[SlotSpan, ...]:
    """Return what is left of spans of slots without those of `holes`."""
    left = merged(spans)
    for hole_start, hole_end in merged(holes):
        left = merged(
            piece
            for start, end in left
            for piece in ((start, min(end, hole_start)), (max(start, hole_end), end))
        )
    return left
