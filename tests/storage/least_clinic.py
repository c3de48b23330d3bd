"""The least that an appointment needs, and how it is stored."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.changes import ChangeSet
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
from ivig_scheduler.storage.database import Database
from ivig_scheduler.storage.unit_of_work import Stamp

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
STAMP = Stamp(NOW, "tester", "desk")
NINE = datetime(2026, 11, 24, 9)  # noqa: DTZ001


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
        self.order = self._an_order()
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
        self.plan = self._a_plan()

    def _an_order(self) -> r.Order:
        return r.Order(
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

    def _a_plan(self) -> r.Plan:
        return r.Plan(
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


def store(database: Database, *changes: object) -> None:
    with database.write() as work:
        work.apply(ChangeSet("test", changes), STAMP)  # type: ignore[arg-type]
