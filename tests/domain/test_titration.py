"""A rate table applied to a weight and a dose."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_scheduler.domain.choosing import choose_table, find_ceilings
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.quantities import Exact
from ivig_scheduler.domain.records import RateTable
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import RateUnit, TableUse
from ivig_scheduler.domain.titration import (
    Ceiling,
    TitrationPlan,
    mg_per_kg_per_min_ceiling,
    ml_per_kg_per_h,
    titrate,
)
from ivig_scheduler.services.setup.catalogue_files import load_catalogue

CATALOGUE = load_catalogue()
VECTORS = json.loads((Path(__file__).parents[1] / "data" / "vectors.json").read_text("utf-8"))
USABLE = [table for table in CATALOGUE.rate_tables if not table.is_draft]
CONCENTRATION = {product.id: product.concentration_g_per_ml for product in CATALOGUE.products}

tables = st.sampled_from(USABLE)
weights = st.decimals(Decimal(3), Decimal(350), places=1)
doses = st.decimals(Decimal("0.5"), Decimal(300), places=1)
rates = st.decimals(Decimal(1), Decimal(1500), places=1).map(Fraction)


def plan_of(table: RateTable, weight: Exact, dose: Exact, *ceilings: Fraction) -> TitrationPlan:
    named = [Ceiling("test", ceiling) for ceiling in ceilings]
    return titrate(table, CONCENTRATION[table.product_id], weight, dose, named)


@pytest.mark.parametrize("vector", VECTORS["titration"], ids=lambda vector: str(vector["name"]))
def test_a_plan_equals_its_worked_example(vector: dict[str, Any]) -> None:
    given_input, expected = vector["input"], vector["expect"]
    product = CATALOGUE.product(given_input["product"])
    indication = CATALOGUE.indication(given_input["indication"])
    assert product and indication
    use = TableUse(given_input.get("use", "any"))
    table = choose_table(product, indication, use, CATALOGUE.rate_tables, CATALOGUE.indications)
    weight, dose = Decimal(str(given_input["weight_kg"])), Decimal(str(given_input["dose_g"]))
    ceilings = find_ceilings(
        product, table, Settings(), weight, is_at_risk=given_input.get("at_risk", False)
    )
    plan = titrate(table, product.concentration_g_per_ml, weight, dose, ceilings)
    assert float(plan.volume_ml) == expected["volume_ml"]
    assert round(float(plan.infusion_minutes), 4) == expected["infusion_minutes"]
    computed = [
        {
            "start_minute": float(step.start_minute),
            "minutes": round(float(step.minutes), 4),
            "ml_per_h": float(step.ml_per_h),
            "volume_ml": float(step.volume_ml),
        }
        for step in plan.steps
    ]
    assert computed == expected["steps"]


def test_eighty_five_minutes_do_not_become_eighty_six() -> None:
    product = CATALOGUE.product("Qivigy 10%")
    indication = CATALOGUE.indication("PI")
    assert product and indication
    table = choose_table(product, indication, TableUse.SUBSEQUENT, CATALOGUE.rate_tables)
    assert plan_of(table, 70, 35).planned_minutes == 85


@given(tables, weights, doses)
def test_step_volumes_add_up_to_the_dose_exactly(
    table: RateTable, weight: Decimal, dose: Decimal
) -> None:
    plan = plan_of(table, weight, dose)
    assert sum(step.volume_ml for step in plan.steps) == plan.volume_ml
    assert plan.volume_ml * Fraction(CONCENTRATION[table.product_id]) == Fraction(dose)
    assert plan.steps[-1].total_ml == plan.volume_ml


@given(tables, weights, doses, rates)
def test_no_step_is_above_its_ceiling(
    table: RateTable, weight: Decimal, dose: Decimal, ceiling: Fraction
) -> None:
    plan = plan_of(table, weight, dose, ceiling)
    assert all(step.ml_per_h <= ceiling for step in plan.steps)


@given(tables, weights, doses, doses)
def test_more_dose_never_takes_less_time(
    table: RateTable, weight: Decimal, dose: Decimal, more: Decimal
) -> None:
    longer = plan_of(table, weight, dose + more)
    assert longer.infusion_minutes >= plan_of(table, weight, dose).infusion_minutes


@given(tables, weights, doses, rates, rates)
def test_a_lower_ceiling_never_takes_less_time(
    table: RateTable, weight: Decimal, dose: Decimal, one: Fraction, other: Fraction
) -> None:
    low, high = sorted((one, other))
    slow, fast = plan_of(table, weight, dose, low), plan_of(table, weight, dose, high)
    assert slow.infusion_minutes >= fast.infusion_minutes


@given(tables, weights, doses, st.integers(2, 5))
def test_scaling_weight_and_dose_together_keeps_the_minutes(
    table: RateTable, weight: Decimal, dose: Decimal, factor: int
) -> None:
    scaled = plan_of(table, weight * factor, dose * factor)
    assert scaled.infusion_minutes == plan_of(table, weight, dose).infusion_minutes


@given(tables, weights, doses, st.fractions(1, 6), st.decimals("0.1", 20, places=2))
def test_scaling_weight_and_dose_together_keeps_the_minutes_under_a_ceiling_by_weight(
    table: RateTable, weight: Decimal, dose: Decimal, factor: Fraction, mg_per_kg_min: Decimal
) -> None:
    concentration = CONCENTRATION[table.product_id]

    def plan(kilograms: Fraction, grams: Fraction) -> TitrationPlan:
        ceiling = mg_per_kg_per_min_ceiling("test", mg_per_kg_min, kilograms, concentration)
        return titrate(table, concentration, kilograms, grams, [ceiling])

    usual = plan(Fraction(weight), Fraction(dose))
    scaled = plan(Fraction(weight) * factor, Fraction(dose) * factor)
    assert [step.minutes for step in scaled.steps] == [step.minutes for step in usual.steps]
    assert all(step.mg_per_kg_min <= mg_per_kg_min for step in scaled.steps)


@given(tables, weights, doses, doses, rates)
def test_more_dose_never_takes_less_time_under_a_ceiling(
    table: RateTable, weight: Decimal, dose: Decimal, more: Decimal, ceiling: Fraction
) -> None:
    usual, longer = (plan_of(table, weight, each, ceiling) for each in (dose, dose + more))
    assert longer.infusion_minutes > usual.infusion_minutes
    assert longer.planned_minutes >= usual.planned_minutes
    assert sum(step.volume_ml for step in longer.steps) == longer.volume_ml


def test_a_draft_table_computes_nothing_and_says_so() -> None:
    draft = next(table for table in CATALOGUE.rate_tables if table.is_draft)
    with pytest.raises(RuleBrokenError, match="draft"):
        plan_of(draft, 70, 35)


def test_a_plan_stays_at_a_ceiling_in_one_open_step() -> None:
    table = USABLE[0]
    plan = plan_of(table, 70, 35, Fraction(70))
    assert [step.ml_per_h for step in plan.steps] == [35, 70]
    assert plan.steps[-1].limited_by == "test"


@given(tables, weights, doses, st.booleans(), *[st.none() | rates] * 3)
def test_no_step_is_above_the_ceilings_of_patient_order_and_site(
    table: RateTable,
    weight: Decimal,
    dose: Decimal,
    is_at_risk: bool,
    tolerated: Fraction | None,
    order: Fraction | None,
    site: Fraction | None,
) -> None:
    product = next(each for each in CATALOGUE.products if each.id == table.product_id)
    settings = Settings(
        {
            "dose.at_risk_mg_kg_min": "2.5",
            "dose.site_ml_per_h": "" if site is None else str(Decimal(site.numerator) / 10),
        }
    )
    cap = None if order is None else Decimal(order.numerator) / 10
    borne = None if tolerated is None else Decimal(tolerated.numerator) / 100
    ceilings = find_ceilings(
        product,
        table,
        settings,
        weight,
        is_at_risk=is_at_risk,
        highest_tolerated_mg_kg_min=borne,
        order_max_ml_per_h=cap,
    )
    plan = titrate(table, product.concentration_g_per_ml, weight, dose, ceilings)
    at_risk = Fraction(table.at_risk_max_mg_kg_min or Decimal("2.5"))
    site_cap = settings.optional_amount("dose.site_ml_per_h")
    for step in plan.steps:
        assert not is_at_risk or step.mg_per_kg_min <= at_risk
        assert borne is None or step.mg_per_kg_min <= Fraction(borne)
        assert cap is None or step.ml_per_h <= Fraction(cap)
        assert site_cap is None or step.ml_per_h <= Fraction(site_cap)
    limited = [step.limited_by for step in plan.steps]
    assert limited == sorted(limited), "once a ceiling is reached the plan stays there"
    assert sum(bool(each) for each in limited) <= 1


@pytest.mark.parametrize(
    ("rate", "unit", "ml_per_kg_h"),
    [
        (Decimal(8), RateUnit.MG_KG_MIN, Fraction(24, 5)),
        (Decimal("0.08"), RateUnit.ML_KG_MIN, Fraction(24, 5)),
        (Decimal(480), RateUnit.MG_KG_H, Fraction(24, 5)),
        (Decimal("4.8"), RateUnit.ML_KG_H, Fraction(24, 5)),
        (Decimal("3.3"), RateUnit.MG_KG_MIN, Fraction(198, 100)),
    ],
)
def test_a_rate_is_converted_without_rounding(
    rate: Decimal, unit: RateUnit, ml_per_kg_h: Fraction
) -> None:
    assert ml_per_kg_per_h(rate, unit, Decimal("0.10")) == ml_per_kg_h


def test_an_at_risk_patient_needs_a_ceiling_from_label_or_site() -> None:
    product = CATALOGUE.product("Privigen 10%")
    assert product
    table = next(each for each in CATALOGUE.tables_of(product))
    assert table.at_risk_max_mg_kg_min is None
    with pytest.raises(RuleBrokenError, match="no at-risk ceiling: set the site's own in Setup"):
        find_ceilings(product, table, Settings(), 70, is_at_risk=True)
    with pytest.raises(RuleBrokenError, match="highest rate 0 mL/h must be above 0 mL/h"):
        find_ceilings(product, table, Settings(), 70, order_max_ml_per_h=Decimal(0))
