"""Day sheets of as many visits as wanted, and the text of a PDF."""

from datetime import date, timedelta
from pathlib import Path

from pypdf import PdfReader

from ivig_scheduler.reports.day_sheet import make_day_sheet
from ivig_scheduler.reports.naming import Naming
from ivig_scheduler.reports.paper import Paper
from ivig_scheduler.reports.visits import PrintedVisit
from tests.reports.printed import a_patient, a_visit, at

DAY = date(2026, 12, 1)


def visits_of_day(number: int) -> tuple[PrintedVisit, ...]:
    start = at("2026-12-01 07:00")
    return tuple(
        a_visit(
            start + timedelta(minutes=5 * each),
            patient=a_patient(f"Family{each:03d}", f"Given{each:03d}", f"900-{each:04d}"),
            chair=f"Chair {each % 30 + 1}",
        )
        for each in range(number)
    )


def day_sheet(number: int, *, is_masked: bool = False) -> Paper:
    naming = Naming(is_masked=is_masked)
    return make_day_sheet(DAY, visits_of_day(number), site="Bay Infusion", naming=naming)


def text_of(path: Path) -> str:
    """Return the text of a PDF as it would be copied from it, blanks aside."""
    return "".join("".join(page.extract_text() for page in PdfReader(path).pages).split())
