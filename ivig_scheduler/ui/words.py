"""How ages and patients are written on the pages."""

from datetime import date
from typing import TYPE_CHECKING

from ivig_scheduler.domain.wording import count, show_day

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Patient


def show_age(birth_date: date, today: date) -> str:
    """Return an age as 58 y, that of small children as 7 months."""
    months = (today.year - birth_date.year) * 12 + today.month - birth_date.month
    months -= today.day < birth_date.day
    return f"{months // 12} y" if months >= 24 else count(max(months, 0), "month")


def identify(patient: "Patient", today: date) -> str:
    """Return what tells apart patients of one name: 03/27/1959 · 67 y · MRN 204-881."""
    age = show_age(patient.birth_date, today)
    return f"{show_day(patient.birth_date)} · {age} · MRN {patient.number}"


def sentence(text: str) -> str:
    """Return a message with a capital at its start."""
    return text and text[0].upper() + text[1:]
