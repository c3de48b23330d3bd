"""The letter to a patient: every appointment to come, and what the site adds in its own words."""

from collections.abc import Iterable
from datetime import date

from ivig_scheduler.domain.records import Patient
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.domain.wording import WEEKDAYS, listed, show_day, show_time
from ivig_scheduler.reports.naming import Naming
from ivig_scheduler.reports.paper import Block, Column, Facts, Paper, TextKind, Words, table
from ivig_scheduler.reports.visits import PrintedVisit

COLUMNS = (
    Column("Day", 1.5),
    Column("Date", 1.5, is_strong=True),
    Column("Start", 1.5, is_strong=True),
    Column("Expected end", 1.5),
    Column("Treatment", 2.4),
    Column("Chair need", 1.8),
)
NO_NEED = "any chair"
#: The size of a letter's text: read at home, perhaps with weak eyes.
POINTS = 11.0


def make_letter(
    patient: Patient,
    visits: Iterable[PrintedVisit],
    today: date,
    *,
    site: str,
    check_in_minutes: int = 0,
    bring: str = "",
    contact: str = "",
    naming: Naming = Naming(),  # noqa: B008 - a frozen value
) -> Paper:
    """Return the letter with the visits to come in time order.

    `bring` and `contact` are the site's own words; `check_in_minutes` are told, not taken off the
    start, which is when the chair is free.
    """
    coming = sorted(visits, key=lambda each: each.appointment.start)
    blocks: list[Block] = [
        Facts(_facts(coming, today)),
        Words(f"Dear {naming.spoken_name(patient)},"),
        Words(_opening(coming, site, check_in_minutes)),
    ]
    if coming:
        blocks.append(table(COLUMNS, (_row(each) for each in coming)))
    if any(each.appointment.status is Status.HELD for each in coming):
        blocks.append(
            Words("A date marked * is held for you and is still to be confirmed.", TextKind.NOTE)
        )
    for title, text in (("Please bring", bring), ("How to reach us", contact)):
        if text.strip():
            blocks += [Words(title, TextKind.SECTION), Words(text.strip())]
    return Paper(
        title="Your appointments",
        subtitle=f"{naming.name(patient)} · {naming.identity(patient)}",
        site=site,
        blocks=tuple(blocks),
        stem="letter",
        patients=(patient.id,),
        points=POINTS,
    )


def _facts(visits: list[PrintedVisit], today: date) -> tuple[tuple[str, str], ...]:
    products = dict.fromkeys(each.product.name for each in visits)
    return (
        ("Treatment", ", ".join(products) or "none at present"),
        ("Written on", show_day(today)),
    )


def _opening(visits: list[PrintedVisit], site: str, check_in_minutes: int) -> str:
    if not visits:
        return f"At present you have no appointment at {site}."
    number = "is your appointment" if len(visits) == 1 else f"are your {len(visits)} appointments"
    early = (
        f" Please be there {check_in_minutes} minutes before the start to check in."
        if check_in_minutes
        else ""
    )
    return (
        f"Here {number} at {site}. The end is what we expect; it may be earlier or later by how "
        f"the infusion goes.{early}"
    )


def _row(visit: PrintedVisit) -> tuple[str, ...]:
    appointment = visit.appointment
    mark = " *" if appointment.status is Status.HELD else ""
    needs = visit.patient.features_needed
    return (
        WEEKDAYS[appointment.start.weekday()],
        f"{show_day(appointment.start)}{mark}",
        show_time(appointment.start),
        show_time(appointment.end),
        visit.product.name,
        listed(needs) if needs else NO_NEED,
    )
