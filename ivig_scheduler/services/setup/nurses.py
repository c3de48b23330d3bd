"""The nurses, with the shifts and breaks of their week and the times in which they are away."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from ivig_scheduler.domain.changes import Change, ChangeSet, added, changed, removed
from ivig_scheduler.domain.errors import Problem, RuleBrokenError, StaleRecordError
from ivig_scheduler.domain.forms import tidied
from ivig_scheduler.domain.records import Nurse, NurseAbsence, NurseBreak, Shift
from ivig_scheduler.domain.wording import show_hours, show_weekday
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.storage.reader import Reader

#: What comes again every week on a weekday.
Weekly = TypeVar("Weekly", Shift, NurseBreak)


@dataclass(frozen=True)
class NurseShifts:
    """A nurse with shifts and breaks by weekday and start, and absences, soonest first."""

    nurse: Nurse
    shifts: tuple[Shift, ...] = ()
    breaks: tuple[NurseBreak, ...] = ()
    absences: tuple[NurseAbsence, ...] = ()


def load_nurses(store: Reader) -> tuple[NurseShifts, ...]:
    """Return the nurses by name, those no longer active last."""
    shifts, breaks, absences = store.all(Shift), store.all(NurseBreak), store.all(NurseAbsence)
    found = [
        NurseShifts(
            nurse,
            _sorted(each for each in shifts if each.nurse_id == nurse.id),
            _sorted(each for each in breaks if each.nurse_id == nurse.id),
            _soonest(each for each in absences if each.nurse_id == nurse.id),
        )
        for nurse in store.all(Nurse)
    ]
    return tuple(sorted(found, key=lambda each: (not each.nurse.active, each.nurse.name)))


def save_nurse(work: Work, before: NurseShifts | None, after: NurseShifts) -> ChangeSet:
    """Add a nurse (`before` is None) or change one, with all the shifts and breaks of the week.

    Absences are not looked at: `absences.add_absence` keeps them. Raises RuleBrokenError for a
    name taken, a shift or break that ends before it starts or overlaps another, and a break
    outside the shifts of its weekday; StaleRecordError where the week is not that of `before`.
    """
    nurse = tidied(after.nurse)
    shifts, breaks = _own(nurse, after.shifts), _own(nurse, after.breaks)
    _check(work.store, nurse, shifts, breaks)
    if before is None:
        return ChangeSet("Add a nurse", added(nurse, *shifts, *breaks))
    _recheck_week(work.store, before)
    week = _replace(before.shifts, shifts) + _replace(before.breaks, breaks)
    return ChangeSet("Edit a nurse", (*changed(before.nurse, nurse), *week))


def remove_nurse(work: Work, before: NurseShifts) -> ChangeSet:
    """Take away a nurse with the whole week and all absences."""
    _recheck_week(work.store, before)
    absences = work.store.where(NurseAbsence, nurse_id=before.nurse.id)
    gone = removed((*before.shifts, *before.breaks, *absences))
    return ChangeSet("Remove a nurse", (*gone, *removed([before.nurse])))


def _own(nurse: Nurse, weekly: Iterable[Weekly]) -> tuple[Weekly, ...]:
    return _sorted(tidied(each).model_copy(update={"nurse_id": nurse.id}) for each in weekly)


def _sorted(weekly: Iterable[Weekly]) -> tuple[Weekly, ...]:
    return tuple(sorted(weekly, key=lambda each: (each.weekday, each.starts, each.ends)))


def _soonest(absences: Iterable[NurseAbsence]) -> tuple[NurseAbsence, ...]:
    return tuple(sorted(absences, key=lambda each: (each.starts, each.ends)))


def _replace(
    before: Sequence[Shift | NurseBreak], after: Sequence[Shift | NurseBreak]
) -> tuple[Change, ...]:
    """Return the changes from one week to another."""
    known = {each.id: each for each in before}
    wanted = {each.id for each in after}
    changes = list(removed(each for each in before if each.id not in wanted))
    for each in after:
        was = known.get(each.id)
        changes += changed(was, each) if was else added(each)
    return tuple(changes)


def _recheck_week(store: Reader, before: NurseShifts) -> None:
    shifts = store.where(Shift, nurse_id=before.nurse.id)
    breaks = store.where(NurseBreak, nurse_id=before.nurse.id)
    for current, known, word in (
        (_sorted(shifts), _sorted(before.shifts), "shifts"),
        (_sorted(breaks), _sorted(before.breaks), "breaks"),
    ):
        if current != known:
            told = f"the nurse's {word} were changed meanwhile: nothing was changed"
            raise StaleRecordError(told)


def _check(
    store: Reader, nurse: Nurse, shifts: tuple[Shift, ...], breaks: tuple[NurseBreak, ...]
) -> None:
    problems = []
    name = nurse.name.casefold()
    if any(other.name.casefold() == name and other.id != nurse.id for other in store.all(Nurse)):
        problems.append(
            Problem("name", f"there is a nurse named {nurse.name} already: add an initial")
        )
    problems += _find_wrong_times(shifts, "shift")
    problems += _find_wrong_times(breaks, "break")
    problems += _find_outside(breaks, shifts)
    if problems:
        raise RuleBrokenError(*problems)


def _find_wrong_times(weekly: Sequence[Weekly], noun: str) -> Iterator[Problem]:
    for each in weekly:
        if each.ends <= each.starts:
            told = f"the {noun} {_shown(each)} does not end after its start"
            yield Problem(f"{noun}s.{each.weekday}", told)
    for each, other in pairwise(weekly):
        if each.weekday == other.weekday and other.starts < each.ends:
            told = f"the {noun}s {_shown(each)} and {_shown(other)} overlap"
            yield Problem(f"{noun}s.{each.weekday}", told)


def _find_outside(breaks: Sequence[NurseBreak], shifts: Sequence[Shift]) -> Iterator[Problem]:
    for each in breaks:
        is_inside = any(
            shift.weekday == each.weekday
            and shift.starts <= each.starts
            and each.ends <= shift.ends
            for shift in shifts
        )
        if not is_inside:
            told = f"the break {_shown(each)} is not inside a shift of that day"
            yield Problem(f"breaks.{each.weekday}", told)


def _shown(weekly: Shift | NurseBreak) -> str:
    return f"{show_weekday(weekly.weekday)} {show_hours(weekly.starts, weekly.ends)}"
