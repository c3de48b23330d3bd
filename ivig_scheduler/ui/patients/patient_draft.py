"""A patient as the form holds one: texts exactly as typed, read into a record when saved."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID, uuid4

from ivig_scheduler.domain.date_texts import read_day, read_time
from ivig_scheduler.domain.errors import Problem, RuleBrokenError, refuse
from ivig_scheduler.domain.forms import make_record
from ivig_scheduler.domain.quantities import read_amount, show_exact
from ivig_scheduler.domain.records import Patient, Weight
from ivig_scheduler.domain.terms import RiskFlag, Sex
from ivig_scheduler.domain.wording import show_day, show_time

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PatientDraft:
    """What stands in the form. `weight` (kg, of today) is asked for new patients only."""

    number: str = ""
    family_name: str = ""
    given_name: str = ""
    birth_date: str = ""
    sex: Sex | None = None
    height: str = ""
    weight: str = ""
    preferred_weekday: int | None = None
    preferred_time: str = ""
    preferred_chair_id: UUID | None = None
    features_needed: tuple[str, ...] = ()
    risk_flags: tuple[RiskFlag, ...] = ()
    highest_tolerated: str = ""
    contraindications: tuple[str, ...] = ()
    notes: str = ""


def draft_of(patient: Patient) -> PatientDraft:
    """Return the draft that reads as `patient`."""
    return PatientDraft(
        number=patient.number,
        family_name=patient.family_name,
        given_name=patient.given_name,
        birth_date=show_day(patient.birth_date),
        sex=patient.sex,
        height=_show_optional(patient.height_cm),
        preferred_weekday=patient.preferred_weekday,
        preferred_time=show_time(patient.preferred_time),
        preferred_chair_id=patient.preferred_chair_id,
        features_needed=tuple(sorted(patient.features_needed)),
        risk_flags=tuple(sorted(patient.risk_flags)),
        highest_tolerated=_show_optional(patient.highest_tolerated_mg_kg_min),
        contraindications=tuple(sorted(patient.contraindications)),
        notes=patient.notes,
    )


def read_patient(draft: PatientDraft, today: date, patient_id: UUID | None = None) -> Patient:
    """Return the record a draft stands for, with a new id where none is given.

    Raises RuleBrokenError with every answer that is missing or cannot be read.
    """
    reading = _Reading()
    read: dict[str, object] = {
        "birth_date": reading.take("birth_date", read_day, draft.birth_date, today),
        "height_cm": reading.take("height_cm", _read_height, draft.height),
        "highest_tolerated_mg_kg_min": reading.take(
            "highest_tolerated_mg_kg_min", _read_rate, draft.highest_tolerated
        ),
        "preferred_time": reading.take("preferred_time", read_time, draft.preferred_time),
    }
    as_typed = {
        field.name: getattr(draft, field.name)
        for field in fields(draft)
        if field.name in Patient.model_fields and field.name not in read
    }
    if draft.sex is None:
        reading.refuse("sex", "choose one: the ideal weight needs it")
        del as_typed["sex"]
    if not draft.birth_date.strip():
        reading.refuse("birth_date", "birth date is missing: type it as 03/27/1959")
    record = {**as_typed, **read, "id": patient_id or uuid4()}
    return reading.make(record)


def read_first_weight(draft: PatientDraft, patient_id: UUID, today: date) -> tuple[Weight, ...]:
    """Return the weight (kg) typed for a new patient, none where none was.

    Raises RuleBrokenError where it cannot be read.
    """
    if not draft.weight.strip():
        return ()
    amount = read_amount("weight", draft.weight, "kg")
    try:
        return (make_record(Weight, patient_id=patient_id, day=today, weight_kg=amount),)
    except RuleBrokenError as error:
        raise refuse("weight", error.problems[0].message) from None


def rebase(draft: PatientDraft, before: PatientDraft, after: PatientDraft) -> PatientDraft:
    """Return `after` with what was typed over `before`: nothing typed is lost to a later change."""
    typed = {
        field.name: getattr(draft, field.name)
        for field in fields(draft)
        if getattr(draft, field.name) != getattr(before, field.name)
    }
    return replace(after, **typed)


class _Reading:
    """Reads one answer after the other and gathers what is wrong with each field, once."""

    def __init__(self) -> None:
        self._problems: dict[str, Problem] = {}

    def refuse(self, field: str, message: str) -> None:
        self._problems.setdefault(field, Problem(field, message))

    def take(self, field: str, read: Callable[..., T], text: str, *more: object) -> T | None:
        if not text.strip():
            return None
        try:
            return read(text, *more)
        except (ValueError, RuleBrokenError) as error:
            self.refuse(field, str(error))
            return None

    def make(self, values: dict[str, object]) -> Patient:
        try:
            patient = make_record(Patient, **values)
        except RuleBrokenError as error:
            for problem in error.problems:
                self.refuse(problem.field, problem.message)
            raise RuleBrokenError(*self._problems.values()) from None
        if self._problems:
            raise RuleBrokenError(*self._problems.values())
        return patient


def _read_height(text: str) -> Decimal:
    return read_amount("height", text, "cm")


def _read_rate(text: str) -> Decimal:
    rate = read_amount("highest tolerated rate", text, "mg/kg/min")
    if rate <= 0:
        raise ValueError(f"highest tolerated rate {show_exact(rate)} mg/kg/min must be above 0")
    return rate


def _show_optional(amount: Decimal | None) -> str:
    return "" if amount is None else show_exact(amount)
