"""What stands on a day or in a week."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.progress import (
    UNDER_WAY,
    Rung,
    VisitProgress,
    expect_visit,
    free_later,
    may_be_later,
)
from ivig_scheduler.domain.records import Appointment, Cycle, Patient, Plan, Product, VisitEvent
from ivig_scheduler.domain.terms import CHAIR_FREE, Severity
from ivig_scheduler.services.clinic_facts import appointments_of_days, gather_facts
from ivig_scheduler.services.clock.events import load_events
from ivig_scheduler.storage.reader import Reader

DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class DayVisit:
    """A visit as the schedule draws it; `events` are what happened to its infusion, in order.

    `ladder` is the whole rate ladder where something happened; empty, the plan's own holds.
    """

    appointment: Appointment
    patient: Patient
    plan: Plan
    product: Product
    cycle_due: date | None
    events: tuple[VisitEvent, ...] = ()
    ladder: tuple[Rung, ...] = ()

    def expect(self, now: datetime, zone: str) -> VisitProgress:
        """Return how it is expected to go at the wall clock `now` of the site's IANA zone."""
        return expect_visit(
            self.appointment, now, self.plan, self.events, zone=zone, ladder=self.ladder
        )


@dataclass(frozen=True)
class Day:
    """A day of the clinic: its facts and every visit, also those that no longer hold a chair.

    `closed_reason` says why the site is closed that day; it is empty on an open day.
    """

    day: date
    facts: ClinicFacts
    visits: tuple[DayVisit, ...]
    closed_reason: str

    @property
    def is_closed(self) -> bool:
        """Whether the site is closed all day."""
        return bool(self.closed_reason)

    @property
    def seated(self) -> tuple[DayVisit, ...]:
        """The visits that hold a chair."""
        return tuple(each for each in self.visits if each.appointment.status not in CHAIR_FREE)

    def facts_at(self, now: datetime) -> ClinicFacts:
        """Return the facts with the ends expected at the minute of `now`, the site's wall clock."""
        minute = now.replace(second=0, microsecond=0)
        if minute not in self._facts_by_minute:
            self._facts_by_minute.clear()
            self._facts_by_minute[minute] = self._expect(minute)
        return self._facts_by_minute[minute]

    def _expect(self, now: datetime) -> ClinicFacts:
        if self.day != now.date() or self.facts.settings.severity("chair_expected") is Severity.OFF:
            return self.facts
        found = {}
        for each in self.seated:
            visit = each.appointment
            if not may_be_later(visit.status, visit.start, now):
                continue
            progress = each.expect(now, self.facts.zone)
            until = free_later(visit, progress, now, self.facts.settings)
            if until is not None:
                found[visit.id] = until
        return self.facts.with_expected(found)

    @cached_property
    def _facts_by_minute(self) -> dict[datetime, ClinicFacts]:
        """The facts of the minute that was asked for last."""
        return {}

    def find_visit(self, appointment_id: UUID) -> DayVisit | None:
        """Return the visit of that appointment, or None."""
        return next((each for each in self.visits if each.appointment.id == appointment_id), None)

    def next_in_chair(self, visit: Appointment) -> DayVisit | None:
        """Return the visit that follows in the same chair that day, or None."""
        return next(
            (
                each
                for each in self._by_chair.get(visit.chair_id, ())
                if each.appointment.id != visit.id and each.appointment.start >= visit.start
            ),
            None,
        )

    @cached_property
    def _by_chair(self) -> Mapping[UUID, Sequence[DayVisit]]:
        """The visits that hold a chair, by it, in the order of their time."""
        found: dict[UUID, list[DayVisit]] = {}
        for each in sorted(self.seated, key=lambda each: each.appointment.start):
            found.setdefault(each.appointment.chair_id, []).append(each)
        return found


@dataclass(frozen=True)
class Week:
    """Seven days from a Monday on; they share the facts of the whole week."""

    monday: date
    days: tuple[Day, ...]


def load_day(store: Reader, day: date) -> Day:
    """Return everything that stands on a day."""
    return _load_days(store, day, day)[0]


def load_day_visit(store: Reader, appointment_id: UUID) -> DayVisit:
    """Return one visit as the schedule draws it, wherever it stands.

    Raises RuleBrokenError where it is not there (any more).
    """
    visit = store.get(Appointment, appointment_id)
    if visit is None:
        raise refuse("appointment", "the visit is not there any more")
    return as_day_visits(store, (visit,), store.some(Patient, (visit.patient_id,)))[0]


def load_week(store: Reader, monday: date) -> Week:
    """Return the week of the day given, from its Monday on."""
    first = monday - timedelta(days=monday.weekday())
    return Week(first, _load_days(store, first, first + timedelta(days=DAYS_A_WEEK - 1)))


def _load_days(store: Reader, first: date, last: date) -> tuple[Day, ...]:
    appointments = appointments_of_days(store, first, last)
    patients = store.some(Patient, (each.patient_id for each in appointments))
    facts = gather_facts(store, first, last, appointments, patients)
    visits = as_day_visits(store, appointments, patients)
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    return tuple(
        Day(
            day,
            facts,
            tuple(each for each in visits if each.appointment.start.date() == day),
            facts.calendar.find_closure(day),
        )
        for day in days
    )


def as_day_visits(
    store: Reader, appointments: Iterable[Appointment], patients: Mapping[UUID, Patient]
) -> tuple[DayVisit, ...]:
    """Return appointments with what the schedule draws of them."""
    visits = tuple(appointments)
    plans = store.some(Plan, (each.plan_id for each in visits))
    products = store.some(Product, (plan.product_id for plan in plans.values()))
    cycles = store.some(Cycle, (each.cycle_id for each in visits))
    events = load_events(store, (each for each in visits if each.status in UNDER_WAY))
    return tuple(
        DayVisit(
            each,
            patients[each.patient_id],
            plans[each.plan_id],
            products[plans[each.plan_id].product_id],
            cycles[each.cycle_id].due_day if each.cycle_id in cycles else None,
            events.get(each.id, ()),
            _ladder_of(store, each, plans[each.plan_id]) if each.id in events else (),
        )
        for each in visits
    )


def _ladder_of(store: Reader, visit: Appointment, plan: Plan) -> tuple[Rung, ...]:
    # What it takes is imported for the first infusion to which something happened.
    from ivig_scheduler.services.clock.ladders import load_ladder  # noqa: PLC0415

    return load_ladder(store, visit, plan)
