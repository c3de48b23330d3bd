"""How patients are written on paper: in full, or masked so that a sheet can be shown around."""

from dataclasses import dataclass

from ivig_scheduler.domain.records import Patient
from ivig_scheduler.domain.wording import show_day

#: Of a number a masked sheet shows these last letters or digits, and never all of it.
_SHOWN_OF_NUMBER = 3


@dataclass(frozen=True, slots=True)
class Naming:
    """Writes patients; masked, there are initials and the last digits of the number only.

    What a person typed freely may name somebody: masked, it is left out.
    """

    is_masked: bool = False

    def name(self, patient: Patient) -> str:
        """Return the name with the family name first: Osei, Ama; masked: O. A."""
        return initials(patient) if self.is_masked else patient.full_name

    def short_name(self, patient: Patient) -> str:
        """Return the name as a bar of the schedule shows it: A. Osei; masked: O. A."""
        given = patient.given_name.strip()
        if self.is_masked or not given:
            return self.name(patient)
        return f"{given[0]}. {patient.family_name}"

    def spoken_name(self, patient: Patient) -> str:
        """Return the name as a letter addresses it: Ama Osei."""
        if self.is_masked:
            return initials(patient)
        return f"{patient.given_name} {patient.family_name}".strip()

    def number(self, patient: Patient) -> str:
        """Return the number; masked, its last digits: …402."""
        return masked_number(patient.number) if self.is_masked else patient.number

    def identity(self, patient: Patient) -> str:
        """Return what tells patients of one name apart: born 06/02/1968 · MRN 117-402."""
        number = f"MRN {self.number(patient)}"
        return number if self.is_masked else f"born {show_day(patient.birth_date)} · {number}"

    def short_identity(self, patient: Patient) -> str:
        """Return the second identifier where room is short: 06/02/1968."""
        return self.identity(patient) if self.is_masked else show_day(patient.birth_date)

    def typed(self, text: str) -> str:
        """Return a text that was typed freely, such as a note; masked, nothing of it."""
        return "" if self.is_masked else text.strip()


def initials(patient: Patient) -> str:
    """Return the initials, the family name's first: O. A."""
    parts = (patient.family_name.strip()[:1], patient.given_name.strip()[:1])
    return " ".join(f"{part}." for part in parts if part)


def masked_number(number: str) -> str:
    """Return the last letters and digits of a number, at most half of them."""
    signs = [sign for sign in number if sign.isalnum()]
    shown = min(_SHOWN_OF_NUMBER, len(signs) // 2)
    return "…" + "".join(signs[len(signs) - shown :])
