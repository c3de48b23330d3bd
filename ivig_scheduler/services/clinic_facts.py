"""The clinic's facts for some days, as rules, planner and pictures need them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.occupancy import Occupancy, Stay
from ivig_scheduler.domain.records import (
    Appointment,
    ChairOutage,
    Closure,
    DayHours,
    Nurse,
    NurseAbsence,
    NurseBreak,
    OpeningHours,
    Patient,
    Shift,
)
from ivig_scheduler.domain.recurrence import expand_outages
from ivig_scheduler.domain.site_calendar import SiteCalendar
from ivig_scheduler.planning.nurse_sharing import share_with_solver
from ivig_scheduler.services.expected import expect_ends
from ivig_scheduler.services.setup.chairs import load_chairs
from ivig_scheduler.services.setup.holiday_years import load_holidays
from ivig_scheduler.services.site_settings import load_settings
from ivig_scheduler.storage.reader import Reader


def load_facts(store: Reader, first: date, last: date, now: datetime | None = None) -> ClinicFacts:
    """Return the facts of the days `first` to `last`, both inclusive.

    With the site's wall clock `now`, the ends expected of that day's visits are among them.
    """
    start, end = _span(first, last)
    stays = store.stays_between(start, end)
    patients = store.some(Patient, (each.patient_id for each in stays))
    return gather_facts(store, first, last, stays, patients, now)


def appointments_of_days(store: Reader, first: date, last: date) -> tuple[Appointment, ...]:
    """Return the appointments of the days `first` to `last`, whatever their status."""
    return store.appointments_between(*_span(first, last))


def gather_facts(
    store: Reader,
    first: date,
    last: date,
    stays: Iterable[Stay],
    patients: Mapping[UUID, Patient],
    now: datetime | None = None,
) -> ClinicFacts:
    """Return the facts of some days around stays and patients that are read already.

    With the site's wall clock `now`, the ends expected of that day's visits are among them.
    """
    known = tuple(stays)
    names = {patient.id: patient.full_name for patient in patients.values()}
    facts = gather_facts_around(store, first, last, Occupancy(known), names)
    return facts if now is None else expect_ends(store, facts, known, now)


def gather_facts_around(
    store: Reader, first: date, last: date, occupancy: Occupancy, names: Mapping[UUID, str]
) -> ClinicFacts:
    """Return the facts of some days around who is where, and what the patients are called."""
    site = store.site()
    years = range(first.year, last.year + 1)
    holidays = load_holidays(store, site, years) if site else {}
    return ClinicFacts(
        settings=load_settings(store),
        calendar=SiteCalendar.of(
            store.all(OpeningHours), store.all(Closure), holidays, store.all(DayHours)
        ),
        chairs=load_chairs(store),
        outages=expand_outages(store.all(ChairOutage), *_span(first, last + timedelta(days=1))),
        nurses=store.all(Nurse),
        shifts=store.all(Shift),
        occupancy=occupancy,
        names=names,
        zone=site.zone if site else "UTC",
        breaks=store.all(NurseBreak),
        absences=store.all(NurseAbsence),
        solve=share_with_solver,
    )


def _span(first: date, last: date) -> tuple[datetime, datetime]:
    return datetime.combine(first, time()), datetime.combine(last + timedelta(days=1), time())
