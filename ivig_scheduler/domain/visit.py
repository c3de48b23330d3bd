"""The phases of a visit in order, who is busy in each, and when vital signs fall due."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.quantities import round_up_to, show_minutes
from ivig_scheduler.domain.records import Phase, Premedication
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import PhaseName
from ivig_scheduler.domain.titration import TitrationPlan

MOST_MINUTES = 366 * 24 * 60


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """A visit minute by minute.

    `booked_minutes` is the patient's time in the chair on the calendar's grid; the chair is held
    for `turnover_minutes` more. `nurse` are half-open ranges of minutes with a nurse at the chair.
    """

    titration: TitrationPlan
    phases: tuple[Phase, ...]
    nurse: tuple[tuple[int, int], ...]
    vital_signs: tuple[int, ...]
    booked_minutes: int
    turnover_minutes: int

    @property
    def nurse_minutes(self) -> int:
        """Minutes in which a nurse is at the chair."""
        return sum(end - start for start, end in self.nurse)

    def phase(self, name: PhaseName) -> Phase | None:
        """Return the phase of that name, or None where the visit has none."""
        return next((phase for phase in self.phases if phase.name is name), None)


def plan_visit(
    titration: TitrationPlan,
    settings: Settings,
    *,
    premedications: Iterable[Premedication] = (),
    hydration_minutes: int = 0,
    is_naive_like: bool = False,
) -> VisitPlan:
    """Return the visit around an infusion, its phases as the site has set them.

    Raises RuleBrokenError for an infusion of more than a year, which only a slip can ask for.
    """
    if titration.planned_minutes > MOST_MINUTES:
        raise refuse(
            "highest rate",
            f"the infusion would take {show_minutes(titration.planned_minutes)}, more than a year: "
            "look at the highest rate and the rate table",
        )
    phases = _patient_phases(
        titration, settings, tuple(premedications), hydration_minutes, is_naive_like
    )
    planned = phases[-1].end_minute
    booked = round_up_to(planned, settings.whole("calendar.grid"))
    if booked > planned:
        phases.append(
            Phase(PhaseName.ROUNDING, planned, booked - planned, "up to the calendar's grid")
        )
    turnover = settings.phase_minutes(PhaseName.TURNOVER)
    if turnover:
        phases.append(Phase(PhaseName.TURNOVER, booked, turnover, "chair held, patient gone"))
    kept = tuple(phases)
    return VisitPlan(
        titration,
        kept,
        _nurse_ranges(kept, titration, settings),
        _vital_signs(kept, titration, settings),
        booked,
        turnover,
    )


def _patient_phases(
    titration: TitrationPlan,
    settings: Settings,
    premedications: tuple[Premedication, ...],
    hydration_minutes: int,
    is_naive_like: bool,
) -> list[Phase]:
    before, before_why = _before_infusion(premedications, settings)
    observation = "phase.observation_naive" if is_naive_like else "phase.observation"
    observed_why = "first infusion, other product or long gap" if is_naive_like else ""
    lengths = (
        (PhaseName.ASSESSMENT, settings.phase_minutes(PhaseName.ASSESSMENT), ""),
        (PhaseName.ACCESS, settings.phase_minutes(PhaseName.ACCESS), ""),
        (PhaseName.PREMEDICATION, before, before_why),
        (PhaseName.HYDRATION, hydration_minutes, "ordered"),
        (PhaseName.INFUSION, titration.planned_minutes, "computed from the rate table"),
        (PhaseName.FLUSH, settings.phase_minutes(PhaseName.FLUSH), ""),
        (PhaseName.OBSERVATION, settings.whole(observation), observed_why),
        (PhaseName.DISCHARGE, settings.phase_minutes(PhaseName.DISCHARGE), ""),
    )
    phases: list[Phase] = []
    start = 0
    for name, minutes, why in lengths:
        if minutes:
            phases.append(Phase(name, start, minutes, why))
            start += minutes
    return phases


def _before_infusion(
    premedications: tuple[Premedication, ...], settings: Settings
) -> tuple[int, str]:
    lead = max((each.lead_minutes for each in premedications), default=0)
    pharmacy = settings.whole("phase.pharmacy")
    if lead >= pharmacy and lead:
        return lead, "longest lead of the premedications; the pharmacy prepares meanwhile"
    return pharmacy, "the pharmacy prepares"


def _nurse_ranges(
    phases: tuple[Phase, ...], titration: TitrationPlan, settings: Settings
) -> tuple[tuple[int, int], ...]:
    busy: list[tuple[int, int]] = []
    for phase in phases:
        if phase.name in {
            PhaseName.ASSESSMENT,
            PhaseName.ACCESS,
            PhaseName.FLUSH,
            PhaseName.DISCHARGE,
        }:
            busy.append((phase.start_minute, phase.end_minute))
        if phase.name is PhaseName.INFUSION:
            at_start = phase.start_minute + settings.whole("nurse.infusion_start")
            busy.append((phase.start_minute, min(at_start, phase.end_minute)))
            for change in _rate_changes(phase, titration):
                end = min(change + settings.whole("nurse.rate_change"), phase.end_minute)
                busy.append((change, end))
    return _joined(busy)


def _joined(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif end > start:
            joined.append((start, end))
    return tuple(joined)


def _rate_changes(infusion: Phase, titration: TitrationPlan) -> tuple[int, ...]:
    return tuple(
        infusion.start_minute + int(step.start_minute)
        for before, step in pairwise(titration.steps)
        if step.ml_per_h != before.ml_per_h
    )


def _vital_signs(
    phases: tuple[Phase, ...], titration: TitrationPlan, settings: Settings
) -> tuple[int, ...]:
    infusion = next(phase for phase in phases if phase.name is PhaseName.INFUSION)
    start, end = infusion.start_minute, infusion.end_minute
    due = {0, start + settings.whole("vital.first"), end}
    due.update(_rate_changes(infusion, titration))
    due.update(range(start, end, settings.whole("vital.every")))
    due.discard(start)
    due = {minute for minute in due if minute <= end}
    due.update(phase.end_minute for phase in phases if phase.name is PhaseName.OBSERVATION)
    return tuple(sorted(due))
