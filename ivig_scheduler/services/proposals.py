"""What the program proposes and a person accepts, all of it or in part: visits at other places.

Pure values: made by the planners of repairs, seatings and days, shown side by side with what
stands now, and written by `applying.apply_moves`.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from uuid import UUID

from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.quantities import whole_minutes
from ivig_scheduler.domain.records import Appointment, Patient, Plan
from ivig_scheduler.domain.wording import count
from ivig_scheduler.services.moves import MovingVisit, PlannedMove, stand_at


@dataclass(frozen=True, slots=True)
class ProposedMove:
    """A visit as it stands and as it would stand: by `plan`, with what is against that place."""

    before: Appointment
    after: Appointment
    patient: Patient
    plan: Plan
    conflicts: tuple[Conflict, ...] = ()

    @classmethod
    def of(cls, visit: MovingVisit, there: PlannedMove) -> "ProposedMove":
        """Return the move of a visit to the place it was checked at."""
        after = stand_at(visit.appointment, there, there.plan)
        patient = visit.planner.context.patient
        return cls(visit.appointment, after, patient, there.plan, there.conflicts)

    @property
    def minutes_moved(self) -> int:
        """How far the start moves, in minutes of the wall clock, whichever way."""
        return abs(whole_minutes(self.after.start - self.before.start))

    @property
    def is_other_day(self) -> bool:
        """Whether the visit changes its day."""
        return self.after.start.date() != self.before.start.date()

    @property
    def is_other_chair(self) -> bool:
        """Whether the visit changes its chair."""
        return self.after.chair_id != self.before.chair_id

    @property
    def is_only_other_chair(self) -> bool:
        """Whether the visit keeps its day and time and changes its chair."""
        return self.is_other_chair and self.after.start == self.before.start


@dataclass(frozen=True, slots=True)
class StuckVisit:
    """A visit that must move and has no place, with every reason."""

    appointment: Appointment
    patient: Patient
    reasons: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class AddedVisit:
    """A visit that is not on the calendar yet, as it would stand: by `plan`, with what is against.

    It is a day that a cycle is given over besides those it has.
    """

    after: Appointment
    patient: Patient
    plan: Plan
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class DayChanges:
    """Days that cycles gain and lose. They belong to the moves of the same cycles: all or none."""

    added: tuple[AddedVisit, ...] = ()
    dropped: tuple[StuckVisit, ...] = ()

    def __len__(self) -> int:
        """How many visits come or go."""
        return len(self.added) + len(self.dropped)

    def plus(self, other: "DayChanges") -> "DayChanges":
        """Return these days and the other ones."""
        return DayChanges(self.added + other.added, self.dropped + other.dropped)

    def besides(self, cycle_ids: Container[UUID]) -> "DayChanges":
        """Return the days of all cycles but those."""
        return DayChanges(
            tuple(each for each in self.added if each.after.cycle_id not in cycle_ids),
            tuple(each for each in self.dropped if each.appointment.cycle_id not in cycle_ids),
        )


NO_DAYS = DayChanges()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Moves that belong together, what has no place, and the figures (name, before, after).

    Where cycles gain or lose `days`, the proposal is accepted as a whole or not at all. `note`
    says in a sentence how good the proposal is. `label` names the act for undo; without one it is
    made from the moves that are accepted. `verb` is what accepting does to the visits.
    """

    title: str
    moves: tuple[ProposedMove, ...]
    stuck: tuple[StuckVisit, ...] = ()
    figures: tuple[tuple[str, str, str], ...] = ()
    note: str = ""
    label: str = ""
    verb: str = "Move"
    days: DayChanges = NO_DAYS

    @property
    def is_whole(self) -> bool:
        """Whether it is accepted as a whole or not at all."""
        return len(self.days) > 0

    @property
    def patients_moved(self) -> int:
        """How many patients have a visit whose day, start or chair changes."""
        return len({each.before.patient_id for each in self.moves})

    @property
    def minutes_moved(self) -> int:
        """By how many minutes all starts together move."""
        return sum(each.minutes_moved for each in self.moves)


def move_label(moves: Sequence[ProposedMove]) -> str:
    """Return how the act that makes the moves is called, without naming a patient."""
    if moves and all(each.is_only_other_chair for each in moves):
        return f"Move {count(len(moves), 'visit')} to another chair"
    return f"Move {count(len(moves), 'visit')}"
