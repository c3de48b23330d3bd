"""The cycles of a course as they stand and as they are planned: what changes, and what stays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.records import Appointment, Cycle, Plan
from ivig_scheduler.domain.terms import CycleState, Severity
from ivig_scheduler.domain.wording import show_day
from ivig_scheduler.planning.placing import WRONG_DAY
from ivig_scheduler.planning.series import PlannedCycle, PlannedVisit, as_appointment
from ivig_scheduler.services.courses.ahead import need_course
from ivig_scheduler.services.courses.plan_content import has_same_content
from ivig_scheduler.services.moves import stand_at
from ivig_scheduler.services.proposals import (
    NO_DAYS,
    AddedVisit,
    DayChanges,
    ProposedMove,
    StuckVisit,
)
from ivig_scheduler.services.weights import load_patient
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class FollowingPlan:
    """The coming cycles planned anew: what changes, what has no place, what stays.

    `days` are those that cycles gain or lose; `over` counts the cycles that are due after the
    course's last day then.
    """

    moves: tuple[ProposedMove, ...] = ()
    stuck: tuple[StuckVisit, ...] = ()
    kept: int = 0
    days: DayChanges = NO_DAYS
    over: int = 0

    @property
    def visits(self) -> int:
        """How many visits are planned anew, those that keep their place included."""
        return len(self.moves) + len(self.stuck) + self.kept

    def plus(self, other: "FollowingPlan") -> "FollowingPlan":
        """Return this plan and the one of further cycles."""
        return FollowingPlan(
            self.moves + other.moves,
            self.stuck + other.stuck,
            self.kept + other.kept,
            self.days.plus(other.days),
            self.over + other.over,
        )


def compare_cycles(
    store: Reader,
    cycles: Sequence[Cycle],
    planned: Sequence[PlannedCycle],
    visits: Sequence[Appointment],
) -> FollowingPlan:
    """Return what is other than it stands; `visits` are those of the cycles, some at least."""
    comparison = _Comparison(store, visits)
    for cycle, found in zip(cycles, planned, strict=True):
        comparison.look(cycle, found)
    return comparison.found


class _Comparison:
    """What was found so far, cycle by cycle."""

    def __init__(self, store: Reader, visits: Sequence[Appointment]) -> None:
        self.found = FollowingPlan()
        self._visits = visits
        self._patient = load_patient(store, visits[0].patient_id)
        self._plans = store.some(Plan, (each.plan_id for each in visits))
        self._last_day = need_course(store, visits[0].course_id).last_day

    def look(self, cycle: Cycle, found: PlannedCycle) -> None:
        own = {each.day_of_cycle: each for each in self._visits if each.cycle_id == cycle.id}
        last = self._last_day
        if last is not None and found.due_day > last:
            falls = cycle.state is not CycleState.SKIPPED
            self._lose(own.values(), (_is_over(found.due_day, last),), over=int(falls))
        elif not found.visits:
            self._lose(own.values(), found.reasons)
        elif own:
            self._place(cycle, found, own)

    def _lose(
        self, own: Iterable[Appointment], reasons: tuple[Conflict, ...], *, over: int = 0
    ) -> None:
        stuck = tuple(StuckVisit(each, self._patient, reasons) for each in own)
        self.found = self.found.plus(FollowingPlan(stuck=stuck, over=over))

    def _place(self, cycle: Cycle, found: PlannedCycle, own: Mapping[int, Appointment]) -> None:
        there = {each.day_of_cycle: each for each in found.visits}
        moves = [self._move(own[day], there[day]) for day in there if day in own]
        days = DayChanges(
            tuple(self._add(cycle, there[day]) for day in there if day not in own),
            tuple(StuckVisit(own[day], self._patient) for day in own if day not in there),
        )
        moved = tuple(each for each in moves if each is not None)
        self.found = self.found.plus(FollowingPlan(moved, kept=len(moves) - len(moved), days=days))

    def _move(self, before: Appointment, there: PlannedVisit) -> ProposedMove | None:
        """Return the move of a visit to its planned place; None where it stands so already."""
        own, needed = self._plans[before.plan_id], there.computed.plan
        plan = own if has_same_content(own, needed) else needed
        after = stand_at(before, there, plan)
        if after == before:
            return None
        return ProposedMove(before, after, self._patient, plan, there.conflicts)

    def _add(self, cycle: Cycle, there: PlannedVisit) -> AddedVisit:
        visit = as_appointment(there, cycle.number, cycle.patient_id, cycle.course_id, cycle.id)
        return AddedVisit(visit, self._patient, there.computed.plan, there.conflicts)


def _is_over(due: date, last: date) -> Conflict:
    told = f"due on {show_day(due)}, after the course's last day, {show_day(last)}"
    return Conflict(WRONG_DAY, Severity.BLOCK, told)
