"""A clinic as the planner sees it, without a database."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from uuid import uuid4

from ivig_scheduler.domain.catalogue import Catalogue
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.occupancy import Occupancy
from ivig_scheduler.domain.records import (
    Appointment,
    Chair,
    Closure,
    OpeningHours,
    Order,
    Patient,
)
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.site_calendar import SiteCalendar
from ivig_scheduler.domain.terms import DoseUnit, Sex
from ivig_scheduler.domain.visit_plans import OrderContext, VisitPlanner
from ivig_scheduler.planning.series import PlannedCycle, PlannedVisit
from ivig_scheduler.services.setup.catalogue_files import load_catalogue

ZONE = "America/New_York"
#: A Tuesday.
FIRST = date(2026, 12, 1)
CHAIRS = (Chair(name="Chair 1"), Chair(name="Chair 2"))
PATIENT = Patient(
    number="1", family_name="Osei", birth_date=date(1960, 2, 3), sex=Sex.FEMALE, height_cm=None
)


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def local(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute))


def a_planner(
    patient: Patient = PATIENT,
    settings: Settings | None = None,
    product: str = "Privigen 10%",
    **terms: object,
) -> VisitPlanner:
    known, site = catalogue(), settings or Settings()
    given = known.product(product)
    indication = known.indication("PI")
    assert given is not None
    assert indication is not None
    usual: dict[str, object] = {
        "interval_days": 28,
        "valid_from": date(2026, 1, 1),
        "window_days": 4,
        "dose": Decimal(28),
        "cycle_dose_g": Decimal(28),
    }
    order = Order.model_validate(
        {
            "patient_id": patient.id,
            "indication_code": "PI",
            "product_id": given.id,
            "dose_unit": DoseUnit.G,
            "actual_weight_kg": Decimal(70),
            "dosing_weight_kg": Fraction(70),
            **usual,
            **terms,
        }
    )
    return VisitPlanner(
        OrderContext(
            patient,
            order,
            given,
            indication,
            known.tables_of(given),
            known.indications,
            site,
        )
    )


def facts(
    taken: Iterable[Appointment] = (),
    *,
    chairs: tuple[Chair, ...] = CHAIRS,
    closures: tuple[Closure, ...] = (),
    weekdays: Iterable[int] = range(5),
    holidays: Mapping[date, str] | None = None,
    settings: Settings | None = None,
    zone: str = ZONE,
) -> ClinicFacts:
    hours = [OpeningHours(weekday=day, opens=time(8), closes=time(17)) for day in weekdays]
    return ClinicFacts(
        settings=settings or Settings(),
        calendar=SiteCalendar.of(hours, closures, holidays or {}),
        chairs=chairs,
        occupancy=Occupancy(taken),
        zone=zone,
    )


def a_stay(
    chair: Chair, start: datetime, minutes: int = 540, patient: Patient | None = None
) -> Appointment:
    """Return somebody's visit; by default a stranger's, of a whole working day."""
    end = start + timedelta(minutes=minutes)
    return Appointment(
        patient_id=patient.id if patient else uuid4(),
        course_id=uuid4(),
        cycle_id=uuid4(),
        plan_id=uuid4(),
        chair_id=chair.id,
        cycle_number=1,
        day_of_cycle=1,
        start=start,
        end=end,
        held_until=end,
    )


def days(cycles: tuple[PlannedCycle, ...]) -> list[date | None]:
    return [cycle.visits[0].start.date() if cycle.visits else None for cycle in cycles]


def visits(cycles: tuple[PlannedCycle, ...]) -> list[PlannedVisit]:
    return [visit for cycle in cycles for visit in cycle.visits]
