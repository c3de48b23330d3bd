"""Making the moves that a person accepted from a proposal: all in one act, with one undo."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from ivig_scheduler.domain.changes import Change, ChangeSet, added, changed
from ivig_scheduler.domain.errors import Problem, RuleBrokenError, StaleRecordError
from ivig_scheduler.domain.records import Appointment, Cycle, Plan
from ivig_scheduler.domain.terms import CHAIR_FREE, MOVABLE, Status
from ivig_scheduler.domain.wording import listed, show_day
from ivig_scheduler.services.courses.due_days import rechain_due_days
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.move_checks import MoveCheck, tell_crowded
from ivig_scheduler.services.proposals import ProposedMove
from ivig_scheduler.services.replanning import changes_of, find_replanned, refuse_collisions
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader


def apply_moves(
    work: Work, label: str, moves: Sequence[ProposedMove], extra: tuple[Change, ...] = ()
) -> ChangeSet:
    """Make all the moves, or none.

    `extra` are changes that belong to the same act, such as a visit that runs long; the moves are
    checked as if they were made already, and so are visits that they add. Visits of the patients
    that become naive-like by the moves, or cease to be, are planned anew, and due days follow.

    Raises StaleRecordError where a visit is not (any more) as the proposal started from, and
    RuleBrokenError with one problem for each visit that cannot move or has a blocking reason
    against its new place that it did not have before; a problem's field is the visit's id.
    """
    _refuse_stale(work, moves)
    _refuse_immovable(work, moves)
    visits = [change for each in moves for change in changed(each.before, each.after)]
    _refuse_blocked(work, moves, (*extra, *visits))
    plans = {each.plan.id: each.plan for each in moves} | _plans_among(extra)
    stored = work.store.some(Plan, (each.plan.id for each in moves))
    new = added(*(plan for key, plan in plans.items() if key not in stored))
    new = tuple(change for change in new if change not in extra)
    changes = (*new, *visits, *extra)
    following = _find_following(work, changes, extra, plans)
    return ChangeSet(label, _in_order(_rechained(work.store, (*changes, *following))))


def _refuse_stale(work: Work, moves: Iterable[ProposedMove]) -> None:
    now = work.store.some(Appointment, (each.before.id for each in moves))
    stale = [each for each in moves if now.get(each.before.id) != each.before]
    if stale:
        whose = listed(
            f"{each.patient.identified} on {show_day(each.before.start)}" for each in stale
        )
        raise StaleRecordError(f"changed meanwhile, so nothing was moved: {whose}")


def _refuse_immovable(work: Work, moves: Iterable[ProposedMove]) -> None:
    problems = []
    for each in moves:
        why = _why_immovable(work, each)
        if why:
            told = f"{each.patient.identified} on {show_day(each.before.start)}: {why}"
            problems.append(Problem(str(each.before.id), told))
    if problems:
        raise RuleBrokenError(*problems)


def _why_immovable(work: Work, move: ProposedMove) -> str:
    status = move.before.status
    is_reseated = status is Status.ARRIVED and move.after.start == move.before.start
    if status not in MOVABLE and not is_reseated:
        return f"the visit is {status}: it can no longer be moved"
    if move.after.start.date() < work.today:
        return f"{show_day(move.after.start)} is past"
    if move.after.start < work.local and move.after.start != move.before.start:
        return "that time is past"
    return ""


def _refuse_blocked(work: Work, moves: Sequence[ProposedMove], changes: Sequence[Change]) -> None:
    plans = added(*{each.plan.id: each.plan for each in moves}.values())
    then = AsIf(work.store, (*plans, *changes))
    check = MoveCheck(work.store, then)
    problems = [
        Problem(str(each.before.id), told) for each in moves if (told := check.tell_refusal(each))
    ]
    problems += [
        Problem(str(each.after.id), told)
        for each in changes
        if each.before is None
        and isinstance(each.after, Appointment)
        and (told := check.tell_new_refusal(each.after))
    ]
    told_of = {each.before.id for each in moves}
    problems += [each for each in tell_crowded(then, changes) if UUID(each.field) not in told_of]
    if problems:
        raise RuleBrokenError(*problems)


def _plans_among(changes: Iterable[Change]) -> dict[UUID, Plan]:
    found = (change.after for change in changes)
    return {each.id: each for each in found if isinstance(each, Plan)}


def _find_following(
    work: Work,
    changes: Sequence[Change],
    extra: Sequence[Change],
    plans: Mapping[UUID, Plan],
) -> tuple[Change, ...]:
    """Return what the moves do to the patients' other visits.

    Where a patient's visit was only called off, one that then does not fit stays as it is, and its
    checks say what it needs.
    """
    facts = [change for change in extra if not isinstance(change.record, Appointment)]
    store = AsIf(work.store, facts)
    visits = (change.record for change in changes)
    patients = dict.fromkeys(each.patient_id for each in visits if isinstance(each, Appointment))
    following = tuple(
        each for patient in patients for each in find_replanned(store, patient, changes, plans)
    )
    moved = {
        change.after.patient_id
        for change in changes
        if isinstance(change.after, Appointment) and change.after.status not in CHAIR_FREE
    }
    of_moved = [each for each in following if each.before.patient_id in moved]
    refuse_collisions(of_moved, "start", names_patients=True)
    return changes_of([each for each in following if not each.new_conflicts])


def _rechained(store: Reader, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return the changes with those of the due days, course by course."""
    touched = (change.record for change in changes)
    courses = dict.fromkeys(
        each.course_id for each in touched if isinstance(each, Appointment | Cycle)
    )
    for course_id in courses:
        changes = rechain_due_days(store, course_id, changes)
    return changes


def _in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes with new visits last: what moves has made room for them by then."""
    return tuple(
        sorted(
            changes, key=lambda each: each.before is None and isinstance(each.record, Appointment)
        )
    )
