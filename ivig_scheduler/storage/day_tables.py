"""The tables a day of the schedule is read from.

They are apart from the others since making a table model costs two or three milliseconds, and the
first day waits for these only.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from ivig_scheduler.domain import records
from ivig_scheduler.domain.records import Holiday, Phase, PlannedStep
from ivig_scheduler.domain.terms import RiskFlag
from ivig_scheduler.storage.columns import settle_types

MUTABLE = SQLModelConfig(frozen=False)


def tables_by_record(rows: Iterable[type[SQLModel]]) -> Mapping[type[records.Record], sa.Table]:
    """Return the tables of table models by the record each inherits, their column types settled."""
    tables = {}
    for row in rows:
        settle_types(row)
        tables[row.__mro__[1]] = row.__table__  # type: ignore[attr-defined]
    return tables


class SiteRow(records.Site, table=True):
    __tablename__ = "site"
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    version: int = 1


class SettingValueRow(records.SettingValue, table=True):
    __tablename__ = "setting"
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    key: str = Field(unique=True)
    version: int = 1


class OpeningHoursRow(records.OpeningHours, table=True):
    __tablename__ = "opening_hours"
    __table_args__ = (sa.CheckConstraint("closes > opens", name="closes_after_opening"),)
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    weekday: int = Field(unique=True)
    version: int = 1


class ClosureRow(records.Closure, table=True):
    __tablename__ = "closure"
    __table_args__ = (sa.CheckConstraint("last_day >= first_day", name="ends_after_start"),)
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    version: int = 1


class DayHoursRow(records.DayHours, table=True):
    __tablename__ = "day_hours"
    __table_args__ = (sa.CheckConstraint("closes > opens", name="closes_after_opening"),)
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    day: date = Field(unique=True)
    version: int = 1


class HolidayYearRow(records.HolidayYear, table=True):
    __tablename__ = "holiday_year"
    __table_args__ = (
        sa.UniqueConstraint("country", "subdivision", "year", name="one_lookup_a_year"),
    )
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    holidays: tuple[Holiday, ...] = Field(sa_type=sa.JSON)
    version: int = 1


class ChairRow(records.Chair, table=True):
    __tablename__ = "chair"
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    features: tuple[str, ...] = Field(default=(), sa_type=sa.JSON)
    version: int = 1


class ChairOutageRow(records.ChairOutage, table=True):
    __tablename__ = "chair_outage"
    __table_args__ = (sa.CheckConstraint("ends > starts", name="ends_after_start"),)
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    chair_id: UUID = Field(foreign_key="chair.id", index=True)
    except_days: tuple[date, ...] = Field(default=(), sa_type=sa.JSON)
    version: int = 1


class NurseRow(records.Nurse, table=True):
    __tablename__ = "nurse"
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    version: int = 1


class ShiftRow(records.Shift, table=True):
    __tablename__ = "shift"
    __table_args__ = (sa.CheckConstraint("ends > starts", name="ends_after_start"),)
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    nurse_id: UUID = Field(foreign_key="nurse.id", index=True)
    version: int = 1


class NurseBreakRow(records.NurseBreak, table=True):
    __tablename__ = "nurse_break"
    __table_args__ = (sa.CheckConstraint("ends > starts", name="ends_after_start"),)
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    nurse_id: UUID = Field(foreign_key="nurse.id", index=True)
    version: int = 1


class NurseAbsenceRow(records.NurseAbsence, table=True):
    __tablename__ = "nurse_absence"
    __table_args__ = (sa.CheckConstraint("ends > starts", name="ends_after_start"),)
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    nurse_id: UUID = Field(foreign_key="nurse.id", index=True)
    version: int = 1


class PatientRow(records.Patient, table=True):
    __tablename__ = "patient"
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    number: str = Field(unique=True)
    family_name: str = Field(index=True)
    birth_date: date = Field(index=True)
    preferred_chair_id: UUID | None = Field(default=None, foreign_key="chair.id")
    features_needed: tuple[str, ...] = Field(default=(), sa_type=sa.JSON)
    risk_flags: tuple[RiskFlag, ...] = Field(default=(), sa_type=sa.JSON)
    contraindications: tuple[str, ...] = Field(default=(), sa_type=sa.JSON)
    version: int = 1


class ProductRow(records.Product, table=True):
    __tablename__ = "product"
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    vials_g: tuple[Decimal, ...] = Field(sa_type=sa.JSON)
    contraindicated_in: tuple[str, ...] = Field(default=(), sa_type=sa.JSON)
    cautions: tuple[str, ...] = Field(default=(), sa_type=sa.JSON)
    version: int = 1


class CycleRow(records.Cycle, table=True):
    __tablename__ = "cycle"
    __table_args__ = (
        sa.UniqueConstraint("course_id", "number", name="one_cycle_a_number"),
        sa.Index("ix_cycle_state_due", "state", "due_day"),
    )
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    course_id: UUID = Field(foreign_key="course.id", index=True)
    patient_id: UUID = Field(foreign_key="patient.id")
    version: int = 1


class PlanRow(records.Plan, table=True):
    __tablename__ = "plan"
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    product_id: UUID = Field(foreign_key="product.id")
    rate_table_id: UUID = Field(foreign_key="rate_table.id")
    weight_kg: Fraction = Field(sa_type=sa.Text)
    dose_g: Fraction = Field(sa_type=sa.Text)
    volume_ml: Fraction = Field(sa_type=sa.Text)
    steps: tuple[PlannedStep, ...] = Field(sa_type=sa.JSON)
    phases: tuple[Phase, ...] = Field(sa_type=sa.JSON)
    nurse: tuple[tuple[int, int], ...] = Field(sa_type=sa.JSON)
    vital_signs: tuple[int, ...] = Field(sa_type=sa.JSON)
    version: int = 1


class AppointmentRow(records.Appointment, table=True):
    __tablename__ = "appointment"
    __table_args__ = (
        sa.CheckConstraint('"end" > start', name="ends_after_start"),
        sa.CheckConstraint('held_until >= "end"', name="held_to_the_end"),
        sa.Index("ix_appointment_chair_start", "chair_id", "start"),
        sa.Index("ix_appointment_held", "start", "held_until", "status", "chair_id"),
        sa.Index("ix_appointment_status", "status"),
    )
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    patient_id: UUID = Field(foreign_key="patient.id", index=True)
    course_id: UUID = Field(foreign_key="course.id", index=True)
    cycle_id: UUID = Field(foreign_key="cycle.id", index=True)
    plan_id: UUID = Field(foreign_key="plan.id")
    chair_id: UUID = Field(foreign_key="chair.id")
    overridden: tuple[str, ...] = Field(default=(), sa_type=sa.JSON)
    version: int = 1


class VisitEventRow(records.VisitEvent, table=True):
    __tablename__ = "visit_event"
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    appointment_id: UUID = Field(foreign_key="appointment.id", index=True)
    version: int = 1


DAY_TABLES = tables_by_record(
    (
        SiteRow,
        SettingValueRow,
        OpeningHoursRow,
        ClosureRow,
        DayHoursRow,
        HolidayYearRow,
        ChairRow,
        ChairOutageRow,
        NurseRow,
        ShiftRow,
        NurseBreakRow,
        NurseAbsenceRow,
        PatientRow,
        ProductRow,
        CycleRow,
        PlanRow,
        AppointmentRow,
        VisitEventRow,
    )
)
