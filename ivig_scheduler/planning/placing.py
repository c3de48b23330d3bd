"""Placing all visits of one cycle from a given day on, and why a day has no place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.recurrence import due_day_of
from ivig_scheduler.domain.visit_plans import ComputedVisit
from ivig_scheduler.domain.wording import show_day

#: The check that keeps visits in order and out of the past; no site can switch it off.
WRONG_DAY = "order_of_days"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for one visit, over what the search would choose."""

    day: date | None = None
    start: time | None = None
    chair_id: UUID | None = None


NO_WISH = Wish()


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A visit with its place, and what is to know about it."""

    day_of_cycle: int
    chair_id: UUID
    start: datetime
    end: datetime
    held_until: datetime
    computed: ComputedVisit
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True)
class CycleTerms:
    """The cycle to place: its due day, the days of it, and what a person asked for by day.

    `after` is the last day of the cycle before, `before` the first of the one after; visits stay
    strictly between them. `first_day` and `last_day` are the course's, inclusive; a wished day may
    be before the first.
    """

    due_day: date
    days: tuple[int, ...]
    wishes: Mapping[int, Wish] = field(default_factory=dict)
    after: date | None = None
    before: date | None = None
    first_day: date | None = None
    last_day: date | None = None

    @property
    def first_due(self) -> date:
        """The day on which the first of the days to place is due."""
        return due_day_of(self.due_day, self.days[0])

    @property
    def wished_day(self) -> date | None:
        """The day a person asked for the first of the days to place."""
        return self.wish(self.days[0]).day

    @property
    def is_plain(self) -> bool:
        """Whether the cycle has one day, for which nobody asked anything."""
        return not self.wishes and len(self.days) == 1

    def wish(self, day_of_cycle: int) -> Wish:
        """Return what a person asked for a day of the cycle."""
        return self.wishes.get(day_of_cycle, NO_WISH)

    def days_from(self, first: date) -> Iterator[tuple[int, date, bool]]:
        """Give each day to place with its date where the first is on `first`, the others after it.

        The last word is whether a person asked for that date, or for one before it in the cycle.
        """
        day, number, is_wished = first, self.days[0], False
        for day_of_cycle in self.days:
            wished = self.wish(day_of_cycle).day
            day = wished or day + timedelta(days=day_of_cycle - number)
            number, is_wished = day_of_cycle, is_wished or wished is not None
            yield day_of_cycle, day, is_wished

    def tell_wrong_day(
        self, day: date, before: date | None, today: date | None, *, is_wished: bool
    ) -> str:
        """Return why no visit may stand on a day, wherever there is room, or nothing.

        `before` is the day of the visit before it in this search, `today` the first day at all.
        """
        after = before or self.after
        if before is not None and self.after is not None:
            after = max(before, self.after)
        if today is not None and day < today:
            return f"{show_day(day)} is past"
        if after is not None and day <= after:
            return f"{show_day(day)} is not after the visit before it, {show_day(after)}"
        if self.before is not None and day >= self.before:
            return f"{show_day(day)} is not before the next cycle, {show_day(self.before)}"
        if self.first_day is not None and day < self.first_day and not is_wished:
            first = show_day(self.first_day)
            return f"{show_day(day)} is before the course's first day, {first}"
        if self.last_day is not None and day > self.last_day:
            return f"{show_day(day)} is after the course's last day, {show_day(self.last_day)}"
        return ""
