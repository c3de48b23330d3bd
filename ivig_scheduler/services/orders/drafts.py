"""An order while it is typed: texts in, everything that can be computed out. Pure."""

from fractions import Fraction

from ivig_scheduler.domain.choosing import choose_table
from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.domain.forms import make_record
from ivig_scheduler.domain.limits import MOST_HYDRATION_MINUTES
from ivig_scheduler.domain.patient_checks import find_height_problem
from ivig_scheduler.domain.quantities import show_exact
from ivig_scheduler.domain.records import Indication, Order, Patient, Product
from ivig_scheduler.domain.terms import TableUse
from ivig_scheduler.domain.visit_plans import ComputedVisit, OrderContext, VisitPlanner
from ivig_scheduler.domain.wording import show_time
from ivig_scheduler.services.orders.doses import DoseFinding, find_dose, weight_to_record
from ivig_scheduler.services.orders.form import DraftCheck, OrderDraft
from ivig_scheduler.services.orders.notes import (
    check_indication,
    check_product,
    compare_with_indication,
    tell_standing_visits,
    tell_table,
)
from ivig_scheduler.services.orders.sheets import OrderSheet
from ivig_scheduler.services.orders.terms import OrderTerms, read_terms
from ivig_scheduler.services.orders.texts import TextReader

#: More infusions than any rate table asks for before its highest step.
MANY_INFUSIONS = 1000
#: For the preview of a visit, which does not depend on it; a draft without one is not booked.
ANY_INTERVAL_DAYS = 28
#: Where a rule of the domain speaks of something, the field of the form it is about.
_FIELDS = {
    "product": "product_id",
    "rate table": "product_id",
    "at risk": "product_id",
    "indication": "indication_code",
    "highest rate": "max_ml_per_h",
    "cycle_dose_g": "accepted_dose_g",
    "max_ml_per_h": "max_ml_per_h",
    "hydration_minutes": "hydration",
}


def start_draft(sheet: OrderSheet) -> OrderDraft:
    """Return the form as it opens: what is known about the patient is filled in."""
    patient, newest = sheet.patient, sheet.newest_weight
    return OrderDraft(
        patient_id=patient.id,
        weight=show_exact(newest.weight_kg) if newest else "",
        height="" if patient.height_cm is None else show_exact(patient.height_cm),
        window_days=str(sheet.settings.whole("calendar.window")),
        preferred_weekday=patient.preferred_weekday,
        preferred_time=show_time(patient.preferred_time),
        preferred_chair_id=patient.preferred_chair_id,
        features=patient.features_needed,
    )


def check_draft(draft: OrderDraft, sheet: OrderSheet) -> DraftCheck:
    """Return what a draft comes to: every problem at once, partial results in spite of them."""
    reader = TextReader()
    product, indication = _choices(reader, draft, sheet)
    patient = _patient(reader, draft, sheet)
    terms = read_terms(reader, draft, sheet)
    dose = find_dose(reader, draft, sheet, patient, product, terms.days_per_cycle)
    notes = check_product(reader, sheet, patient, product) if product else ()
    if indication is not None:
        check_indication(reader, draft, indication)
        notes += compare_with_indication(
            indication, _g_per_kg(dose), terms.days_per_cycle, terms.interval_days
        )
    if product is not None and indication is not None:
        _check_tables(reader, sheet, product, indication)
    order = _make_order(reader, draft, sheet, patient, product, terms, dose)
    planner = _planner(sheet, patient, product, indication, order)
    first = _compute(reader, planner, is_naive_like=True)
    usual = _compute(reader, planner, is_naive_like=False)
    is_good = not reader.problems
    weight = weight_to_record(sheet, patient, dose.actual_kg) if dose.actual_kg else None
    shown = usual or first
    return DraftCheck(
        problems=tuple(dict.fromkeys(reader.problems)),
        order=order if is_good else None,
        patient=patient if is_good else None,
        weight=weight if is_good else None,
        first_day=terms.first_day,
        last_day=terms.last_day,
        number_of_cycles=terms.number_of_cycles,
        dosing_weight=dose.dosing,
        ordered_g=dose.ordered_g,
        vials=dose.vials,
        proposed_g=dose.proposed_g,
        first=first,
        usual=usual,
        planner=planner if is_good else None,
        table_notes=tell_table(shown.table) if shown else "",
        notes=notes + tell_standing_visits(sheet),
    )


def _choices(
    reader: TextReader, draft: OrderDraft, sheet: OrderSheet
) -> tuple[Product | None, Indication | None]:
    product = sheet.find_product(draft.product_id)
    indication = sheet.find_indication(draft.indication_code)
    if indication is None:
        reader.refuse("indication_code", "choose the indication")
    if product is None:
        reader.refuse("product_id", "choose the product")
    return product, indication


def _patient(reader: TextReader, draft: OrderDraft, sheet: OrderSheet) -> Patient:
    """Return the patient with the height, preferences and needs typed in the form."""
    height = reader.amount("height", "height", draft.height, "cm")
    problem = find_height_problem(height) if height is not None else None
    if problem is not None:
        reader.refuse("height", problem.message)
        height = None
    update: dict[str, object] = {
        "preferred_weekday": draft.preferred_weekday,
        "preferred_time": reader.time("preferred_time", "time", draft.preferred_time),
        "preferred_chair_id": draft.preferred_chair_id,
        "features_needed": draft.features,
    }
    if height is not None:
        update["height_cm"] = height
    return sheet.patient.model_copy(update=update)


def _g_per_kg(dose: DoseFinding) -> Fraction | None:
    if dose.ordered_g is None or dose.dosing is None:
        return None
    return dose.ordered_g / dose.dosing.weight_kg


def _make_order(
    reader: TextReader,
    draft: OrderDraft,
    sheet: OrderSheet,
    patient: Patient,
    product: Product | None,
    terms: OrderTerms,
    dose: DoseFinding,
) -> Order | None:
    """Return the order as far as a visit can be computed from it."""
    hydration = reader.whole(
        "hydration", "hydration", draft.hydration, "min", 0, MOST_HYDRATION_MINUTES
    )
    cap = reader.amount("max_ml_per_h", "highest rate", draft.max_ml_per_h, "mL/h")
    premedications = reader.premedications("premedications", draft.premedications)
    if product is None or dose.dosing is None or dose.actual_kg is None or dose.best_g is None:
        return None
    try:
        return make_record(
            Order,
            patient_id=patient.id,
            indication_code=draft.indication_code,
            product_id=product.id,
            dose_unit=draft.dose_unit,
            dose=dose.dose,
            actual_weight_kg=dose.actual_kg,
            dosing_weight_kind=dose.dosing.kind,
            dosing_weight_kg=dose.dosing.weight_kg,
            cycle_dose_g=dose.best_g,
            days_per_cycle=terms.days_per_cycle or 1,
            interval_days=terms.interval_days or ANY_INTERVAL_DAYS,
            window_days=terms.window_days if terms.window_days is not None else 0,
            valid_from=terms.valid_from,
            valid_to=terms.valid_to,
            premedications=premedications,
            hydration_minutes=hydration or 0,
            max_ml_per_h=cap,
            trial_identifier=draft.trial_identifier,
            notes=draft.notes,
        )
    except RuleBrokenError as error:
        reader.problems.extend(_in_form(problem) for problem in error.problems)
        return None


def _check_tables(
    reader: TextReader, sheet: OrderSheet, product: Product, indication: Indication
) -> None:
    """Note at once where no visit could be computed, before dose and weight are typed."""
    for use in (TableUse.FIRST, TableUse.SUBSEQUENT):
        try:
            choose_table(product, indication, use, sheet.tables, sheet.indications)
        except RuleBrokenError as error:
            reader.problems.extend(_in_form(problem) for problem in error.problems)


def _planner(
    sheet: OrderSheet,
    patient: Patient,
    product: Product | None,
    indication: Indication | None,
    order: Order | None,
) -> VisitPlanner | None:
    if product is None or indication is None or order is None:
        return None
    return VisitPlanner(
        OrderContext(
            patient, order, product, indication, sheet.tables, sheet.indications, sheet.settings
        )
    )


def _compute(
    reader: TextReader, planner: VisitPlanner | None, *, is_naive_like: bool
) -> ComputedVisit | None:
    if planner is None:
        return None
    try:
        return planner.plan(is_naive_like=is_naive_like, infusions_before=MANY_INFUSIONS)
    except RuleBrokenError as error:
        reader.problems.extend(_in_form(problem) for problem in error.problems)
        return None


def _in_form(problem: Problem) -> Problem:
    return Problem(_FIELDS.get(problem.field, problem.field), problem.message)
