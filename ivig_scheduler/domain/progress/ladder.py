"""The whole rate ladder of an infusion: the plan's steps, and the table's beyond them.

A plan ends where the dose is in. An infusion that was slowed takes longer, and so may reach steps
that its plan never needed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from ivig_scheduler.domain.quantities import Exact, exact, round_down_to
from ivig_scheduler.domain.records import Plan, PlannedStep, RateTable
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.titration import Ceiling, ml_per_kg_per_h

_PUMP_STEP = Settings().amount("dose.pump_step")


@dataclass(frozen=True, slots=True)
class Rung:
    """A rate in mL/h and the minutes it is kept, None where nothing follows it.

    `pump_ml_per_h` is what stands on the pump, rounded down to its resolution (none: the same).
    """

    ml_per_h: Fraction
    minutes: Fraction | None
    limited_by: str = ""
    pump_ml_per_h: Fraction | None = None

    def is_above(self, ml_per_h: Fraction) -> bool:
        """Return whether it is faster than a rate that was set at the pump."""
        return (self.pump_ml_per_h or self.ml_per_h) > ml_per_h


def ladder_of(
    plan: Plan,
    table: RateTable | None = None,
    concentration_g_per_ml: Decimal | None = None,
    ceilings: Iterable[Ceiling] = (),
    pump_step: Exact = _PUMP_STEP,
) -> tuple[Rung, ...]:
    """Return the ladder an infusion goes up, by its plan and the rate table it was planned from.

    The plan's steps stand as they were computed. Without the table the last of them is kept to the
    end; steps of the table beyond the plan's are held below the `ceilings` of today. `pump_step`
    is the pump's resolution in mL/h.
    """
    found = _rungs(plan, table, concentration_g_per_ml, tuple(ceilings))
    return tuple(
        replace(each, pump_ml_per_h=exact(round_down_to(each.ml_per_h, pump_step)))
        for each in found
    )


def _rungs(
    plan: Plan,
    table: RateTable | None,
    concentration_g_per_ml: Decimal | None,
    ceilings: tuple[Ceiling, ...],
) -> tuple[Rung, ...]:
    steps = plan.steps
    if not steps:
        return ()
    planned = tuple(Rung(each.ml_per_h, each.minutes, each.limited_by) for each in steps[:-1])
    last = steps[-1]
    place = len(steps) - 1
    open_ended = Rung(last.ml_per_h, None, last.limited_by)
    if table is None or concentration_g_per_ml is None or last.limited_by:
        return (*planned, open_ended)
    minutes = table.steps[place].minutes if place < len(table.steps) else None
    if minutes is None:
        return (*planned, open_ended)
    beyond = _beyond(plan, table, concentration_g_per_ml, ceilings)
    return (*planned, _kept(last, minutes if beyond else None), *beyond)


def _kept(step: PlannedStep, minutes: Decimal | int | None) -> Rung:
    return Rung(step.ml_per_h, None if minutes is None else exact(minutes), step.limited_by)


def _beyond(
    plan: Plan, table: RateTable, concentration: Decimal, ceilings: tuple[Ceiling, ...]
) -> tuple[Rung, ...]:
    """Return the table's steps beyond the plan's, up to the lowest ceiling."""
    lowest = min(ceilings, key=lambda ceiling: ceiling.ml_per_h, default=None)
    reached = plan.steps[-1].ml_per_h
    found: list[Rung] = []
    for step in table.steps[len(plan.steps) :]:
        rate = ml_per_kg_per_h(step.rate, table.unit, concentration) * plan.weight_kg
        if lowest is not None and lowest.ml_per_h <= rate:
            # Never slower than the plan has come already: a lower ceiling is a new rate to enter.
            found.append(Rung(max(lowest.ml_per_h, reached), None, lowest.name))
            break
        minutes = None if step.minutes is None else exact(step.minutes)
        found.append(Rung(rate, minutes))
    return tuple(found)
