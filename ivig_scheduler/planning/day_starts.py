"""The times at which a visit may start on a day, the wanted one first."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.day_minutes import DAY_MINUTES
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Plan
from ivig_scheduler.domain.recurrence import has_clock_change
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.domain.visit_plans import stay_of

_A_MINUTE = timedelta(minutes=1)


class DayStarts:
    """The starts of a site's grid while it is open, not before `earliest`.

    `wanted` is the time they are to be near; where it is None, that is opening.
    """

    def __init__(self, facts: ClinicFacts, earliest: datetime | None, wanted: time | None) -> None:
        self._facts = facts
        self._earliest = earliest
        self._wanted = wanted
        self._grid = facts.settings.whole("calendar.grid")
        self._chairs: tuple[UUID, ...] = tuple(chair.id for chair in facts.chairs)
        self._needs_hours = facts.settings.severity("opening_hours") is Severity.BLOCK
        self._hours: dict[date, tuple[datetime, datetime] | None] = {}

    def hours(self, day: date) -> tuple[datetime, datetime] | None:
        """Return when the site opens and closes on a day, or None where it is closed."""
        if day not in self._hours:
            self._hours[day] = self._facts.calendar.open_hours(day)
        return self._hours[day]

    def may_be_open(self, day: date) -> bool:
        """Return whether the site is open on a day, or its policy lets visits stand on any."""
        return not self._needs_hours or self.hours(day) is not None

    def changes_clock(self, day: date) -> bool:
        """Return whether minutes of a day may not be those of the wall clock."""
        return has_clock_change(day, self._facts.zone)

    def minutes_off(self, start: datetime) -> int:
        """Return how far a start is from the wanted time; on a closed day not at all."""
        hours = self.hours(start.date())
        if hours is None:
            return 0
        wanted = datetime.combine(start.date(), self._wanted) if self._wanted else hours[0]
        return int(abs(start - wanted) / _A_MINUTE)

    def of(self, day: date, plan: Plan, asked: time | None) -> Iterator[datetime]:
        """Give the starts to try, the wanted one first; on a closed day one, for its reasons.

        `asked` is the one time a person asked for.
        """
        earliest = self._earliest
        for start in self._all(day, plan, asked):
            if earliest is None or start >= earliest:
                yield start

    def _all(self, day: date, plan: Plan, asked: time | None) -> Iterable[datetime]:
        if asked is not None:
            return [datetime.combine(day, asked)]
        hours = self.hours(day)
        if hours is None:
            return [datetime.combine(day, self._wanted or self._facts.calendar.span()[0])]
        starts = self._on_grid(*hours, plan)
        if self._wanted is None:
            return starts
        nearest = datetime.combine(day, self._wanted)
        return sorted(starts, key=lambda start: (abs(start - nearest), start))

    def soonest(self, day: date, minutes_off: int) -> datetime | None:
        """Return the soonest start that is so far from the wanted time, which is opening.

        None where another time is wanted or the site is closed: a soonest one would say nothing.
        """
        hours = self.hours(day)
        if hours is None or self._wanted is not None:
            return None
        return hours[0] + timedelta(minutes=minutes_off)

    def least_minutes_off(self, day: date, plan: Plan) -> int | None:
        """Return what no start of a day is nearer to the wanted time than; None where none is.

        Only who holds which chair and the opening hours are looked at: a start that they leave may
        still be forbidden by a rule.
        """
        hours = self.hours(day)
        if hours is None:
            return None if self._needs_hours else 0
        wanted = datetime.combine(day, self._wanted) if self._wanted else hours[0]
        if self.changes_clock(day) or wanted.second or hours[0].second:
            return 0
        return self._least_off(hours, plan, wanted)

    def _least_off(
        self, hours: tuple[datetime, datetime], plan: Plan, wanted: datetime
    ) -> int | None:
        """Return how near the nearest step of the grid is that lies in a gap, in minutes."""
        day, opens, closes = wanted.date(), _minute_of(hours[0]), _minute_of(hours[1])
        grid, length = self._grid, plan.booked_minutes + plan.turnover_minutes
        last = max((closes - opens - plan.booked_minutes) // grid, 0)
        first = self._first_step(day, opens)
        sought = _minute_of(wanted)
        nearest = round((sought - opens) / grid)
        best: int | None = None
        gaps = self._facts.occupancy.gaps(day, self._chairs, hours)
        for _, begins, ends, _ in gaps.with_room(plan.booked_minutes, length):
            low = max(first, -((opens - begins) // grid))
            high = min(last, (ends - length - opens) // grid)
            if low <= high:
                off = abs(opens + min(max(nearest, low), high) * grid - sought)
                if best is None or off < best:
                    best = off
                if not off:
                    break
        return best

    def _first_step(self, day: date, opens: int) -> int:
        """Return the first step of the grid that is not past."""
        if self._earliest is None or day > self._earliest.date():
            return 0
        if day < self._earliest.date():
            return DAY_MINUTES
        begun = 1 if self._earliest.second or self._earliest.microsecond else 0
        return max(0, -((opens - _minute_of(self._earliest) - begun) // self._grid))

    def _on_grid(self, opens: datetime, closes: datetime, plan: Plan) -> Iterable[datetime]:
        """Return the starts from which a visit ends by closing, at least opening."""
        grid = timedelta(minutes=self._grid)
        room = closes - timedelta(minutes=plan.booked_minutes) - opens
        if not self.changes_clock(opens.date()):
            return (opens + step * grid for step in range(max(room // grid, 0) + 1))
        starts = (opens + step * grid for step in range((closes - opens) // grid))
        zone = self._facts.zone
        return [each for each in starts if stay_of(plan, each, zone)[0] <= closes] or [opens]


def _minute_of(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute
