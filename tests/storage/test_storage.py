"""What the database keeps, and what it refuses whoever writes."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.changes import ChangeSet, added, changed
from ivig_scheduler.domain.errors import StaleRecordError
from ivig_scheduler.domain.terms import (
    Basis,
    CycleState,
    DoseUnit,
    PhaseName,
    RateUnit,
    Sex,
    Status,
    TableUse,
)
from ivig_scheduler.storage.database import Database, back_up, open_database
from ivig_scheduler.storage.engine import make_engine, reading
from ivig_scheduler.storage.errors import (
    NewerDatabaseError,
    OverlapRefusedError,
    StorageError,
)
from ivig_scheduler.storage.tables import METADATA
from ivig_scheduler.storage.unit_of_work import Stamp

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
STAMP = Stamp(NOW, "tester", "desk")
NINE = datetime(2026, 11, 24, 9)  # noqa: DTZ001


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "clinic.sqlite", NOW)
    yield opened
    opened.close()


class Clinic:
    """The least that an appointment needs."""

    def __init__(self) -> None:
        self.chairs = (r.Chair(name="Chair 1"), r.Chair(name="Chair 2"))
        self.patient = r.Patient(
            number="1",
            family_name="Osei",
            birth_date=date(1960, 2, 3),
            sex=Sex.FEMALE,
            height_cm=Decimal("163.5"),
        )
        self.indication = r.Indication(code="PI", name="Primary immunodeficiency")
        self.product = r.Product(
            name="P",
            maker="M",
            concentration_g_per_ml=Decimal("0.10"),
            vials_g=(Decimal("2.5"), Decimal(10)),
        )
        self.table = r.RateTable(
            product_id=self.product.id,
            lineage=uuid4(),
            indications=("PI",),
            use=TableUse.ANY,
            unit=RateUnit.ML_KG_H,
            steps=(r.RateStep(Decimal("0.5"), None, Basis.LABEL),),
        )
        self.order = r.Order(
            patient_id=self.patient.id,
            indication_code="PI",
            product_id=self.product.id,
            dose_unit=DoseUnit.G,
            dose=Decimal(30),
            actual_weight_kg=Decimal(70),
            dosing_weight_kg=Fraction(70),
            cycle_dose_g=Decimal(30),
            interval_days=28,
            valid_from=date(2026, 1, 1),
            premedications=(r.Premedication("cetirizine", 60),),
        )
        self.course = r.Course(
            patient_id=self.patient.id, order_id=self.order.id, first_day=NINE.date()
        )
        self.cycle = r.Cycle(
            course_id=self.course.id,
            patient_id=self.patient.id,
            number=1,
            due_day=NINE.date(),
            state=CycleState.BOOKED,
        )
        self.plan = r.Plan(
            product_id=self.product.id,
            rate_table_id=self.table.id,
            table_version=1,
            indication_code="PI",
            is_naive_like=False,
            weight_kg=Fraction(70),
            dose_g=Fraction(30),
            volume_ml=Fraction(300),
            steps=(
                r.PlannedStep(
                    Fraction(0),
                    Fraction(605, 8),
                    Fraction(1, 3),
                    Fraction(1, 7),
                    Fraction(300),
                    Fraction(300),
                ),
            ),
            phases=(r.Phase(PhaseName.INFUSION, 0, 120),),
            nurse=((0, 25),),
            vital_signs=(0, 15),
            booked_minutes=120,
            turnover_minutes=10,
        )

    @property
    def ground(self) -> tuple[r.Record, ...]:
        return (
            *self.chairs,
            self.patient,
            self.indication,
            self.product,
            self.table,
            self.order,
            self.course,
            self.cycle,
            self.plan,
        )

    def visit(
        self, start: datetime, chair: int = 0, status: Status = Status.BOOKED
    ) -> r.Appointment:
        return r.Appointment(
            patient_id=self.patient.id,
            course_id=self.course.id,
            cycle_id=self.cycle.id,
            plan_id=self.plan.id,
            chair_id=self.chairs[chair].id,
            cycle_number=1,
            day_of_cycle=1,
            start=start,
            end=start + timedelta(minutes=120),
            held_until=start + timedelta(minutes=130),
            status=status,
            status_since=NOW,
        )


@pytest.fixture
def clinic(database: Database) -> Clinic:
    made = Clinic()
    store(database, *added(*made.ground).__iter__())
    return made


def store(database: Database, *changes: object) -> None:
    with database.write() as work:
        work.apply(ChangeSet("test", changes), STAMP)  # type: ignore[arg-type]


def test_every_kind_of_record_comes_back_as_it_was(database: Database, clinic: Clinic) -> None:
    visit = clinic.visit(NINE)
    store(database, *added(visit))
    with database.read() as reader:
        for record in (*clinic.ground, visit):
            assert reader.get(type(record), record.id) == record


def test_the_migrations_make_the_schema_the_tables_describe(database: Database) -> None:
    engine = make_engine(database.path)
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


@pytest.mark.parametrize("minutes", [-129, -1, 0, 60, 129])
def test_two_visits_in_one_chair_are_refused(
    database: Database, clinic: Clinic, minutes: int
) -> None:
    store(database, *added(clinic.visit(NINE)))
    with pytest.raises(OverlapRefusedError):
        store(database, *added(clinic.visit(NINE + timedelta(minutes=minutes))))


@pytest.mark.parametrize("minutes", [-130, 130])
def test_a_visit_may_follow_as_soon_as_the_chair_is_clean(
    database: Database, clinic: Clinic, minutes: int
) -> None:
    store(database, *added(clinic.visit(NINE)))
    store(database, *added(clinic.visit(NINE + timedelta(minutes=minutes))))


def test_a_cancelled_visit_does_not_hold_its_chair(database: Database, clinic: Clinic) -> None:
    store(database, *added(clinic.visit(NINE, status=Status.CANCELLED)))
    store(database, *added(clinic.visit(NINE)))


def test_raw_sql_from_a_second_connection_cannot_overlap(
    database: Database, clinic: Clinic
) -> None:
    store(database, *added(clinic.visit(NINE), clinic.visit(NINE + timedelta(hours=5))))
    with (
        closing(sqlite3.connect(database.path)) as other,
        pytest.raises(sqlite3.IntegrityError, match="chair overlap"),
    ):
        other.execute("UPDATE appointment SET start = '2026-11-24 09:30:00.000000'")


def test_an_overlap_is_refused_inside_a_concurrent_transaction(
    database: Database, clinic: Clinic
) -> None:
    inside, refused = threading.Event(), []

    def book_the_same_chair() -> None:
        inside.wait()
        try:
            store(database, *added(clinic.visit(NINE + timedelta(minutes=30))))
        except OverlapRefusedError as error:
            refused.append(error)

    thread = threading.Thread(target=book_the_same_chair)
    thread.start()
    with database.write() as work:
        work.apply(ChangeSet("test", added(clinic.visit(NINE))), STAMP)
        inside.set()
    thread.join()
    assert len(refused) == 1


def test_two_visits_can_swap_their_chairs(database: Database, clinic: Clinic) -> None:
    one, other = clinic.visit(NINE, 0), clinic.visit(NINE, 1)
    store(database, *added(one, other))
    moved = one.model_copy(update={"chair_id": other.chair_id})
    met = other.model_copy(update={"chair_id": one.chair_id})
    store(database, *changed(one, moved), *changed(other, met))
    with database.read() as reader:
        assert reader.get(r.Appointment, one.id) == moved
        assert reader.get(r.Appointment, other.id) == met


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET actor = 'nobody'", "DELETE FROM audit_entry"]
)
def test_the_audit_trail_refuses_changes(
    database: Database, clinic: Clinic, statement: str
) -> None:
    with (
        closing(sqlite3.connect(database.path)) as other,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        other.execute(statement)


def test_a_stale_edit_says_what_changed_meanwhile(database: Database, clinic: Clinic) -> None:
    patient = clinic.patient
    store(database, *changed(patient, patient.model_copy(update={"number": "2"})))
    with pytest.raises(StaleRecordError, match="number"):
        store(database, *changed(patient, patient.model_copy(update={"number": "3"})))


def test_a_refused_change_leaves_nothing_behind(database: Database, clinic: Clinic) -> None:
    store(database, *added(clinic.visit(NINE)))
    with database.read() as reader:
        before = len(reader.all(r.Appointment))
    with pytest.raises(OverlapRefusedError):
        store(database, *added(clinic.visit(NINE, 1), clinic.visit(NINE)))
    with database.read() as reader:
        assert len(reader.all(r.Appointment)) == before


def test_a_database_of_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "clinic.sqlite"
    open_database(path, NOW).close()
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabaseError, match="newer version"):
        open_database(path, NOW)


def test_a_foreign_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE something (id INTEGER)")
    with pytest.raises(StorageError, match="not a database of this program"):
        open_database(path, NOW)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.sqlite"
    path.write_text("Dear colleague, " * 400, "utf-8")
    with pytest.raises(StorageError):
        open_database(path, NOW)


def test_a_backup_holds_what_was_committed(
    database: Database, clinic: Clinic, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite"
    back_up(database.path, copy)
    opened = open_database(copy, NOW)
    with opened.read() as reader:
        assert reader.get(r.Patient, clinic.patient.id) == clinic.patient
    opened.close()


def test_a_day_has_the_visits_that_reach_into_it(database: Database, clinic: Clinic) -> None:
    evening = clinic.visit(datetime(2026, 11, 23, 23))  # noqa: DTZ001
    day_before = clinic.visit(datetime(2026, 11, 23, 20))  # noqa: DTZ001
    store(database, *added(evening, day_before, clinic.visit(NINE)))
    with database.read() as reader:
        found = reader.appointments_on(NINE.date())
    assert [visit.start.hour for visit in found] == [23, 9]
