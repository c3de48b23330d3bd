"""Visits as sheets print them, made from a clinic's records or from plain ones."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

from ivig_scheduler.domain.records import Appointment, Patient, Phase, Plan, PlannedStep, Product
from ivig_scheduler.domain.terms import PhaseName, Sex, Status
from ivig_scheduler.reports.visits import PrintedVisit

ZONE = "America/New_York"
PRODUCT = Product(
    name="Privigen 10%",
    maker="CSL",
    concentration_g_per_ml=Decimal("0.1"),
    vials_g=(Decimal(10),),
)


def at(text: str) -> datetime:
    """Return a local moment."""
    return datetime.fromisoformat(text)


def a_patient(family: str = "Osei", given: str = "Ama", number: str = "117-402") -> Patient:
    return Patient(
        number=number,
        family_name=family,
        given_name=given,
        birth_date=date(1968, 6, 2),
        sex=Sex.FEMALE,
    )


def a_plan(*, is_naive_like: bool = False) -> Plan:
    """Return 25 min before an infusion of 90 min in two steps, then 30 min of observation."""
    steps = (
        _step("0 30 21 0.5 10.5 10.5"),
        _step("30 60 189.55 4.5 189.5 200", "the order's cap"),
    )
    phases = (
        Phase(PhaseName.ASSESSMENT, 0, 25),
        Phase(PhaseName.INFUSION, 25, 90),
        Phase(PhaseName.OBSERVATION, 115, 30),
    )
    return Plan(
        product_id=PRODUCT.id,
        rate_table_id=uuid4(),
        table_version=3,
        indication_code="PI",
        is_naive_like=is_naive_like,
        weight_kg=Fraction(70),
        dose_g=Fraction(20),
        volume_ml=Fraction(200),
        steps=steps,
        phases=phases,
        nurse=((0, 40), (55, 60)),
        vital_signs=(0, 40, 55, 115, 145),
        booked_minutes=150,
        turnover_minutes=10,
    )


def _step(numbers: str, limited_by: str = "") -> PlannedStep:
    start, minutes, ml_per_h, mg_per_kg_min, volume, total = map(Fraction, numbers.split())
    return PlannedStep(start, minutes, ml_per_h, mg_per_kg_min, volume, total, limited_by)


def a_visit(
    start: datetime,
    *,
    patient: Patient | None = None,
    status: Status = Status.BOOKED,
    chair: str = "Chair 1",
    is_naive_like: bool = False,
    **more: object,
) -> PrintedVisit:
    who, plan = patient or a_patient(), a_plan(is_naive_like=is_naive_like)
    end = start + timedelta(minutes=150)
    fields = {
        "patient_id": who.id,
        "course_id": uuid4(),
        "cycle_id": uuid4(),
        "plan_id": plan.id,
        "chair_id": uuid4(),
        "cycle_number": 2,
        "day_of_cycle": 1,
        "start": start,
        "end": end,
        "held_until": end + timedelta(minutes=10),
        "status": status,
    }
    appointment = Appointment.model_validate({**fields, **more})
    return PrintedVisit(appointment, who, plan, PRODUCT, chair, "✓", ZONE)
