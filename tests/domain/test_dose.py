"""Dosing weight, whole vials and the checks of what was typed."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_scheduler.domain.dose import dosing_weight, propose_vials
from ivig_scheduler.domain.dose_checks import (
    age_on,
    check_amounts,
    find_age_problem,
    find_dose_problem,
    find_weight_jump,
    find_weight_problem,
)
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Product
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import Sex, WeightKind

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "vectors.json").read_text("utf-8"))
SITE = Settings()


@pytest.mark.parametrize("vector", VECTORS["dosing_weight"], ids=str)
def test_a_dosing_weight_equals_its_worked_example(vector: dict[str, Any]) -> None:
    found = dosing_weight(
        vector["weight_kg"], vector["height_cm"], Sex(vector["sex"]), SITE, age_years=50
    )
    if "why" in vector:
        assert (found.weight_kg, found.why) == (vector["dosing_kg"], vector["why"])
        return
    assert found.bmi and found.ideal_kg and found.percent_of_ideal and found.adjusted_kg
    assert round(float(found.bmi), 2) == vector["bmi"]
    assert round(float(found.ideal_kg), 2) == vector["ideal_kg"]
    assert round(float(found.percent_of_ideal), 1) == vector["percent_of_ideal"]
    assert round(float(found.adjusted_kg), 2) == vector["adjusted_kg"]
    assert found.kind is WeightKind.ADJUSTED


@pytest.mark.parametrize(
    ("age", "pregnant", "why"),
    [(17, False, "age under 18: actual weight"), (30, True, "pregnancy: actual weight")],
)
def test_children_and_pregnant_women_are_dosed_by_actual_weight(
    age: int, pregnant: bool, why: str
) -> None:
    found = dosing_weight(95, 163, Sex.FEMALE, SITE, age_years=age, is_pregnant=pregnant)
    assert (found.kind, found.why) == (WeightKind.ACTUAL, why)


@pytest.mark.parametrize(
    ("weight", "height", "age", "kind"),
    [
        (Decimal("76.8"), Decimal(160), 18, WeightKind.ADJUSTED),
        (Decimal("76.7"), Decimal(160), 17, WeightKind.ACTUAL),
        (Decimal("95"), Decimal("152"), 18, WeightKind.ADJUSTED),
        (Decimal("95"), Decimal("151.9"), 18, WeightKind.ACTUAL),
    ],
)
def test_adjusting_starts_at_eighteen_years_and_a_hundred_and_fifty_two_centimetres(
    weight: Decimal, height: Decimal, age: int, kind: WeightKind
) -> None:
    assert dosing_weight(weight, height, Sex.FEMALE, SITE, age_years=age).kind is kind


@given(st.decimals(1, 350, places=1), st.decimals("30", 260, places=1), st.sampled_from(Sex))
def test_a_dosing_weight_is_above_zero_and_not_above_the_actual_one(
    weight: Decimal, height: Decimal, sex: Sex
) -> None:
    for least_height in ("0", "152"):
        site = Settings({"dose.adjust_height": least_height})
        found = dosing_weight(weight, height, sex, site, age_years=40)
        assert 0 < found.weight_kg <= found.actual_kg == weight
        assert found.why


def test_a_bmi_of_exactly_thirty_triggers_and_just_below_does_not() -> None:
    only_bmi = Settings({"dose.adjust_percent": "300"})
    at_limit = dosing_weight(Decimal("97.2"), 180, Sex.MALE, only_bmi, age_years=40)
    below = dosing_weight(Decimal("97.1"), 180, Sex.MALE, only_bmi, age_years=40)
    assert (at_limit.bmi, at_limit.why) == (Fraction(30), "site rule: BMI 30 or more")
    assert (below.kind, below.why) == (WeightKind.ACTUAL, "no rule asks for an adjusted weight")


def test_exactly_the_share_of_ideal_weight_does_not_trigger_and_just_above_does() -> None:
    ideal = dosing_weight(70, Decimal("177.8"), Sex.MALE, SITE, age_years=40).ideal_kg
    assert ideal == 73
    exactly = dosing_weight(ideal * Fraction(6, 5), Decimal("177.8"), Sex.MALE, SITE, age_years=40)
    above = dosing_weight(Decimal("87.7"), Decimal("177.8"), Sex.MALE, SITE, age_years=40)
    assert (exactly.percent_of_ideal, exactly.kind) == (Fraction(120), WeightKind.ACTUAL)
    assert above.why == "site rule: more than 120 % of ideal weight"
    assert above.weight_kg == ideal + Fraction(4, 10) * (Fraction("87.7") - ideal)


def test_without_a_height_the_actual_weight_doses() -> None:
    found = dosing_weight(120, None, Sex.MALE, SITE, age_years=40)
    assert (found.kind, found.weight_kg, found.why) == (
        WeightKind.ACTUAL,
        Fraction(120),
        "height unknown: actual weight",
    )


def test_where_actual_is_below_adjusted_the_reason_is_told() -> None:
    eager = Settings({"dose.adjust_bmi": "20", "dose.adjust_height": "0"})
    found = dosing_weight(73, 190, Sex.MALE, eager, age_years=40)
    assert found.adjusted_kg and found.adjusted_kg > found.actual_kg
    assert (found.kind, found.weight_kg) == (WeightKind.ACTUAL, Fraction(73))
    assert "adjusted weight is above the actual one" in found.why


def test_an_adjusted_weight_above_the_actual_one_is_not_used() -> None:
    found = dosing_weight(50, 190, Sex.MALE, SITE, age_years=40)
    assert found.kind is WeightKind.ACTUAL


def test_seventy_one_grams_are_proposed_as_three_vials() -> None:
    sizes = [Decimal(size) for size in ("1", "2.5", "5", "10", "20", "40")]
    found = propose_vials(Decimal("71.1"), sizes, SITE)
    assert found and found.text == "40 + 20 + 10 g"
    assert round(float(found.percent_off), 1) == -1.5


@given(st.integers(1, 60), st.lists(st.sampled_from([1, 2, 5, 10, 20]), min_size=1, unique=True))
def test_no_set_of_vials_wastes_less_or_needs_fewer_vials(dose: int, sizes: list[int]) -> None:
    found = propose_vials(dose, [Decimal(size) for size in sizes], SITE)
    costs = [
        (max(0, sum(chosen) - dose), count)
        for count in range(1, 5)
        for chosen in combinations_with_replacement(sizes, count)
        if abs(sum(chosen) - dose) * 10 <= dose
    ]
    if costs:
        assert found
        assert (max(0, found.dose_g - dose), len(found.vials_g)) <= min(costs)
    if found:
        assert abs(found.dose_g - dose) * 10 <= dose


@pytest.mark.parametrize("weight", ["0", "-1", "NaN", "Infinity", "350.1"])
def test_an_impossible_weight_is_named_with_its_limit(weight: str) -> None:
    problem = find_weight_problem(Decimal(weight), SITE)
    assert problem and problem.field == "weight" and "kg" in problem.message


def test_a_dose_over_three_grams_per_kilogram_is_named_with_its_limit() -> None:
    problem = find_dose_problem(Decimal(211), Decimal(70), SITE)
    assert problem and "over 3 g/kg" in problem.message
    assert find_dose_problem(Decimal(210), Decimal(70), SITE) is None


@pytest.mark.parametrize("dose", ["0", "-1", "NaN", "Infinity", "-Infinity"])
def test_an_impossible_dose_is_named_with_its_limit(dose: str) -> None:
    problem = find_dose_problem(Decimal(dose), Decimal(70), SITE)
    assert problem and problem.field == "dose" and "above 0 g" in problem.message


def test_an_amount_just_over_its_limit_is_told_exactly() -> None:
    weight = find_weight_problem(Decimal("350.001"), SITE)
    dose = find_dose_problem(Decimal("210.01"), Decimal(70), SITE)
    assert weight and "weight 350.001 kg is over 350 kg" in weight.message
    assert dose and "dose 210.01 g is 3.0001 g/kg, over 3 g/kg" in dose.message


@pytest.mark.parametrize(
    ("born", "age"),
    [(date(2024, 11, 25), 1), (date(2024, 11, 24), 2), (date(2024, 2, 29), 2)],
)
def test_a_patient_under_the_products_minimum_age_is_named_with_it(born: date, age: int) -> None:
    product = Product(
        name="P", maker="M", concentration_g_per_ml=Decimal("0.1"), vials_g=(), minimum_age_years=2
    )
    today = date(2026, 11, 24)
    problem = find_age_problem(product, born, today)
    assert age_on(born, today) == age
    if age >= 2:
        assert problem is None
    else:
        assert problem and problem.message == "P is for 2 years and over; the patient is 1"


def test_a_product_without_a_minimum_age_is_for_everybody() -> None:
    product = Product(name="P", maker="M", concentration_g_per_ml=Decimal("0.1"), vials_g=())
    assert find_age_problem(product, date(2026, 11, 24), date(2026, 11, 24)) is None


def test_a_weight_that_falls_by_more_than_thirty_percent_is_suspected_too() -> None:
    problem = find_weight_jump(Decimal("48.9"), Decimal(70), SITE)
    assert problem and "differs by 30.1 % from 70 kg (limit 30 %)" in problem.message
    assert find_weight_jump(Decimal(49), Decimal(70), SITE) is None


def test_everything_wrong_with_the_amounts_is_raised() -> None:
    with pytest.raises(RuleBrokenError, match="over 350 kg"):
        check_amounts(Decimal(30), Decimal(351), SITE)
    with pytest.raises(RuleBrokenError, match="over 3 g/kg"):
        check_amounts(Decimal(300), Decimal(70), SITE)


def test_a_weight_in_pounds_is_suspected() -> None:
    problem = find_weight_jump(Decimal(154), Decimal(70), SITE)
    assert problem and "pounds" in problem.message
    assert find_weight_jump(Decimal(91), Decimal(70), SITE) is None
