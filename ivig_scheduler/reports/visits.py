"""A visit as sheets print it: its records, and the clock times of what happens in it."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from ivig_scheduler.domain.quantities import show, show_minutes
from ivig_scheduler.domain.records import Appointment, Patient, Phase, Plan, PlannedStep, Product
from ivig_scheduler.domain.recurrence import end_of_visit
from ivig_scheduler.domain.terms import PhaseName
from ivig_scheduler.domain.wording import show_hours, show_time

#: Times of day stand two or three beside each other in a cell.
_TIMES_APART = "  "


@dataclass(frozen=True, slots=True)
class PrintedVisit:
    """A visit with the name of its chair and the sign of its status; `zone` is the site's.

    `notes` say how it goes at the moment, where that is another way than planned.
    """

    appointment: Appointment
    patient: Patient
    plan: Plan
    product: Product
    chair: str
    sign: str
    zone: str
    notes: tuple[str, ...] = ()

    @property
    def sits_down(self) -> datetime:
        """When the patient sat down, or is to."""
        return self.appointment.actual_start or self.appointment.start

    @property
    def status(self) -> str:
        """The status as sign and word."""
        word = self.appointment.status.value.capitalize()
        return f"{self.sign} {word}".strip()

    @property
    def hours(self) -> str:
        """From when to when the chair is booked."""
        return show_hours(self.appointment.start, self.appointment.end)

    @property
    def dose(self) -> str:
        """The day's dose in grams and millilitres."""
        return f"{show(self.plan.dose_g)} g, {show(self.plan.volume_ml, 1)} mL"

    @property
    def infusion(self) -> Phase:
        """The infusion among the phases."""
        return next(each for each in self.plan.phases if each.name is PhaseName.INFUSION)

    @property
    def hands_on_minutes(self) -> int:
        """Minutes with a nurse at the chair."""
        return sum(end - start for start, end in self.plan.nurse)

    def at(self, minute: int) -> datetime:
        """Return the wall-clock time of a minute of the visit, counted from the chair."""
        infusion = self.infusion
        begun = self.appointment.infusion_start
        if begun is not None and minute >= infusion.start_minute:
            return end_of_visit(begun, minute - infusion.start_minute, self.zone)
        return end_of_visit(self.sits_down, minute, self.zone)

    def infusion_hours(self) -> str:
        """Return when the infusion runs, and how long."""
        phase = self.infusion
        hours = show_hours(self.at(phase.start_minute), self.at(phase.end_minute))
        return f"infusion {hours} ({show_minutes(phase.minutes)})"

    def rate_changes(self) -> tuple[tuple[int, PlannedStep], ...]:
        """Return the steps that begin with another rate, each with its minute of the visit."""
        start = self.infusion.start_minute
        return tuple(
            (start + int(step.start_minute), step)
            for before, step in pairwise(self.plan.steps)
            if step.ml_per_h != before.ml_per_h
        )

    def rate_change_times(self) -> str:
        """Return the clock times of the rate changes."""
        return _TIMES_APART.join(show_time(self.at(minute)) for minute, _ in self.rate_changes())

    def vital_sign_times(self) -> str:
        """Return the clock times at which vital signs fall due."""
        return _TIMES_APART.join(show_time(self.at(minute)) for minute in self.plan.vital_signs)
