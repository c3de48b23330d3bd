"""A rate table applied to a weight and a dose: how long the infusion takes, exactly.

All arithmetic is in fractions, so a plan of 85 minutes never becomes 86 by a rounding error.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.quantities import Exact, exact
from ivig_scheduler.domain.records import PlannedStep, RateStep, RateTable
from ivig_scheduler.domain.terms import RateUnit

MINUTES_PER_HOUR = 60
MG_PER_G = 1000


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A rate that no step may exceed, in mL/h, and the word for what sets it."""

    name: str
    ml_per_h: Fraction


@dataclass(frozen=True, slots=True)
class TitrationPlan:
    """The steps of one infusion; their volumes add up to `volume_ml` exactly."""

    volume_ml: Fraction
    steps: tuple[PlannedStep, ...]

    @property
    def infusion_minutes(self) -> Fraction:
        """The exact length of the infusion."""
        last = self.steps[-1]
        return last.start_minute + last.minutes

    @property
    def planned_minutes(self) -> int:
        """The length rounded up to a whole minute."""
        return math.ceil(self.infusion_minutes)


def ml_per_kg_per_h(rate: Exact, unit: RateUnit, concentration_g_per_ml: Exact) -> Fraction:
    """Return a rate in mL/kg/h, without rounding (mg/kg/min = mL/kg/h x mg/mL / 60)."""
    mg_per_ml = exact(concentration_g_per_ml) * MG_PER_G
    amount = exact(rate)
    match unit:
        case RateUnit.ML_KG_H:
            return amount
        case RateUnit.ML_KG_MIN:
            return amount * MINUTES_PER_HOUR
        case RateUnit.MG_KG_MIN:
            return amount * MINUTES_PER_HOUR / mg_per_ml
        case RateUnit.MG_KG_H:
            return amount / mg_per_ml


def mg_per_kg_per_min_ceiling(
    name: str, mg_per_kg_min: Exact, weight_kg: Exact, concentration_g_per_ml: Exact
) -> Ceiling:
    """Return the ceiling of a rate given in mg/kg/min for a patient of `weight_kg`."""
    rate = ml_per_kg_per_h(mg_per_kg_min, RateUnit.MG_KG_MIN, concentration_g_per_ml)
    return Ceiling(name, rate * exact(weight_kg))


def titrate(
    table: RateTable,
    concentration_g_per_ml: Decimal,
    weight_kg: Exact,
    dose_g: Exact,
    ceilings: Iterable[Ceiling] = (),
) -> TitrationPlan:
    """Return the plan of `dose_g` for `weight_kg` by `table`, no step above any ceiling.

    Once a ceiling is reached the plan stays there; the dose may end inside any step.
    Raises RuleBrokenError for a draft table, which computes nothing until it is signed off.
    """
    if table.is_draft:
        raise refuse("rate table", "the rate table is a draft and computes nothing: sign it off")
    volume = exact(dose_g) / exact(concentration_g_per_ml)
    lowest = min(ceilings, key=lambda ceiling: ceiling.ml_per_h, default=None)
    mg_per_ml = exact(concentration_g_per_ml) * MG_PER_G
    weight = exact(weight_kg)
    steps: list[PlannedStep] = []
    start = total = Fraction(0)
    while total < volume:
        step = table.steps[len(steps)]
        rate = ml_per_kg_per_h(step.rate, table.unit, concentration_g_per_ml) * weight
        limited_by = lowest.name if lowest and lowest.ml_per_h <= rate else ""
        if lowest and limited_by:
            rate = lowest.ml_per_h
        minutes = _minutes_of(step, rate, volume - total, stays=bool(limited_by))
        given = rate * minutes / MINUTES_PER_HOUR
        total += given
        mg_per_kg_min = rate * mg_per_ml / weight / MINUTES_PER_HOUR
        steps.append(PlannedStep(start, minutes, rate, mg_per_kg_min, given, total, limited_by))
        start += minutes
    return TitrationPlan(volume, tuple(steps))


def _minutes_of(step: RateStep, ml_per_h: Fraction, left_ml: Fraction, *, stays: bool) -> Fraction:
    until_done = left_ml * MINUTES_PER_HOUR / ml_per_h
    if step.minutes is None or stays:
        return until_done
    return min(exact(step.minutes), until_done)
