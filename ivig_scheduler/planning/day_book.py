"""Who is where on one day, as the search asks for it: gaps to sit in, gaps left, people present."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from ivig_scheduler.domain.day_gaps import Gap
from ivig_scheduler.domain.day_minutes import DayMinutes
from ivig_scheduler.domain.facts import ClinicFacts


class DayBook:
    """One day of the calendar; minutes count from midnight, chairs by their place among the facts.

    `places` tells the place of each chair, in their order; `limited` are those that are out of
    service on the day, expected to be free later than booked, or in use for a time only, as
    `temporary` ones are.
    """

    def __init__(
        self,
        day: date,
        facts: ClinicFacts,
        places: Mapping[UUID, int],
        temporary: frozenset[int] = frozenset(),
    ) -> None:
        self.minutes = DayMinutes(day)
        self.limited = temporary.union(
            places[outage.chair_id]
            for outage in facts.outages
            if outage.chair_id in places
            and outage.starts < self.minutes.following
            and outage.ends > self.minutes.midnight
        ).union(_free_later(day, facts, places))
        hours = facts.calendar.open_hours(day)
        self.hours = self.minutes.span(*hours) if hours else None
        self._day = day
        self._facts = facts
        self._gaps = facts.occupancy.gaps(day, tuple(places), hours)
        self._around: dict[tuple[int, int], dict[int, Gap]] = {}

    def free_starts(self, present: int, held: int) -> int:
        """Return, as bits, the minutes from which some chair is free for so long that day.

        A patient who is there for `present` minutes is there while the site is open.
        """
        return self._gaps.starts(present, held)

    def free_chairs(self, begins: int, ends: int) -> Mapping[int, Gap]:
        """Return the chairs that are free all of [begins, ends), in order, each with its gap."""
        key = begins, ends
        if key not in self._around:
            self._around[key] = self._gaps.around(begins, ends)
        return self._around[key]

    def gap_left(self, place: int, begins: int, ends: int, shortest: int) -> int:
        """Return the minutes of gaps under `shortest` that a stay in a free chair makes.

        Gaps reach to the neighbours, to opening and to closing; a gap that was too short before
        the stay came is not counted again.
        """
        if self.hours is None:
            return 0
        _, before, after, _ = self.free_chairs(begins, ends)[place]
        opens, closes = self.hours
        free_from, free_to = max(before, opens), min(after, closes)
        made = _too_short(begins - free_from, shortest) + _too_short(free_to - ends, shortest)
        return max(0, made - _too_short(free_to - free_from, shortest))

    def crowd(self, start: datetime, end: datetime) -> int:
        """Return the most visits present at once in [start, end)."""
        starts, ends = self._present
        most = bisect_right(starts, start) - bisect_right(ends, start)
        for number in range(bisect_right(starts, start), bisect_left(starts, end)):
            most = max(most, number + 1 - bisect_right(ends, starts[number]))
        return most

    @cached_property
    def _present(self) -> tuple[Sequence[datetime], Sequence[datetime]]:
        return self._facts.occupancy.presence(self._day)


def _free_later(day: date, facts: ClinicFacts, places: Mapping[UUID, int]) -> list[int]:
    """Return the chairs that are expected to be free later than booked."""
    if not facts.expected:
        return []
    stays = facts.occupancy.starting_on(day)
    return [
        places[each.chair_id]
        for each in stays
        if each.id in facts.expected and each.chair_id in places
    ]


def _too_short(gap: int, shortest: int) -> int:
    return gap if 0 < gap < shortest else 0
