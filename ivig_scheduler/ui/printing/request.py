"""What is to be printed: a sheet, and the day, the patient or the visit it is about."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class SheetKind(StrEnum):
    """The sheets that can be printed."""

    BY_CHAIR = "by_chair"
    BY_TIME = "by_time"
    NURSES = "nurses"
    LETTER = "letter"
    TITRATION = "titration"


@dataclass(frozen=True, slots=True)
class PrintRequest:
    """The sheet to be shown first, and what the sheets that can be chosen are about."""

    first: SheetKind
    day: date | None = None
    patient_id: UUID | None = None
    appointment_id: UUID | None = None

    @property
    def kinds(self) -> tuple[SheetKind, ...]:
        """The sheets there can be."""
        of_day = (SheetKind.BY_CHAIR, SheetKind.BY_TIME, SheetKind.NURSES)
        return (
            *(of_day if self.day is not None else ()),
            *((SheetKind.LETTER,) if self.patient_id is not None else ()),
            *((SheetKind.TITRATION,) if self.appointment_id is not None else ()),
        )


def of_day(
    day: date, patient_id: UUID | None = None, appointment_id: UUID | None = None
) -> PrintRequest:
    """Return the request for a day's sheets, and those of the visit that is selected, if any."""
    return PrintRequest(SheetKind.BY_CHAIR, day, patient_id, appointment_id)


def letter_of(patient_id: UUID) -> PrintRequest:
    """Return the request for a patient's letter."""
    return PrintRequest(SheetKind.LETTER, patient_id=patient_id)


def titration_of(appointment_id: UUID, patient_id: UUID, day: date) -> PrintRequest:
    """Return the request for the sheet at the bedside of a visit."""
    return PrintRequest(SheetKind.TITRATION, day, patient_id, appointment_id)
