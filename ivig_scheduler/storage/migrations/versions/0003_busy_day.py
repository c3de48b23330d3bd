"""The busy day: what happens to an infusion, waiting list, hours of a day, visits set aside."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from ivig_scheduler.storage.guards import APPOINTMENT_TRIGGERS

revision = "0003"
down_revision = "0002"

_NEW_COLUMNS: tuple[sa.Column[Any], ...] = (
    sa.Column("cancel_asked_by", sa.Text(), nullable=True),
    sa.Column("is_length_locked", sa.Boolean(), nullable=False, server_default="0"),
    sa.Column("overridden", sa.Text(), nullable=False, server_default="[]"),
    sa.Column("arrived_at", sa.DateTime(), nullable=True),
    sa.Column("infusion_start", sa.DateTime(), nullable=True),
    sa.Column("infusion_end", sa.DateTime(), nullable=True),
    sa.Column("actual_end", sa.DateTime(), nullable=True),
)


def upgrade() -> None:
    """Add the columns, tables and indexes; a visit that is set aside holds no chair."""
    for column in _NEW_COLUMNS:
        op.add_column("appointment", column)
    _index_appointments()
    for name, trigger in APPOINTMENT_TRIGGERS.items():
        op.execute(f"DROP TRIGGER IF EXISTS {name}")
        op.execute(trigger)
    _create_visit_events()
    _create_waiting_entries()
    op.create_table(
        "day_hours",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("day", sa.Date(), nullable=False, unique=True),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("reason", sa.String(120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("closes > opens", name="closes_after_opening"),
    )


def _index_appointments() -> None:
    """A long calendar is read from the wider index alone, which serves what the narrow one did."""
    op.drop_index("ix_appointment_start", "appointment")
    op.create_index(
        "ix_appointment_held", "appointment", ["start", "held_until", "status", "chair_id"]
    )
    op.create_index("ix_appointment_status", "appointment", ["status"])


def _create_visit_events() -> None:
    op.create_table(
        "visit_event",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("appointment_id", sa.Uuid(), sa.ForeignKey("appointment.id"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("ml_per_h", sa.Text(), nullable=True),
        sa.Column("expected_minutes", sa.Integer(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("note", sa.String(4000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index("ix_visit_event_appointment_id", "visit_event", ["appointment_id"])


def _create_waiting_entries() -> None:
    op.create_table(
        "waiting_entry",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("patient_id", sa.Uuid(), sa.ForeignKey("patient.id"), nullable=False),
        sa.Column("course_id", sa.Uuid(), sa.ForeignKey("course.id"), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), sa.ForeignKey("cycle.id"), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=False),
        sa.Column("weekdays", sa.Text(), nullable=False),
        sa.Column("not_before", sa.Time(), nullable=True),
        sa.Column("not_after", sa.Time(), nullable=True),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("note", sa.String(4000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_day >= from_day", name="ends_after_start"),
    )
    op.create_index("ix_waiting_entry_cycle_id", "waiting_entry", ["cycle_id"])
