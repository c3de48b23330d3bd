"""The search for earlier places of one entry: start by start, each checked by every rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.clearance import (
    find_conflicts,
    find_day_conflicts,
    find_time_conflicts,
    is_blocked,
)
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Appointment, Plan, RateTable, WaitingEntry
from ivig_scheduler.domain.terms import CHAIR_FREE
from ivig_scheduler.planning.grid_starts import grid_starts
from ivig_scheduler.services.call_offs import taken_off
from ivig_scheduler.services.courses.cycle_days import move_together, other_days
from ivig_scheduler.services.moves import (
    MovingVisit,
    PlannedMove,
    candidate_at,
    place_plan,
    plan_there,
)
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.services.waiting.entries import WaitingLine, WaitState
from ivig_scheduler.services.waiting.matches import Match
from ivig_scheduler.services.waiting.slots import Slot, find_gap
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader


def is_asked(entry: WaitingEntry, day: date) -> bool:
    """Return whether an entry asks for a place on a day."""
    is_between = entry.from_day <= day <= entry.to_day
    return is_between and (not entry.weekdays or day.weekday() in entry.weekdays)


@dataclass(frozen=True)
class EntrySearch:
    """Looks for earlier places of one entry. `others` are the days of its cycle that come along."""

    store: Reader
    line: WaitingLine
    moving: MovingVisit
    others: tuple[Appointment, ...]
    after: date | None
    now: datetime

    @classmethod
    def of(cls, store: Reader, line: WaitingLine, now: datetime) -> "EntrySearch | None":
        """Return the search of an entry, or None where its cycle has no place to move from."""
        if line.visit is None or line.state is WaitState.OVERTAKEN:
            return None
        others = other_days(store, line.visit, now)
        # Where the other days of the cycle stand now does not matter: they come along.
        then = AsIf(store, taken_off(others))
        course = store.where(Appointment, course_id=line.entry.course_id)
        before = (
            each.start.date()
            for each in course
            if each.status not in CHAIR_FREE and each.cycle_number < line.visit.cycle_number
        )
        moving = load_moving_visit(then, line.visit)
        return cls(store, line, moving, others, max(before, default=None), now)

    def days(self) -> Iterator[date]:
        """Give the days that may be looked at, the soonest first."""
        visit, entry = self.moving.appointment, self.line.entry
        first = max(entry.from_day, self.now.date())
        last = min(entry.to_day, visit.start.date())
        for off in range((last - first).days + 1):
            day = first + timedelta(days=off)
            if is_asked(entry, day) and (self.after is None or day > self.after):
                yield day

    def find_in(self, facts: ClinicFacts, slot: Slot) -> Match | None:
        """Return the earliest place in the free time around a slot, or None."""
        day = slot.start.date()
        gap = find_gap(facts, slot, besides=self._own)
        plan, table, refusals = plan_there(self.moving, day)
        if gap is None or is_blocked(refusals) or day not in self.days():
            return None
        for start in self._starts(facts, gap, plan):
            match = self._try(facts, plan, table, gap, start)
            if match is not None:
                return match
        return None

    def find_on(self, facts: ClinicFacts, day: date) -> Match | None:
        """Return the earliest place of a day in any chair, or None."""
        hours = facts.calendar.open_hours(day)
        plan, table, refusals = plan_there(self.moving, day)
        if hours is None or is_blocked(refusals):
            return None
        whole = Slot(self.moving.appointment.chair_id, *hours)
        for start in self._starts(facts, whole, plan):
            if self._is_hopeless(facts, plan, table, start):
                continue
            for chair_id in self._chairs(facts):
                gap = find_gap(facts, Slot(chair_id, start, start), besides=self._own)
                if gap is None or not gap.start <= start < gap.end:
                    continue
                match = self._try(facts, plan, table, gap, start)
                if match is not None:
                    return match
        return None

    @property
    def _own(self) -> tuple[UUID, ...]:
        return self.moving.appointment.id, *(each.id for each in self.others)

    def _starts(self, facts: ClinicFacts, gap: Slot, plan: Plan) -> Iterator[datetime]:
        """Give the starts of the grid at which the visit is over in time and earlier than now."""
        entry, visit = self.line.entry, self.moving.appointment
        day = gap.start.date()
        first = max(gap.start, self.now, datetime.combine(day, entry.not_before or time()))
        closes = datetime.combine(day, entry.not_after) if entry.not_after else gap.end
        last = min(gap.end, closes) - timedelta(minutes=plan.booked_minutes)
        grid = facts.settings.whole("calendar.grid")
        midnight = datetime.combine(day, time())
        for start in grid_starts(midnight, last, grid, since=first):
            if start < visit.start:
                yield start

    def _chairs(self, facts: ClinicFacts) -> Sequence[UUID]:
        own = self.moving.appointment
        if own.is_chair_locked:
            return (own.chair_id,)
        preferred = self.moving.planner.context.patient.preferred_chair_id
        ids = (chair.id for chair in facts.chairs)
        return sorted(ids, key=lambda each: (each != own.chair_id, each != preferred))

    def _is_hopeless(
        self, facts: ClinicFacts, plan: Plan, table: RateTable, start: datetime
    ) -> bool:
        """Return whether a start is forbidden in every chair."""
        chair_id = self.moving.appointment.chair_id
        candidate = candidate_at(self.moving, plan, table, chair_id, start, facts.zone)
        found = (*find_day_conflicts(candidate, facts), *find_time_conflicts(candidate, facts))
        return is_blocked(found)

    def _try(
        self, facts: ClinicFacts, plan: Plan, table: RateTable, gap: Slot, start: datetime
    ) -> Match | None:
        own = self.moving.appointment
        if own.is_chair_locked and gap.chair_id != own.chair_id:
            return None
        candidate = candidate_at(self.moving, plan, table, gap.chair_id, start, facts.zone)
        if is_blocked(find_conflicts(candidate, facts, suggests=False)):
            return None
        if not self._others_fit(gap.chair_id, start):
            return None
        return self._match(place_plan(facts, self.moving, plan, table, gap.chair_id, start), gap)

    def _others_fit(self, chair_id: UUID, start: datetime) -> bool:
        """Return whether the other days of the cycle find a place in step with the first."""
        if not self.others:
            return True
        visit = self.moving.appointment
        days = move_together(self.store, visit, chair_id, start, self.others, self.now)
        return not days.refused

    def _match(self, there: PlannedMove, gap: Slot) -> Match:
        context = self.moving.planner.context
        return Match(
            self.line,
            self.moving.appointment,
            context.product,
            there,
            gap,
            self.moving.due_day,
            context.order.window_days,
        )
