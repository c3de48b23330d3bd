"""Other days for the visits that lose theirs: the days of all their windows are read once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ivig_scheduler.domain.changes import Change
from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.limits import MOST_DAYS_PER_CYCLE
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import CHAIR_FREE, MOVABLE, Severity
from ivig_scheduler.domain.wording import show_days
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.courses.other_places import find_other_day, moved
from ivig_scheduler.services.moving_visits import load_moving_visit, load_moving_visits
from ivig_scheduler.services.proposals import ProposedMove
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader


class OtherDays:
    """The days to which some visits may go; each that found its place is in the next one's way."""

    def __init__(
        self,
        store: Reader,
        leaving: Sequence[Appointment],
        extra: tuple[Change, ...],
        now: datetime,
    ) -> None:
        self._extra, self._now = extra, now
        self._facts = _read_windows(store, leaving)

    def find(
        self, store: Reader, visit: Appointment, moves: Iterable[ProposedMove]
    ) -> tuple[ProposedMove, ...]:
        """Return where the days of a visit's cycle go together; nothing where there is no place.

        `moves` are those made so far. Chairs that are locked are kept.
        """
        cycle = (
            each
            for each in store.where(Appointment, cycle_id=visit.cycle_id)
            if each.status not in CHAIR_FREE and each.start.date() >= self._now.date()
        )
        days = sorted(cycle, key=lambda each: each.start)
        if not all(each.status in MOVABLE for each in days):
            return ()
        own = {each.id for each in days}
        others = (each for each in moves if each.before.id not in own)
        then = AsIf(store, (*self._extra, *moved(others)))
        found = find_other_day(then, days, self._now, facts=self._facts)
        if any(each.before.is_chair_locked and each.is_other_chair for each in found):
            return ()
        self._facts = self._facts.with_visits(each.after for each in found)
        return found


def _read_windows(store: Reader, leaving: Sequence[Appointment]) -> ClinicFacts:
    """Return all days of the visits' windows, as if the visits stood nowhere."""
    days = {each.start.date() for each in leaving}
    for each in load_moving_visits(store, leaving).values():
        reach = timedelta(days=each.planner.context.order.window_days + MOST_DAYS_PER_CYCLE)
        due = each.due_day or each.appointment.start.date()
        days |= {due - reach, due + reach}
    facts = load_facts(store, min(days), max(days))
    return replace(facts, occupancy=facts.occupancy.without(each.id for each in leaving))


def tell_no_place(store: Reader, visit: Appointment) -> Conflict:
    """Return that a visit has no place that day, nor on another one."""
    moving = load_moving_visit(store, visit)
    window = timedelta(days=moving.planner.context.order.window_days)
    due = moving.due_day
    told = "no other place that day"
    if visit.is_chair_locked:
        told += " in its chair, which is locked"
    if due is not None and visit.status in MOVABLE:
        told += f", nor on another day of the window, {show_days(due - window, due + window)}"
    return Conflict("no_place", Severity.BLOCK, told)
