"""A visit that nothing is against, to change what is to be wrong with it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from ivig_scheduler.domain.clearance import Candidate
from ivig_scheduler.domain.records import Weight
from tests.planning.small import CHAIRS, FIRST, PATIENT, a_planner, local

PLANNER = a_planner()


def candidate(**fields: object) -> Candidate:
    usual = PLANNER.plan(is_naive_like=False)
    start = local(FIRST, 9)
    seated = Candidate(
        patient=PATIENT,
        order=PLANNER.context.order,
        product=PLANNER.context.product,
        table=usual.table,
        is_naive_like=False,
        chair_id=CHAIRS[0].id,
        start=start,
        end=start + timedelta(hours=3),
        held_until=start + timedelta(hours=3, minutes=10),
        weight=Weight(patient_id=PATIENT.id, day=FIRST, weight_kg=Decimal(70)),
    )
    return replace(seated, **fields)  # type: ignore[arg-type]
