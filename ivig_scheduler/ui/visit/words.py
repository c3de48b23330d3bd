"""The words and numbers that a visit's pictures say; no widgets here, so tests read them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from ivig_scheduler.domain.quantities import Exact, clock, round_down_to, show, show_minutes
from ivig_scheduler.domain.terms import PhaseName

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Phase, Plan

#: What a phase is called, longest first: the first that fits its width is shown.
PHASE_WORDS: dict[PhaseName, tuple[str, ...]] = {
    PhaseName.ASSESSMENT: ("Assessment", "Assess"),
    PhaseName.ACCESS: ("IV access", "Access", "IV"),
    PhaseName.PREMEDICATION: ("Premedication", "Premed", "Pre"),
    PhaseName.HYDRATION: ("Hydration", "Fluids"),
    PhaseName.INFUSION: ("Infusion", "Inf"),
    PhaseName.FLUSH: ("Flush",),
    PhaseName.OBSERVATION: ("Observation", "Observe", "Obs"),
    PhaseName.DISCHARGE: ("Discharge", "Leave"),
    PhaseName.ROUNDING: (),
    PhaseName.TURNOVER: ("Turnover", "Clean"),
}
_FULL_WORDS = {PhaseName.ROUNDING: "Rounding"}


def phase_word(name: PhaseName) -> str:
    """Return the full word of a phase."""
    return _FULL_WORDS.get(name) or PHASE_WORDS[name][0]


def infusion_phase(plan: "Plan") -> "Phase | None":
    """Return the infusion of a plan; None only where a plan has none."""
    return next((phase for phase in plan.phases if phase.name is PhaseName.INFUSION), None)


def pump_rate(ml_per_h: Exact, pump_step: Decimal) -> str:
    """Return a rate in mL/h as the pump takes it: rounded down to its step, its decimals kept."""
    return str(round_down_to(ml_per_h, pump_step))


def volume(volume_ml: Exact) -> str:
    """Return a volume in mL with one decimal, so that a column of them lines up."""
    return f"{float(volume_ml):.1f}"


def whole_minutes(minutes: Exact) -> str:
    """Return the minutes of a step, at most one decimal."""
    return show(minutes, 1)


def phase_sentence(phase: "Phase") -> str:
    """Return what a phase's hover says: its word, length, time and reason."""
    times = f"{clock(phase.start_minute)} to {clock(phase.end_minute)}"
    said = f"{phase_word(phase.name)} {show_minutes(phase.minutes)}, {times}"
    return f"{said}: {phase.why}" if phase.why else said


def nurse_sentence(plan: "Plan") -> str:
    """Return when a nurse is at the chair, as h:mm from the moment the patient sits down."""
    total = sum(end - start for start, end in plan.nurse)
    ranges = ", ".join(f"{clock(start)} to {clock(end)}" for start, end in plan.nurse)
    return f"Nurse at the chair {total} min: {ranges}."


def vital_signs_sentence(plan: "Plan") -> str:
    """Return when vital signs fall due, as h:mm from the moment the patient sits down."""
    return f"Vital signs: {', '.join(clock(minute) for minute in plan.vital_signs)}."


def limits_sentence(plan: "Plan") -> str:
    """Return what holds the rate down, or nothing where only the rate table does."""
    limits = _unlike(step.limited_by for step in plan.steps if step.limited_by)
    return f"The rate is held down by {' and '.join(limits)}." if limits else ""


def visit_sentence(plan: "Plan") -> str:
    """Return the whole bar as words, for a screen reader."""
    phases = "; ".join(phase_sentence(phase) for phase in plan.phases)
    return f"{show_minutes(plan.booked_minutes)} in the chair. {phases}"


def _unlike(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
