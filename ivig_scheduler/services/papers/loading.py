"""The records behind each printed sheet, read together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.records import (
    Appointment,
    Chair,
    Cycle,
    Indication,
    Order,
    Patient,
    Plan,
    Product,
    RateTable,
    Site,
    VisitEvent,
)
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import MOVABLE
from ivig_scheduler.services.day import Day, DayVisit, load_day
from ivig_scheduler.services.orders.contexts import order_of_cycle
from ivig_scheduler.services.papers.nurses import share_day
from ivig_scheduler.services.setup.site import load_site
from ivig_scheduler.services.site_settings import load_settings
from ivig_scheduler.services.weights import load_patient
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class DayPapers:
    """A day with the nurse of each visit, by the appointment's id."""

    site: Site
    day: Day
    nurse_of: Mapping[UUID, UUID]


@dataclass(frozen=True)
class LetterPapers:
    """A patient with the visits to come, soonest first, and the names of the chairs."""

    site: Site
    settings: Settings
    patient: Patient
    visits: tuple[DayVisit, ...]
    chairs: Mapping[UUID, str]


@dataclass(frozen=True)
class BedsidePapers:
    """A visit with its order and the version of the rate table it was planned from.

    `has_events` tells whether its rate was changed, or it was paused, since it began.
    """

    site: Site
    settings: Settings
    visit: DayVisit
    order: Order
    indication: Indication
    table: RateTable
    chair: str
    has_events: bool


def load_day_papers(store: Reader, day: date) -> DayPapers:
    """Return what the sheets of a day are made from."""
    loaded = load_day(store, day)
    return DayPapers(load_site(store), loaded, share_day(loaded.facts, day))


def load_letter_papers(store: Reader, patient_id: UUID, today: date) -> LetterPapers:
    """Return what a patient's letter is made from: the visits that stand from `today` on.

    Raises RuleBrokenError where there is no such patient.
    """
    patient = load_patient(store, patient_id)
    midnight = datetime.combine(today, time())
    coming = sorted(
        (
            each
            for each in store.where(Appointment, patient_id=patient_id)
            if each.start >= midnight and each.status in MOVABLE
        ),
        key=lambda each: each.start,
    )
    plans = store.some(Plan, (each.plan_id for each in coming))
    products = store.some(Product, (each.product_id for each in plans.values()))
    visits = (
        DayVisit(each, patient, plans[each.plan_id], products[plans[each.plan_id].product_id], None)
        for each in coming
    )
    chairs = {chair.id: chair.name for chair in store.all(Chair)}
    return LetterPapers(load_site(store), load_settings(store), patient, tuple(visits), chairs)


def load_bedside_papers(store: Reader, appointment_id: UUID) -> BedsidePapers:
    """Return what the sheet at the bedside is made from.

    Raises RuleBrokenError where the visit, or what it is made of, is not there (any more).
    """
    visit = store.get(Appointment, appointment_id)
    cycle = store.get(Cycle, visit.cycle_id) if visit else None
    order = order_of_cycle(store, cycle) if cycle else None
    plan = store.get(Plan, visit.plan_id) if visit else None
    table = store.get(RateTable, plan.rate_table_id) if plan else None
    product = store.get(Product, plan.product_id) if plan else None
    indications = store.where(Indication, code=plan.indication_code) if plan else ()
    if not (visit and cycle and order and plan and table and product and indications):
        raise refuse("appointment", "the visit is not there any more")
    patient = load_patient(store, visit.patient_id)
    chair = store.get(Chair, visit.chair_id)
    return BedsidePapers(
        site=load_site(store),
        settings=load_settings(store),
        visit=DayVisit(visit, patient, plan, product, cycle.due_day),
        order=order,
        indication=indications[0],
        table=table,
        chair=chair.name if chair else "",
        has_events=store.has(VisitEvent, appointment_id=visit.id),
    )
