"""What was ordered, and the treatment it starts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from ivig_scheduler.domain import limits
from ivig_scheduler.domain.records.base import Record
from ivig_scheduler.domain.terms import (
    CycleState,
    DoseUnit,
    WeightKind,
)


@dataclass(frozen=True, slots=True)
class Premedication:
    """A drug given before the infusion, `lead_minutes` ahead of it."""

    name: str
    lead_minutes: int


class Order(Record):
    """What the prescriber signed, and the dose a person accepted for it.

    A changed order is a new record that names the one it supersedes.
    """

    kind: ClassVar[str] = "order"
    patient_id: UUID
    indication_code: str
    product_id: UUID
    dose_unit: DoseUnit
    dose: Decimal = Field(gt=0)
    actual_weight_kg: Decimal = Field(gt=0)
    dosing_weight_kind: WeightKind = WeightKind.ACTUAL
    dosing_weight_kg: Fraction
    cycle_dose_g: Decimal = Field(gt=0)
    days_per_cycle: int = Field(default=1, ge=1, le=limits.MOST_DAYS_PER_CYCLE)
    interval_days: int = Field(ge=1, le=limits.MOST_INTERVAL_DAYS)
    window_days: int = Field(default=4, ge=0, le=limits.MOST_WINDOW_DAYS)
    valid_from: date
    valid_to: date | None = None
    premedications: tuple[Premedication, ...] = ()
    hydration_minutes: int = Field(default=0, ge=0, le=limits.MOST_HYDRATION_MINUTES)
    max_ml_per_h: Decimal | None = Field(default=None, gt=0)
    trial_identifier: str = Field(default="", max_length=limits.NAME_LENGTH)
    supersedes_id: UUID | None = None
    notes: str = Field(default="", max_length=limits.TEXT_LENGTH)


class Course(Record):
    """The recurring treatment that an order starts."""

    kind: ClassVar[str] = "course"
    patient_id: UUID
    order_id: UUID
    first_day: date
    last_day: date | None = None
    number_of_cycles: int | None = Field(default=None, ge=1, le=limits.MOST_CYCLES)


class Cycle(Record):
    """One dose of a course, given over one or more consecutive days.

    `order_id` is the order it is given by, where that is not the course's. `keeps_rhythm` is what
    was answered when the cycle was given off its due day: whether the next one is due from the due
    day (True) or from the day given (False); None where nobody was asked, which means from the day
    given.
    """

    kind: ClassVar[str] = "cycle"
    course_id: UUID
    patient_id: UUID
    number: int = Field(ge=1)
    due_day: date
    state: CycleState
    reason: str = Field(default="", max_length=limits.TEXT_LENGTH)
    order_id: UUID | None = None
    keeps_rhythm: bool | None = None
