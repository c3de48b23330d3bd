"""A clinic's day made of real records and plans, and plain pictures of any size."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.occupancy import Occupancy
from ivig_scheduler.domain.records import (
    Appointment,
    Chair,
    ChairOutage,
    Closure,
    Nurse,
    OpeningHours,
    Patient,
    Plan,
    Product,
    RateTable,
    Shift,
)
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.site_calendar import SiteCalendar
from ivig_scheduler.domain.terms import Sex, Status
from ivig_scheduler.domain.titration import titrate
from ivig_scheduler.domain.visit import plan_visit
from ivig_scheduler.services.day import Day, DayVisit, Week
from ivig_scheduler.services.setup.catalogue_files import load_catalogue
from ivig_scheduler.ui.schedule.picture import (
    Bar,
    ChairRow,
    DayLoad,
    DayPicture,
    MiniBar,
    Step,
    WeekDay,
    WeekPicture,
)

MONDAY = date(2026, 11, 23)
CATALOGUE = load_catalogue()


@dataclass(frozen=True)
class Seat:
    """A visit to be put on the sample day."""

    chair: int
    at: str
    given: str
    family: str
    product: str
    grams: int
    kg: int = 70
    status: Status = Status.BOOKED
    is_naive_like: bool = False


def id_of(name: str) -> UUID:
    """Return the same id for the same name in every run."""
    return uuid5(NAMESPACE_OID, name)


def make_chairs(count: int = 12) -> tuple[Chair, ...]:
    """Return chairs of four kinds."""
    kinds: Mapping[int, tuple[str, tuple[str, ...]]] = {
        5: ("Recliner", ("port",)),
        6: ("Recliner", ("port",)),
        9: ("Bed", ()),
        10: ("Bed", ("isolation room with negative pressure",)),
        11: ("Private", ()),
        12: ("Paediatric", ()),
    }
    return tuple(
        Chair(
            id=id_of(f"chair {number}"),
            name=f"Chair {number}",
            chair_type=kinds.get(number, ("Recliner", ()))[0],
            features=kinds.get(number, ("Recliner", ()))[1],
            position=number,
        )
        for number in range(1, count + 1)
    )


def make_nurses(count: int = 4) -> tuple[tuple[Nurse, ...], tuple[Shift, ...]]:
    """Return nurses with a shift on every weekday."""
    nurses = tuple(Nurse(id=id_of(f"nurse {n}"), name=f"Nurse {n}") for n in range(count))
    shifts = tuple(
        Shift(nurse_id=nurse.id, weekday=day, starts=time(8 + index % 2), ends=time(16 + index % 2))
        for index, nurse in enumerate(nurses)
        for day in range(5)
    )
    return nurses, shifts


def make_plan(product: Product, kg: int, grams: int, *, is_naive_like: bool = False) -> Plan:
    """Return the plan of a visit by the product's first usable table."""
    table = next(each for each in CATALOGUE.tables_of(product) if not each.is_draft)
    return plan_by(table, product, kg, grams, is_naive_like=is_naive_like)


def plan_by(
    table: RateTable, product: Product, kg: int, grams: int, *, is_naive_like: bool
) -> Plan:
    """Return the plan of a visit by a table."""
    titration = titrate(table, product.concentration_g_per_ml, Decimal(kg), Decimal(grams))
    visit = plan_visit(titration, Settings(), is_naive_like=is_naive_like)
    return Plan(
        product_id=product.id,
        rate_table_id=table.id,
        table_version=1,
        indication_code="PI",
        is_naive_like=is_naive_like,
        weight_kg=Fraction(kg),
        dose_g=Fraction(grams),
        volume_ml=titration.volume_ml,
        steps=titration.steps,
        phases=visit.phases,
        nurse=visit.nurse,
        vital_signs=visit.vital_signs,
        booked_minutes=visit.booked_minutes,
        turnover_minutes=visit.turnover_minutes,
    )


def product_named(name: str) -> Product:
    """Return a product of the shipped catalogue."""
    return next(each for each in CATALOGUE.products if each.name == name)


def make_visit(seat: Seat, day: date = MONDAY) -> DayVisit:
    """Return a visit of the sample clinic."""
    product = product_named(seat.product)
    plan = make_plan(product, seat.kg, seat.grams, is_naive_like=seat.is_naive_like)
    start = datetime.combine(day, time.fromisoformat(seat.at))
    end = start + timedelta(minutes=plan.booked_minutes)
    key = f"{seat.given} {seat.family} {day}"
    patient = Patient(
        id=id_of(key),
        number=f"{abs(hash(seat.family)) % 900 + 100}-{seat.grams:03d}",
        family_name=seat.family,
        given_name=seat.given,
        birth_date=date(1959, 3, 27),
        sex=Sex.FEMALE,
    )
    appointment = Appointment(
        id=id_of(f"visit {key} {seat.at}"),
        patient_id=patient.id,
        course_id=uuid4(),
        cycle_id=uuid4(),
        plan_id=plan.id,
        chair_id=id_of(f"chair {seat.chair}"),
        cycle_number=2,
        day_of_cycle=1,
        start=start,
        end=end,
        held_until=end + timedelta(minutes=plan.turnover_minutes),
        status=seat.status,
    )
    return DayVisit(appointment, patient, plan, product, day)


def make_facts(
    visits: Iterable[DayVisit],
    *,
    chairs: int = 12,
    outages: tuple[ChairOutage, ...] = (),
    closures: tuple[Closure, ...] = (),
    nurses: int = 4,
) -> ClinicFacts:
    """Return the sample clinic, open 08:00 to 17:00 from Monday to Friday."""
    hours = [OpeningHours(weekday=weekday, opens=time(8), closes=time(17)) for weekday in range(5)]
    seated = tuple(visits)
    people, shifts = make_nurses(nurses)
    return ClinicFacts(
        calendar=SiteCalendar.of(hours, closures, {}),
        chairs=make_chairs(chairs),
        outages=outages,
        nurses=people,
        shifts=shifts,
        occupancy=Occupancy(visit.appointment for visit in seated),
        names={visit.patient.id: visit.patient.full_name for visit in seated},
    )


def make_day(
    seats: Iterable[Seat] = (),
    *,
    day: date = MONDAY,
    chairs: int = 12,
    outages: tuple[ChairOutage, ...] = (),
    closures: tuple[Closure, ...] = (),
    nurses: int = 4,
) -> Day:
    """Return a day of the sample clinic."""
    visits = tuple(make_visit(seat, day) for seat in seats)
    facts = make_facts(visits, chairs=chairs, outages=outages, closures=closures, nurses=nurses)
    return Day(day, facts, visits, facts.calendar.find_closure(day))


def make_week(
    seats: Iterable[Seat], *, chairs: int = 12, closures: tuple[Closure, ...] = ()
) -> Week:
    """Return a week in which every open day is alike."""
    those = tuple(seats)
    days = [
        make_day(those if offset < 5 else (), day=MONDAY + timedelta(days=offset), chairs=chairs,
                 closures=closures)
        for offset in range(7)
    ]  # fmt: skip
    return Week(MONDAY, tuple(days))


def outage(chair: int, starts: datetime, ends: datetime, reason: str) -> ChairOutage:
    """Return an outage of a sample chair."""
    return ChairOutage(chair_id=id_of(f"chair {chair}"), starts=starts, ends=ends, reason=reason)


FULL_DAY = (
    Seat(1, "08:00", "Anna", "Lindqvist", "Privigen 10%", 40, 70, Status.INFUSING),
    Seat(1, "12:45", "Michael", "Osei", "Gamunex-C 10%", 30, 80, Status.CONFIRMED),
    Seat(2, "08:00", "Rosa", "Delgado", "Octagam 10%", 25, 90, Status.DONE),
    Seat(2, "11:45", "Tom", "Brandt", "Privigen 10%", 35, 70, Status.BOOKED),
    Seat(3, "08:15", "Jorge", "Ortega", "Gammaplex 5%", 20, 75, Status.INFUSING),
    Seat(3, "13:00", "Priya", "Nair", "Gamunex-C 10%", 30, 66, Status.CONFIRMED),
    Seat(5, "08:30", "Leila", "Haddad", "Privigen 10%", 70, 80, Status.INFUSING),
    Seat(5, "15:15", "Eve", "Moreau", "Octagam 5%", 5, 62, Status.CONFIRMED),
    Seat(6, "08:00", "Kenji", "Yamada", "Bivigam 10%", 30, 70, Status.OBSERVING),
    Seat(6, "12:30", "Sergei", "Petrov", "Privigen 10%", 30, 70, Status.CONFIRMED),
    Seat(7, "10:15", "Habib", "Adeyemi-Oyelaran-Featherstonehaugh", "Gammaplex 10%", 25, 70,
         Status.ARRIVED),
    Seat(7, "14:45", "Dana", "Kowalski", "Octagam 10%", 10, 70, Status.BOOKED),
    Seat(8, "08:00", "Carla", "Marchetti", "Gamunex-C 10%", 25, 70, Status.DONE),
    Seat(8, "12:00", "Nadia", "Farouk", "Privigen 10%", 35, 70, Status.BOOKED),
    Seat(9, "08:00", "Grace", "Whitfield", "Octagam 5%", 30, 70, Status.INFUSING),
    Seat(10, "09:00", "Olof", "Lindgren", "Gamunex-C 10%", 20, 70, Status.BOOKED, True),
    Seat(10, "13:30", "Beatriz", "Castillo", "Gammaplex 10%", 25, 70, Status.HELD),
    Seat(11, "08:30", "Vera", "Romero", "Privigen 10%", 40, 70, Status.IN_CHAIR),
    Seat(11, "13:30", "Ivo", "Ng", "Flebogamma DIF 5%", 10, 55, Status.BOOKED),
    Seat(12, "10:00", "Mia", "Ito", "Gammaplex 10%", 5, 12, Status.CONFIRMED),
    Seat(12, "13:45", "Al", "Bo", "Privigen 10%", 5, 90, Status.NO_SHOW),
    Seat(12, "13:45", "Cy", "Fox", "Privigen 10%", 5, 90, Status.BOOKED),
    Seat(4, "15:00", "Una", "Quill", "Privigen 10%", 5, 60, Status.CANCELLED),
)  # fmt: skip


def recliner_motor(day: date = MONDAY) -> ChairOutage:
    """Return an outage of chair 4 that lasts until Thursday."""
    starts = datetime.combine(day - timedelta(days=1), time(12))
    return outage(4, starts, datetime.combine(day + timedelta(days=3), time(8)), "recliner motor")


def plain_picture(visits: int, chairs: int, day: date = MONDAY, seed: int = 0) -> DayPicture:
    """Return a picture of so many equal visits, spread evenly over the chairs."""
    per_chair = -(-visits // chairs)
    length = 540 // per_chair
    bars = tuple(
        _plain_bar(number, number % chairs, 480 + number // chairs * length, length, seed)
        for number in range(visits)
    )
    quarters = range(465, 1065, 15)
    load = DayLoad(
        465,
        tuple(sum(1 for bar in bars if bar.start < q + 15 and bar.end > q) for q in quarters),
        chairs,
        tuple(10 + (q // 15 + seed) % 40 for q in quarters),
        tuple(45 for _ in quarters),
    )
    return DayPicture(
        day=day,
        first_minute=465,
        last_minute=1065,
        rows=tuple(
            ChairRow(id_of(f"chair {n}"), f"Chair {n + 1}", "Recliner, port") for n in range(chairs)
        ),
        bars=bars,
        load=load,
    )


def _plain_bar(number: int, row: int, start: int, length: int, seed: int) -> Bar:
    end = start + length - 15
    infusion = start + length // 5
    rung = length // 10
    return Bar(
        appointment_id=id_of(f"plain {number} {seed}"),
        row=row,
        start=start,
        end=end,
        held_until=end + 10,
        name=f"A. Patient {number + seed * 1000}",
        initials="AP",
        second_line=f"03/27/{1940 + number % 60} · Privigen 10% {20 + number % 40} g",
        sign="▶" if number % 3 else "",
        edge=("good", "accent", "muted")[number % 3],
        colour=number % 7,
        before=(start, infusion),
        light=(end - length // 6, end - length // 12),
        ladder=tuple(
            Step(infusion + index * rung, infusion + (index + 1) * rung, (index + 1) / 5)
            for index in range(5)
        ),
        is_done=number % 5 == 0,
    )


def plain_week(visits: int, chairs: int, seed: int = 0) -> WeekPicture:
    """Return a picture of a week with so many equal visits, from Monday to Friday."""
    days = []
    for offset in range(7):
        day = plain_picture(
            visits // 5, chairs, MONDAY + timedelta(days=offset), seed + 10 * offset
        )
        bars = tuple(
            MiniBar(bar.appointment_id, bar.row, bar.start, bar.end, bar.name, bar.edge, bar.colour,
                    is_done=bar.is_done)
            for bar in day.bars
        )  # fmt: skip
        is_open = offset < 5
        days.append(
            WeekDay(day.day, 480, 1020, "", bars, (), 480 * len(bars), 540 * chairs)
            if is_open
            else WeekDay(day.day, closed_reason="closed")
        )
    return WeekPicture(MONDAY, 480, 1020, day.rows, tuple(days))
