"""What an act would bring besides itself, told before it is done."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from ivig_scheduler.domain.changes import Change, ChangeSet
from ivig_scheduler.domain.records import Appointment, Chair, Cycle, Plan
from ivig_scheduler.domain.terms import CHAIR_FREE, CycleState
from ivig_scheduler.services.calendar_conflicts import VisitConflicts
from ivig_scheduler.services.dispatcher import Work, foresee
from ivig_scheduler.services.repair.troubles import Trouble, find_affected, trouble_of
from ivig_scheduler.services.waiting.matches import SlotMatches
from ivig_scheduler.services.waiting.matching import match_freed
from ivig_scheduler.services.waiting.slots import Slot, freed_by
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True, slots=True)
class FreedPlace:
    """A time of a chair that comes free."""

    chair: str
    slot: Slot


@dataclass(frozen=True, slots=True)
class NewLength:
    """A visit that stays where it is and takes another time there."""

    before: Appointment
    after: Appointment
    is_naive_like: bool


@dataclass(frozen=True, slots=True)
class NewDueDay:
    """A cycle that becomes due on another day."""

    before: Cycle
    after: Cycle


@dataclass(frozen=True)
class Consequences:
    """What an act, called `label`, would bring.

    `to_work_list` are the cycles that lose their place, `affected` the visits that could not stay
    where they are, `matches` who on the waiting list fits what comes free.
    """

    label: str
    freed: tuple[FreedPlace, ...] = ()
    to_work_list: tuple[Cycle, ...] = ()
    lengths: tuple[NewLength, ...] = ()
    due_days: tuple[NewDueDay, ...] = ()
    affected: tuple[VisitConflicts, ...] = ()
    matches: tuple[SlotMatches, ...] = ()


def foresee_consequences(
    store: Reader, service: Callable[[Work], ChangeSet], now: datetime
) -> Consequences:
    """Return what a service would bring at the site's wall clock `now`; nothing is written.

    Raises RuleBrokenError as the service does.
    """
    changes = foresee(store, service, now)
    then = AsIf(store, changes.changes)
    cycles = tuple(_changed_cycles(changes.changes))
    return Consequences(
        changes.label,
        _freed(store, changes.changes, now),
        tuple(after for before, after in cycles if _loses_place(before, after)),
        _lengths(then, changes.changes),
        tuple(NewDueDay(*each) for each in cycles if each[0].due_day != each[1].due_day),
        _affected(store, changes.changes, now),
        match_freed(then, changes, now),
    )


def foresee_trouble(
    store: Reader, service: Callable[[Work], ChangeSet], now: datetime
) -> Trouble | None:
    """Return the trouble that a service would bring, with its changes as part of it.

    So that its repair makes both in one act; None where it brings none. Raises RuleBrokenError as
    the service does.
    """
    changes = foresee(store, service, now)
    label, _, _ = changes.label.partition(";")
    trouble = next(_troubles(AsIf(store, changes.changes), changes.changes), None)
    return replace(trouble, extra=changes.changes, label=label) if trouble else None


def _freed(store: Reader, changes: tuple[Change, ...], now: datetime) -> tuple[FreedPlace, ...]:
    """Return what comes free from now on, as far as the changed visits reach."""
    visits = [each.before for each in changes if isinstance(each.before, Appointment)]
    if not visits:
        return ()
    last = max(each.held_until for each in visits)
    slots = freed_by((each for each in changes if isinstance(each.before, Appointment)), now, last)
    chairs = store.some(Chair, (each.chair_id for each in slots))
    known = (each for each in slots if each.chair_id in chairs)
    return tuple(FreedPlace(chairs[each.chair_id].name, each) for each in known)


def _changed_cycles(changes: Iterable[Change]) -> Iterable[tuple[Cycle, Cycle]]:
    for change in changes:
        before, after = change.before, change.after
        if isinstance(before, Cycle) and isinstance(after, Cycle):
            yield before, after


def _loses_place(before: Cycle, after: Cycle) -> bool:
    waits = CycleState.NEEDS_BOOKING
    return after.state is waits and before.state is not waits


def _lengths(then: Reader, changes: Iterable[Change]) -> tuple[NewLength, ...]:
    found = []
    for change in changes:
        before, after = change.before, change.after
        if not isinstance(before, Appointment) or not isinstance(after, Appointment):
            continue
        stays = after.status not in CHAIR_FREE and before.start == after.start
        if stays and before.plan_id != after.plan_id:
            plan = then.get(Plan, after.plan_id)
            found.append(NewLength(before, after, bool(plan and plan.is_naive_like)))
    return tuple(found)


def _affected(
    store: Reader, changes: tuple[Change, ...], now: datetime
) -> tuple[VisitConflicts, ...]:
    """Return the visits that an outage, an absence, a closure or other hours leave homeless."""
    then = AsIf(store, changes)
    found: dict[UUID, VisitConflicts] = {}
    for trouble in _troubles(then, changes):
        for each in find_affected(then, trouble, now):
            found.setdefault(each.appointment.id, each)
    return tuple(found.values())


def _troubles(then: Reader, changes: Iterable[Change]) -> Iterator[Trouble]:
    """Give the troubles that changes bring, seen where they are made."""
    for change in changes:
        trouble = trouble_of(then, change.after) if change.after is not None else None
        if trouble is not None:
            yield trouble
