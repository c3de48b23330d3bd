"""Nurses' breaks, absences and acuity points; repeated outages; locked chairs; changed orders."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NEW_COLUMNS: tuple[tuple[str, sa.Column[Any]], ...] = (
    ("chair_outage", sa.Column("every_days", sa.Integer(), nullable=True)),
    ("chair_outage", sa.Column("repeats_until", sa.Date(), nullable=True)),
    ("chair_outage", sa.Column("except_days", sa.Text(), nullable=False, server_default="[]")),
    ("nurse", sa.Column("points_at_once", sa.Integer(), nullable=True)),
    # A foreign key cannot be added to a SQLite column without rebuilding its table.
    ("prescriber_order", sa.Column("supersedes_id", sa.Uuid(), nullable=True)),
    ("cycle", sa.Column("order_id", sa.Uuid(), nullable=True)),
    ("cycle", sa.Column("keeps_rhythm", sa.Boolean(), nullable=True)),
    ("plan", sa.Column("acuity_points", sa.Integer(), nullable=False, server_default="1")),
    ("appointment", sa.Column("acuity_points", sa.Integer(), nullable=False, server_default="1")),
    ("appointment", sa.Column("is_chair_locked", sa.Boolean(), nullable=False, server_default="0")),
)


def upgrade() -> None:
    """Add the columns, and the tables of breaks and absences."""
    for table, column in _NEW_COLUMNS:
        op.add_column(table, column)
    op.create_table(
        "nurse_break",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("nurse_id", sa.Uuid(), sa.ForeignKey("nurse.id"), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends > starts", name="ends_after_start"),
    )
    op.create_index("ix_nurse_break_nurse_id", "nurse_break", ["nurse_id"], unique=False)
    op.create_table(
        "nurse_absence",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("nurse_id", sa.Uuid(), sa.ForeignKey("nurse.id"), nullable=False),
        sa.Column("starts", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends > starts", name="ends_after_start"),
    )
    op.create_index("ix_nurse_absence_nurse_id", "nurse_absence", ["nurse_id"], unique=False)
