"""The sheet of a day by time: who comes when, to which chair, for what, and how they stand."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from ivig_scheduler.domain.records import Patient
from ivig_scheduler.domain.terms import CHAIR_FREE, Status
from ivig_scheduler.domain.wording import WEEKDAYS, count, show_day, show_hours, show_time
from ivig_scheduler.reports.naming import Naming
from ivig_scheduler.reports.paper import Block, Column, Paper, TextKind, Words, table
from ivig_scheduler.reports.visits import PrintedVisit

BY_TIME = (
    Column("Time", 1.25, is_strong=True),
    Column("Patient", 2.6),
    Column("Chair", 1.0),
    Column("Product and dose", 2.0),
    Column("Infusion", 1.35),
    Column("Status", 1.25),
    Column("To note", 1.5),
)
CALLED_OFF = (
    Column("Time", 1.25),
    Column("Patient", 3.0),
    Column("Product and dose", 2.5),
    Column("Status", 1.5),
    Column("Reason", 3.0),
)


def day_title(day: date) -> str:
    """Return a day as a sheet's head names it: Tuesday 11/24/2026."""
    return f"{WEEKDAYS[day.weekday()]} {show_day(day)}"


def day_stem(day: date, kind: str) -> str:
    """Return the name of a day's file without its ending: day-sheet-2026-11-24."""
    return f"{kind}-{day.isoformat()}"


def make_day_sheet(
    day: date,
    visits: Iterable[PrintedVisit],
    *,
    site: str,
    closed_reason: str = "",
    naming: Naming = Naming(),  # noqa: B008 - a frozen value
) -> Paper:
    """Return the day's visits in time order; those that were called off stand below."""
    ordered = sorted(visits, key=_by_time)
    seated = [each for each in ordered if each.appointment.status not in CHAIR_FREE]
    off = [each for each in ordered if _is_called_off(each)]
    blocks: list[Block] = [Words(tell_day(seated, closed_reason))]
    if seated:
        blocks.append(table(BY_TIME, (_row(each, naming) for each in seated)))
    if off:
        blocks.append(Words("Called off", TextKind.SECTION))
        blocks.append(table(CALLED_OFF, (_off_row(each, naming) for each in off)))
    return Paper(
        title="Day sheet",
        subtitle=day_title(day),
        site=site,
        blocks=tuple(blocks),
        stem=day_stem(day, "day-sheet"),
        patients=patients_of(each.patient for each in (*seated, *off)),
        is_wide=True,
    )


def tell_day(seated: Sequence[PrintedVisit], closed_reason: str) -> str:
    """Return the day in one sentence."""
    closed = f"The site is closed: {closed_reason}. " if closed_reason else ""
    if not seated:
        return f"{closed}No visits on this day."
    first = min(each.appointment.start for each in seated)
    last = max(each.appointment.end for each in seated)
    chairs = len({each.appointment.chair_id for each in seated})
    naive = sum(each.plan.is_naive_like for each in seated)
    firsts = f" {count(naive, 'visit')} to be treated as a first infusion." if naive else ""
    visits, places = count(len(seated), "visit"), count(chairs, "chair")
    return f"{closed}{visits} in {places}, {show_hours(first, last)}.{firsts}"


def patients_of(patients: Iterable[Patient]) -> tuple[UUID, ...]:
    """Return the ids of patients, each once."""
    return tuple(dict.fromkeys(each.id for each in patients))


def _by_time(visit: PrintedVisit) -> tuple[object, ...]:
    return visit.appointment.start, visit.chair, visit.patient.full_name


def _is_called_off(visit: PrintedVisit) -> bool:
    status = visit.appointment.status
    return status in CHAIR_FREE and status is not Status.ENTERED_IN_ERROR


def _row(visit: PrintedVisit, naming: Naming) -> tuple[str, ...]:
    infusion = visit.infusion
    runs = show_hours(visit.at(infusion.start_minute), visit.at(infusion.end_minute))
    return (
        visit.hours,
        f"{naming.name(visit.patient)}\n{naming.identity(visit.patient)}",
        visit.chair,
        f"{visit.product.name}\n{visit.dose}",
        runs,
        visit.status,
        "\n".join(_notes(visit, naming)),
    )


def _notes(visit: PrintedVisit, naming: Naming) -> Iterable[str]:
    if visit.plan.is_naive_like:
        yield "as a first infusion"
    if visit.patient.is_at_risk:
        yield "at risk: slower ceiling"
    if visit.appointment.actual_start is not None:
        yield f"in chair {show_time(visit.appointment.actual_start)}"
    yield from visit.notes
    if reason := naming.typed(visit.appointment.override_reason):
        yield f"let pass: {reason}"


def _off_row(visit: PrintedVisit, naming: Naming) -> tuple[str, ...]:
    appointment = visit.appointment
    parts = (str(appointment.cancel_reason or ""), naming.typed(appointment.cancel_note))
    return (
        visit.hours,
        f"{naming.name(visit.patient)}\n{naming.identity(visit.patient)}",
        f"{visit.product.name}\n{visit.dose}",
        visit.status,
        ": ".join(part for part in parts if part),
    )
