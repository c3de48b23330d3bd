"""From the typed weight and dose to the grams given: every step shown, accepted by a person."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ivig_scheduler.domain.dose import DosingWeight, VialProposal, dosing_weight, propose_vials
from ivig_scheduler.domain.dose_checks import (
    age_on,
    find_dose_problem,
    find_weight_jump,
    find_weight_problem,
)
from ivig_scheduler.domain.quantities import exact, show
from ivig_scheduler.domain.records import Patient, Product, Weight
from ivig_scheduler.domain.terms import DoseUnit, RiskFlag, WeightKind
from ivig_scheduler.services.orders.form import OrderDraft
from ivig_scheduler.services.orders.sheets import OrderSheet
from ivig_scheduler.services.orders.texts import TextReader


@dataclass(frozen=True)
class DoseFinding:
    """The dose of a cycle as far as it is known; `given_g` is what a person accepted."""

    actual_kg: Decimal | None = None
    dosing: DosingWeight | None = None
    dose: Decimal | None = None
    ordered_g: Fraction | None = None
    vials: VialProposal | None = None
    given_g: Decimal | None = None

    @property
    def proposed_g(self) -> Decimal | None:
        """The grams of a cycle in whole vials."""
        return self.vials.dose_g if self.vials else None

    @property
    def best_g(self) -> Decimal | None:
        """The grams to compute a preview with: accepted, else proposed, else ordered."""
        ordered = None if self.ordered_g is None else as_decimal(self.ordered_g)
        return self.given_g or self.proposed_g or ordered


def find_dose(
    reader: TextReader,
    draft: OrderDraft,
    sheet: OrderSheet,
    patient: Patient,
    product: Product | None,
    days_per_cycle: int | None,
) -> DoseFinding:
    """Return the dose a draft comes to; the reader keeps what is wrong with it."""
    actual = _read_weight(reader, draft, sheet)
    dosing = _choose_weight(reader, draft, sheet, patient, actual)
    dose = reader.amount("dose", "dose", draft.dose, draft.dose_unit)
    if dose is None and not reader.has_problem("dose"):
        reader.refuse("dose", f"enter the dose in {draft.dose_unit}")
    ordered = _order_grams(reader, draft, sheet, dose, dosing)
    vials = _propose(sheet, product, ordered, days_per_cycle)
    given = _read_accepted(reader, draft, sheet, ordered, vials)
    return DoseFinding(actual, dosing, dose, ordered, vials, given)


def weight_to_record(sheet: OrderSheet, patient: Patient, actual_kg: Decimal) -> Weight | None:
    """Return the weight typed in the form where it is a new one, taken today."""
    newest = sheet.newest_weight
    if newest is not None and newest.weight_kg == actual_kg:
        return None
    return Weight(patient_id=patient.id, day=sheet.today, weight_kg=actual_kg)


def as_decimal(amount: Fraction) -> Decimal:
    """Return an amount with 28 digits."""
    return Decimal(amount.numerator) / Decimal(amount.denominator)


def _read_weight(reader: TextReader, draft: OrderDraft, sheet: OrderSheet) -> Decimal | None:
    weight = reader.amount("weight", "weight", draft.weight, "kg")
    if weight is None:
        if not reader.has_problem("weight"):
            reader.refuse("weight", "enter today's weight in kg")
        return None
    problem = find_weight_problem(weight, sheet.settings)
    if problem is not None:
        reader.problems.append(problem)
        return None
    newest = sheet.newest_weight
    if newest is not None and not draft.is_weight_confirmed:
        jump = find_weight_jump(weight, newest.weight_kg, sheet.settings)
        reader.problems.extend([jump] if jump else [])
    return weight


def _choose_weight(
    reader: TextReader,
    draft: OrderDraft,
    sheet: OrderSheet,
    patient: Patient,
    actual: Decimal | None,
) -> DosingWeight | None:
    if actual is None:
        return None
    proposed = dosing_weight(
        actual,
        patient.height_cm,
        patient.sex,
        sheet.settings,
        age_years=age_on(patient.birth_date, sheet.today),
        is_pregnant=RiskFlag.PREGNANCY in patient.risk_flags,
    )
    choice = draft.weight_choice
    if choice is None or choice is proposed.kind:
        return proposed
    return _as_chosen(reader, proposed, choice)


def _as_chosen(reader: TextReader, proposed: DosingWeight, choice: WeightKind) -> DosingWeight:
    weights = {
        WeightKind.ACTUAL: proposed.actual_kg,
        WeightKind.IDEAL: proposed.ideal_kg,
        WeightKind.ADJUSTED: proposed.adjusted_kg,
    }
    chosen = weights[choice]
    if choice is not WeightKind.ACTUAL and proposed.barred:
        reader.refuse("weight_choice", f"no {choice} weight: {proposed.barred}")
    elif chosen is None:
        reader.refuse("weight_choice", f"the {choice} weight needs the patient's height")
    elif chosen > proposed.actual_kg:
        reader.refuse("weight_choice", f"the {choice} weight is above the actual weight")
    else:
        return DosingWeight(
            choice,
            chosen,
            f"{choice} weight: chosen by a person",
            proposed.actual_kg,
            proposed.bmi,
            proposed.ideal_kg,
            proposed.percent_of_ideal,
            proposed.adjusted_kg,
        )
    return proposed


def _order_grams(
    reader: TextReader,
    draft: OrderDraft,
    sheet: OrderSheet,
    dose: Decimal | None,
    dosing: DosingWeight | None,
) -> Fraction | None:
    if dose is None or (dosing is None and draft.dose_unit is DoseUnit.G_PER_KG):
        return None
    weight = dosing.weight_kg if dosing else Fraction(1)
    grams = exact(dose) * (weight if draft.dose_unit is DoseUnit.G_PER_KG else 1)
    if dosing is not None:
        actual = as_decimal(dosing.actual_kg)
        problem = find_dose_problem(as_decimal(grams), actual, sheet.settings)
        if problem is not None:
            reader.problems.append(problem)
            return None
    return grams if grams > 0 else None


def _propose(
    sheet: OrderSheet, product: Product | None, ordered: Fraction | None, days: int | None
) -> VialProposal | None:
    """Return the vials of a cycle: the same whole vials on each of its days."""
    if product is None or ordered is None or days is None:
        return None
    a_day = propose_vials(ordered / days, product.vials_g, sheet.settings)
    if a_day is None:
        return None
    return VialProposal(ordered, tuple(sorted(a_day.vials_g * days, reverse=True)))


def _read_accepted(
    reader: TextReader,
    draft: OrderDraft,
    sheet: OrderSheet,
    ordered: Fraction | None,
    vials: VialProposal | None,
) -> Decimal | None:
    field = "accepted_dose_g"
    given = reader.amount(field, "dose given", draft.accepted_dose_g, "g")
    if given is None:
        if ordered is not None and not reader.has_problem(field):
            offered = f"{show(vials.dose_g)} g ({vials.text})" if vials else f"{show(ordered)} g"
            reader.refuse(field, f"accept the dose: {offered}")
        return None
    if given <= 0:
        reader.refuse(field, f"dose given {given} g must be above 0 g")
        return None
    limit = sheet.settings.amount("dose.vial_rounding")
    if ordered is not None and abs(exact(given) / ordered - 1) * 100 > limit:
        off = show(abs(exact(given) / ordered - 1) * 100, 0)
        side = "more" if given > ordered else "less"
        reader.refuse(
            field,
            f"{show(given)} g is {off} % {side} than the {show(ordered)} g ordered "
            f"(limit {limit} %)",
        )
        return None
    return given
