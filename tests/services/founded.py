"""A clinic that was just set up, with a clock that tests move by hand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.changes import ChangeSet, added, changed
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.terms import CycleState, DoseUnit, PhaseName, Sex, Status
from ivig_scheduler.services.dispatcher import Dispatcher, Work
from ivig_scheduler.services.setup.founding import found_clinic
from ivig_scheduler.storage.database import Database, open_database
from ivig_scheduler.storage.reader import Reader
from ivig_scheduler.storage.tables import TABLES

#: 09:00 in New York on a Tuesday.
NOW = datetime(2026, 11, 24, 14, tzinfo=UTC)
TODAY = date(2026, 11, 24)
T = TypeVar("T")

Snapshot = dict[str, dict[object, r.Record]]


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    """Return a local moment of today, or some days later."""
    start = datetime(2026, 11, 24, hour, minute)  # noqa: DTZ001 - a wall-clock time
    return start + timedelta(days=days)


class Founded:
    """An open clinic: read from it, run services on it."""

    def __init__(self, path: Path) -> None:
        self.now = NOW
        self.database: Database = open_database(path, NOW)
        self.dispatcher = Dispatcher(self.database, lambda: self.now, "tester", "desk")
        if self.database.is_new:
            self.dispatcher.run_once(
                lambda work: found_clinic(work, name="Bay", zone="America/New_York", country="US")
            )

    def run(self, service: Callable[[Work], ChangeSet]) -> ChangeSet:
        return self.dispatcher.run(service)

    def read(self, query: Callable[[Reader], T]) -> T:
        with self.database.read() as store:
            return query(store)

    def add(self, *records: r.Record) -> None:
        self.dispatcher.run_once(lambda _work: ChangeSet("given", added(*records)))

    def change(self, before: r.Record, after: r.Record) -> None:
        """Put another state of a record into the database, outside the undo history."""
        self.dispatcher.run_once(lambda _work: ChangeSet("given", changed(before, after)))

    def snapshot(self) -> Snapshot:
        with self.database.read() as store:
            return {
                kind.__name__: {record.id: record for record in store.all(kind)} for kind in TABLES
            }

    def refused(self, service: Callable[[Work], ChangeSet]) -> str:
        """Run a service that must be refused; return what it says, nothing being changed."""
        before = self.snapshot()
        try:
            self.run(service)
        except RuleBrokenError as error:
            assert self.snapshot() == before
            return str(error)
        raise AssertionError("the service was not refused")

    def product(self, name: str) -> r.Product:
        return next(each for each in self.read(lambda s: s.all(r.Product)) if each.name == name)

    def tables_of(self, name: str) -> tuple[r.RateTable, ...]:
        product = self.product(name)
        return self.read(lambda s: s.where(r.RateTable, product_id=product.id))

    def visit(
        self,
        patient: r.Patient,
        chair: r.Chair,
        start: datetime,
        status: Status = Status.BOOKED,
        *,
        minutes: int = 120,
        turnover_minutes: int = 10,
    ) -> r.Appointment:
        """Put a visit (of two hours) on the calendar, with the order and course it needs."""
        product = self.product("Gamunex-C 10%")
        order = _an_order(patient, product)
        course = r.Course(patient_id=patient.id, order_id=order.id, first_day=start.date())
        cycle = r.Cycle(
            course_id=course.id,
            patient_id=patient.id,
            number=1,
            due_day=start.date(),
            state=CycleState.BOOKED,
        )
        plan = _a_plan(product, self.tables_of(product.name)[0], minutes, turnover_minutes)
        visit = r.Appointment(
            patient_id=patient.id,
            course_id=course.id,
            cycle_id=cycle.id,
            plan_id=plan.id,
            chair_id=chair.id,
            cycle_number=1,
            day_of_cycle=1,
            start=start,
            end=start + timedelta(minutes=minutes),
            held_until=start + timedelta(minutes=minutes + turnover_minutes),
            status=status,
            status_since=NOW,
        )
        self.add(order, course, cycle, plan, visit)
        return visit


def _an_order(patient: r.Patient, product: r.Product) -> r.Order:
    return r.Order(
        patient_id=patient.id,
        indication_code="PI",
        product_id=product.id,
        dose_unit=DoseUnit.G,
        dose=Decimal(30),
        actual_weight_kg=Decimal(70),
        dosing_weight_kg=Fraction(70),
        cycle_dose_g=Decimal(30),
        interval_days=28,
        valid_from=date(2026, 1, 1),
    )


def _a_plan(
    product: r.Product, table: r.RateTable, minutes: int = 120, turnover_minutes: int = 10
) -> r.Plan:
    return r.Plan(
        product_id=product.id,
        rate_table_id=table.id,
        table_version=1,
        indication_code="PI",
        is_naive_like=False,
        weight_kg=Fraction(70),
        dose_g=Fraction(30),
        volume_ml=Fraction(300),
        steps=(),
        phases=(r.Phase(PhaseName.INFUSION, 0, minutes),),
        nurse=(),
        vital_signs=(0,),
        booked_minutes=minutes,
        turnover_minutes=turnover_minutes,
    )


def a_patient(number: str = "1001", family_name: str = "Osei", **fields: object) -> r.Patient:
    given: dict[str, object] = {
        "given_name": "Ama",
        "birth_date": date(1959, 3, 27),
        "sex": Sex.FEMALE,
        "height_cm": Decimal(163),
    }
    return r.Patient.model_validate(
        {**given, "number": number, "family_name": family_name, **fields}
    )


@contextmanager
def opened(path: Path) -> Iterator[Founded]:
    clinic = Founded(path)
    try:
        yield clinic
    finally:
        clinic.database.close()
