"""Patients: found, added and kept up to date."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ivig_scheduler.domain.changes import ChangeSet, added, changed
from ivig_scheduler.domain.date_texts import read_birth_dates
from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.domain.features import clean_features
from ivig_scheduler.domain.forms import tidied
from ivig_scheduler.domain.patient_checks import (
    find_patient_problems,
    find_weights_problems,
)
from ivig_scheduler.domain.records import Appointment, Chair, Course, Patient, Weight
from ivig_scheduler.domain.terms import MOVABLE
from ivig_scheduler.domain.wording import count, show_day
from ivig_scheduler.services.courses.lines import CourseLine, load_course_lines
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.setup.chairs import features_of
from ivig_scheduler.services.site_settings import load_settings
from ivig_scheduler.services.weights import load_patient, load_weights
from ivig_scheduler.storage.reader import SEARCH_LIMIT, Reader

#: Fields from which the minutes of visits are computed.
PLANNED_FROM = (
    "birth_date",
    "sex",
    "height_cm",
    "risk_flags",
    "highest_tolerated_mg_kg_min",
)


@dataclass(frozen=True)
class PatientFile:
    """A patient with all that is known: weights newest first, courses, visits.

    `coming` are the visits from today on, soonest first; `past` those before, newest first.
    """

    patient: Patient
    weights: tuple[Weight, ...]
    courses: tuple[CourseLine, ...]
    coming: tuple[Appointment, ...]
    past: tuple[Appointment, ...]

    @property
    def visits(self) -> tuple[Appointment, ...]:
        """The coming visits, then the past ones."""
        return self.coming + self.past


def search_patients(store: Reader, text: str, *, limit: int = SEARCH_LIMIT) -> tuple[Patient, ...]:
    """Return patients by name, number or birth date (03/27/1959, 1959-03-27, 3/27/59)."""
    return store.search_patients(text, read_birth_dates(text), limit=limit)


def load_patient_file(store: Reader, patient_id: UUID, today: date) -> PatientFile:
    """Return a patient's file. Raises RuleBrokenError where there is no such patient."""
    patient = load_patient(store, patient_id)
    courses = sorted(
        store.where(Course, patient_id=patient_id), key=lambda each: each.first_day, reverse=True
    )
    visits = sorted(store.where(Appointment, patient_id=patient_id), key=lambda each: each.start)
    return PatientFile(
        patient,
        load_weights(store, patient_id),
        load_course_lines(store, courses, today),
        coming=tuple(each for each in visits if each.start.date() >= today),
        past=tuple(each for each in reversed(visits) if each.start.date() < today),
    )


def add_patient(
    work: Work, patient: Patient, weights: tuple[Weight, ...] = (), *, is_confirmed: bool = False
) -> ChangeSet:
    """Add a patient with the weights known so far.

    Raises RuleBrokenError with everything that is wrong; a suspicious jump between two weights is
    taken where a person confirmed it.
    """
    kept = _tidied(work.store, patient)
    dated = tuple(
        tidied(each.model_copy(update={"patient_id": kept.id}))
        for each in sorted(weights, key=lambda each: each.day)
    )
    problems = _patient_problems(work, kept)
    problems += find_weights_problems(
        dated, kept, load_settings(work.store), work.today, is_confirmed=is_confirmed
    )
    if problems:
        raise RuleBrokenError(*problems)
    return ChangeSet("Add a patient", added(kept, *dated))


def edit_patient(work: Work, before: Patient, after: Patient) -> ChangeSet:
    """Change a patient.

    Booked visits keep the minutes they were planned with; the label tells how many there are where
    the edit touches what minutes are computed from.
    """
    kept = _tidied(work.store, after)
    problems = _patient_problems(work, kept)
    if problems:
        raise RuleBrokenError(*problems)
    label = "Edit a patient"
    if any(getattr(before, name) != getattr(kept, name) for name in PLANNED_FROM):
        visits = work.store.where(Appointment, patient_id=kept.id)
        ahead = sum(1 for each in visits if each.status in MOVABLE and each.start >= work.local)
        label += f"; {count(ahead, 'booked visit')} to be looked at again" if ahead else ""
    return ChangeSet(label, changed(before, kept))


def _tidied(store: Reader, patient: Patient) -> Patient:
    kept = tidied(patient)
    features = clean_features(kept.features_needed, features_of(store.all(Chair)))
    return kept.model_copy(update={"features_needed": features})


def _patient_problems(work: Work, patient: Patient) -> list[Problem]:
    problems = list(find_patient_problems(patient, work.today))
    number = patient.number.casefold()
    holders = work.store.search_patients(patient.number)
    for other in (*work.store.where(Patient, number=patient.number), *holders):
        if other.id != patient.id and other.number.casefold() == number:
            problems.append(
                Problem(
                    "number",
                    f"number {patient.number} belongs to {other.full_name}, born "
                    f"{show_day(other.birth_date)}: check the number or open that patient",
                )
            )
            break
    chair_id = patient.preferred_chair_id
    if chair_id is not None and work.store.get(Chair, chair_id) is None:
        problems.append(
            Problem("preferred_chair_id", "the preferred chair is not there any more: choose again")
        )
    return problems
