"""Checks of a patient's own facts and dated weights."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ivig_scheduler.domain.dose_checks import age_on, find_weight_jump, find_weight_problem
from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.limits import MOST_HEIGHT_CM
from ivig_scheduler.domain.quantities import show
from ivig_scheduler.domain.records import Patient, Weight
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.wording import show_day

OLDEST_YEARS = 120
#: A height below this is more likely one in metres or inches.
LEAST_HEIGHT_CM = 30


def find_patient_problems(patient: Patient, today: date) -> tuple[Problem, ...]:
    """Return what is wrong with a patient's birth date or height (cm)."""
    problems = []
    born = show_day(patient.birth_date)
    if patient.birth_date > today:
        problems.append(
            Problem(
                "birth_date",
                f"birth date {born} is in the future; today is {show_day(today)}",
            )
        )
    elif age_on(patient.birth_date, today) > OLDEST_YEARS:
        age = age_on(patient.birth_date, today)
        problems.append(
            Problem(
                "birth_date",
                f"birth date {born} makes an age of {age}, over {OLDEST_YEARS} years: "
                "check the year",
            )
        )
    height = find_height_problem(patient.height_cm) if patient.height_cm is not None else None
    return (*problems, height) if height else tuple(problems)


def find_height_problem(height_cm: Decimal) -> Problem | None:
    """Return what is wrong with a height in cm, with the value and the limit."""
    said = f"height {show(height_cm)} cm"
    if height_cm <= 0:
        return Problem("height_cm", f"{said} must be above 0 cm")
    if height_cm < LEAST_HEIGHT_CM:
        hint = "was it given in metres or inches?"
        return Problem("height_cm", f"{said} is under {LEAST_HEIGHT_CM} cm: {hint}")
    if height_cm > MOST_HEIGHT_CM:
        return Problem("height_cm", f"{said} is over the limit of {MOST_HEIGHT_CM} cm")
    return None


def find_weight_day_problem(day: date, patient: Patient, today: date) -> Problem | None:
    """Return what is wrong with the day of a weight."""
    if day > today:
        return Problem(
            "day", f"the weight's day {show_day(day)} is in the future; today is {show_day(today)}"
        )
    if day < patient.birth_date:
        born = show_day(patient.birth_date)
        return Problem("day", f"the weight's day {show_day(day)} is before the birth on {born}")
    return None


def find_new_weight_problem(
    weight_kg: Decimal,
    day: date,
    others: Iterable[Weight],
    settings: Settings,
    *,
    is_confirmed: bool = False,
) -> Problem | None:
    """Return what is wrong with a new weight in kg beside the patient's weights of other days.

    It is compared with the last weight before it or, where there is none, with the first after it.
    """
    absurd = find_weight_problem(weight_kg, settings)
    if absurd or is_confirmed:
        return absurd
    known = sorted(others, key=lambda each: each.day)
    before = [each for each in known if each.day < day]
    beside = before[-1] if before else next(iter(known), None)
    return find_weight_jump(weight_kg, beside.weight_kg, settings) if beside else None


def find_weights_problems(
    weights: Sequence[Weight],
    patient: Patient,
    settings: Settings,
    today: date,
    *,
    is_confirmed: bool = False,
) -> tuple[Problem, ...]:
    """Return what is wrong with the weights, oldest first, of a patient who is new."""
    problems = [find_weight_day_problem(each.day, patient, today) for each in weights]
    problems += [
        find_new_weight_problem(
            each.weight_kg, each.day, weights[:position], settings, is_confirmed=is_confirmed
        )
        for position, each in enumerate(weights)
    ]
    problems += [
        Problem("day", f"there are two weights of {show_day(each.day)}: keep one")
        for each, other in pairwise(weights)
        if each.day == other.day
    ]
    return tuple(problem for problem in problems if problem)
