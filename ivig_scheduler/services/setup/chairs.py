"""The chairs, in the order of the schedule."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.changes import ChangeSet, added, changed, removed
from ivig_scheduler.domain.errors import Problem, RuleBrokenError, refuse
from ivig_scheduler.domain.features import clean_features
from ivig_scheduler.domain.forms import tidied
from ivig_scheduler.domain.limits import FAR_AHEAD_DAYS
from ivig_scheduler.domain.records import Appointment, Chair, ChairOutage, Patient
from ivig_scheduler.domain.terms import CHAIR_FREE
from ivig_scheduler.domain.wording import count, show_day
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.storage.reader import Reader

FAR = timedelta(days=FAR_AHEAD_DAYS)


def load_chairs(store: Reader) -> tuple[Chair, ...]:
    """Return the chairs in the site's order."""
    return tuple(sorted(store.all(Chair), key=lambda chair: (chair.position, chair.name)))


def load_chair_names(store: Reader) -> Mapping[UUID, str]:
    """Return what each chair is called, by its id."""
    return {chair.id: chair.name for chair in load_chairs(store)}


def add_chair(work: Work, chair: Chair) -> ChangeSet:
    """Add a chair after all others. Raises RuleBrokenError where its name is taken."""
    kept = _tidied(work.store, chair)
    _check_chair(work.store, kept)
    last = max((each.position for each in work.store.all(Chair)), default=-1)
    placed = kept.model_copy(update={"position": last + 1})
    return ChangeSet(f"Add {placed.name}", added(placed))


def edit_chair(work: Work, before: Chair, after: Chair) -> ChangeSet:
    """Change a chair. The label tells how many visits stand in it after its last day."""
    kept = _tidied(work.store, after)
    _check_chair(work.store, kept)
    label = f"Edit {kept.name}"
    if kept.in_use_to and kept.in_use_to != before.in_use_to:
        start = datetime.combine(kept.in_use_to, time()) + timedelta(days=1)
        left = _count_visits(work.store, kept.id, start, start + FAR)
        label += f"; {count(left, 'visit')} booked after its last day" if left else ""
    return ChangeSet(label, changed(before, kept))


def remove_chair(work: Work, chair: Chair) -> ChangeSet:
    """Take away a chair that no visit ever used, with its outages and patients' wishes for it.

    Raises RuleBrokenError where visits use it, saying what to do instead.
    """
    store = work.store
    if store.has(Appointment, chair_id=chair.id):
        raise refuse(
            "chair",
            f"visits use {chair.name}, so it cannot be removed: "
            "set its 'in use to' day instead, and it is not offered after that day",
        )
    wishes = [
        change
        for patient in store.where(Patient, preferred_chair_id=chair.id)
        for change in changed(patient, patient.model_copy(update={"preferred_chair_id": None}))
    ]
    outages = removed(store.where(ChairOutage, chair_id=chair.id))
    return ChangeSet(f"Remove {chair.name}", (*wishes, *outages, *removed([chair])))


def reorder_chairs(work: Work, ids: Sequence[UUID]) -> ChangeSet:
    """Put the chairs in the order of `ids`, which names every chair once."""
    known = {chair.id: chair for chair in work.store.all(Chair)}
    if len(ids) != len(known) or set(ids) != set(known):
        raise refuse("order", "the chairs are not the same as before: look again and reorder")
    moves = [
        change
        for position, chair_id in enumerate(ids)
        for change in changed(
            known[chair_id], known[chair_id].model_copy(update={"position": position})
        )
    ]
    return ChangeSet("Reorder the chairs", tuple(moves))


def features_of(chairs: Iterable[Chair]) -> tuple[str, ...]:
    """Return every feature that some chair has, by name."""
    return tuple(sorted({each for chair in chairs for each in chair.features}, key=str.casefold))


def _tidied(store: Reader, chair: Chair) -> Chair:
    kept = tidied(chair)
    known = features_of(each for each in store.all(Chair) if each.id != chair.id)
    return kept.model_copy(update={"features": clean_features(kept.features, known)})


def _check_chair(store: Reader, chair: Chair) -> None:
    problems = []
    name = chair.name.casefold()
    if any(other.name.casefold() == name and other.id != chair.id for other in store.all(Chair)):
        problems.append(
            Problem("name", f"there is a chair named {chair.name} already: choose another name")
        )
    if chair.in_use_from and chair.in_use_to and chair.in_use_to < chair.in_use_from:
        problems.append(
            Problem(
                "in_use_to",
                f"in use to {show_day(chair.in_use_to)} is before in use from "
                f"{show_day(chair.in_use_from)}",
            )
        )
    if problems:
        raise RuleBrokenError(*problems)


def _count_visits(store: Reader, chair_id: UUID, start: datetime, end: datetime) -> int:
    visits = store.appointments_between(start, end, chair_id=chair_id)
    return sum(1 for visit in visits if visit.status not in CHAIR_FREE)
