"""An order while it is typed: every problem at once, and all that can be computed anyway."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivig_scheduler.domain.naive import EarlierVisit
from ivig_scheduler.domain.records import Premedication
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import DoseUnit, RiskFlag, WeightKind
from ivig_scheduler.services.orders.drafts import check_draft, start_draft
from ivig_scheduler.services.orders.form import OrderDraft
from ivig_scheduler.services.orders.sheets import OrderSheet
from tests.clinics import TODAY, make_small_clinic


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OrderSheet, OrderDraft]]:
    folder: Path = tmp_path_factory.mktemp("orders")
    clinic = make_small_clinic(folder)
    yield clinic.sheet(clinic.osei), clinic.draft(clinic.osei)
    clinic.close()


@pytest.fixture
def sheet(prepared: tuple[OrderSheet, OrderDraft]) -> OrderSheet:
    return prepared[0]


@pytest.fixture
def good(prepared: tuple[OrderSheet, OrderDraft]) -> OrderDraft:
    return prepared[1]


def product(sheet: OrderSheet, name: str) -> UUID:
    return next(each.id for each in sheet.products if each.name == name)


def test_the_form_opens_with_what_is_known(sheet: OrderSheet) -> None:
    draft = start_draft(sheet)
    assert (draft.weight, draft.height, draft.window_days) == ("70", "170", "4")


def test_a_form_left_as_it_opened_changes_nothing_about_the_patient(
    sheet: OrderSheet, good: OrderDraft
) -> None:
    patient = sheet.patient.model_copy(update={"height_cm": Decimal("171.195")})
    weight = sheet.weights[0].model_copy(update={"weight_kg": Decimal("70.3068")})
    exact = replace(sheet, patient=patient, weights=(weight,))
    opened = start_draft(exact)
    check = check_draft(replace(good, weight=opened.weight, height=opened.height), exact)
    assert (check.patient, check.weight) == (patient, None)


def test_an_empty_form_asks_for_everything_it_needs(sheet: OrderSheet) -> None:
    check = check_draft(OrderDraft(patient_id=sheet.patient.id), sheet)
    assert {problem.field for problem in check.problems} == {
        "indication_code",
        "product_id",
        "weight",
        "dose",
        "interval_days",
        "first_day",
        "number_of_cycles",
    }
    assert check.order is None


def test_a_good_form_becomes_an_order(sheet: OrderSheet, good: OrderDraft) -> None:
    check = check_draft(good, sheet)
    assert check.order is not None
    assert check.order.cycle_dose_g == 30
    assert check.order.dosing_weight_kg == 70
    assert check.order.valid_from == TODAY
    assert (check.first_day, check.number_of_cycles) == (date(2026, 12, 1), 4)
    assert check.ordered_g == Fraction(28)
    assert check.vials is not None
    assert (check.vials.text, check.proposed_g) == ("20 + 10 g", Decimal(30))
    assert check.first is not None
    assert check.usual is not None
    assert check.first.plan.booked_minutes > check.usual.plan.booked_minutes
    assert "step 1 from the label, steps 2 to 4 by convention" in check.table_notes


def test_the_visit_is_computed_while_something_else_is_missing(
    sheet: OrderSheet, good: OrderDraft
) -> None:
    check = check_draft(replace(good, first_day="", number_of_cycles="", accepted_dose_g=""), sheet)
    assert check.usual is not None
    assert check.order is None
    assert check.problem_of("accepted_dose_g") == "accept the dose: 30 g (20 + 10 g)"


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("weight", "0", "weight 0 kg must be a number above 0 kg"),
        ("weight", "heavy", "weight 'heavy' is not a number of kg"),
        ("weight", "360", "weight 360 kg is over 350 kg"),
        ("weight", "154", "kilograms or pounds?"),
        ("weight", "nan", "not a number"),
        ("dose", "-1", "must be a number above 0 g"),
        ("dose", "3.1", "over 3 g/kg"),
        ("dose", "1e", "not a number"),
        ("dose", "1e999999", "more than 30 digits"),
        ("dose", "1e-999999", "more than 30 digits"),
        ("height", "0", "must be above 0"),
        ("days_per_cycle", "6", "1 to 5"),
        ("days_per_cycle", "1.5", "must be a whole number"),
        ("interval_days", "0", "1 to 366"),
        ("window_days", "61", "0 to 60"),
        ("first_day", "soon", "is not a date like 11/30/2026"),
        ("first_day", "12/30/9999", "is not a date like 11/30/2026"),
        ("first_day", "02/30/2027", "is not a date"),
        ("first_day", "11/23/2026", "the first day is past: today is 11/24/2026"),
        ("last_day", "11/30/2026", "the last day is before the first"),
        ("number_of_cycles", "0", "1 to 400"),
        ("premedications", "cetirizine", "say how long before the infusion"),
        ("premedications", "cetirizine 300 min", "no more than 240 min"),
        ("hydration", "700", "0 to 600"),
        ("max_ml_per_h", "0", "above 0"),
        ("max_ml_per_h", "fast", "not a number of mL/h"),
        ("max_ml_per_h", "0.01", "below the pump's least rate of 0.1 mL/h"),
        ("max_ml_per_h", "10", "more than 23 h: split the cycle over more days"),
        ("valid_to", "11/01/2026", "ends before it begins"),
        ("preferred_time", "25:00", "is not a time like 08:30"),
        ("accepted_dose_g", "40", "40 g is 43 % more than the 28 g ordered (limit 10 %)"),
        ("accepted_dose_g", "0", "must be above 0 g"),
    ],
)
def test_a_wrong_text_is_told_beside_its_field(
    sheet: OrderSheet, good: OrderDraft, field: str, text: str, told: str
) -> None:
    check = check_draft(replace(good, **{field: text}), sheet)  # type: ignore[arg-type]
    assert told in check.problem_of(field)
    assert check.order is None
    assert check.planner is None


def test_every_problem_is_told_at_once(sheet: OrderSheet, good: OrderDraft) -> None:
    wrong = replace(good, weight="x", dose="", interval_days="0", first_day="never")
    fields = {problem.field for problem in check_draft(wrong, sheet).problems}
    assert {"weight", "dose", "interval_days", "first_day"} <= fields


def test_a_confirmed_weight_is_taken(sheet: OrderSheet, good: OrderDraft) -> None:
    draft = replace(good, weight="100", is_weight_confirmed=True, weight_choice=WeightKind.ACTUAL)
    check = check_draft(replace(draft, accepted_dose_g="40"), sheet)
    assert check.weight is not None
    assert (check.weight.weight_kg, check.weight.day) == (Decimal(100), TODAY)


def test_an_obese_patient_is_dosed_by_the_adjusted_weight(
    sheet: OrderSheet, good: OrderDraft
) -> None:
    draft = replace(good, weight="91", accepted_dose_g="")
    check = check_draft(draft, sheet)
    assert check.dosing_weight is not None
    assert check.dosing_weight.kind is WeightKind.ADJUSTED
    chosen = check_draft(replace(draft, weight_choice=WeightKind.ACTUAL), sheet)
    assert chosen.ordered_g == Fraction("36.4")


def test_an_adjusted_weight_is_refused_in_pregnancy(sheet: OrderSheet, good: OrderDraft) -> None:
    pregnant = sheet.patient.model_copy(update={"risk_flags": (RiskFlag.PREGNANCY,)})
    draft = replace(good, weight="91", weight_choice=WeightKind.ADJUSTED)
    check = check_draft(draft, replace(sheet, patient=pregnant))
    assert check.problem_of("weight_choice") == "no adjusted weight: pregnancy: actual weight"


def test_an_ideal_weight_needs_the_height(sheet: OrderSheet, good: OrderDraft) -> None:
    unknown = sheet.patient.model_copy(update={"height_cm": None})
    draft = replace(good, height="", weight_choice=WeightKind.IDEAL)
    check = check_draft(draft, replace(sheet, patient=unknown))
    assert "needs the patient's height" in check.problem_of("weight_choice")


def test_grams_are_taken_as_ordered(sheet: OrderSheet, good: OrderDraft) -> None:
    check = check_draft(replace(good, dose_unit=DoseUnit.G, dose="30"), sheet)
    assert check.ordered_g == 30


def test_a_split_dose_is_the_same_whole_vials_each_day(sheet: OrderSheet, good: OrderDraft) -> None:
    draft = replace(good, indication_code="CIDP", dose="2", days_per_cycle="4", accepted_dose_g="")
    check = check_draft(draft, sheet)
    assert check.ordered_g == 140
    assert check.vials is not None
    assert check.proposed_g == 140
    assert len(check.vials.vials_g) % 4 == 0
    assert check.usual is not None
    assert check.usual.plan.dose_g == 35


def test_an_inpatient_treatment_is_refused_with_its_reason(
    sheet: OrderSheet, good: OrderDraft
) -> None:
    check = check_draft(replace(good, indication_code="KD"), sheet)
    assert "inpatient treatment" in check.problem_of("indication_code")


def test_an_investigational_indication_needs_the_trials_identifier(
    sheet: OrderSheet, good: OrderDraft
) -> None:
    draft = replace(good, indication_code="AD", interval_days="14", dose="0.4")
    assert "enter the trial's identifier" in check_draft(draft, sheet).problem_of(
        "trial_identifier"
    )
    named = check_draft(replace(draft, trial_identifier="NCT1"), sheet)
    assert not named.problem_of("trial_identifier")


def test_a_child_under_the_products_age_is_refused(sheet: OrderSheet, good: OrderDraft) -> None:
    child = sheet.patient.model_copy(update={"birth_date": TODAY - timedelta(days=500)})
    draft = replace(good, product_id=product(sheet, "Panzyga 10%"))
    check = check_draft(draft, replace(sheet, patient=child))
    assert check.problem_of("product_id") == (
        "Panzyga 10% is for 2 years and over; the patient is 1"
    )


def test_a_contraindication_follows_the_sites_policy(sheet: OrderSheet, good: OrderDraft) -> None:
    barred = next(each for each in sheet.products if each.id == good.product_id)
    reason = barred.contraindicated_in[0]
    patient = sheet.patient.model_copy(update={"contraindications": (reason,)})
    known = replace(sheet, patient=patient)
    assert reason in check_draft(good, known).problem_of("product_id")
    warned = replace(known, settings=Settings({"clearance.contraindication": "warn"}))
    assert any(reason in note for note in check_draft(good, warned).notes)
    assert check_draft(good, warned).order is not None


def test_a_draft_table_computes_nothing_and_says_why(sheet: OrderSheet, good: OrderDraft) -> None:
    drafts = [
        (each.id, table.indications[0])
        for each in sheet.products
        for table in sheet.tables
        if table.product_id == each.id and table.is_draft
    ]
    draft = replace(good, product_id=drafts[0][0], indication_code=drafts[0][1])
    check = check_draft(draft, sheet)
    assert "sign it off in Setup" in check.problem_of("product_id")
    assert check.usual is None


def test_an_order_outside_the_usual_is_noted_not_refused(
    sheet: OrderSheet, good: OrderDraft
) -> None:
    check = check_draft(replace(good, interval_days="35"), sheet)
    assert check.notes == ("every 35 days: PI is usually given every 21 to 28 days",)


def test_a_cycle_fits_into_its_interval(sheet: OrderSheet, good: OrderDraft) -> None:
    check = check_draft(replace(good, days_per_cycle="3", interval_days="2"), sheet)
    assert check.problem_of("interval_days") == (
        "a cycle takes 3 days: the interval must be as long"
    )


def test_a_course_without_a_sensible_end_is_refused(sheet: OrderSheet, good: OrderDraft) -> None:
    check = check_draft(replace(good, number_of_cycles="", last_day="12/01/2126"), sheet)
    assert check.problem_of("last_day") == "1305 cycles until 12/01/2126: at most 400"


def test_visits_that_stand_already_are_told(sheet: OrderSheet, good: OrderDraft) -> None:
    assert good.product_id is not None
    days = (TODAY - timedelta(days=28), TODAY, TODAY + timedelta(days=28))
    known = tuple(EarlierVisit(day, good.product_id) for day in days)
    assert check_draft(good, replace(sheet, earlier=known)).notes == (
        "the patient has 2 visits booked already, the next on 11/24/2026",
    )


def test_premedications_are_read_as_people_write_them(sheet: OrderSheet, good: OrderDraft) -> None:
    text = "Acetaminophen 650 mg 30 min, cetirizine 10 mg 60"
    check = check_draft(replace(good, premedications=text), sheet)
    assert check.order is not None
    assert check.order.premedications == (
        Premedication("Acetaminophen 650 mg", 30),
        Premedication("cetirizine 10 mg", 60),
    )


@pytest.mark.parametrize("text", ["01/05/2027", "2027-01-05", "1/5/27"])
def test_a_day_is_read_as_people_write_it(sheet: OrderSheet, good: OrderDraft, text: str) -> None:
    assert check_draft(replace(good, first_day=text), sheet).first_day == date(2027, 1, 5)


def test_preferences_become_the_patients(sheet: OrderSheet, good: OrderDraft) -> None:
    check = check_draft(replace(good, preferred_weekday=1, preferred_time="8.30"), sheet)
    assert check.patient is not None
    assert (check.patient.preferred_weekday, check.patient.preferred_time) == (1, time(8, 30))


texts = st.one_of(st.text(max_size=12), st.decimals().map(str), st.integers().map(str))
FIELDS = (
    "dose",
    "weight",
    "height",
    "accepted_dose_g",
    "days_per_cycle",
    "interval_days",
    "window_days",
    "first_day",
    "last_day",
    "number_of_cycles",
    "premedications",
    "hydration",
    "max_ml_per_h",
    "valid_from",
    "valid_to",
    "preferred_time",
)


@settings(max_examples=150, deadline=None)
@given(values=st.dictionaries(st.sampled_from(FIELDS), texts, max_size=5))
def test_whatever_is_typed_is_an_order_or_a_problem(
    prepared: tuple[OrderSheet, OrderDraft], values: dict[str, str]
) -> None:
    sheet, good = prepared
    check = check_draft(replace(good, **values), sheet)  # type: ignore[arg-type]
    assert (check.order is None) == bool(check.problems)
    names = set(OrderDraft.__dataclass_fields__)
    assert {problem.field for problem in check.problems} <= names
    if check.order is not None:
        assert check.order.cycle_dose_g > Decimal(0)
