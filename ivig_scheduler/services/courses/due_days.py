"""Due days along a course: each cycle follows from the first day actually given of the one before.

A cycle that was called off or skipped has no such day, and one that keeps the rhythm is not counted
from: the chain then goes on from its due day. A cycle is due the interval of its own order after
the one before it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from ivig_scheduler.domain.changes import Change, changed
from ivig_scheduler.domain.records import Appointment, Cycle, Order
from ivig_scheduler.domain.recurrence import next_due_day
from ivig_scheduler.domain.terms import CHAIR_FREE
from ivig_scheduler.services.orders.contexts import find_order, load_orders
from ivig_scheduler.services.proposals import ProposedMove
from ivig_scheduler.storage.as_if import AsIf
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


def forget_rhythm(store: Reader, moves: Iterable[ProposedMove]) -> tuple[Change, ...]:
    """Return the changes by which cycles that come to another day forget their rhythm.

    It was chosen for the day they had.
    """
    cycles = store.some(Cycle, (each.before.cycle_id for each in moves if each.is_other_day))
    return tuple(
        change
        for each in cycles.values()
        for change in changed(each, each.model_copy(update={"keeps_rhythm": None}))
    )


def rechain_due_days(
    store: Reader, course_id: UUID, changes: tuple[Change, ...]
) -> tuple[Change, ...]:
    """Return the changes given, and with them those of the due days that follow from them.

    `changes` may hold visits, cycles and orders of the course, and the course itself; all others
    are read as they stand.
    """
    if find_order(store, course_id) is None:
        return changes
    stored = {each.id: each for each in store.where(Cycle, course_id=course_id)}
    before = _chained(store, course_id)
    then = AsIf(store, changes)
    after = _chained(then, course_id)
    moved: dict[UUID, Cycle] = {}
    for each in then.where(Cycle, course_id=course_id):
        stays = each.id in stored and after[each.id] == before[each.id]
        due = stored[each.id].due_day if stays else after[each.id]
        if due != each.due_day:
            moved[each.id] = each.model_copy(update={"due_day": due})
    kept = tuple(
        replace(change, after=moved.pop(change.after.id))
        if isinstance(change.after, Cycle) and change.after.id in moved
        else change
        for change in changes
    )
    rest = (changed(stored[cycle_id], cycle) for cycle_id, cycle in moved.items())
    return kept + tuple(each for group in rest for each in group)


def _chained(store: Reader, course_id: UUID) -> dict[UUID, date]:
    cycles = store.where(Cycle, course_id=course_id)
    visits = store.where(Appointment, course_id=course_id)
    return _chain(cycles, first_days(visits), load_orders(store, cycles))


def _chain(
    cycles: Iterable[Cycle], first: Mapping[UUID, date], orders: Mapping[UUID, Order]
) -> dict[UUID, date]:
    """Return the due day of each cycle by the chain; the first cycle's stays as it is."""
    due: dict[UUID, date] = {}
    counted_from: date | None = None
    for cycle in sorted(cycles, key=lambda each: each.number):
        due[cycle.id] = cycle.due_day
        if counted_from is not None:
            due[cycle.id] = next_due_day(counted_from, orders[cycle.id].interval_days)
        given = first.get(cycle.id, due[cycle.id])
        counted_from = due[cycle.id] if cycle.keeps_rhythm else given
    return due
