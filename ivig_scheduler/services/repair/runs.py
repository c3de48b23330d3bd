"""A repair in the making: who moves where, day after day, and who has no place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from ivig_scheduler.domain.clearance import Conflict, brought
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.quantities import show_minutes
from ivig_scheduler.domain.records import Appointment, Patient
from ivig_scheduler.domain.terms import CHAIR_FREE, FORWARD, MOVABLE, Severity, Status
from ivig_scheduler.domain.wording import show_days
from ivig_scheduler.planning.repair_terms import RepairAnswer
from ivig_scheduler.services.calendar_conflicts import VisitConflicts
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.courses.other_places import find_other_day, moved
from ivig_scheduler.services.moves import place_plan
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.services.proposals import Proposal, ProposedMove, StuckVisit, move_label
from ivig_scheduler.services.repair.days import DayToRepair
from ivig_scheduler.services.repair.troubles import NURSES, Trouble, find_affected
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader

#: The patient sits in the chair.
IN_TREATMENT = frozenset(FORWARD[FORWARD.index(Status.IN_CHAIR) : -1])
_NOT_LOOKED_AT = Conflict("no_place", Severity.BLOCK, "not looked at, since the search was stopped")


@dataclass
class RepairRun:
    """A repair in the making, day by day; what moves so far lies over the calendar for the rest.

    Reads and searches take turns, so that a search keeps no database waiting: `load_day`, then
    `repairs.search_day` on what it gave, then `take`, until `days` is empty.
    """

    trouble: Trouble
    now: datetime
    affected: tuple[VisitConflicts, ...]
    moves: dict[UUID, ProposedMove] = field(default_factory=dict)
    stuck: list[StuckVisit] = field(default_factory=list)
    is_proved: bool = True
    is_stopped: bool = False
    days: list[date] = field(init=False)

    def __post_init__(self) -> None:
        self.days = sorted({each.appointment.start.date() for each in self.affected})

    @classmethod
    def begin(cls, store: Reader, trouble: Trouble, now: datetime) -> "RepairRun":
        """Return a repair of which the affected visits are known, and nothing else yet."""
        return cls(trouble, now, find_affected(store, trouble, now))

    def load_day(self, store: Reader) -> DayToRepair:
        """Return the first of the days left, with everything that its search asks for."""
        day, reasons = self.days[0], self._open(self.days[0])
        overloaded = {key for key, each in reasons.items() if _is_only_overload(each)}
        return DayToRepair(self._then(store), day, self.now, reasons, overloaded)

    def take(self, store: Reader, problem: DayToRepair, answer: RepairAnswer | None) -> None:
        """Take what the search of a day gave, and find other days for those who lose theirs."""
        self.days.remove(problem.day)
        self.is_proved &= answer is not None and answer.is_proved
        if answer is not None:
            self._take(problem, answer)
        kept = set(answer.seats) if answer is not None else set()
        for key, each in self._open(problem.day).items():
            if answer is None and key in problem.overloaded:
                # It may stay where it is: nobody is sent to another day because time was short.
                self.stuck.append(StuckVisit(each.appointment, each.patient, each.conflicts))
            elif str(key) not in kept:
                self._leave_day(store, each)

    def stop(self) -> None:
        """Leave the days that were not looked at as they are."""
        self.is_stopped = True
        for day in self.days:
            for each in self._open(day).values():
                reasons = (*each.conflicts, _NOT_LOOKED_AT)
                self.stuck.append(StuckVisit(each.appointment, each.patient, reasons))
        self.days.clear()

    def as_proposal(self, store: Reader) -> Proposal:
        """Return what was found, each move checked with all the others made."""
        found = (each for each in self._checked(store).values() if each.before != each.after)
        moves = tuple(sorted(found, key=lambda each: (each.before.start, each.patient.number)))
        proposal = Proposal(self.trouble.title, moves, tuple(self.stuck), label=self._label(moves))
        seated = tell_seated(store, self)
        told = "" if seated and not moves and not self.stuck else self._note(proposal)
        note = " ".join(filter(None, (told, seated)))
        return replace(proposal, figures=_figures(proposal, len(self.affected)), note=note)

    def _then(self, store: Reader) -> AsIf:
        """Return the calendar with the trouble and the moves so far."""
        return AsIf(store, (*self.trouble.extra, *moved(self.moves.values())))

    def _open(self, day: date) -> dict[UUID, VisitConflicts]:
        """Return the affected visits of a day that are not settled.

        Those are that moved here or away with another day of their cycle.
        """
        return {
            each.appointment.id: each
            for each in self.affected
            if each.appointment.start.date() == day and each.appointment.id not in self.moves
        }

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

    def _leave_day(self, store: Reader, affected: VisitConflicts) -> None:
        visit = affected.appointment
        cycle = [
            each
            for each in store.where(Appointment, cycle_id=visit.cycle_id)
            if each.status not in CHAIR_FREE and each.start.date() >= self.now.date()
        ]
        days = sorted(cycle, key=lambda each: each.start)
        can_move = all(each.status in MOVABLE for each in days)
        others = {key: move for key, move in self.moves.items() if key not in {d.id for d in days}}
        then = AsIf(store, (*self.trouble.extra, *moved(others.values())))
        found = find_other_day(then, days, self.now) if can_move else ()
        if found and all(
            not each.before.is_chair_locked or not each.is_other_chair for each in found
        ):
            self.moves = others
            for each in found:
                self._add(each)
        else:
            reasons = (*affected.conflicts, _no_place(store, visit))
            self.stuck.append(StuckVisit(visit, affected.patient, reasons))

    def _add(self, move: ProposedMove) -> None:
        known = self.moves.get(move.before.id)
        before = known.before if known else move.before
        self.moves[move.before.id] = replace(move, before=before)

    def _checked(self, store: Reader) -> Mapping[UUID, ProposedMove]:
        """Return the moves, each with what it brings against the visit once all are made."""
        then, facts = self._then(store), dict[tuple[bool, date], ClinicFacts]()

        def check(there: Reader, visit: Appointment) -> tuple[Conflict, ...]:
            key = there is then, visit.start.date()
            if key not in facts:
                facts[key] = load_facts(there, key[1], key[1])
            each = load_moving_visit(there, visit)
            return place_plan(
                facts[key], each, each.plan, each.table, visit.chair_id, visit.start
            ).conflicts

        checked = {}
        for key, move in self.moves.items():
            now = check(store, move.before)
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
        if self.is_stopped:
            return "Stopped: the best found so far; a repair that moves fewer patients may exist."
        if not self.is_proved:
            return "The best found in the time given; a repair that moves fewer patients may exist."
        told = "No repair keeps more visits on their day, moves fewer patients or by fewer minutes."
        if any(each.is_other_day for each in proposal.moves):
            told += " Who changes the day goes to the nearest one of the due window."
        return told


def tell_seated(store: Reader, run: RepairRun) -> str:
    """Return who sits already in the chair that is out, and so is not moved."""
    chair_id = run.trouble.chair_id
    if chair_id is None:
        return ""
    seated = [
        each
        for each in store.appointments_on(run.now.date())
        if each.chair_id == chair_id and each.status in IN_TREATMENT and _is_out(store, each)
    ]
    if not seated:
        return ""
    patients = store.some(Patient, (each.patient_id for each in seated))
    names = ", ".join(
        f"{patient.full_name}, MRN {patient.number}"
        for patient in (patients[each.patient_id] for each in seated)
    )
    return f"Already in the chair: {names}. Who cannot stay there is for you to move."


def _is_out(store: Reader, visit: Appointment) -> bool:
    outages = load_facts(store, visit.start.date(), visit.start.date()).outages
    return any(
        each.chair_id == visit.chair_id
        and each.starts < visit.held_until
        and visit.start < each.ends
        for each in outages
    )


def _no_place(store: Reader, visit: Appointment) -> Conflict:
    moving = load_moving_visit(store, visit)
    window = timedelta(days=moving.planner.context.order.window_days)
    due = moving.due_day
    told = "no other place that day"
    if visit.is_chair_locked:
        told += " in its chair, which is locked"
    if due is not None and visit.status in MOVABLE:
        told += f", nor on another day of the window, {show_days(due - window, due + window)}"
    return Conflict("no_place", Severity.BLOCK, told)


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
