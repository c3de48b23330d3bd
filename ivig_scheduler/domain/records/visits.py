"""The minutes of a visit, and its place on the calendar."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime, NaiveDatetime
from sqlmodel import Field

from ivig_scheduler.domain import limits
from ivig_scheduler.domain.records.base import Record
from ivig_scheduler.domain.terms import (
    CancelReason,
    PhaseName,
    Status,
)


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of a titration plan; minutes count from the start of the infusion."""

    start_minute: Fraction
    minutes: Fraction
    ml_per_h: Fraction
    mg_per_kg_min: Fraction
    volume_ml: Fraction
    total_ml: Fraction
    limited_by: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of a visit; minutes count from the moment the patient sits down."""

    name: PhaseName
    start_minute: int
    minutes: int
    why: str = ""

    @property
    def end_minute(self) -> int:
        """The minute at which the phase is over."""
        return self.start_minute + self.minutes


class Plan(Record):
    """The minutes of a visit as they were computed, with all inputs; shared by equal visits."""

    kind: ClassVar[str] = "plan"
    product_id: UUID
    rate_table_id: UUID
    table_version: int
    indication_code: str
    is_naive_like: bool
    weight_kg: Fraction
    dose_g: Fraction
    volume_ml: Fraction
    steps: tuple[PlannedStep, ...]
    phases: tuple[Phase, ...]
    nurse: tuple[tuple[int, int], ...]
    vital_signs: tuple[int, ...]
    booked_minutes: int = Field(gt=0)
    turnover_minutes: int = Field(ge=0)
    acuity_points: int = Field(default=1, ge=0)

    @property
    def infusion_minutes(self) -> Fraction:
        """The exact length of the infusion."""
        return sum((step.minutes for step in self.steps), Fraction(0))


class Appointment(Record):
    """A visit with its place on the calendar. `held_until` is the end plus the chair's turnover.

    `acuity_points` are its plan's. In a locked chair it stays when visits are seated anew.
    """

    kind: ClassVar[str] = "appointment"
    patient_id: UUID
    course_id: UUID
    cycle_id: UUID
    plan_id: UUID
    chair_id: UUID
    cycle_number: int
    day_of_cycle: int
    start: NaiveDatetime
    end: NaiveDatetime
    held_until: NaiveDatetime
    acuity_points: int = Field(default=1, ge=0)
    is_chair_locked: bool = False
    status: Status = Status.BOOKED
    status_since: AwareDatetime | None = None
    actual_start: NaiveDatetime | None = None
    override_reason: str = Field(default="", max_length=limits.TEXT_LENGTH)
    override_by: str = Field(default="", max_length=limits.NAME_LENGTH)
    cancel_reason: CancelReason | None = None
    cancel_note: str = Field(default="", max_length=limits.TEXT_LENGTH)
