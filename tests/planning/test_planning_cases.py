"""The small planning cases with a proof that are about a course or the hours of a visit."""

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import (
    Chair,
    Nurse,
    OpeningHours,
    Patient,
    RateStep,
    RateTable,
    Shift,
)
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import Basis, RateUnit, TableUse
from ivig_scheduler.domain.visit_plans import VisitPlanner
from ivig_scheduler.planning.series import SeriesRequest, Wish, plan_series
from tests.planning.small import FIRST, PATIENT, a_planner, a_stay, days, facts, local, visits

_FILE = Path(__file__).parents[1] / "data" / "planning_cases.json"
CASES: dict[str, Any] = {each["id"]: each for each in json.loads(_FILE.read_text("utf-8"))["cases"]}
#: Nothing in the visit but what a case names.
BARE = {
    f"phase.{name}": "0"
    for name in (
        "assessment",
        "access",
        "pharmacy",
        "flush",
        "observation",
        "observation_naive",
        "discharge",
        "turnover",
    )
}


def a_bare_planner(
    steps: list[RateStep], unit: RateUnit, dose_g: Decimal, site: Settings, patient: Patient
) -> VisitPlanner:
    """Return the planner of an order of `dose_g` for 70 kg by those steps, due on one day."""
    planner = a_planner(patient, site, dose=dose_g, cycle_dose_g=dose_g, window_days=0)
    context = planner.context
    table = RateTable(
        product_id=context.product.id,
        lineage=uuid4(),
        indications=(context.indication.code,),
        use=TableUse.ANY,
        unit=unit,
        steps=tuple(steps),
    )
    return VisitPlanner(replace(context, tables=(table,)))


def open_until(clinic: ClinicFacts, opens: time, closes: time) -> ClinicFacts:
    hours = {day: OpeningHours(weekday=day, opens=opens, closes=closes) for day in range(7)}
    return replace(clinic, calendar=replace(clinic.calendar, hours=hours))


def test_p4_titration_length_and_last_possible_start() -> None:
    data, expect = CASES["P4"]["data"], CASES["P4"]["expect"]
    site = Settings(
        {
            **BARE,
            "phase.assessment": str(data["setup_min"]),
            "phase.observation": str(data["observe_min"]),
            "phase.observation_naive": str(data["observe_min"]),
            "calendar.grid": str(data["grid_min"]),
            "clearance.naive_start": "off",
        }
    )
    steps = [
        RateStep(Decimal(str(rate)), Decimal(minutes), Basis.LABEL)
        for rate, minutes in data["rate_steps_ml_kg_min"]
    ]
    steps.append(RateStep(Decimal(str(data["then"])), None, Basis.LABEL))
    dose = Decimal(str(data["dose_g_per_kg"])) * data["weight_kg"]
    late = PATIENT.model_copy(update={"preferred_time": time.fromisoformat(data["close"])})
    planner = a_bare_planner(steps, RateUnit.ML_KG_MIN, dose, site, late)
    computed = planner.plan(is_naive_like=True)
    assert computed.titration.infusion_minutes == Fraction(str(expect["infusion_min"]))
    around = data["setup_min"] + data["observe_min"]
    assert computed.titration.infusion_minutes + around == Fraction(str(expect["chair_min"]))
    assert computed.plan.booked_minutes == expect["booked_min"]

    clinic = open_until(facts(settings=site), time(8), time.fromisoformat(data["close"]))
    request = SeriesRequest(planner, FIRST, number_of_cycles=1)
    assert f"{visits(plan_series(request, clinic))[0].start:%H:%M}" == expect["last_start"]
    at_two = replace(request, wishes={(1, 1): Wish(start=time(14))})
    refused = plan_series(at_two, clinic)[0]
    assert bool(refused.visits) is expect["start_1400_accepted"]
    assert [reason.rule for reason in refused.reasons] == ["opening_hours"]


@pytest.mark.parametrize("minutes", [180, 195])
def test_p5_lunch_dip_in_nurse_capacity(minutes: int) -> None:
    data, expect = CASES["P5"]["data"], CASES["P5"]["expect"]
    site = Settings(
        {
            **BARE,
            "nurse.patients": str(data["patients_per_nurse"]),
            # The case knows no distance between starts and no late first treatments.
            "nurse.spacing": "0",
            "clearance.nurse_capacity": "block",
            "clearance.naive_start": "off",
        }
    )
    # 70 mL/h for 70 kg: an hour for each 7 g of a 10 % product.
    dose = Decimal(7) * minutes / 60
    steps = [RateStep(Decimal(1), None, Basis.LABEL)]
    planner = a_bare_planner(steps, RateUnit.ML_KG_H, dose, site, PATIENT)
    assert planner.plan(is_naive_like=True).plan.booked_minutes == minutes
    request = SeriesRequest(
        planner,
        FIRST,
        number_of_cycles=1,
        earliest=datetime.combine(FIRST, time.fromisoformat(data["not_before"])),
    )
    planned = visits(plan_series(request, _clinic_with_a_lunch_dip(data, site)))
    assert f"{planned[0].start:%H:%M}" == expect[f"request_{minutes}_min"]


def _clinic_with_a_lunch_dip(data: dict[str, Any], site: Settings) -> ClinicFacts:
    chairs = tuple(Chair(name=f"Chair {number}") for number in range(data["chairs"]))
    nurses = tuple(Nurse(name=f"Nurse {number}") for number in range(4))
    spans: list[tuple[Nurse, time, time]] = []
    for hours, count in data["nurses"].items():
        starts, ends = (time.fromisoformat(each) for each in hours.split("-"))
        spans += [(nurse, starts, ends) for nurse in nurses[:count]]
    shifts = tuple(
        Shift(nurse_id=nurse.id, weekday=FIRST.weekday(), starts=starts, ends=ends)
        for nurse, starts, ends in spans
    )
    active = [
        a_stay(chair, start := local(FIRST, 8, 45), int((local(FIRST, 13) - start).seconds / 60))
        for chair in chairs[:8]
    ]
    clinic = facts(active, chairs=chairs, settings=site)
    open_long = open_until(clinic, time(8), time(18))
    return replace(open_long, nurses=nurses, shifts=shifts)


def test_p7_inclusive_twelve_month_course_end() -> None:
    data, expect = CASES["P7"]["data"], CASES["P7"]["expect"]
    first, last = (date.fromisoformat(data[key]) for key in ("first", "last_day_inclusive"))
    planner = a_planner(interval_days=data["every_days"])
    planned = plan_series(SeriesRequest(planner, first, last_day=last), facts())
    assert len(visits(planned)) == expect["visits"]
    assert days(planned)[-1] == date.fromisoformat(expect["last"])
    by_count = plan_series(SeriesRequest(planner, first, number_of_cycles=13), facts())
    assert days(by_count)[-1] == date.fromisoformat(expect["with_count_13_last"])
    assert days(by_count)[-1] == first + timedelta(days=12 * data["every_days"])
