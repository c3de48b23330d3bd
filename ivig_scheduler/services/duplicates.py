"""Finding the patients that a new one may be: the same person entered twice."""

from collections.abc import Iterable
from datetime import date
from difflib import SequenceMatcher
from uuid import UUID

from ivig_scheduler.domain.records import Patient
from ivig_scheduler.storage.patient_words import fold
from ivig_scheduler.storage.reader import Reader

#: Names at least this alike (0 to 1) may be one name spelt in two ways.
ALIKE = 0.75


def find_likely_duplicates(
    store: Reader,
    family_name: str,
    given_name: str,
    birth_date: date | None,
    number: str,
    besides: UUID | None = None,
) -> tuple[Patient, ...]:
    """Return patients who may be the one being entered, the likeliest first.

    The same number; the same birth date with a name alike; or the same full name with a birth date
    that differs by a slip (day and month swapped, or one part of the date). Empty fields and a
    missing birth date match nothing. `besides` is the patient being edited.
    """
    family, given = fold(family_name.strip()), fold(given_name.strip())
    same_number = store.where(Patient, number=number.strip()) if number.strip() else ()
    born = store.where(Patient, birth_date=birth_date) if birth_date else ()
    named = store.search_patients(f"{family_name} {given_name}") if family and given else ()
    found = (
        *same_number,
        *(each for each in born if _is_name_alike(each, family, given)),
        *(each for each in named if _is_slip(each, family, given, birth_date)),
    )
    return _once(each for each in found if each.id != besides)


def _is_name_alike(patient: Patient, family: str, given: str) -> bool:
    if not family:
        return False
    same_given = bool(given) and fold(patient.given_name) == given
    swapped = fold(patient.given_name) == family and fold(patient.family_name) == given
    return same_given or swapped or _alike(fold(patient.family_name), family)


def _is_slip(patient: Patient, family: str, given: str, birth_date: date | None) -> bool:
    if (fold(patient.family_name), fold(patient.given_name)) != (family, given):
        return False
    if birth_date is None:
        return True
    one, other = patient.birth_date, birth_date
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return True
    same = (one.year == other.year) + (one.month == other.month) + (one.day == other.day)
    return same == 2


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= ALIKE


def _once(patients: Iterable[Patient]) -> tuple[Patient, ...]:
    return tuple({each.id: each for each in patients}.values())
