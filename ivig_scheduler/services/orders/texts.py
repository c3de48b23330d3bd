"""Reading what is typed into an order form: every text that cannot be read is a problem beside it.

Texts are kept exactly as typed; an empty text is no value.
"""

import re
from datetime import date, time
from decimal import Decimal

from ivig_scheduler.domain.date_texts import read_day, read_time
from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.domain.limits import MOST_LEAD_MINUTES
from ivig_scheduler.domain.quantities import read_amount
from ivig_scheduler.domain.records import Premedication

_PREMEDICATION = re.compile(r"(.+?)[\s,]+(\d{1,3})\s*(?:min|minutes|')?\.?", re.IGNORECASE)


class TextReader:
    """Turns texts into values and keeps every problem it meets."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def refuse(self, field: str, message: str) -> None:
        """Note a problem of a field."""
        self.problems.append(Problem(field, message))

    def has_problem(self, field: str) -> bool:
        """Return whether a problem of a field is noted already."""
        return any(problem.field == field for problem in self.problems)

    def amount(self, field: str, title: str, text: str, unit: str) -> Decimal | None:
        """Return the number in a text, or None where it is empty or no number."""
        if not text.strip():
            return None
        try:
            return read_amount(title, text, unit)
        except RuleBrokenError as error:
            self.refuse(field, error.problems[0].message)
            return None

    def whole(
        self, field: str, title: str, text: str, unit: str, least: int, most: int
    ) -> int | None:
        """Return the whole number in a text, or None where it is empty or out of its limits."""
        amount = self.amount(field, title, text, unit)
        if amount is None:
            return None
        if amount != amount.to_integral_value() or not least <= amount <= most:
            said = text.strip().removesuffix(unit).strip()
            self.refuse(field, f"{title} {said} {unit} must be a whole number, {least} to {most}")
            return None
        return int(amount)

    def day(self, field: str, title: str, text: str) -> date | None:
        """Return the day in a text; a year of two digits is one of this century."""
        if not text.strip():
            return None
        try:
            return read_day(text)
        except ValueError:
            self.refuse(field, f"{title} '{text.strip()}' is not a date like 11/30/2026")
            return None

    def time(self, field: str, title: str, text: str) -> time | None:
        """Return the time in a text such as 08:30."""
        if not text.strip():
            return None
        try:
            return read_time(text)
        except ValueError:
            self.refuse(field, f"{title} '{text.strip()}' is not a time like 08:30")
            return None

    def premedications(self, field: str, text: str) -> tuple[Premedication, ...]:
        """Return the drugs in a text such as: acetaminophen 30 min, cetirizine 60 min."""
        found = []
        for part in (part.strip() for part in re.split(r"[,;\n]", text)):
            if not part:
                continue
            parts = _PREMEDICATION.fullmatch(part)
            if parts is None:
                self.refuse(field, f"say how long before the infusion: '{part} 30 min'")
            elif int(parts[2]) > MOST_LEAD_MINUTES:
                self.refuse(
                    field, f"{part}: no more than {MOST_LEAD_MINUTES} min before the infusion"
                )
            else:
                found.append(Premedication(parts[1].strip(), int(parts[2])))
        return tuple(found)
