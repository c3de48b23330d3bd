"""The first schema."""

import sqlalchemy as sa
from alembic import op

from ivig_scheduler.storage.guards import TRIGGERS

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table, index and trigger."""
    for create in (
        _create_site,
        _create_holidays,
        _create_chairs,
        _create_nurses,
        _create_catalogue,
        _create_rate_tables,
        _create_patients,
        _create_orders,
        _create_courses,
        _create_plans,
        _create_appointments,
        _create_audit,
    ):
        create()
    for trigger in TRIGGERS:
        op.execute(trigger)


def _create_site() -> None:
    op.create_table(
        "site",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("subdivision", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "opening_hours",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("weekday"),
        sa.CheckConstraint("closes > opens", name="closes_after_opening"),
    )
    op.create_table(
        "closure",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("last_day >= first_day", name="ends_after_start"),
    )


def _create_holidays() -> None:
    op.create_table(
        "holiday_year",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("subdivision", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("holidays", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("country", "subdivision", "year", name="one_lookup_a_year"),
    )


def _create_chairs() -> None:
    op.create_table(
        "chair",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("chair_type", sa.String(120), nullable=False),
        sa.Column("features", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("in_use_from", sa.Date(), nullable=True),
        sa.Column("in_use_to", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "chair_outage",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("chair_id", sa.Uuid(), sa.ForeignKey("chair.id"), nullable=False),
        sa.Column("starts", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends > starts", name="ends_after_start"),
    )
    op.create_index("ix_chair_outage_chair_id", "chair_outage", ["chair_id"], unique=False)


def _create_nurses() -> None:
    op.create_table(
        "nurse",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("patients_at_once", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "shift",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("nurse_id", sa.Uuid(), sa.ForeignKey("nurse.id"), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends > starts", name="ends_after_start"),
    )
    op.create_index("ix_shift_nurse_id", "shift", ["nurse_id"], unique=False)


def _create_catalogue() -> None:
    op.create_table(
        "indication",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("icd10", sa.Text(), nullable=False),
        sa.Column("maintenance_low_g_per_kg", sa.Text(), nullable=True),
        sa.Column("maintenance_high_g_per_kg", sa.Text(), nullable=True),
        sa.Column("maintenance_days", sa.Text(), nullable=False),
        sa.Column("interval_days", sa.Text(), nullable=False),
        sa.Column("loading_low_g_per_kg", sa.Text(), nullable=True),
        sa.Column("loading_high_g_per_kg", sa.Text(), nullable=True),
        sa.Column("loading_days", sa.Text(), nullable=False),
        sa.Column("rate_table_of", sa.String(), nullable=True),
        sa.Column("is_off_label", sa.Boolean(), nullable=False),
        sa.Column("is_investigational", sa.Boolean(), nullable=False),
        sa.Column("is_inpatient", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "product",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("maker", sa.String(), nullable=False),
        sa.Column("concentration_g_per_ml", sa.Text(), nullable=False),
        sa.Column("vials_g", sa.Text(), nullable=False),
        sa.Column("hcpcs", sa.String(), nullable=True),
        sa.Column("hcpcs_unit_mg", sa.Integer(), nullable=True),
        sa.Column("minimum_age_years", sa.Integer(), nullable=True),
        sa.Column("contraindicated_in", sa.Text(), nullable=False),
        sa.Column("cautions", sa.Text(), nullable=False),
        sa.Column("hours_from_pooling_to_end", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("colour", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("name"),
    )


def _create_rate_tables() -> None:
    op.create_table(
        "rate_table",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("product_id", sa.Uuid(), sa.ForeignKey("product.id"), nullable=False),
        sa.Column("lineage", sa.Uuid(), nullable=False),
        sa.Column("table_version", sa.Integer(), nullable=False),
        sa.Column("indications", sa.Text(), nullable=False),
        sa.Column("use", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("at_risk_max_mg_kg_min", sa.Text(), nullable=True),
        sa.Column("tolerated_infusions_before", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("label_revision", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("lineage", "table_version", name="one_table_a_version"),
    )
    op.create_index("ix_rate_table_product_id", "rate_table", ["product_id"], unique=False)


def _create_patients() -> None:
    op.create_table(
        "patient",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("family_name", sa.String(), nullable=False),
        sa.Column("given_name", sa.String(120), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("height_cm", sa.Text(), nullable=True),
        sa.Column("preferred_weekday", sa.Integer(), nullable=True),
        sa.Column("preferred_time", sa.Time(), nullable=True),
        sa.Column("preferred_chair_id", sa.Uuid(), sa.ForeignKey("chair.id"), nullable=True),
        sa.Column("features_needed", sa.Text(), nullable=False),
        sa.Column("risk_flags", sa.Text(), nullable=False),
        sa.Column("highest_tolerated_mg_kg_min", sa.Text(), nullable=True),
        sa.Column("contraindications", sa.Text(), nullable=False),
        sa.Column("notes", sa.String(4000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("number"),
    )
    op.create_index("ix_patient_birth_date", "patient", ["birth_date"], unique=False)
    op.create_index("ix_patient_family_name", "patient", ["family_name"], unique=False)
    op.create_table(
        "patient_word",
        sa.Column("part", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("word", sa.Text(), primary_key=True, nullable=False),
        sa.Column(
            "patient_id", sa.Uuid(), sa.ForeignKey("patient.id"), primary_key=True, nullable=False
        ),
    )
    op.create_index("ix_patient_word_patient_id", "patient_word", ["patient_id"], unique=False)
    op.create_table(
        "weight",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("patient_id", sa.Uuid(), sa.ForeignKey("patient.id"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("weight_kg", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("patient_id", "day", name="one_weight_a_day"),
    )
    op.create_index("ix_weight_patient_id", "weight", ["patient_id"], unique=False)


def _create_orders() -> None:
    op.create_table(
        "prescriber_order",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("patient_id", sa.Uuid(), sa.ForeignKey("patient.id"), nullable=False),
        sa.Column("product_id", sa.Uuid(), sa.ForeignKey("product.id"), nullable=False),
        sa.Column("dose_unit", sa.Text(), nullable=False),
        sa.Column("dose", sa.Text(), nullable=False),
        sa.Column("actual_weight_kg", sa.Text(), nullable=False),
        sa.Column("dosing_weight_kind", sa.Text(), nullable=False),
        sa.Column("dosing_weight_kg", sa.Text(), nullable=False),
        sa.Column("cycle_dose_g", sa.Text(), nullable=False),
        sa.Column("days_per_cycle", sa.Integer(), nullable=False),
        sa.Column("interval_days", sa.Integer(), nullable=False),
        sa.Column("window_days", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("indication_code", sa.String(), sa.ForeignKey("indication.code"), nullable=False),
        sa.Column("premedications", sa.Text(), nullable=False),
        sa.Column("hydration_minutes", sa.Integer(), nullable=False),
        sa.Column("max_ml_per_h", sa.Text(), nullable=True),
        sa.Column("trial_identifier", sa.String(120), nullable=False),
        sa.Column("notes", sa.String(4000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index(
        "ix_prescriber_order_patient_id", "prescriber_order", ["patient_id"], unique=False
    )


def _create_courses() -> None:
    op.create_table(
        "course",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("patient_id", sa.Uuid(), sa.ForeignKey("patient.id"), nullable=False),
        sa.Column("order_id", sa.Uuid(), sa.ForeignKey("prescriber_order.id"), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("number_of_cycles", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index("ix_course_patient_id", "course", ["patient_id"], unique=False)
    op.create_table(
        "cycle",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("course_id", sa.Uuid(), sa.ForeignKey("course.id"), nullable=False),
        sa.Column("patient_id", sa.Uuid(), sa.ForeignKey("patient.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("due_day", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(4000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("course_id", "number", name="one_cycle_a_number"),
    )
    op.create_index("ix_cycle_course_id", "cycle", ["course_id"], unique=False)
    op.create_index("ix_cycle_state_due", "cycle", ["state", "due_day"], unique=False)


def _create_plans() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("product_id", sa.Uuid(), sa.ForeignKey("product.id"), nullable=False),
        sa.Column("rate_table_id", sa.Uuid(), sa.ForeignKey("rate_table.id"), nullable=False),
        sa.Column("table_version", sa.Integer(), nullable=False),
        sa.Column("indication_code", sa.String(), nullable=False),
        sa.Column("is_naive_like", sa.Boolean(), nullable=False),
        sa.Column("weight_kg", sa.Text(), nullable=False),
        sa.Column("dose_g", sa.Text(), nullable=False),
        sa.Column("volume_ml", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("phases", sa.Text(), nullable=False),
        sa.Column("nurse", sa.Text(), nullable=False),
        sa.Column("vital_signs", sa.Text(), nullable=False),
        sa.Column("booked_minutes", sa.Integer(), nullable=False),
        sa.Column("turnover_minutes", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )


def _create_appointments() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column("patient_id", sa.Uuid(), sa.ForeignKey("patient.id"), nullable=False),
        sa.Column("course_id", sa.Uuid(), sa.ForeignKey("course.id"), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), sa.ForeignKey("cycle.id"), nullable=False),
        sa.Column("plan_id", sa.Uuid(), sa.ForeignKey("plan.id"), nullable=False),
        sa.Column("chair_id", sa.Uuid(), sa.ForeignKey("chair.id"), nullable=False),
        sa.Column("cycle_number", sa.Integer(), nullable=False),
        sa.Column("day_of_cycle", sa.Integer(), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("end", sa.DateTime(), nullable=False),
        sa.Column("held_until", sa.DateTime(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.Text(), nullable=True),
        sa.Column("actual_start", sa.DateTime(), nullable=True),
        sa.Column("override_reason", sa.String(4000), nullable=False),
        sa.Column("override_by", sa.String(120), nullable=False),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("cancel_note", sa.String(4000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint('"end" > start', name="ends_after_start"),
        sa.CheckConstraint('held_until >= "end"', name="held_to_the_end"),
    )
    op.create_index(
        "ix_appointment_chair_start", "appointment", ["chair_id", "start"], unique=False
    )
    op.create_index("ix_appointment_course_id", "appointment", ["course_id"], unique=False)
    op.create_index("ix_appointment_cycle_id", "appointment", ["cycle_id"], unique=False)
    op.create_index("ix_appointment_patient_id", "appointment", ["patient_id"], unique=False)
    op.create_index("ix_appointment_start", "appointment", ["start"], unique=False)


def _create_audit() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("at_utc", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("workstation", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("changes", sa.String(), nullable=False),
    )
    op.create_table(
        "audit_subject",
        sa.Column("record_id", sa.Uuid(), primary_key=True, nullable=False),
        sa.Column(
            "number",
            sa.Integer(),
            sa.ForeignKey("audit_entry.number"),
            primary_key=True,
            nullable=False,
        ),
    )
