"""Who waits for an earlier place: the entries of the waiting list, kept and read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from ivig_scheduler.domain.changes import ChangeSet, added, changed, removed
from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.domain.records import Appointment, Cycle, Patient, WaitingEntry
from ivig_scheduler.domain.terms import CHAIR_FREE, FORWARD, MOVABLE, CycleState, Need, Status
from ivig_scheduler.domain.wording import show_day
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.storage.reader import Reader

#: The needs, the greatest first: in this order places are offered.
BY_NEED = tuple(reversed(Need))
#: The patient is there, or has been.
_BEGUN = frozenset(FORWARD[FORWARD.index(Status.ARRIVED) :])


class WaitState(StrEnum):
    """What an entry waits for; an overtaken one waits in vain."""

    WAITING = "waiting"
    NO_PLACE = "no place at all"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True)
class WaitingLine:
    """An entry with its patient, and the first visit of its cycle that could come earlier.

    `visit` is None where the cycle has no place that can be moved.
    """

    entry: WaitingEntry
    patient: Patient
    cycle: Cycle
    visit: Appointment | None
    state: WaitState


def add_waiting(work: Work, entry: WaitingEntry) -> ChangeSet:
    """Put a patient on the waiting list. Raises RuleBrokenError with every problem at once."""
    _check(work, entry)
    return ChangeSet("Add to the waiting list", added(entry))


def edit_waiting(work: Work, before: WaitingEntry, after: WaitingEntry) -> ChangeSet:
    """Change what somebody waits for. Raises RuleBrokenError as `add_waiting` does."""
    _check(work, after)
    return ChangeSet("Edit an entry of the waiting list", changed(before, after))


def remove_waiting(work: Work, entry: WaitingEntry) -> ChangeSet:
    """Take an entry off the waiting list."""
    return ChangeSet("Remove an entry of the waiting list", removed([entry]))


def load_waiting(store: Reader, now: datetime) -> tuple[WaitingLine, ...]:
    """Return who waits at the site's wall clock `now`: by need, then by how long they wait.

    Overtaken entries come last. One whose cycle is given, under way or skipped is left out.
    """
    entries = store.all(WaitingEntry)
    patients = store.some(Patient, (each.patient_id for each in entries))
    cycles = store.some(Cycle, (each.cycle_id for each in entries))
    visits = _standing(store, cycles)
    lines = (
        _line(each, patients[each.patient_id], cycles[each.cycle_id], visits[each.cycle_id], now)
        for each in entries
    )
    return tuple(sorted((each for each in lines if each is not None), key=_rank))


def find_entry(store: Reader, cycle_id: UUID) -> WaitingEntry | None:
    """Return the entry of a cycle, or None where nobody waits for an earlier place for it."""
    return next(iter(store.where(WaitingEntry, cycle_id=cycle_id)), None)


def _standing(store: Reader, cycle_ids: Iterable[UUID]) -> Mapping[UUID, Sequence[Appointment]]:
    wanted = tuple(cycle_ids)
    found: dict[UUID, list[Appointment]] = {cycle_id: [] for cycle_id in wanted}
    for each in store.where_in(Appointment, "cycle_id", wanted):
        if each.status not in CHAIR_FREE:
            found[each.cycle_id].append(each)
    return {key: sorted(those, key=lambda each: each.start) for key, those in found.items()}


def _line(
    entry: WaitingEntry,
    patient: Patient,
    cycle: Cycle,
    visits: Sequence[Appointment],
    now: datetime,
) -> WaitingLine | None:
    if cycle.state is CycleState.SKIPPED or any(each.status in _BEGUN for each in visits):
        return None
    coming = next((each for each in visits if each.status in MOVABLE), None)
    return WaitingLine(entry, patient, cycle, coming, _state(entry, coming, now))


def _state(entry: WaitingEntry, visit: Appointment | None, now: datetime) -> WaitState:
    if entry.to_day < now.date():
        return WaitState.OVERTAKEN
    if visit is None:
        return WaitState.NO_PLACE
    # Nothing comes earlier than a visit whose own time has come, or that is before the first day.
    is_over = visit.start <= now or visit.start.date() < entry.from_day
    return WaitState.OVERTAKEN if is_over else WaitState.WAITING


def _rank(line: WaitingLine) -> tuple[bool, int, datetime]:
    entry = line.entry
    return line.state is WaitState.OVERTAKEN, BY_NEED.index(entry.need), entry.since


def _check(work: Work, entry: WaitingEntry) -> None:
    problems = [*_days(work, entry), *_times(entry), *_cycle(work, entry)]
    if problems:
        raise RuleBrokenError(*problems)


def _days(work: Work, entry: WaitingEntry) -> Iterable[Problem]:
    if entry.to_day < entry.from_day:
        yield Problem("to_day", "the last day is before the first")
    elif entry.to_day < work.today:
        yield Problem("to_day", f"{show_day(entry.to_day)} is past: nothing can come earlier")
    days = (entry.to_day - entry.from_day).days + 1
    reached = {(entry.from_day.weekday() + off) % 7 for off in range(min(days, 7))}
    if entry.weekdays and reached.isdisjoint(entry.weekdays):
        yield Problem("weekdays", "none of these weekdays lies between the two days")


def _times(entry: WaitingEntry) -> Iterable[Problem]:
    starts, ends = entry.not_before, entry.not_after
    if starts is not None and ends is not None and ends <= starts:
        yield Problem("not_after", "the visit would have to be over before it may begin")


def _cycle(work: Work, entry: WaitingEntry) -> Iterable[Problem]:
    cycle = work.store.get(Cycle, entry.cycle_id)
    if cycle is None or cycle.patient_id != entry.patient_id:
        yield Problem("cycle", "the cycle is not there any more")
        return
    known = find_entry(work.store, entry.cycle_id)
    if known is not None and known.id != entry.id:
        yield Problem("cycle", "the patient is on the waiting list for this cycle already")
    visits = _standing(work.store, [entry.cycle_id])[entry.cycle_id]
    begun = next((each for each in visits if each.status in _BEGUN), None)
    if begun is not None:
        yield Problem("cycle", f"the cycle's visit is {begun.status}: it cannot come earlier")
    elif visits and entry.from_day > visits[0].start.date():
        first = show_day(visits[0].start)
        yield Problem("from_day", f"the visit is on {first}: an earlier place is before that")
