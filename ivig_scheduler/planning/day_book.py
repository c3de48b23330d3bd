"""Who is where on one day, as the search asks for it: minutes taken, gaps left, people present."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

from ivig_scheduler.domain.day_minutes import DAY_MINUTES, DayMinutes, free_starts
from ivig_scheduler.domain.facts import ClinicFacts


class DayBook:
    """One day of the calendar; minutes count from midnight, chairs by their place among the facts.

    The minutes in which a chair is taken are the bits of a whole number.
    """

    def __init__(self, day: date, facts: ClinicFacts, places: Mapping[UUID | None, int]) -> None:
        self.minutes = DayMinutes(day)
        held = facts.occupancy.minutes_taken(day)
        self.taken = [held.get(chair.id, 0) for chair in facts.chairs]
        self.limited = frozenset(self._find_limited(facts, places))
        hours = facts.calendar.open_hours(day)
        self.hours = (self.minutes.first(hours[0]), self.minutes.last(hours[1])) if hours else None
        #: As bits; on a closed day a visit could only be at any time, if at all.
        self.open_minutes = -1 if hours is None else self.minutes.span(*hours)
        self._day = day
        self._occupancy = facts.occupancy
        self._free: dict[int, int] = {}
        self._present: tuple[list[datetime], list[datetime]] | None = None

    def _find_limited(self, facts: ClinicFacts, places: Mapping[UUID | None, int]) -> Iterator[int]:
        """Give the chairs that are out of service on the day, or in use for a time only."""
        for place, chair in enumerate(facts.chairs):
            if chair.in_use_from is not None or chair.in_use_to is not None:
                yield place
        for outage in facts.outages:
            touches = outage.starts < self.minutes.following and outage.ends > self.minutes.midnight
            if touches and outage.chair_id in places:
                yield places[outage.chair_id]

    def has_free(self, start: int, minutes: int) -> bool:
        """Return whether some chair is free for so many minutes from a minute on."""
        span = ((1 << minutes) - 1) << start
        return any(not taken & span for taken in self.taken)

    def free_starts(self, minutes: int) -> int:
        """Return, as bits, the minutes from which some chair is free for so long that day."""
        if minutes not in self._free:
            self._free[minutes] = free_starts(self.taken, minutes)
        return self._free[minutes]

    def gap_left(self, place: int, begins: int, ends: int, shortest: int) -> int:
        """Return the minutes of gaps under `shortest` that a stay in a chair makes.

        Gaps reach to the neighbours, to opening and to closing; a gap that was too short before
        the stay came is not counted again.
        """
        if self.hours is None:
            return 0
        taken, (opens, closes) = self.taken[place], self.hours
        before = (taken & ((1 << begins) - 1)).bit_length()
        later = taken >> ends
        after = ends + (later & -later).bit_length() - 1 if later else DAY_MINUTES
        free_from, free_to = max(before, opens), min(after, closes)
        made = _too_short(begins - free_from, shortest) + _too_short(free_to - ends, shortest)
        return max(0, made - _too_short(free_to - free_from, shortest))

    def crowd(self, start: datetime, end: datetime) -> int:
        """Return the most visits present at once in [start, end)."""
        if self._present is None:
            self._present = self._occupancy.presence(self._day)
        starts, ends = self._present
        most = bisect_right(starts, start) - bisect_right(ends, start)
        for number in range(bisect_right(starts, start), bisect_left(starts, end)):
            most = max(most, number + 1 - bisect_right(ends, starts[number]))
        return most


def _too_short(gap: int, shortest: int) -> int:
    return gap if 0 < gap < shortest else 0
