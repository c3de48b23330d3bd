"""Checks of a weight and a dose before anything is computed from them."""

from datetime import date
from decimal import Decimal

from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.domain.quantities import show, show_beside
from ivig_scheduler.domain.records import Product
from ivig_scheduler.domain.settings import Settings


def find_weight_problem(weight_kg: Decimal, settings: Settings) -> Problem | None:
    """Return what is wrong with a weight in kg, with the value and the limit."""
    most = settings.amount("dose.maximum_weight")
    if not weight_kg.is_finite() or weight_kg <= 0:
        return Problem("weight", f"weight {weight_kg} kg must be a number above 0 kg")
    if weight_kg > most:
        return Problem(
            "weight",
            f"weight {show_beside(weight_kg, most)} kg is over {most} kg: was it given in pounds?",
        )
    return None


def find_weight_jump(weight_kg: Decimal, before_kg: Decimal, settings: Settings) -> Problem | None:
    """Return a suspicion that units were mixed up, where a weight (kg) changed too much."""
    limit = settings.amount("dose.weight_jump")
    change = abs(weight_kg - before_kg) / before_kg * 100
    if change <= limit:
        return None
    return Problem(
        "weight",
        f"weight {show(weight_kg)} kg differs by {show_beside(change, limit, 0)} % from "
        f"{show(before_kg)} kg "
        f"(limit {limit} %): kilograms or pounds?",
        can_confirm=True,
    )


def find_dose_problem(dose_g: Decimal, weight_kg: Decimal, settings: Settings) -> Problem | None:
    """Return what is wrong with a cycle's dose in grams for a weight in kg."""
    most = settings.amount("dose.maximum")
    if not dose_g.is_finite() or dose_g <= 0:
        return Problem("dose", f"dose {dose_g} g must be a number above 0 g")
    if dose_g > most * weight_kg:
        return Problem(
            "dose",
            f"dose {show(dose_g)} g is {show_beside(dose_g / weight_kg, most)} g/kg, "
            f"over {most} g/kg",
        )
    return None


def check_amounts(dose_g: Decimal, weight_kg: Decimal, settings: Settings) -> None:
    """Raise RuleBrokenError with everything that is wrong with a dose (g) and a weight (kg)."""
    weight = find_weight_problem(weight_kg, settings)
    dose = None if weight else find_dose_problem(dose_g, weight_kg, settings)
    problems = [problem for problem in (weight, dose) if problem]
    if problems:
        raise RuleBrokenError(*problems)


def age_on(birth_date: date, day: date) -> int:
    """Return the completed years of life on `day`."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (0 if had_birthday else 1)


def find_age_problem(product: Product, birth_date: date, day: date) -> Problem | None:
    """Return a problem where the patient is under the product's minimum age on `day`."""
    age = age_on(birth_date, day)
    least = product.minimum_age_years
    if least is None or age >= least:
        return None
    return Problem("product", f"{product.name} is for {least} years and over; the patient is {age}")
