"""What moving a visit of a course to another day means for the course, seen before it is made.

Up to three questions follow from it, asked together and once: whether the other days of its cycle
come along, whether the visits after it are planned anew, and whether the next cycle is due from
the day given or in the old rhythm.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from ivig_scheduler.domain.changes import Change, changed
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.records import Appointment, Cycle
from ivig_scheduler.domain.recurrence import due_day_of, next_due_day
from ivig_scheduler.domain.terms import CHAIR_FREE
from ivig_scheduler.services.call_offs import taken_off
from ivig_scheduler.services.courses.ahead import cycles_ahead, visits_ahead
from ivig_scheduler.services.courses.compared_cycles import FollowingPlan
from ivig_scheduler.services.courses.cycle_days import (
    MovedDays,
    move_alone,
    move_together,
    other_days,
)
from ivig_scheduler.services.courses.due_days import first_days, rechain_due_days
from ivig_scheduler.services.courses.following import plan_following
from ivig_scheduler.services.moving_visits import order_of
from ivig_scheduler.services.orders.contexts import load_orders
from ivig_scheduler.services.proposals import ProposedMove
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class CourseMove:
    """A visit on its way to another day, and what that means for the course.

    `days_off` counts from the visit's due day, negative before it. `passed` is the first day of
    the cycle it would pass. `after_it` are the course's visits after it that are still to come,
    `others` all that stand and do not move with it. `next_due` and `following` are by whether the
    rhythm is kept; they are empty where nothing is to be asked.

    `cycle_days` are the other days of its cycle that are still to come; `along` are those of them
    that move with it, and `together` is the same move with all of them. `refused` says why the
    move cannot be made so.
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
    cycle_days: tuple[Appointment, ...] = ()
    along: tuple[ProposedMove, ...] = ()
    together: "CourseMove | None" = None
    refused: str = ""

    @property
    def is_outside_window(self) -> bool:
        """Whether the new day lies outside the order's window."""
        return abs(self.days_off) > self.window_days

    @property
    def asks_rhythm(self) -> bool:
        """Whether it makes a difference if the rhythm is kept, and nobody was asked yet."""
        return self.has_two_rhythms and self.keeps_rhythm is None

    @property
    def has_two_rhythms(self) -> bool:
        """Whether the next cycle is due on another day if the rhythm is kept."""
        return self.next_due.get(True) != self.next_due.get(False)

    @property
    def asks_following(self) -> bool:
        """Whether the visits after it are in question."""
        leaves_place = self.is_outside_window or self.passed is not None
        return bool(self.after_it) and (leaves_place or self.asks_rhythm)

    @property
    def asks(self) -> bool:
        """Whether a person is to be asked before the visit moves."""
        return self.together is not None or self.asks_following


#: Places the days that move; the calendar it is given may have the visits after them taken off.
_Place = Callable[[Reader], MovedDays]


def foresee_move(
    store: Reader, visit: Appointment, chair_id: UUID, start: datetime, now: datetime
) -> CourseMove:
    """Return what moving a visit to a chair and local start means for its course."""
    is_same_day = start.date() == visit.start.date()
    days = () if is_same_day else other_days(store, visit, now)

    def alone(then: Reader) -> MovedDays:
        return move_alone(then, visit, chair_id, start)

    def together(then: Reader) -> MovedDays:
        return move_together(then, visit, chair_id, start, days, now)

    own = replace(_foresee(store, visit, alone, now), cycle_days=days)
    if not days:
        return own
    return replace(own, together=replace(_foresee(store, visit, together, now), cycle_days=days))


def _foresee(store: Reader, visit: Appointment, place: _Place, now: datetime) -> CourseMove:
    found, cycle = place(store), need_cycle(store, visit)
    there = found.own.after
    due = due_day_of(cycle.due_day, visit.day_of_cycle)
    moving = {visit.id, *(each.before.id for each in found.along)}
    standing = [
        each
        for each in store.where(Appointment, course_id=visit.course_id)
        if each.status not in CHAIR_FREE and each.id not in moving
    ]
    ahead = {each.id for each in cycles_ahead(store, visit.course_id, now)}
    coming = [each for each in standing if each.cycle_id in ahead and _is_after(each, visit)]
    plain = CourseMove(
        visit,
        there.chair_id,
        there.start,
        due,
        (there.start.date() - due).days,
        order_of(store, visit).window_days,
        _find_passed(visit, found.days, standing),
        len(coming),
        len(standing),
        cycle.keeps_rhythm,
        along=found.along,
        refused=found.refused,
    )
    if not coming or there.start.date() == visit.start.date():
        return plain
    return _with_answers(store, plain, place, cycle, now)


def _with_answers(
    store: Reader, plain: CourseMove, place: _Place, cycle: Cycle, now: datetime
) -> CourseMove:
    """Return the move with what follows from either answer, where there is something to ask."""
    moved = place(store).changes
    next_due = {keeps: _next_due(store, moved, cycle, keeps) for keeps in (False, True)}
    known = {keeps: day for keeps, day in next_due.items() if day is not None}
    asked = replace(plain, next_due=known)
    if not asked.asks_following or asked.refused:
        return asked
    # Whether the visit is naive-like is seen from where the visits after it will stand.
    moved = place(AsIf(store, _taken_out(store, plain, now))).changes
    course_id = plain.visit.course_id
    following = {}
    for keeps in (False, True):
        rhythm = keeping(store, plain.visit, keeps_rhythm=keeps)
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


def _taken_out(store: Reader, move: CourseMove, now: datetime) -> tuple[Change, ...]:
    """Return the changes that take the visits after the moved one off the calendar."""
    coming = visits_ahead(store.where(Appointment, course_id=move.visit.course_id), now)
    return taken_off(each for each in coming if _is_after(each, move.visit))


def _is_after(visit: Appointment, moved: Appointment) -> bool:
    return visit.cycle_number > moved.cycle_number


def _find_passed(
    visit: Appointment, days: Iterable[date], standing: Iterable[Appointment]
) -> date | None:
    """Return the nearest day of another cycle that one of the days would come to or pass."""
    others = [each for each in standing if each.cycle_number != visit.cycle_number]
    after = [each.start.date() for each in others if _is_after(each, visit)]
    before = [each.start.date() for each in others if not _is_after(each, visit)]
    first, last = min(days), max(days)
    if after and last >= min(after):
        return min(after)
    return max(before) if before and first <= max(before) else None


def keeping(store: Reader, visit: Appointment, *, keeps_rhythm: bool) -> tuple[Change, ...]:
    """Return the change by which the visit's cycle keeps the rhythm, or does not."""
    cycle = need_cycle(store, visit)
    return changed(cycle, cycle.model_copy(update={"keeps_rhythm": keeps_rhythm}))


def need_cycle(store: Reader, visit: Appointment) -> Cycle:
    """Return the visit's cycle. Raises RuleBrokenError where it is not there any more."""
    cycle = store.get(Cycle, visit.cycle_id)
    if cycle is None:
        raise refuse("appointment", "the visit's cycle is not there any more")
    return cycle
