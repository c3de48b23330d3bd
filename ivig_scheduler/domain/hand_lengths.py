"""Visits that a person gave more time than their plan computes."""

from uuid import uuid4

from ivig_scheduler.domain.quantities import show_minutes
from ivig_scheduler.domain.records import Appointment, Phase, Plan
from ivig_scheduler.domain.terms import PhaseName

_NOT_COMPUTED = frozenset({PhaseName.ROUNDING, PhaseName.TURNOVER})


def least_minutes(plan: Plan) -> int:
    """Return the minutes that the phases of a visit take, before they are rounded to the grid."""
    return max(
        (phase.end_minute for phase in plan.phases if phase.name not in _NOT_COMPUTED), default=0
    )


def lengthened(plan: Plan, minutes: int) -> Plan:
    """Return a plan of its own that holds the chair for `minutes` before the turnover.

    What the phases do not take stands after them, said to be added by hand. Raises ValueError for
    fewer minutes than the phases take.
    """
    least = least_minutes(plan)
    if minutes < least:
        raise ValueError(f"a visit of {least} minutes cannot be given in {minutes}")
    phases = [phase for phase in plan.phases if phase.name not in _NOT_COMPUTED]
    if minutes > least:
        added = f"{show_minutes(minutes)} by hand"
        phases.append(Phase(PhaseName.ROUNDING, least, minutes - least, added))
    phases += [
        Phase(PhaseName.TURNOVER, minutes, each.minutes, each.why)
        for each in plan.phases
        if each.name is PhaseName.TURNOVER
    ]
    return plan.model_copy(
        update={"id": uuid4(), "phases": tuple(phases), "booked_minutes": minutes}
    )


def keep_length(visit: Appointment, plan: Plan, computed: Plan) -> Plan:
    """Return the plan a visit is given by where `computed` takes the place of its `plan`.

    A locked length stays, unless what is computed takes longer.
    """
    if not visit.is_length_locked or computed.booked_minutes >= plan.booked_minutes:
        return computed
    return lengthened(computed, plan.booked_minutes)
