"""Moving a visit of a course: what follows from it, alone or with the visits after it.

A visit that comes to a day off its due day raises two questions, asked together and once: whether
the visits after it are planned anew, and whether the next one is due from the day given or in the
old rhythm.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from ivig_scheduler.domain.changes import Change, ChangeSet, added, changed, merged
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.records import Appointment, Cycle
from ivig_scheduler.domain.recurrence import due_day_of, next_due_day
from ivig_scheduler.domain.terms import CHAIR_FREE
from ivig_scheduler.domain.wording import count
from ivig_scheduler.services.applying import apply_moves
from ivig_scheduler.services.appointments import move_appointment
from ivig_scheduler.services.call_offs import call_off, taken_off
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.courses.ahead import cycles_ahead, visits_ahead
from ivig_scheduler.services.courses.due_days import first_days, forget_rhythm, rechain_due_days
from ivig_scheduler.services.courses.following import FollowingPlan, plan_following
from ivig_scheduler.services.courses.other_places import moved as moves_made
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.moves import PlannedMove, plan_move, stand_at
from ivig_scheduler.services.moving_visits import load_moving_visit, order_of
from ivig_scheduler.services.orders.contexts import load_orders
from ivig_scheduler.services.proposals import ProposedMove
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class CourseMove:
    """A visit on its way to another day, and what that means for the course.

    `days_off` counts from the visit's due day, negative before it. `passed` is the first day of
    the cycle it would pass. `after_it` are the course's visits after it that are still to come,
    `others` all others that stand. `next_due` and `following` are by whether the rhythm is kept;
    they are empty where nothing is to be asked.
    """

    visit: Appointment
    chair_id: UUID
    start: datetime
    due_day: date
    days_off: int
    window_days: int
    passed: date | None = None
    after_it: int = 0
    others: int = 0
    keeps_rhythm: bool | None = None
    next_due: Mapping[bool, date] = field(default_factory=dict)
    following: Mapping[bool, FollowingPlan] = field(default_factory=dict)

    @property
    def is_outside_window(self) -> bool:
        """Whether the new day lies outside the order's window."""
        return abs(self.days_off) > self.window_days

    @property
    def asks_rhythm(self) -> bool:
        """Whether it makes a difference if the rhythm is kept, and nobody was asked yet."""
        differs = self.next_due.get(True) != self.next_due.get(False)
        return differs and self.keeps_rhythm is None

    @property
    def asks(self) -> bool:
        """Whether a person is to be asked before the visit moves."""
        leaves_place = self.is_outside_window or self.passed is not None
        return bool(self.after_it) and (leaves_place or self.asks_rhythm)


def foresee_move(
    store: Reader, visit: Appointment, chair_id: UUID, start: datetime, now: datetime
) -> CourseMove:
    """Return what moving a visit to a chair and local start means for its course."""
    cycle = _need_cycle(store, visit)
    due = due_day_of(cycle.due_day, visit.day_of_cycle)
    order = order_of(store, visit)
    ahead = {each.id for each in cycles_ahead(store, visit.course_id, now)}
    standing = [
        each
        for each in store.where(Appointment, course_id=visit.course_id)
        if each.status not in CHAIR_FREE and each.id != visit.id
    ]
    coming = [
        each
        for each in standing
        if each.cycle_id in ahead and each.cycle_number > visit.cycle_number
    ]
    plain = CourseMove(
        visit,
        chair_id,
        start,
        due,
        (start.date() - due).days,
        order.window_days,
        _find_passed(visit, start.date(), standing),
        len(coming),
        len(standing),
        cycle.keeps_rhythm,
    )
    if not coming or start.date() == visit.start.date():
        return plain
    return _with_answers(store, plain, cycle, now)


def move_visit(
    work: Work,
    before: Appointment,
    chair_id: UUID,
    start: datetime,
    *,
    keeps_rhythm: bool | None = None,
    following: FollowingPlan | None = None,
) -> ChangeSet:
    """Move a visit; with `following`, the visits after it as they were planned anew.

    `keeps_rhythm` is recorded with the visit's cycle where it was asked for. Raises
    RuleBrokenError with every blocking reason, and naming each visit that lost its place since it
    was shown.
    """
    if following is None:
        moved = move_appointment(work, before, chair_id, start)
        if keeps_rhythm is None:
            return moved
        then = AsIf(work.store, moved.changes)
        changes = merged((*moved.changes, *_keeping(then, before, keeps_rhythm)))
        return ChangeSet(moved.label, rechain_due_days(work.store, before.course_id, changes))
    off = call_off(work.store, following.stuck, work.now, "no place after the visit before moved")
    # Whether the visit is naive-like is seen from where the visits after it will stand.
    then = AsIf(work.store, (*off, *moves_made(following.moves)))
    own = _propose(then, before, chair_id, start)
    rhythm = _keeping(AsIf(work.store, off), before, bool(keeps_rhythm))
    label = f"Move a visit, plan the {count(following.visits, 'visit')} after it anew"
    moves = (ProposedMove.of(load_moving_visit(work.store, before), own), *following.moves)
    return apply_moves(
        work, label, moves, merged((*off, *rhythm, *forget_rhythm(work.store, following.moves)))
    )


def set_rhythm(work: Work, cycle: Cycle, keeps_rhythm: bool) -> ChangeSet:
    """Say whether the cycle after this one is due in the old rhythm or from the day given."""
    changes = changed(cycle, cycle.model_copy(update={"keeps_rhythm": keeps_rhythm}))
    kept = "from its due day" if keeps_rhythm else "from its visit"
    return ChangeSet(
        f"Set the cycles after cycle {cycle.number} due {kept}",
        rechain_due_days(work.store, cycle.course_id, changes),
    )


def _with_answers(store: Reader, plain: CourseMove, cycle: Cycle, now: datetime) -> CourseMove:
    """Return the move with what follows from either answer, where there is something to ask."""
    own = _propose(store, plain.visit, plain.chair_id, plain.start)
    moved = added(own.plan) + changed(plain.visit, stand_at(plain.visit, own, own.plan))
    next_due = {keeps: _next_due(store, moved, cycle, keeps) for keeps in (False, True)}
    known = {keeps: day for keeps, day in next_due.items() if day is not None}
    asked = replace(plain, next_due=known)
    if not asked.asks:
        return asked
    without = AsIf(store, _taken_out(store, plain, now))
    own = _propose(without, plain.visit, plain.chair_id, plain.start)
    moved = added(own.plan) + changed(plain.visit, stand_at(plain.visit, own, own.plan))
    following = {}
    for keeps in (False, True):
        rhythm = _keeping(store, plain.visit, keeps)
        course_id = plain.visit.course_id
        then = AsIf(store, rechain_due_days(store, course_id, (*moved, *rhythm)))
        following[keeps] = plan_following(then, course_id, cycle.number + 1, now)
    return replace(asked, following=following)


def _next_due(
    store: Reader, moved: tuple[Change, ...], cycle: Cycle, keeps_rhythm: bool
) -> date | None:
    """Return when the next cycle is due after the move, counted from the day due or given."""
    then = AsIf(store, moved)
    cycles = sorted(then.where(Cycle, course_id=cycle.course_id), key=lambda each: each.number)
    following = next((each for each in cycles if each.number > cycle.number), None)
    if following is None:
        return None
    given = first_days(then.where(Appointment, cycle_id=cycle.id))[cycle.id]
    interval = load_orders(then, [following])[following.id].interval_days
    return next_due_day(cycle.due_day if keeps_rhythm else given, interval)


def _propose(store: Reader, visit: Appointment, chair_id: UUID, start: datetime) -> PlannedMove:
    facts = load_facts(store, start.date(), start.date())
    return plan_move(facts, load_moving_visit(store, visit), chair_id, start)


def _taken_out(store: Reader, move: CourseMove, now: datetime) -> tuple[Change, ...]:
    """Return the changes that take the visits after the moved one off the calendar."""
    coming = visits_ahead(store.where(Appointment, course_id=move.visit.course_id), now)
    return taken_off(each for each in coming if each.cycle_number > move.visit.cycle_number)


def _find_passed(visit: Appointment, day: date, standing: list[Appointment]) -> date | None:
    """Return the nearest day of another cycle that the visit would come to or pass."""
    after = [e.start.date() for e in standing if e.cycle_number > visit.cycle_number]
    before = [e.start.date() for e in standing if e.cycle_number < visit.cycle_number]
    if after and day >= min(after):
        return min(after)
    return max(before) if before and day <= max(before) else None


def _keeping(store: Reader, visit: Appointment, keeps_rhythm: bool) -> tuple[Change, ...]:
    cycle = _need_cycle(store, visit)
    return changed(cycle, cycle.model_copy(update={"keeps_rhythm": keeps_rhythm}))


def _need_cycle(store: Reader, visit: Appointment) -> Cycle:
    cycle = store.get(Cycle, visit.cycle_id)
    if cycle is None:
        raise refuse("appointment", "the visit's cycle is not there any more")
    return cycle
