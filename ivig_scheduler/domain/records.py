"""The records of the program: each field declared once, validated at construction, frozen.

Storage inherits these models for its tables; nothing above storage ever sees a table row. Weights
are kilograms, doses grams, volumes millilitres, lengths minutes; days and times are the site's.
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar
from uuid import UUID, uuid4

from pydantic import AwareDatetime, NaiveDatetime
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from ivig_scheduler.domain import limits
from ivig_scheduler.domain.terms import (
    Basis,
    CancelReason,
    CycleState,
    DoseUnit,
    PhaseName,
    RateUnit,
    RiskFlag,
    Sex,
    Status,
    TableOrigin,
    TableUse,
    WeightKind,
)


class Record(SQLModel):
    """What every stored fact has: an id, equality by value, and no way to be altered."""

    # Validators are built when first used: reading builds none, so the program starts sooner.
    model_config = SQLModelConfig(frozen=True, extra="forbid", defer_build=True)
    #: What a person calls such a record.
    kind: ClassVar[str] = "record"
    id: UUID = Field(default_factory=uuid4)


class Site(Record):
    """The infusion centre."""

    kind: ClassVar[str] = "site"
    name: str = Field(min_length=1, max_length=limits.NAME_LENGTH)
    zone: str
    country: str = ""
    subdivision: str = ""


class SettingValue(Record):
    """A setting of the site that differs from its default."""

    kind: ClassVar[str] = "setting"
    key: str
    value: str


class OpeningHours(Record):
    """When the site is open on a weekday (Monday is 0); a weekday without hours is closed."""

    kind: ClassVar[str] = "opening hours"
    weekday: int = Field(ge=0, le=6)
    opens: time
    closes: time


class Closure(Record):
    """Days on which the site is closed, both inclusive."""

    kind: ClassVar[str] = "closure"
    first_day: date
    last_day: date
    reason: str = Field(min_length=1, max_length=limits.NAME_LENGTH)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday."""

    day: date
    name: str


class HolidayYear(Record):
    """The public holidays of one year in a country and its subdivision, as they were looked up.

    Kept so that the calendar does not change with the library that knows them.
    """

    kind: ClassVar[str] = "holidays of a year"
    country: str
    subdivision: str = ""
    year: int
    holidays: tuple[Holiday, ...]


class Chair(Record):
    """A place where one patient is infused."""

    kind: ClassVar[str] = "chair"
    name: str = Field(min_length=1, max_length=limits.NAME_LENGTH)
    chair_type: str = Field(default="Recliner", max_length=limits.NAME_LENGTH)
    features: tuple[str, ...] = ()
    position: int = 0
    in_use_from: date | None = None
    in_use_to: date | None = None


class ChairOutage(Record):
    """A time in which a chair cannot be used, once or again and again.

    A repeated outage begins at `starts` and every `every_days` days after, on the same wall-clock
    time, to `repeats_until` (inclusive; none: without end); on `except_days`, the days on which it
    would begin, it does not happen.
    """

    kind: ClassVar[str] = "outage"
    chair_id: UUID
    starts: NaiveDatetime
    ends: NaiveDatetime
    reason: str = Field(min_length=1, max_length=limits.NAME_LENGTH)
    every_days: int | None = Field(default=None, ge=1, le=limits.MOST_INTERVAL_DAYS)
    repeats_until: date | None = None
    except_days: tuple[date, ...] = ()


class Nurse(Record):
    """A nurse, how many patients at once they look after and how many acuity points together.

    None of a number: the site's.
    """

    kind: ClassVar[str] = "nurse"
    name: str = Field(min_length=1, max_length=limits.NAME_LENGTH)
    patients_at_once: int | None = Field(default=None, ge=1, le=limits.MOST_PATIENTS_AT_ONCE)
    points_at_once: int | None = Field(default=None, ge=1, le=limits.MOST_POINTS_AT_ONCE)
    active: bool = True


class Shift(Record):
    """A nurse's weekly presence on one weekday (Monday is 0)."""

    kind: ClassVar[str] = "shift"
    nurse_id: UUID
    weekday: int = Field(ge=0, le=6)
    starts: time
    ends: time


class NurseBreak(Record):
    """A nurse's weekly break on one weekday (Monday is 0), in which they look after nobody."""

    kind: ClassVar[str] = "break"
    nurse_id: UUID
    weekday: int = Field(ge=0, le=6)
    starts: time
    ends: time


class NurseAbsence(Record):
    """A time in which a nurse is away though a shift says otherwise."""

    kind: ClassVar[str] = "absence"
    nurse_id: UUID
    starts: NaiveDatetime
    ends: NaiveDatetime
    reason: str = Field(min_length=1, max_length=limits.NAME_LENGTH)


class Patient(Record):
    """A person who is infused."""

    kind: ClassVar[str] = "patient"
    number: str = Field(min_length=1, max_length=limits.NUMBER_LENGTH)
    family_name: str = Field(min_length=1, max_length=limits.NAME_LENGTH)
    given_name: str = Field(default="", max_length=limits.NAME_LENGTH)
    birth_date: date
    sex: Sex
    height_cm: Decimal | None = Field(default=None, gt=0, le=limits.MOST_HEIGHT_CM)
    preferred_weekday: int | None = Field(default=None, ge=0, le=6)
    preferred_time: time | None = None
    preferred_chair_id: UUID | None = None
    features_needed: tuple[str, ...] = ()
    risk_flags: tuple[RiskFlag, ...] = ()
    #: No infusion is planned faster than what the patient has borne so far, where that is known.
    highest_tolerated_mg_kg_min: Decimal | None = Field(default=None, gt=0)
    contraindications: tuple[str, ...] = ()
    notes: str = Field(default="", max_length=limits.TEXT_LENGTH)

    @property
    def full_name(self) -> str:
        """The name as lists show it: family name first."""
        return f"{self.family_name}, {self.given_name}" if self.given_name else self.family_name

    @property
    def is_at_risk(self) -> bool:
        """Whether the slower ceiling for renal or thrombotic risk applies."""
        return RiskFlag.RENAL in self.risk_flags or RiskFlag.THROMBOTIC in self.risk_flags


class Weight(Record):
    """A patient's weight on a day."""

    kind: ClassVar[str] = "weight"
    patient_id: UUID
    day: date
    weight_kg: Decimal = Field(gt=0)


class Indication(Record):
    """A reason to infuse, with the ranges an order is checked against."""

    kind: ClassVar[str] = "indication"
    code: str
    name: str
    icd10: tuple[str, ...] = ()
    maintenance_low_g_per_kg: Decimal | None = None
    maintenance_high_g_per_kg: Decimal | None = None
    maintenance_days: tuple[int, ...] = ()
    interval_days: tuple[int, ...] = ()
    loading_low_g_per_kg: Decimal | None = None
    loading_high_g_per_kg: Decimal | None = None
    loading_days: tuple[int, ...] = ()
    rate_table_of: str | None = None
    is_off_label: bool = False
    is_investigational: bool = False
    is_inpatient: bool = False
    note: str = ""
    source: str = ""


class Product(Record):
    """An immunoglobulin product as its label describes it."""

    kind: ClassVar[str] = "product"
    name: str
    maker: str
    concentration_g_per_ml: Decimal = Field(gt=0, le=1)
    vials_g: tuple[Decimal, ...]
    hcpcs: str | None = None
    hcpcs_unit_mg: int | None = None
    minimum_age_years: int | None = None
    contraindicated_in: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    hours_from_pooling_to_end: int | None = None
    source: str = ""
    colour: int = 0


@dataclass(frozen=True, slots=True)
class RateStep:
    """One rate, in its table's unit, held for `minutes`; the last step of a table is open-ended."""

    rate: Decimal
    minutes: Decimal | None
    basis: Basis


class RateTable(Record):
    """The steps by which a product's rate rises, for some indications and uses.

    A changed table is a new record with the next `table_version` in the same `lineage`.
    """

    kind: ClassVar[str] = "rate table"
    product_id: UUID
    lineage: UUID
    table_version: int = Field(default=1, ge=1)
    indications: tuple[str, ...]
    use: TableUse
    unit: RateUnit
    steps: tuple[RateStep, ...]
    at_risk_max_mg_kg_min: Decimal | None = Field(default=None, gt=0)
    tolerated_infusions_before: int | None = None
    note: str = ""
    origin: TableOrigin = TableOrigin.CATALOGUE
    signed_by: str | None = None
    signed_on: date | None = None
    label_revision: str | None = None

    @property
    def is_draft(self) -> bool:
        """Whether the table computes nothing until a site signs it off."""
        if self.signed_by:
            return False
        unverified = any(step.basis is Basis.UNVERIFIED for step in self.steps)
        return unverified or self.origin is TableOrigin.SITE


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
