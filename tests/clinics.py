"""A small real clinic for everybody's tests: chairs, nurses, patients, and courses to book.

clinic = make_small_clinic(tmp_path)
clinic.book_course(clinic.osei, first_day=date(2026, 12, 1), cycles=3)
"""

import atexit
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar
from zoneinfo import ZoneInfo

from ivig_scheduler.domain.changes import ChangeSet, added
from ivig_scheduler.domain.quantities import show
from ivig_scheduler.domain.records import (
    Appointment,
    Chair,
    Course,
    Nurse,
    Patient,
    Product,
    Record,
    Shift,
    Weight,
)
from ivig_scheduler.domain.terms import Sex
from ivig_scheduler.planning.series import Wish
from ivig_scheduler.services.courses.booking import book_course
from ivig_scheduler.services.courses.courses import SeriesPlan, plan_course
from ivig_scheduler.services.dispatcher import Dispatcher, Work
from ivig_scheduler.services.orders.drafts import check_draft, start_draft
from ivig_scheduler.services.orders.form import OrderDraft
from ivig_scheduler.services.orders.sheets import OrderSheet, load_order_sheet
from ivig_scheduler.services.setup.founding import found_clinic
from ivig_scheduler.storage.database import Database, open_database
from ivig_scheduler.storage.reader import Reader

ZONE = "America/New_York"
#: A Tuesday, 09:00 in New York.
NOW = datetime(2026, 11, 24, 14, tzinfo=UTC)
TODAY = date(2026, 11, 24)
NO_WISHES: Mapping[tuple[int, int], Wish] = {}
T = TypeVar("T")


@dataclass
class Clock:
    """The present moment, moved by hand."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    @property
    def local(self) -> datetime:
        """The site's wall clock."""
        return self.now.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)

    @property
    def today(self) -> date:
        return self.local.date()

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)


@dataclass
class SmallClinic:
    """Chairs 1 (recliner), 2 (recliner, port), 3 (bed); two nurses; Osei, Brandt, Yamada."""

    database: Database
    dispatcher: Dispatcher
    clock: Clock
    chairs: tuple[Chair, ...]
    nurses: tuple[Nurse, ...]
    patients: tuple[Patient, ...]

    @property
    def osei(self) -> Patient:
        """70 kg, 170 cm."""
        return self.patients[0]

    @property
    def brandt(self) -> Patient:
        """58 kg, 165 cm."""
        return self.patients[1]

    @property
    def yamada(self) -> Patient:
        """81 kg, 178 cm; needs port access."""
        return self.patients[2]

    def read(self, query: Callable[[Reader], T]) -> T:
        with self.database.read() as store:
            return query(store)

    def run(self, service: Callable[[Work], ChangeSet]) -> ChangeSet:
        return self.dispatcher.run(service)

    def add(self, *records: Record) -> None:
        """Put records into the database as they are, outside the undo history."""
        self.dispatcher.run_once(lambda _work: ChangeSet("given", added(*records)))

    def product(self, name: str = "Privigen 10%") -> Product:
        return next(each for each in self.read(lambda s: s.all(Product)) if each.name == name)

    def sheet(self, patient: Patient) -> OrderSheet:
        return self.read(lambda store: load_order_sheet(store, patient.id, self.clock.today))

    def draft(
        self,
        patient: Patient,
        *,
        first_day: date = TODAY + timedelta(days=7),
        cycles: int = 4,
        product: str = "Privigen 10%",
        indication: str = "PI",
        dose: str = "0.4",
        interval_days: int = 28,
        days_per_cycle: int = 1,
        window_days: int = 4,
        **more: object,
    ) -> OrderDraft:
        """Return an order form without problems: the proposed dose accepted."""
        sheet = self.sheet(patient)
        draft = replace(
            start_draft(sheet),
            indication_code=indication,
            product_id=self.product(product).id,
            dose=dose,
            days_per_cycle=str(days_per_cycle),
            interval_days=str(interval_days),
            window_days=str(window_days),
            first_day=f"{first_day:%m/%d/%Y}",
            number_of_cycles=str(cycles),
        )
        draft = replace(draft, **more)  # type: ignore[arg-type]
        check = check_draft(draft, sheet)
        if draft.accepted_dose_g or check.ordered_g is None:
            return draft
        return replace(draft, accepted_dose_g=show(check.proposed_g or check.ordered_g))

    def plan(
        self,
        draft: OrderDraft,
        wishes: Mapping[tuple[int, int], Wish] = NO_WISHES,
        skipped: frozenset[int] = frozenset(),
    ) -> SeriesPlan:
        """Return the series of a draft as the preview shows it."""
        with self.database.read() as store:
            sheet = load_order_sheet(store, draft.patient_id, self.clock.today)
            return plan_course(store, draft, sheet, wishes, skipped, now=self.clock.local)

    def book(
        self,
        draft: OrderDraft,
        wishes: Mapping[tuple[int, int], Wish] = NO_WISHES,
        skipped: frozenset[int] = frozenset(),
    ) -> Course:
        """Plan and book a draft; return its course."""
        cycles = self.plan(draft, wishes, skipped).cycles
        changes = self.run(lambda work: book_course(work, draft, cycles))
        return next(c.after for c in changes.changes if isinstance(c.after, Course))

    def book_course(self, patient: Patient, **terms: object) -> Course:
        """Book a course on the terms given to `draft`; return it."""
        return self.book(self.draft(patient, **terms))  # type: ignore[arg-type]

    def visits(self, course: Course) -> tuple[Appointment, ...]:
        """Return the appointments of a course in time order."""
        found = self.read(lambda store: store.where(Appointment, course_id=course.id))
        return tuple(sorted(found, key=lambda each: each.start))

    def visit(self, visit: Appointment) -> Appointment:
        """Return a visit as it stands now."""
        found = self.read(lambda store: store.get(Appointment, visit.id))
        assert found is not None
        return found

    def close(self) -> None:
        self.database.close()


def make_small_clinic(folder: Path, now: datetime = NOW) -> SmallClinic:
    """Return a new clinic in `folder`, open Monday to Friday 08:00 to 17:00; close it after use.

    It is made once for each moment and copied from then on.
    """
    return open_small_clinic(Path(shutil.copy(_made_at(now), folder / "clinic.sqlite")), now)


@cache
def _made_at(now: datetime) -> Path:
    folder = Path(mkdtemp(prefix="clinic"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _make(folder, now).close()
    return folder / "clinic.sqlite"


def _make(folder: Path, now: datetime) -> SmallClinic:
    clock = Clock(now)
    database = open_database(folder / "clinic.sqlite", now)
    dispatcher = Dispatcher(database, clock, "tester", "desk")
    dispatcher.run_once(
        lambda work: found_clinic(work, name="Bay Infusion", zone=ZONE, country="US")
    )
    clinic = SmallClinic(database, dispatcher, clock, _chairs(), _nurses(), _patients())
    shifts = [
        Shift(nurse_id=nurse.id, weekday=weekday, starts=time(8), ends=time(17))
        for nurse in clinic.nurses
        for weekday in range(5)
    ]
    weights = [
        Weight(patient_id=patient.id, day=clock.today - timedelta(days=20), weight_kg=kg)
        for patient, kg in zip(clinic.patients, map(Decimal, (70, 58, 81)), strict=True)
    ]
    clinic.add(*clinic.chairs, *clinic.nurses, *shifts, *clinic.patients, *weights)
    return clinic


def open_small_clinic(path: Path, now: datetime = NOW) -> SmallClinic:
    """Return the clinic that `make_small_clinic` left in a file; close it after use."""
    clock = Clock(now)
    database = open_database(path, now)
    dispatcher = Dispatcher(database, clock, "tester", "desk")
    with database.read() as store:
        chairs = sorted(store.all(Chair), key=lambda each: each.position)
        nurses = sorted(store.all(Nurse), key=lambda each: each.name)
        patients = sorted(store.all(Patient), key=lambda each: each.number)
    return SmallClinic(database, dispatcher, clock, tuple(chairs), tuple(nurses), tuple(patients))


def _chairs() -> tuple[Chair, ...]:
    return (
        Chair(name="Chair 1", position=1),
        Chair(name="Chair 2", position=2, features=("port access",)),
        Chair(name="Chair 3", position=3, chair_type="Bed", features=("bed",)),
    )


def _nurses() -> tuple[Nurse, ...]:
    return (Nurse(name="Adams"), Nurse(name="Baker"))


def _patients() -> tuple[Patient, ...]:
    return (
        Patient(
            number="117-402",
            family_name="Osei",
            given_name="Ama",
            birth_date=date(1968, 6, 2),
            sex=Sex.FEMALE,
            height_cm=Decimal(170),
        ),
        Patient(
            number="204-881",
            family_name="Brandt",
            given_name="Tom",
            birth_date=date(1970, 7, 19),
            sex=Sex.MALE,
            height_cm=Decimal(165),
        ),
        Patient(
            number="310-227",
            family_name="Yamada",
            given_name="Ken",
            birth_date=date(1948, 6, 15),
            sex=Sex.MALE,
            height_cm=Decimal(178),
            features_needed=("port access",),
        ),
    )
