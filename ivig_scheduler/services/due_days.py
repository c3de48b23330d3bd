"""Due days along a course: each cycle follows from the first day actually given of the one before.

A cycle that was called off or skipped has no such day: the chain goes on from its due day.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from ivig_scheduler.domain.changes import Change, changed
from ivig_scheduler.domain.records import Appointment, Cycle
from ivig_scheduler.domain.recurrence import next_due_day
from ivig_scheduler.domain.terms import CHAIR_FREE
from ivig_scheduler.services.order_contexts import find_order
from ivig_scheduler.storage.reader import Reader


def first_days(visits: Iterable[Appointment]) -> dict[UUID, date]:
    """Return, by cycle, the day on which its first day was or will be given.

    Where the first day itself was called off, it is counted back from the days that stand.
    """
    of_cycle: defaultdict[UUID, list[Appointment]] = defaultdict(list)
    for visit in visits:
        if visit.status not in CHAIR_FREE:
            of_cycle[visit.cycle_id].append(visit)
    return {cycle_id: _first_day(standing) for cycle_id, standing in of_cycle.items()}


def _first_day(visits: Sequence[Appointment]) -> date:
    if any(visit.day_of_cycle == 1 for visit in visits):
        return min(visit.start.date() for visit in visits)
    return min(visit.start.date() - timedelta(days=visit.day_of_cycle - 1) for visit in visits)


def rechain_due_days(
    store: Reader, course_id: UUID, changes: tuple[Change, ...]
) -> tuple[Change, ...]:
    """Return the changes given, and with them those of the due days that follow from them.

    `changes` may hold visits and cycles of the course; all others are read as they stand.
    """
    order = find_order(store, course_id)
    if order is None:
        return changes
    visits = {each.id: each for each in store.where(Appointment, course_id=course_id)}
    stored = {each.id: each for each in store.where(Cycle, course_id=course_id)}
    cycles = dict(stored)
    before = _chain(stored.values(), first_days(visits.values()), order.interval_days)
    for change in changes:
        if isinstance(change.after, Appointment):
            visits[change.after.id] = change.after
        if isinstance(change.after, Cycle):
            cycles[change.after.id] = change.after
    after = _chain(cycles.values(), first_days(visits.values()), order.interval_days)
    moved = {
        each.id: each.model_copy(update={"due_day": after[each.id]})
        for each in cycles.values()
        if after[each.id] != before.get(each.id)
    }
    kept = tuple(
        replace(change, after=moved.pop(change.after.id))
        if isinstance(change.after, Cycle) and change.after.id in moved
        else change
        for change in changes
    )
    rest = (changed(stored[cycle_id], cycle) for cycle_id, cycle in moved.items())
    return kept + tuple(each for group in rest for each in group)


def _chain(
    cycles: Iterable[Cycle], first: dict[UUID, date], interval_days: int
) -> dict[UUID, date]:
    """Return the due day of each cycle by the chain; the first cycle's stays as it is."""
    due: dict[UUID, date] = {}
    expected: date | None = None
    for cycle in sorted(cycles, key=lambda each: each.number):
        due[cycle.id] = expected or cycle.due_day
        given = first.get(cycle.id, due[cycle.id])
        expected = next_due_day(given, interval_days)
    return due
