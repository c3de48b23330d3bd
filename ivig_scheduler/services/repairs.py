"""Repairing the calendar after trouble: who moves where, so that as few as possible are disturbed.

Each day is repaired exactly (see `planning.repair`). Who cannot stay the day moves to the nearest
day of the due window, one visit after the other; who has no place there either is left to a person,
who may put the visit on the work list.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.clearance import Conflict, brought
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.quantities import show_minutes
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import CHAIR_FREE, FORWARD, MOVABLE, Severity, Status
from ivig_scheduler.domain.wording import show_days
from ivig_scheduler.planning.repair import repair_day
from ivig_scheduler.planning.repair_terms import RepairAnswer
from ivig_scheduler.services.applying import apply_moves
from ivig_scheduler.services.calendar_conflicts import VisitConflicts
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.course_repair import find_other_day, moved
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.moves import place_plan
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.services.proposals import Proposal, ProposedMove, StuckVisit, move_label
from ivig_scheduler.services.repair_days import DayToRepair
from ivig_scheduler.services.troubles import NURSES, Trouble, find_affected, runs_long
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader

#: How long a day is looked at before the best repair found is offered, said to be not proved.
SECONDS_A_DAY = 8.0
#: The patient is being treated: only then a visit can run long.
_IN_TREATMENT = frozenset(FORWARD[FORWARD.index(Status.IN_CHAIR) : -1])


def propose_repair(
    store: Reader, trouble: Trouble, now: datetime, *, seconds: float | None = SECONDS_A_DAY
) -> Proposal:
    """Return how the calendar can be mended after a trouble; nothing is placed before `now`.

    Patients moved are those whose day, start or chair changes; minutes are the sum of the changes
    of start of those who keep their day. A day is given `seconds`.
    """
    affected = find_affected(store, trouble, now)
    repair = _Repair(store, trouble, now, seconds)
    of_day: defaultdict[date, list[VisitConflicts]] = defaultdict(list)
    for each in affected:
        of_day[each.appointment.start.date()].append(each)
    for day, visits in sorted(of_day.items()):
        repair.mend(day, visits)
    return repair.as_proposal(len(affected))


def extend_visit(work: Work, before: Appointment, minutes: int) -> ChangeSet:
    """Let a visit under way end later than planned.

    Raises RuleBrokenError where nobody is in its chair, or it would run into the next visit.
    """
    if before.status not in _IN_TREATMENT:
        raise refuse("status", f"the visit is {before.status}: only one under way can run long")
    if minutes <= 0:
        raise refuse("minutes", "say by how many minutes it runs longer")
    trouble = runs_long(before, minutes)
    return apply_moves(work, trouble.label, (), trouble.extra)


@dataclass
class _Repair:
    """A repair in the making: what moves so far lies over the calendar for what comes after."""

    store: Reader
    trouble: Trouble
    now: datetime
    seconds: float | None
    moves: dict[UUID, ProposedMove] = field(default_factory=dict)
    stuck: list[StuckVisit] = field(default_factory=list)
    is_proved: bool = True

    @property
    def then(self) -> AsIf:
        """The calendar with the trouble and the moves so far."""
        return AsIf(self.store, (*self.trouble.extra, *moved(self.moves.values())))

    def mend(self, day: date, affected: Sequence[VisitConflicts]) -> None:
        """Find places for the affected visits of a day."""
        # A visit that moved here or away with another day of its cycle is settled already.
        open_ones = [each for each in affected if each.appointment.id not in self.moves]
        reasons = {each.appointment.id: each for each in open_ones}
        overloaded = {key for key, each in reasons.items() if _is_only_overload(each)}
        problem = DayToRepair(self.then, day, self.now, reasons, overloaded)
        answer = self._solve(problem)
        if answer is not None:
            self._take(problem, answer)
        kept = set(answer.seats) if answer is not None else set()
        for key, each in reasons.items():
            if answer is None and key in overloaded:
                # It may stay where it is: nobody is sent to another day because time was short.
                self.stuck.append(StuckVisit(each.appointment, each.patient, each.conflicts))
            elif str(key) not in kept:
                self._leave_day(each)

    def as_proposal(self, affected: int) -> Proposal:
        """Return what was found, each move checked with all the others made."""
        found = (each for each in self._checked().values() if each.before != each.after)
        moves = tuple(sorted(found, key=lambda each: (each.before.start, each.patient.number)))
        proposal = Proposal(self.trouble.title, moves, tuple(self.stuck), label=self._label(moves))
        return replace(proposal, figures=_figures(proposal, affected), note=self._note(proposal))

    def _solve(self, problem: DayToRepair) -> RepairAnswer | None:
        """Return the least repair of a day; others' seats are gathered only where they matter."""
        alone = repair_day(problem.as_problem(others_move=False), seconds=self.seconds)
        is_least = alone is not None and alone.is_proved and not alone.cost.left
        if is_least and not problem.overloaded:
            return alone
        if problem.facts.calendar.open_hours(problem.day) is None:
            return alone
        whole = repair_day(problem.as_problem(others_move=True), seconds=self.seconds)
        best = min(
            (each for each in (alone, whole) if each), key=lambda each: each.cost, default=None
        )
        self.is_proved &= whole is not None and whole.is_proved
        return best

    def _take(self, problem: DayToRepair, answer: RepairAnswer) -> None:
        for visit in problem.visits:
            seat = answer.seats.get(str(visit.id))
            if seat is None:
                continue
            try:
                chair_id, start = problem.place(seat)
            except IndexError:
                # In a chair that is not there any more, where it stays.
                continue
            if (chair_id, start) != (visit.chair_id, visit.start):
                moving = problem.moving(visit)
                there = place_plan(
                    problem.facts, moving, moving.plan, moving.table, chair_id, start
                )
                self._add(ProposedMove.of(moving, there))

    def _leave_day(self, affected: VisitConflicts) -> None:
        visit = affected.appointment
        cycle = [
            each
            for each in self.store.where(Appointment, cycle_id=visit.cycle_id)
            if each.status not in CHAIR_FREE and each.start.date() >= self.now.date()
        ]
        days = sorted(cycle, key=lambda each: each.start)
        can_move = all(each.status in MOVABLE for each in days)
        others = {key: move for key, move in self.moves.items() if key not in {d.id for d in days}}
        store = AsIf(self.store, (*self.trouble.extra, *moved(others.values())))
        found = find_other_day(store, days, self.now) if can_move else ()
        if found and all(
            not each.before.is_chair_locked or not each.is_other_chair for each in found
        ):
            self.moves = others
            for each in found:
                self._add(each)
        else:
            self.stuck.append(
                StuckVisit(visit, affected.patient, (*affected.conflicts, self._no_place(visit)))
            )

    def _no_place(self, visit: Appointment) -> Conflict:
        moving = load_moving_visit(self.store, visit)
        window = timedelta(days=moving.planner.context.order.window_days)
        due = moving.due_day
        told = "no other place that day"
        if visit.is_chair_locked:
            told += " in its chair, which is locked"
        if due is not None and visit.status in MOVABLE:
            told += f", nor on another day of the window, {show_days(due - window, due + window)}"
        return Conflict("no_place", Severity.BLOCK, told)

    def _add(self, move: ProposedMove) -> None:
        known = self.moves.get(move.before.id)
        before = known.before if known else move.before
        self.moves[move.before.id] = replace(move, before=before)

    def _checked(self) -> Mapping[UUID, ProposedMove]:
        """Return the moves, each with what it brings against the visit once all are made."""
        then, facts = self.then, dict[tuple[bool, date], ClinicFacts]()

        def check(store: Reader, visit: Appointment) -> tuple[Conflict, ...]:
            key = store is then, visit.start.date()
            if key not in facts:
                facts[key] = load_facts(store, key[1], key[1])
            each = load_moving_visit(store, visit)
            return place_plan(
                facts[key], each, each.plan, each.table, visit.chair_id, visit.start
            ).conflicts

        checked = {}
        for key, move in self.moves.items():
            now = check(self.store, move.before)
            checked[key] = replace(move, conflicts=brought(check(then, move.after), now))
        return checked

    def _label(self, moves: Sequence[ProposedMove]) -> str:
        if not self.trouble.label:
            return ""
        return (
            f"{self.trouble.label}, move {move_label(moves)[5:]}" if moves else self.trouble.label
        )

    def _note(self, proposal: Proposal) -> str:
        if not proposal.moves and not proposal.stuck:
            if self.trouble.undone:
                return "No visit is affected that was not in conflict before."
            return "Every visit has its place."
        if not self.is_proved:
            return "The best found in the time given; a repair that moves fewer patients may exist."
        told = "No repair keeps more visits on their day, moves fewer patients or by fewer minutes."
        if any(each.is_other_day for each in proposal.moves):
            told += " Who changes the day goes to the nearest one of the due window."
        return told


def _is_only_overload(affected: VisitConflicts) -> bool:
    return all(each.rule == NURSES for each in affected.conflicts)


def _figures(proposal: Proposal, affected: int) -> tuple[tuple[str, str, str], ...]:
    moves = proposal.moves
    minutes = sum(each.minutes_moved for each in moves if not each.is_other_day)
    return (
        ("Visits without their place", str(affected), str(len(proposal.stuck))),
        ("Patients moved", "", str(proposal.patients_moved)),
        ("Moved that day by", "", show_minutes(minutes)),
        ("In another chair", "", str(sum(each.is_other_chair for each in moves))),
        ("On another day", "", str(sum(each.is_other_day for each in moves))),
    )
