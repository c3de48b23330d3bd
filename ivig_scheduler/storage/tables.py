"""The tables: each inherits its record and adds keys, constraints and the version column.

No table model leaves storage. Constraints that SQLModel cannot say are in `guards.py`; the tables
that a day is read from are in `day_tables.py`.
"""

from collections.abc import Mapping
from fractions import Fraction
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from ivig_scheduler.domain import records
from ivig_scheduler.domain.records import Premedication, RateStep
from ivig_scheduler.storage.day_tables import DAY_TABLES, MUTABLE, tables_by_record


class WeightRow(records.Weight, table=True):
    __tablename__ = "weight"
    __table_args__ = (sa.UniqueConstraint("patient_id", "day", name="one_weight_a_day"),)
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    patient_id: UUID = Field(foreign_key="patient.id", index=True)
    version: int = 1


class IndicationRow(records.Indication, table=True):
    __tablename__ = "indication"
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    code: str = Field(unique=True)
    icd10: tuple[str, ...] = Field(default=(), sa_type=sa.JSON)
    maintenance_days: tuple[int, ...] = Field(default=(), sa_type=sa.JSON)
    interval_days: tuple[int, ...] = Field(default=(), sa_type=sa.JSON)
    loading_days: tuple[int, ...] = Field(default=(), sa_type=sa.JSON)
    version: int = 1


class RateTableRow(records.RateTable, table=True):
    __tablename__ = "rate_table"
    __table_args__ = (sa.UniqueConstraint("lineage", "table_version", name="one_table_a_version"),)
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    product_id: UUID = Field(foreign_key="product.id", index=True)
    indications: tuple[str, ...] = Field(sa_type=sa.JSON)
    steps: tuple[RateStep, ...] = Field(sa_type=sa.JSON)
    version: int = 1


class OrderRow(records.Order, table=True):
    __tablename__ = "prescriber_order"
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    patient_id: UUID = Field(foreign_key="patient.id", index=True)
    product_id: UUID = Field(foreign_key="product.id")
    indication_code: str = Field(foreign_key="indication.code")
    dosing_weight_kg: Fraction = Field(sa_type=sa.Text)
    premedications: tuple[Premedication, ...] = Field(default=(), sa_type=sa.JSON)
    version: int = 1


class CourseRow(records.Course, table=True):
    __tablename__ = "course"
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    patient_id: UUID = Field(foreign_key="patient.id", index=True)
    order_id: UUID = Field(foreign_key="prescriber_order.id")
    version: int = 1


class WaitingEntryRow(records.WaitingEntry, table=True):
    __tablename__ = "waiting_entry"
    __table_args__ = (sa.CheckConstraint("to_day >= from_day", name="ends_after_start"),)
    model_config = MUTABLE
    id: UUID = Field(primary_key=True)
    patient_id: UUID = Field(foreign_key="patient.id")
    course_id: UUID = Field(foreign_key="course.id")
    cycle_id: UUID = Field(foreign_key="cycle.id", index=True)
    weekdays: tuple[int, ...] = Field(default=(), sa_type=sa.JSON)
    version: int = 1


class AuditRow(SQLModel, table=True):
    """Who did what when; the database refuses to change or delete a row."""

    __tablename__ = "audit_entry"
    number: int | None = Field(default=None, primary_key=True)
    at_utc: str
    actor: str
    workstation: str
    label: str
    changes: str


class AuditSubjectRow(SQLModel, table=True):
    """Which records an act touched, so that a record's history is found by its id."""

    __tablename__ = "audit_subject"
    record_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True, foreign_key="audit_entry.number")


#: The table of every record.
TABLES: Mapping[type[records.Record], sa.Table] = {
    **DAY_TABLES,
    **tables_by_record(
        (WeightRow, IndicationRow, RateTableRow, OrderRow, CourseRow, WaitingEntryRow)
    ),
}
METADATA = SQLModel.metadata
AUDIT: sa.Table = METADATA.tables["audit_entry"]
AUDIT_SUBJECT: sa.Table = METADATA.tables["audit_subject"]
