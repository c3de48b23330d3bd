"""The nurses and the shifts of their week."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from ivig_scheduler.domain.changes import ChangeSet, added, changed, removed
from ivig_scheduler.domain.errors import Problem, RuleBrokenError, StaleRecordError
from ivig_scheduler.domain.forms import tidied
from ivig_scheduler.domain.records import Nurse, Shift
from ivig_scheduler.domain.wording import show_hours, show_weekday
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class NurseShifts:
    """A nurse with the shifts of the week, by weekday and start."""

    nurse: Nurse
    shifts: tuple[Shift, ...] = ()


def load_nurses(store: Reader) -> tuple[NurseShifts, ...]:
    """Return the nurses by name, those no longer active last."""
    shifts = store.all(Shift)
    found = [
        NurseShifts(nurse, _sorted(each for each in shifts if each.nurse_id == nurse.id))
        for nurse in store.all(Nurse)
    ]
    return tuple(sorted(found, key=lambda each: (not each.nurse.active, each.nurse.name)))


def save_nurse(work: Work, before: NurseShifts | None, after: NurseShifts) -> ChangeSet:
    """Add a nurse (`before` is None) or change one, with all the shifts of the week.

    Raises RuleBrokenError for a name taken, a shift that ends before it starts, or two that
    overlap; StaleRecordError where the shifts are not those of `before` any more.
    """
    nurse = tidied(after.nurse)
    shifts = _sorted(
        tidied(each).model_copy(update={"nurse_id": nurse.id}) for each in after.shifts
    )
    _check(work.store, nurse, shifts)
    if before is None:
        return ChangeSet("Add a nurse", added(nurse, *shifts))
    _recheck_shifts(work.store, before)
    known = {each.id: each for each in before.shifts}
    wanted = {each.id for each in shifts}
    gone = removed(each for each in before.shifts if each.id not in wanted)
    edited = [
        change for each in shifts if each.id in known for change in changed(known[each.id], each)
    ]
    new = added(*(each for each in shifts if each.id not in known))
    return ChangeSet("Edit a nurse", (*changed(before.nurse, nurse), *gone, *edited, *new))


def remove_nurse(work: Work, before: NurseShifts) -> ChangeSet:
    """Take away a nurse and all their shifts."""
    _recheck_shifts(work.store, before)
    return ChangeSet("Remove a nurse", (*removed(before.shifts), *removed([before.nurse])))


def _sorted(shifts: Iterable[Shift]) -> tuple[Shift, ...]:
    return tuple(sorted(shifts, key=lambda each: (each.weekday, each.starts, each.ends)))


def _recheck_shifts(store: Reader, before: NurseShifts) -> None:
    current = store.where(Shift, nurse_id=before.nurse.id)
    if _sorted(current) != _sorted(before.shifts):
        raise StaleRecordError("the nurse's shifts were changed meanwhile: nothing was changed")


def _check(store: Reader, nurse: Nurse, shifts: tuple[Shift, ...]) -> None:
    problems = []
    name = nurse.name.casefold()
    if any(other.name.casefold() == name and other.id != nurse.id for other in store.all(Nurse)):
        problems.append(
            Problem("name", f"there is a nurse named {nurse.name} already: add an initial")
        )
    problems += [
        Problem(f"shifts.{each.weekday}", f"the shift {_shown(each)} does not end after its start")
        for each in shifts
        if each.ends <= each.starts
    ]
    problems += [
        Problem(f"shifts.{each.weekday}", f"the shifts {_shown(each)} and {_shown(other)} overlap")
        for each, other in pairwise(shifts)
        if each.weekday == other.weekday and other.starts < each.ends
    ]
    if problems:
        raise RuleBrokenError(*problems)


def _shown(shift: Shift) -> str:
    return f"{show_weekday(shift.weekday)} {show_hours(shift.starts, shift.ends)}"
