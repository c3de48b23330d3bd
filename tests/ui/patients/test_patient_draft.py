"""A patient's form as text, and the record it is read into."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from uuid import uuid4

import pytest

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Patient, Weight
from ivig_scheduler.domain.terms import RiskFlag, Sex
from ivig_scheduler.ui.patients.editing import Editing
from ivig_scheduler.ui.patients.patient_draft import (
    PatientDraft,
    draft_of,
    read_first_weight,
    read_patient,
    rebase,
)
from ivig_scheduler.ui.patients.weights_card import weight_lines
from ivig_scheduler.ui.words import show_age

TODAY = date(2026, 11, 24)
TYPED = PatientDraft(
    number=" 117-402 ",
    family_name="Whitcombe",
    given_name="Dora",
    birth_date="6/2/68",
    sex=Sex.FEMALE,
    height="163 cm",
    weight="95,5 kg",
    preferred_weekday=1,
    preferred_time="830",
    features_needed=("port access",),
    risk_flags=(RiskFlag.RENAL,),
    notes="Brings a blanket.",
)


def problems_of(draft: PatientDraft) -> dict[str, str]:
    with pytest.raises(RuleBrokenError) as refused:
        read_patient(draft, TODAY)
    return {problem.field: problem.message for problem in refused.value.problems}


def test_what_was_typed_is_read_into_a_record() -> None:
    patient = read_patient(TYPED, TODAY)
    assert patient.number == "117-402"
    assert patient.birth_date == date(1968, 6, 2)
    assert patient.height_cm == Decimal(163)
    assert patient.preferred_time == time(8, 30)
    assert patient.is_at_risk


def test_a_record_and_its_draft_read_as_each_other() -> None:
    patient = read_patient(TYPED, TODAY)
    assert read_patient(draft_of(patient), TODAY, patient.id) == patient


def test_every_missing_or_unreadable_answer_is_named_at_once() -> None:
    found = problems_of(PatientDraft(birth_date="13/45/1960", preferred_time="25:10", height="x"))
    assert set(found) == {
        "number",
        "family_name",
        "birth_date",
        "sex",
        "height_cm",
        "preferred_time",
    }
    assert "13/45/1960" in found["birth_date"]


def test_a_height_beyond_the_limit_names_value_and_limit() -> None:
    assert problems_of(replace(TYPED, height="300"))["height_cm"] == (
        "height 300 cm is over the limit of 260 cm"
    )


def test_the_first_weight_is_one_of_today() -> None:
    (weight,) = read_first_weight(TYPED, uuid4(), TODAY)
    assert (weight.day, weight.weight_kg) == (TODAY, Decimal("95.5"))
    assert read_first_weight(replace(TYPED, weight=" "), uuid4(), TODAY) == ()


def test_a_first_weight_that_is_no_number_is_named_at_its_field() -> None:
    for text in ("heavy", "-3"):
        with pytest.raises(RuleBrokenError) as refused:
            read_first_weight(replace(TYPED, weight=text), uuid4(), TODAY)
        assert [problem.field for problem in refused.value.problems] == ["weight"]


def test_what_was_typed_stays_over_a_newer_record() -> None:
    before = replace(TYPED, notes="old", height="160")
    typed = replace(before, notes="mine")
    newest = replace(before, height="163", notes="theirs")
    assert rebase(typed, before, newest) == replace(newest, notes="mine")


def test_a_form_is_clean_again_once_its_draft_is_saved() -> None:
    patient: Patient = read_patient(TYPED, TODAY)
    editing = Editing()
    editing.take(patient)
    assert not editing.is_dirty
    editing.draft = replace(editing.draft, family_name="Whitcombe-Hall ")
    assert editing.is_dirty
    assert editing.names_another
    editing.note_saved(editing.draft)
    editing.take(patient.model_copy(update={"family_name": "Whitcombe-Hall"}))
    assert not editing.is_dirty
    assert editing.draft.family_name == "Whitcombe-Hall"


def test_a_weight_tells_its_change_from_the_one_before() -> None:
    days = (date(2026, 11, 2), date(2026, 10, 1))
    weights = [
        Weight(patient_id=uuid4(), day=day, weight_kg=Decimal(kg))
        for day, kg in zip(days, (77, 70), strict=True)
    ]
    newest, oldest = weight_lines(weights)
    assert newest.percent == pytest.approx(10)
    assert oldest.percent is None


def test_the_age_of_small_children_is_in_months() -> None:
    assert show_age(date(1968, 6, 2), TODAY) == "58 y"
    assert show_age(date(1968, 11, 25), TODAY) == "57 y"
    assert show_age(date(2026, 4, 24), TODAY) == "7 months"
    assert show_age(date(2026, 10, 24), TODAY) == "1 month"


def test_the_highest_tolerated_rate_is_read_exactly_and_may_be_left_empty() -> None:
    assert read_patient(TYPED, TODAY).highest_tolerated_mg_kg_min is None
    typed = replace(TYPED, highest_tolerated="3,25 mg/kg/min")
    patient = read_patient(typed, TODAY)
    assert patient.highest_tolerated_mg_kg_min == Decimal("3.25")
    assert draft_of(patient).highest_tolerated == "3.25"
    assert problems_of(replace(TYPED, highest_tolerated="0"))["highest_tolerated_mg_kg_min"] == (
        "highest tolerated rate 0 mg/kg/min must be above 0"
    )


def test_a_height_to_the_last_digit_is_not_changed_by_looking_at_it() -> None:
    patient = read_patient(replace(TYPED, height="163.125"), TODAY)
    assert read_patient(draft_of(patient), TODAY).height_cm == Decimal("163.125")
