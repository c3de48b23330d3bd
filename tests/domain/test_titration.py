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
from ivig_scheduler.domain.terms import TableUse
from ivig_scheduler.domain.titration import Ceiling, TitrationPlan, titrate
from ivig_scheduler.services.catalogue_files import load_catalogue

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


def test_a_draft_table_computes_nothing_and_says_so() -> None:
    draft = next(table for table in CATALOGUE.rate_tables if table.is_draft)
    with pytest.raises(RuleBrokenError, match="draft"):
        plan_of(draft, 70, 35)


def test_a_plan_stays_at_a_ceiling_in_one_open_step() -> None:
    table = USABLE[0]
    plan = plan_of(table, 70, 35, Fraction(70))
    assert [step.ml_per_h for step in plan.steps] == [35, 70]
    assert plan.steps[-1].limited_by == "test"
