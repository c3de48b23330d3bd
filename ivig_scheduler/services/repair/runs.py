"""A repair in the making: who moves where, day after day, and who has no place."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from ivig_scheduler.domain.clearance import Conflict, brought
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.planning.repair_terms import RepairAnswer
from ivig_scheduler.services.calendar_conflicts import VisitConflicts
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.courses.other_places import moved
from ivig_scheduler.services.moves import place_plan
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.services.proposals import Proposal, ProposedMove, StuckVisit
from ivig_scheduler.services.repair.days import DayToRepair
from ivig_scheduler.services.repair.leaving import OtherDays, tell_no_place
from ivig_scheduler.services.repair.search import search_day
from ivig_scheduler.services.repair.telling import (
    count_figures,
    tell_label,
    tell_note,
    tell_seated,
)
from ivig_scheduler.services.repair.troubles import NURSES, Trouble, find_affected
from ivig_scheduler.services.searches import IsStopped, Take, Turn
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader

_NOT_LOOKED_AT = Conflict("no_place", Severity.BLOCK, "not looked at, since the search was stopped")


@dataclass
class RepairRun:
    """A repair in the making, day by day; what moves so far lies over the calendar for the rest.

    Reads and searches take turns (see `searches`). Once all `days` are looked at, those `leaving`
    theirs go to others, one a turn.
    """

    trouble: Trouble
    now: datetime
    affected: tuple[VisitConflicts, ...]
    moves: dict[UUID, ProposedMove] = field(default_factory=dict)
    stuck: list[StuckVisit] = field(default_factory=list)
    leaving: list[VisitConflicts] = field(default_factory=list)
    is_proved: bool = True
    is_stopped: bool = False
    days: list[date] = field(init=False)
    _other_days: OtherDays | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.days = sorted({each.appointment.start.date() for each in self.affected})

    @classmethod
    def begin(cls, store: Reader, trouble: Trouble, now: datetime) -> "RepairRun":
        """Return a repair of which the affected visits are known, and nothing else yet."""
        return cls(trouble, now, find_affected(store, trouble, now))

    @property
    def is_done(self) -> bool:
        """Whether no turn is left."""
        return not self.days and not self.leaving

    def load(self, store: Reader) -> Turn:
        """Read what the next turn needs: a day, or the windows of all who leave theirs."""
        if self.days:
            problem = self.load_day(store)

            def search(is_stopped: IsStopped) -> Take:
                answer = search_day(problem, progress=lambda _found: not is_stopped())
                return lambda _store: self.take(problem, answer)

            return search
        if self._other_days is None:
            those = [each.appointment for each in self.leaving]
            extra = self.trouble.extra
            self._other_days = OtherDays(self._then(store), those, extra, self.now)
        days = self._other_days
        return lambda _is_stopped: lambda store: self._leave_day(store, days)

    def load_day(self, store: Reader) -> DayToRepair:
        """Return the first of the days left, with everything that its search asks for."""
        day, reasons = self.days[0], self._open(self.days[0])
        overloaded = {key for key, each in reasons.items() if _is_only_overload(each)}
        return DayToRepair(self._then(store), day, self.now, reasons, overloaded)

    def take(self, problem: DayToRepair, answer: RepairAnswer | None) -> None:
        """Take what the search of a day gave; who loses the day is looked at once all are done."""
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
                self.leaving.append(each)

    def stop(self) -> None:
        """Leave the days that were not looked at as they are, and who would need another one."""
        self.is_stopped = True
        left = (each for day in self.days for each in self._open(day).values())
        for each in (*self.leaving, *left):
            reasons = (*each.conflicts, _NOT_LOOKED_AT)
            self.stuck.append(StuckVisit(each.appointment, each.patient, reasons))
        self.days.clear()
        self.leaving.clear()

    def as_proposal(self, store: Reader) -> Proposal:
        """Return what was found, each move checked with all the others made."""
        found = (each for each in self._checked(store).values() if each.before != each.after)
        moves = tuple(sorted(found, key=lambda each: (each.before.start, each.patient.number)))
        proposal = Proposal(
            self.trouble.title, moves, tuple(self.stuck), label=tell_label(self.trouble, moves)
        )
        seated = tell_seated(store, self.trouble, self.now.date())
        told = "" if seated and not moves and not self.stuck else self._tell(proposal)
        note = " ".join(filter(None, (told, seated)))
        return replace(proposal, figures=count_figures(proposal, len(self.affected)), note=note)

    def _tell(self, proposal: Proposal) -> str:
        stopped, proved = self.is_stopped, self.is_proved
        return tell_note(self.trouble, proposal, is_stopped=stopped, is_proved=proved)

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

    def _leave_day(self, store: Reader, days: OtherDays) -> None:
        """Find another day for the next visit, unless it went there with its cycle."""
        affected = self.leaving.pop(0)
        visit = affected.appointment
        if visit.id in self.moves:
            return
        found = days.find(store, visit, self.moves.values())
        for each in found:
            self._add(each)
        if not found:
            reasons = (*affected.conflicts, tell_no_place(store, visit))
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
                facts[key] = load_facts(there, key[1], key[1], self.now)
            each = load_moving_visit(there, visit)
            return place_plan(
                facts[key], each, each.plan, each.table, visit.chair_id, visit.start
            ).conflicts

        checked = {}
        for key, move in self.moves.items():
            now = check(store, move.before)
            checked[key] = replace(move, conflicts=brought(check(then, move.after), now))
        return checked


def _is_only_overload(affected: VisitConflicts) -> bool:
    return all(each.rule == NURSES for each in affected.conflicts)
