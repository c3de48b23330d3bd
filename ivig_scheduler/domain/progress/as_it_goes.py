"""A plan as its visit really goes: its phases and steps at the times they have now."""

from fractions import Fraction

from ivig_scheduler.domain.elapsed import minutes_between
from ivig_scheduler.domain.progress.expecting import VisitProgress
from ivig_scheduler.domain.progress.infusion import InfusionProgress
from ivig_scheduler.domain.progress.pump import Going, Stretch
from ivig_scheduler.domain.records import Phase, Plan, PlannedStep
from ivig_scheduler.domain.terms import PhaseName

_BY_HAND = "a rate set by hand"
_PAUSED = "a pause"
_AROUND = frozenset({PhaseName.ROUNDING, PhaseName.TURNOVER})


def plan_as_it_goes(plan: Plan, progress: VisitProgress, zone: str) -> Plan:
    """Return the plan with its phases and steps where they are now, from `progress.sits_down` on.

    A pause is a step of 0 mL/h. The plan of a visit whose infusion has not begun is as it was.
    """
    infusion = progress.infusion
    if infusion is None or progress.infusion_starts is None or progress.infusion_ends is None:
        return plan
    before = int(minutes_between(progress.sits_down, progress.infusion_starts, zone))
    length = int(minutes_between(progress.infusion_starts, progress.infusion_ends, zone))
    return plan.model_copy(
        update={
            "steps": _steps(plan, infusion, Fraction(max(length, 1))),
            "phases": _phases(plan, max(before, 0), max(length, 1)),
        }
    )


def _phases(plan: Plan, before: int, length: int) -> tuple[Phase, ...]:
    """Return the phases with the infusion from `before` on for `length` minutes."""
    place = next(
        position for position, each in enumerate(plan.phases) if each.name is PhaseName.INFUSION
    )
    earlier, infusion = plan.phases[:place], plan.phases[place]
    kept = [each for each in earlier if each.start_minute < before]
    found = [
        Phase(each.name, each.start_minute, min(each.end_minute, before) - each.start_minute)
        for each in kept
    ]
    if found:
        last = found[-1]
        found[-1] = Phase(last.name, last.start_minute, before - last.start_minute)
    found.append(Phase(infusion.name, before, length, infusion.why))
    start = before + length
    for each in plan.phases[place + 1 :]:
        if each.name not in _AROUND:
            found.append(Phase(each.name, start, each.minutes, each.why))
            start += each.minutes
    return tuple(found)


def _steps(plan: Plan, infusion: InfusionProgress, length: Fraction) -> tuple[PlannedStep, ...]:
    """Return the steps; those after an infusion that was ended before its last drop are cut."""
    total = Fraction(0)
    # The concentration is the plan's own: its dose by its volume.
    mg_per_kg_min = plan.dose_g * 1000 / plan.volume_ml / plan.weight_kg / 60
    found = []
    for each in infusion.stretches:
        minutes = min(each.minutes, length - each.start_minute)
        if minutes <= 0:
            break
        volume = each.ml_per_h * minutes / 60
        total += volume
        found.append(
            PlannedStep(
                each.start_minute,
                minutes,
                each.ml_per_h,
                each.ml_per_h * mg_per_kg_min,
                volume,
                total,
                _held_down_by(each),
            )
        )
    return tuple(found)


def _held_down_by(stretch: Stretch) -> str:
    if stretch.how is Going.PAUSED:
        return _PAUSED
    return _BY_HAND if stretch.how is Going.HELD else stretch.limited_by
