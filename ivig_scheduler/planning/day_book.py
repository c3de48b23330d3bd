"""Who is where on one day, as the search asks for it: minutes taken, gaps left, people present."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.occupancy import Stay

_DAY_MINUTES = 24 * 60


class DayBook:
    """One day of the calendar; minutes count from midnight, chairs by their place among the facts.

    The minutes in which a chair is taken are the bits of a whole number.
    """

    def __init__(self, day: date, facts: ClinicFacts, places: Mapping[object, int]) -> None:
        self.midnight = datetime.combine(day, time())
        self._next = self.midnight + timedelta(days=1)
        stays = facts.occupancy.between(self.midnight, self._next - datetime.resolution)
        self.taken = self._taken_by(stays, len(facts.chairs), places)
        self._stays = stays
        self._free: dict[int, int] = {}
        self._present: tuple[list[datetime], list[datetime]] | None = None
        self.limited = frozenset(self._find_limited(facts, places))
        hours = facts.calendar.open_hours(day)
        self.hours = (self.minute(hours[0]), self.last_minute(hours[1])) if hours else None

    def _taken_by(self, stays: list[Stay], chairs: int, places: Mapping[object, int]) -> list[int]:
        """Return the minutes taken in each chair, as `span` tells them; it is the busiest loop."""
        midnight, following = self.midnight, self._next
        taken = [0] * (chairs + 1)
        for each in stays:
            start, end = each.start, each.held_until
            if start < midnight or end >= following or end.second or end.microsecond:
                taken[places.get(each.chair_id, chairs)] |= self.span(start, end)
            else:
                taken[places.get(each.chair_id, chairs)] |= (1 << end.hour * 60 + end.minute) - (
                    1 << start.hour * 60 + start.minute
                )
        return taken[:chairs]

    def _find_limited(self, facts: ClinicFacts, places: Mapping[object, int]) -> Iterator[int]:
        """Give the chairs that are out of service on the day, or in use for a time only."""
        for place, chair in enumerate(facts.chairs):
            if chair.in_use_from is not None or chair.in_use_to is not None:
                yield place
        for outage in facts.outages:
            touches = outage.starts < self._next and outage.ends > self.midnight
            if touches and outage.chair_id in places:
                yield places[outage.chair_id]

    def minute(self, moment: datetime) -> int:
        """Return the minute of the day in which a moment is, within the day."""
        if moment < self.midnight:
            return 0
        return _DAY_MINUTES if moment >= self._next else moment.hour * 60 + moment.minute

    def last_minute(self, moment: datetime) -> int:
        """Return the first minute that begins no sooner than a moment, within the day."""
        if moment >= self._next:
            return _DAY_MINUTES
        begun = 1 if moment.second or moment.microsecond else 0
        return moment.hour * 60 + moment.minute + begun

    def span(self, start: datetime, end: datetime) -> int:
        """Return the minutes of [start, end), which reaches into the day, as bits."""
        return (1 << self.last_minute(end)) - (1 << self.minute(start))

    def free_starts(self, minutes: int) -> int:
        """Return, as bits, the minutes from which some chair is free for so long that day."""
        if minutes not in self._free:
            blocked = -1
            for taken in self.taken:
                blocked &= _smeared(taken, minutes)
            self._free[minutes] = ~blocked
        return self._free[minutes]

    def gap_left(self, place: int, start: datetime, end: datetime, shortest: int) -> int:
        """Return the minutes of gaps under `shortest` that a stay in a chair makes.

        Gaps reach to the neighbours, to opening and to closing; a gap that was too short before
        the stay came is not counted again.
        """
        if self.hours is None:
            return 0
        taken, (opens, closes) = self.taken[place], self.hours
        begins, ends = self.minute(start), self.last_minute(end)
        before = (taken & ((1 << begins) - 1)).bit_length()
        later = taken >> ends
        after = ends + (later & -later).bit_length() - 1 if later else _DAY_MINUTES
        free_from, free_to = max(before, opens), min(after, closes)
        made = _too_short(begins - free_from, shortest) + _too_short(free_to - ends, shortest)
        return max(0, made - _too_short(free_to - free_from, shortest))

    def crowd(self, start: datetime, end: datetime) -> int:
        """Return the most visits present at once in [start, end)."""
        if self._present is None:
            self._present = _sorted_ends(self._stays)
        starts, ends = self._present
        most = bisect_right(starts, start) - bisect_right(ends, start)
        for number in range(bisect_right(starts, start), bisect_left(starts, end)):
            most = max(most, number + 1 - bisect_right(ends, starts[number]))
        return most


def _smeared(taken: int, minutes: int) -> int:
    """Return the starts from which one of the next `minutes` is taken."""
    blocked, reach = taken, 1
    while reach < minutes:
        step = min(reach, minutes - reach)
        blocked |= blocked >> step
        reach += step
    return blocked


def _too_short(gap: int, shortest: int) -> int:
    return gap if 0 < gap < shortest else 0


def _sorted_ends(stays: list[Stay]) -> tuple[list[datetime], list[datetime]]:
    return sorted(each.start for each in stays), sorted(each.end for each in stays)
