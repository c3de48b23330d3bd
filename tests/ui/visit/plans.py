"""Real plans of the shipped catalogue for the tests of the visit's pictures."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from ivig_scheduler.domain.records import Order, Patient, Plan, Premedication
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import DoseUnit, Sex
from ivig_scheduler.domain.visit_plans import OrderContext, VisitPlanner
from ivig_scheduler.services.setup.catalogue_files import load_catalogue


def make_plan(
    product_name: str = "Gamunex-C 10%",
    indication_code: str = "CIDP",
    weight_kg: str = "71.1",
    dose_g: str = "70",
    *,
    lead_minutes: int = 60,
    max_ml_per_h: str | None = None,
    is_naive_like: bool = False,
) -> Plan:
    """Return the plan of a visit by the shipped table of a product."""
    catalogue = load_catalogue()
    product, indication = catalogue.product(product_name), catalogue.indication(indication_code)
    assert product is not None
    assert indication is not None
    patient = Patient(
        number="117-402", family_name="Whitcombe", birth_date=date(1968, 6, 2), sex=Sex.FEMALE
    )
    order = Order(
        patient_id=patient.id,
        indication_code=indication.code,
        product_id=product.id,
        dose_unit=DoseUnit.G,
        dose=Decimal(dose_g),
        actual_weight_kg=Decimal(weight_kg),
        dosing_weight_kg=Fraction(weight_kg),
        cycle_dose_g=Decimal(dose_g),
        interval_days=21,
        valid_from=date(2026, 11, 30),
        premedications=(Premedication("Cetirizine", lead_minutes),) if lead_minutes else (),
        max_ml_per_h=Decimal(max_ml_per_h) if max_ml_per_h else None,
    )
    context = OrderContext(
        patient,
        order,
        product,
        indication,
        catalogue.rate_tables,
        catalogue.indications,
        Settings(),
    )
    return VisitPlanner(context).plan(is_naive_like=is_naive_like).plan
