"""When the chairs are free on one day: gaps between stays, in minutes from midnight."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from uuid import UUID

from ivig_scheduler.domain.day_minutes import DAY_MINUTES

#: The minutes in which a chair is held, or the site is open: from, to (half-open).
MinuteSpan = tuple[int, int]
#: What lies beyond midnight is not looked at: a gap to the end of the day has room for any visit.
_BEYOND = 2 * DAY_MINUTES
_ALL_DAY = (0, _BEYOND)
_NIGHT = (_BEYOND, _BEYOND)


#: A time in which a chair is free: the minutes of it in which the site is open, from and to
#: (half-open), and the chair's place. A plain tuple: a long calendar has very many.
Gap = tuple[int, int, int, int]


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
        self._rows = [taken.get(chair, ()) for chair in chairs]
        self._hours = hours or _ALL_DAY
        self._gaps = _gaps_of(self._rows, *self._hours)
        self._gaps.sort(reverse=True)

    def with_room(self, present: int, held: int) -> Iterator[Gap]:
        """Give the gaps for a visit of so many minutes that holds the chair a little longer.

        Its patient is there while the site is open, if the site is open long enough at all.
        """
        opens, closes = self._hours
        needed = min(present, closes - opens)
        for gap in self._gaps:
            open_minutes, begins, ends, _ = gap
            if open_minutes < needed:
                return
            if ends - begins >= held:
                yield gap

    def around(self, begins: int, ends: int) -> dict[int, Gap]:
        """Return the gaps of the chairs that are free all of [begins, ends), in order of chairs."""
        opens, closes = self._hours
        needed = min(ends, closes) - max(begins, opens)
        gaps: Iterable[Gap]
        if needed > 0:
            gaps = takewhile(lambda gap: gap[0] >= needed, self._gaps)
        else:
            gaps = _gaps_of(self._rows, *_ALL_DAY)
        return dict(sorted((gap[3], gap) for gap in gaps if gap[1] <= begins and gap[2] >= ends))

    def starts(self, present: int, held: int) -> int:
        """Return, as bits, the minutes from which some chair has room, see `with_room`."""
        bits = 0
        for _, begins, ends, _ in self.with_room(present, held):
            bits |= ((1 << ends - begins - held + 1) - 1) << begins
        return bits & ((1 << DAY_MINUTES) - 1)


def _gaps_of(rows: Sequence[Sequence[MinuteSpan]], opens: int, closes: int) -> list[Gap]:
    """Return the gaps of each row of a chair's taken minutes that have open minutes."""
    gaps = []
    for place, taken in enumerate(rows):
        free_from = 0
        for begins, ends in (*taken, _NIGHT):
            if free_from < begins and free_from < closes and begins > opens:
                # Said without min and max: there are very many gaps in a long calendar.
                since = free_from if free_from > opens else opens
                until = begins if begins < closes else closes
                gaps.append((until - since, free_from, begins, place))
            free_from = max(free_from, ends)
    return gaps
