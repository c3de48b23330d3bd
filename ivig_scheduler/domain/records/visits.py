"""The minutes of a visit, and its place on the calendar."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime, NaiveDatetime
from sqlmodel import Field

from ivig_scheduler.domain import limits
from ivig_scheduler.domain.records.base import Record
from ivig_scheduler.domain.terms import (
    Asker,
    CancelReason,
    Need,
    PauseCause,
    PhaseName,
    Status,
    VisitEventKind,
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

    `acuity_points` are its plan's. In a locked chair it stays when visits are seated anew; a locked
    length is kept whatever the minutes are computed to be. `arrived_at` to `actual_end` are when
    the patient came, sat down, the infusion began and ended, and the chair was left, as the site's
    clock stood. `overridden` names the rules a person let pass, with `override_reason`.
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
    cancel_asked_by: Asker | None = None
    is_length_locked: bool = False
    overridden: tuple[str, ...] = ()
    arrived_at: NaiveDatetime | None = None
    infusion_start: NaiveDatetime | None = None
    infusion_end: NaiveDatetime | None = None
    actual_end: NaiveDatetime | None = None


class VisitEvent(Record):
    """A change of rate, a pause or its end while the infusion runs.

    `at` is the site's wall clock. A RATE has the pump's new mL/h, or none where the rate table goes
    on; a RESUME may have one. A PAUSE tells how many minutes it is expected to last, and a rate how
    many it is held before the table goes on, where somebody knows.
    """

    kind: ClassVar[str] = "visit event"
    appointment_id: UUID
    at: NaiveDatetime
    what: VisitEventKind
    ml_per_h: Decimal | None = Field(default=None, gt=0)
    expected_minutes: int | None = Field(default=None, ge=1, le=limits.MOST_PAUSE_MINUTES)
    cause: PauseCause | None = None
    note: str = Field(default="", max_length=limits.TEXT_LENGTH)


class WaitingEntry(Record):
    """A patient who waits for an earlier place for a cycle, between two days (inclusive).

    `not_before` and `not_after` bound the time of day at which the visit may start and end.
    """

    kind: ClassVar[str] = "waiting entry"
    patient_id: UUID
    course_id: UUID
    cycle_id: UUID
    from_day: date
    to_day: date
    weekdays: tuple[int, ...] = ()
    not_before: time | None = None
    not_after: time | None = None
    need: Need = Need.WISH
    since: NaiveDatetime
    note: str = Field(default="", max_length=limits.TEXT_LENGTH)
