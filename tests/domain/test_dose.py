"""Dosing weight, whole vials and the checks of what was typed."""

import json
from decimal import Decimal
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_scheduler.domain.dose import dosing_weight, propose_vials
from ivig_scheduler.domain.dose_checks import (
    find_dose_problem,
    find_weight_jump,
    find_weight_problem,
)
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


def test_a_weight_in_pounds_is_suspected() -> None:
    problem = find_weight_jump(Decimal(154), Decimal(70), SITE)
    assert problem and "pounds" in problem.message
    assert find_weight_jump(Decimal(91), Decimal(70), SITE) is None
