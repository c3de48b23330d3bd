"""The demo clinic: a year around its day, the same for the same day, valid by every rule."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from ivig_scheduler.domain.catalogue import Catalogue
from ivig_scheduler.domain.changes import ChangeSet, added
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import (
    Appointment,
    Indication,
    OpeningHours,
    Plan,
    Product,
    RateTable,
    Record,
)
from ivig_scheduler.domain.site_calendar import SiteCalendar
from ivig_scheduler.domain.terms import CancelReason, Status
from ivig_scheduler.services.appointments import cancel_appointment, mark_no_show
from ivig_scheduler.services.demo.bookings import HALF_YEAR, Bookings
from ivig_scheduler.services.demo.events import halt_an_infusion, slow_an_infusion
from ivig_scheduler.services.demo.house import (
    SITE_NAME,
    demo_chairs,
    demo_closure,
    demo_nurses,
    demo_outage,
)
from ivig_scheduler.services.demo.moment import COUNTRY
from ivig_scheduler.services.demo.people import Person, demo_people
from ivig_scheduler.services.demo.present import Present
from ivig_scheduler.services.demo.seed import Seed
from ivig_scheduler.services.dispatcher import Dispatcher, Work
from ivig_scheduler.services.setup.founding import found_clinic
from ivig_scheduler.services.setup.public_holidays import public_holidays

_SEED = 20261123
SEATED = frozenset({Status.IN_CHAIR, Status.INFUSING, Status.OBSERVING, Status.DONE})


def make_demo(dispatcher: Dispatcher, zone: str) -> None:
    """Fill a new database with the demo clinic as of the dispatcher's clock; nothing to undo."""
    dispatcher.run_once(fill_demo, zone)
    dispatcher.run_once(_miss_a_visit)
    dispatcher.run_once(_cancel_a_visit)
    dispatcher.run_once(slow_an_infusion)
    dispatcher.run_once(halt_an_infusion)


def fill_demo(work: Work, zone: str) -> ChangeSet:
    """Return every record of the demo clinic around the day of `work`."""
    founded = found_clinic(work, name=SITE_NAME, zone=zone, country=COUNTRY)
    local = work.now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    # Records of one kind after the other are written many at a time.
    records = sorted(_records(founded, local, zone), key=lambda record: record.kind)
    return ChangeSet("Set up the demo clinic", founded.changes + added(*records))


def _records(founded: ChangeSet, now: datetime, zone: str) -> Iterator[Record]:
    seed, today = Seed(_SEED), now.date()
    chairs = demo_chairs(seed)
    nurses, shifts = demo_nurses(seed)
    outage, closure = demo_outage(seed, chairs, today), demo_closure(seed, today)
    people = demo_people(seed, chairs, today)
    known = [change.record for change in founded.changes]
    years = range((today - HALF_YEAR).year - 1, (today + HALF_YEAR).year + 1)
    facts = ClinicFacts(
        calendar=SiteCalendar.of(
            (each for each in known if isinstance(each, OpeningHours)),
            (closure,),
            public_holidays(COUNTRY, "", years),
        ),
        chairs=chairs,
        outages=(outage,),
        nurses=nurses,
        shifts=shifts,
        zone=zone,
    )
    yield from (*chairs, *nurses, *shifts, outage, closure)
    for person in people:
        yield from (person.patient, *person.weights)
    bookings = Bookings(seed, facts, _catalogue(known), today)
    yield from _settled(bookings, people, Present(seed, now, zone))


def _catalogue(records: Iterable[Record]) -> Catalogue:
    known = tuple(records)
    return Catalogue(
        tuple(each for each in known if isinstance(each, Product)),
        tuple(each for each in known if isinstance(each, RateTable)),
        tuple(each for each in known if isinstance(each, Indication)),
    )


def _settled(bookings: Bookings, people: tuple[Person, ...], present: Present) -> Iterator[Record]:
    plans: dict[UUID, Plan] = {}
    for record in bookings.book(people):
        if isinstance(record, Plan):
            plans[record.id] = record
        if isinstance(record, Appointment):
            yield present.settle(record, plans[record.plan_id])
        else:
            yield record


def _miss_a_visit(work: Work) -> ChangeSet:
    """Note the patient who was expected earlier today and is not there."""
    long_ago = work.local - timedelta(hours=1)
    missed = [each for each in _waiting_today(work) if each.start < long_ago]
    return mark_no_show(work, missed[0]) if missed else ChangeSet("Nobody is missing")


def _cancel_a_visit(work: Work) -> ChangeSet:
    """Cancel a visit of this afternoon, in a chair that is used in the morning."""
    visits = work.store.appointments_on(work.today)
    used = {each.chair_id for each in visits if each.status in SEATED}
    coming = [each for each in _waiting_today(work) if each.start > work.local]
    fitting = [each for each in coming if each.chair_id in used]
    if not fitting:
        return ChangeSet("Nothing to cancel")
    note = "fever since the weekend"
    return cancel_appointment(work, fitting[-1], CancelReason.PATIENT_ILL, note)


def _waiting_today(work: Work) -> list[Appointment]:
    visits = work.store.appointments_on(work.today)
    return [each for each in visits if each.status in {Status.BOOKED, Status.CONFIRMED}]
