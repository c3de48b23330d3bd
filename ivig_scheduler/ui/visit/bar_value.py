"""What the bar of a visit shows, as a value: everything its painter needs and no widget."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ivig_scheduler.domain.quantities import show, show_minutes
from ivig_scheduler.domain.terms import PhaseName
from ivig_scheduler.ui.visit.words import (
    PHASE_WORDS,
    infusion_phase,
    phase_sentence,
    pump_rate,
    whole_minutes,
)

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Phase, Plan

#: Phases in which a nurse works at the chair throughout.
HANDS_ON = frozenset({PhaseName.ASSESSMENT, PhaseName.ACCESS, PhaseName.FLUSH, PhaseName.DISCHARGE})


@dataclass(frozen=True, slots=True)
class PhasePart:
    """A phase of the bar; `words` are its captions, longest first."""

    name: PhaseName
    start: int
    minutes: int
    words: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class StepPart:
    """A step of the ladder; minutes count from the start of the visit, `height` is 0 to 1."""

    start: float
    minutes: float
    height: float
    rates: tuple[str, ...]
    pump_rates: tuple[str, ...]
    lengths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BarValue:
    """The bar of a visit in minutes from the moment the patient sits down."""

    phases: tuple[PhasePart, ...]
    steps: tuple[StepPart, ...]
    nurse: tuple[tuple[int, int], ...]
    vital_signs: tuple[int, ...]
    minutes: int

    def phase_at(self, minute: float) -> PhasePart | None:
        """Return the phase at a minute."""
        return next((p for p in self.phases if p.start <= minute < p.start + p.minutes), None)


def describe_bar(plan: "Plan", pump_step: Decimal) -> BarValue:
    """Return the bar of a plan; rates in mL/h are rounded down to `pump_step`."""
    return BarValue(
        tuple(_phase_part(phase) for phase in plan.phases),
        _step_parts(plan, pump_step),
        plan.nurse,
        plan.vital_signs,
        plan.booked_minutes + plan.turnover_minutes,
    )


def _phase_part(phase: "Phase") -> PhasePart:
    words = PHASE_WORDS[phase.name]
    if phase.name is PhaseName.INFUSION:
        words = (f"{words[0]} {show_minutes(phase.minutes)}", *words)
    return PhasePart(phase.name, phase.start_minute, phase.minutes, words, phase_sentence(phase))


def _step_parts(plan: "Plan", pump_step: Decimal) -> tuple[StepPart, ...]:
    infusion = infusion_phase(plan)
    if infusion is None or not plan.steps:
        return ()
    highest = max(step.ml_per_h for step in plan.steps)
    parts = []
    for step in plan.steps:
        rate, pump = show(step.mg_per_kg_min), pump_rate(step.ml_per_h, pump_step)
        length = whole_minutes(step.minutes)
        parts.append(
            StepPart(
                infusion.start_minute + float(step.start_minute),
                float(step.minutes),
                float(step.ml_per_h / highest),
                (f"{rate} mg/kg/min", rate),
                (f"{pump} mL/h", pump),
                (f"{length} min", length),
            )
        )
    return tuple(parts)


def fit_alike(
    texts: Sequence[tuple[str, ...]], widths: Sequence[float], measure: Callable[[str], float]
) -> tuple[str, ...]:
    """Return for each place the longest form that fits all places; "" where not even that fits.

    Neighbours that say the same kind of thing say it in the same form.
    """
    forms = max((len(each) for each in texts), default=0)
    for form in range(forms):
        chosen = tuple(each[min(form, len(each) - 1)] for each in texts)
        fits = [measure(text) <= width for text, width in zip(chosen, widths, strict=True)]
        if all(fits) or form == forms - 1:
            return tuple(text if ok else "" for text, ok in zip(chosen, fits, strict=True))
    return ()


def first_fitting(words: Sequence[str], width: float, measure: Callable[[str], float]) -> str:
    """Return the first of the words that is no wider than `width`, or ""."""
    return next((word for word in words if measure(word) <= width), "")
