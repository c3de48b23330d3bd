"""The order form as it is typed, and what it comes to."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from ivig_scheduler.domain.dose import DosingWeight, VialProposal
from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.records import Order, Patient, Weight
from ivig_scheduler.domain.terms import DoseUnit, WeightKind
from ivig_scheduler.domain.visit_plans import ComputedVisit, VisitPlanner


@dataclass(frozen=True)
class OrderDraft:
    """The order form: texts exactly as typed, and choices.

    `weight_choice` None means as the site's rule says. An empty `window_days` is the site's, an
    empty `valid_from` is today, an empty `valid_to` has no end; a course needs a last day or a
    number of cycles. Premedications read "acetaminophen 30 min, cetirizine 60 min".
    """

    patient_id: UUID
    indication_code: str = ""
    product_id: UUID | None = None
    dose_unit: DoseUnit = DoseUnit.G_PER_KG
    dose: str = ""
    weight: str = ""
    is_weight_confirmed: bool = False
    height: str = ""
    weight_choice: WeightKind | None = None
    accepted_dose_g: str = ""
    days_per_cycle: str = "1"
    interval_days: str = ""
    window_days: str = ""
    first_day: str = ""
    last_day: str = ""
    number_of_cycles: str = ""
    premedications: str = ""
    hydration: str = ""
    max_ml_per_h: str = ""
    valid_from: str = ""
    valid_to: str = ""
    preferred_weekday: int | None = None
    preferred_time: str = ""
    preferred_chair_id: UUID | None = None
    features: tuple[str, ...] = ()
    trial_identifier: str = ""
    notes: str = ""


@dataclass(frozen=True)
class DraftCheck:
    """What a draft comes to: every problem at once, and whatever can be computed in spite of them.

    A problem's field is a field of the draft. `order`, `patient` and the course's span are there
    only for a draft without problems. `vials` are those of a whole cycle, `proposed_g` the grams
    in them. `first` is a naive-like visit, `usual` one after enough tolerated infusions;
    `planner` computes the visit of any day.
    """

    problems: tuple[Problem, ...] = ()
    order: Order | None = None
    patient: Patient | None = None
    weight: Weight | None = None
    first_day: date | None = None
    last_day: date | None = None
    number_of_cycles: int | None = None
    dosing_weight: DosingWeight | None = None
    ordered_g: Fraction | None = None
    vials: VialProposal | None = None
    proposed_g: Decimal | None = None
    first: ComputedVisit | None = None
    usual: ComputedVisit | None = None
    planner: VisitPlanner | None = None
    table_notes: str = ""
    notes: tuple[str, ...] = ()

    def problem_of(self, field: str) -> str:
        """Return what is wrong with a field of the draft, or nothing."""
        return next((each.message for each in self.problems if each.field == field), "")
