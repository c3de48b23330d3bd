"""What of a course is still to come: only that is changed when a course is edited.

What was given, has begun or is past stays as it is, whatever a change is about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.records import Appointment, Course, Cycle
from ivig_scheduler.domain.terms import CHAIR_FREE, MOVABLE, CycleState
from ivig_scheduler.storage.reader import Reader


class Scope(StrEnum):
    """Which of a course's visits a change is about."""

    THIS = "this visit"
    FOLLOWING = "this and following"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ScopeCount:
    """How many visits of a course a change of that scope is about, and how many stay."""

    changed: int
    kept: int


def is_ahead(visit: Appointment, now: datetime) -> bool:
    """Return whether a visit is still to come at the wall clock `now`."""
    return visit.status in MOVABLE and visit.start >= now


def visits_ahead(visits: Iterable[Appointment], now: datetime) -> tuple[Appointment, ...]:
    """Return the visits that are still to come, in time order."""
    found = (each for each in visits if is_ahead(each, now))
    return tuple(sorted(found, key=lambda each: (each.start, each.day_of_cycle)))


def cycles_ahead(store: Reader, course_id: UUID, now: datetime) -> tuple[Cycle, ...]:
    """Return the cycles of which nothing was given, has begun or is past, in their order."""
    begun = {
        each.cycle_id
        for each in store.where(Appointment, course_id=course_id)
        if each.status not in CHAIR_FREE and not is_ahead(each, now)
    }
    cycles = store.where(Cycle, course_id=course_id)
    return tuple(
        cycle
        for cycle in sorted(cycles, key=lambda each: each.number)
        if cycle.id not in begun and not _was_skipped(cycle, now)
    )


def _was_skipped(cycle: Cycle, now: datetime) -> bool:
    return cycle.state is CycleState.SKIPPED and cycle.due_day < now.date()


def cycles_in_scope(
    store: Reader, course_id: UUID, scope: Scope, cycle_id: UUID | None, now: datetime
) -> tuple[Cycle, ...]:
    """Return the cycles a change is about; `cycle_id` is "this" one.

    Raises RuleBrokenError where "this" cycle is not to come any more.
    """
    ahead = cycles_ahead(store, course_id, now)
    if scope is Scope.ALL:
        return ahead
    this = next((each for each in ahead if each.id == cycle_id), None)
    if this is None:
        raise refuse("scope", "that visit was given, has begun or is past: it stays as it is")
    if scope is Scope.THIS:
        return (this,)
    return tuple(each for each in ahead if each.number >= this.number)


def count_scope(
    store: Reader, course_id: UUID, scope: Scope, cycle_id: UUID | None, now: datetime
) -> ScopeCount:
    """Return how many visits of the course change in a scope, and how many stay."""
    cycles = {each.id for each in cycles_in_scope(store, course_id, scope, cycle_id, now)}
    standing = [
        each
        for each in store.where(Appointment, course_id=course_id)
        if each.status not in CHAIR_FREE
    ]
    changed = sum(1 for each in standing if each.cycle_id in cycles)
    return ScopeCount(changed, len(standing) - changed)


def need_course(store: Reader, course_id: UUID) -> Course:
    """Return a course. Raises RuleBrokenError where it is not there (any more)."""
    course = store.get(Course, course_id)
    if course is None:
        raise refuse("course", "the course is not there any more")
    return course
