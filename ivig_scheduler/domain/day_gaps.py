"""When the chairs are free on one day: gaps between stays, in minutes from midnight."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from ivig_scheduler.domain.day_minutes import DAY_MINUTES

#: The minutes in which a chair is held, or the site is open: from, to (half-open).
MinuteSpan = tuple[int, int]
#: What lies beyond midnight is not looked at: a gap to the end of the day has room for any visit.
_BEYOND = 2 * DAY_MINUTES


class Gap(NamedTuple):
    """A time in which a chair is free, half-open; chairs are told by their place.

    `open_minutes` are those of it in which the site is open; not above 0 where it is closed.
    """

    open_minutes: int
    begins: int
    ends: int
    place: int


class DayGaps:
    """All gaps of some chairs on a day, those with the most open minutes first.

    `taken` has the minutes in which each chair is held, in order of time; other chairs are free.
    Without `hours` all the day counts as open.
    """

    def __init__(
        self,
        taken: Mapping[UUID, Sequence[MinuteSpan]],
        chairs: Sequence[UUID],
        hours: MinuteSpan | None = None,
    ) -> None:
        opens, closes = hours or (0, _BEYOND)
        gaps = [
            Gap(min(ends, closes) - max(begins, opens), begins, ends, place)
            for place, chair in enumerate(chairs)
            for begins, ends in _between(taken.get(chair, ()))
        ]
        self._open_minutes = closes - opens
        self._gaps = sorted(gaps, reverse=True)

    def with_room(self, present: int, held: int) -> Iterator[Gap]:
        """Give the gaps for a visit of so many minutes that holds the chair a little longer.

        Its patient is there while the site is open, if the site is open long enough at all.
        """
        needed = min(present, self._open_minutes)
        for gap in self._gaps:
            if gap.open_minutes < needed:
                return
            if gap.ends - gap.begins >= held:
                yield gap

    def around(self, begins: int, ends: int) -> dict[int, Gap]:
        """Return the gaps of the chairs that are free all of [begins, ends), in order of chairs."""
        found = [gap for gap in self._gaps if gap.begins <= begins and gap.ends >= ends]
        return {gap.place: gap for gap in sorted(found, key=_by_place)}

    def starts(self, present: int, held: int) -> int:
        """Return, as bits, the minutes from which some chair has room, see `with_room`."""
        bits = 0
        for gap in self.with_room(present, held):
            bits |= ((1 << gap.ends - gap.begins - held + 1) - 1) << gap.begins
        return bits & ((1 << DAY_MINUTES) - 1)


def _between(taken: Sequence[MinuteSpan]) -> Iterator[MinuteSpan]:
    """Give the times between those taken, which are in order; the last one goes beyond midnight."""
    free_from = 0
    for begins, ends in taken:
        if begins > free_from:
            yield free_from, begins
        free_from = max(free_from, ends)
    if free_from < DAY_MINUTES:
        yield free_from, _BEYOND


def _by_place(gap: Gap) -> int:
    return gap.place
