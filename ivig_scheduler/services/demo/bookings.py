"""Twelve months of courses around the demo's day, each visit where the rules allow it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from ivig_scheduler.domain.catalogue import Catalogue
from ivig_scheduler.domain.dose import dosing_weight, propose_vials
from ivig_scheduler.domain.dose_checks import age_on
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import (
    Appointment,
    Course,
    Cycle,
    Order,
    Plan,
    Premedication,
    Product,
    Record,
)
from ivig_scheduler.domain.terms import CycleState, DoseUnit
from ivig_scheduler.domain.visit_plans import OrderContext, VisitPlanner, stay_of
from ivig_scheduler.domain.wording import count
from ivig_scheduler.planning.plan_chain import PlanChain
from ivig_scheduler.services.demo.people import Person
from ivig_scheduler.services.demo.rota import Packing, Rota, Seat
from ivig_scheduler.services.demo.seed import Seed

HALF_YEAR = timedelta(days=182)
#: Courses start within these weeks, so that half a year ago every day was full already.
RUN_UP = timedelta(days=28)
#: Days a cycle may pause for, over a holiday or a weekend.
LONGEST_BREAK = 3
#: Which of each dozen patients is new.
NEWCOMER = 5
_PREMEDICATIONS: tuple[tuple[Premedication, ...], ...] = (
    (),
    (),
    (Premedication("Acetaminophen 650 mg", 30),),
    (Premedication("Acetaminophen 650 mg", 30), Premedication("Diphenhydramine 25 mg", 30)),
    (Premedication("Methylprednisolone 40 mg", 45),),
)


class Bookings:
    """Makes the records of everybody's course, packed into the chairs of the facts it is given."""

    def __init__(self, seed: Seed, facts: ClinicFacts, catalogue: Catalogue, today: date) -> None:
        self._seed = seed
        self._facts = facts
        self._catalogue = catalogue
        self._today = today
        self._horizon = today + HALF_YEAR
        self._rota = Rota(today - HALF_YEAR - RUN_UP)
        self._packing = Packing(facts, today)

    def book(self, people: tuple[Person, ...]) -> Iterator[Record]:
        """Give each person's order, course, cycles, plans and appointments."""
        for place, person in enumerate(people):
            first = self._rota.first_day(person.treatment)
            if place % 12 == NEWCOMER:
                first = self._late_start(first, person)
            yield from self._book_one(person, first)

    def _late_start(self, first: date, person: Person) -> date:
        """Return a later day of the same rhythm, a few weeks around today, for a new patient."""
        interval = person.treatment.interval_days
        wanted = self._today + timedelta(days=self._seed.randrange(-60, 14))
        return first + timedelta(days=round((wanted - first).days / interval) * interval)

    def _book_one(self, person: Person, first: date) -> Iterator[Record]:
        planner = VisitPlanner(self._context(person, first))
        order = planner.context.order
        course = Course(
            id=self._seed.new_id(),
            patient_id=person.patient.id,
            order_id=order.id,
            first_day=first,
            number_of_cycles=(self._horizon - first).days // order.interval_days,
        )
        yield order
        yield course
        plans: dict[UUID, Plan] = {}
        for each in self._place_course(planner, course):
            yield from self._booked(course, each, plans, planner)

    def _context(self, person: Person, first: date) -> OrderContext:
        product = self._catalogue.product(person.product)
        indication = self._catalogue.indication(person.treatment.indication)
        if product is None or indication is None:
            raise LookupError(f"{person.product} or its indication left the catalogue")
        return OrderContext(
            patient=person.patient,
            order=self._order(person, product, first),
            product=product,
            indication=indication,
            tables=self._catalogue.tables_of(product),
            indications=self._catalogue.indications,
            settings=self._facts.settings,
        )

    def _order(self, person: Person, product: Product, first: date) -> Order:
        patient, treatment = person.patient, person.treatment
        settings = self._facts.settings
        actual = person.weights[-1].weight_kg
        age = age_on(patient.birth_date, first)
        weight = dosing_weight(actual, patient.height_cm, patient.sex, settings, age_years=age)
        a_day = Fraction(treatment.dose_g_per_kg) * weight.weight_kg / treatment.days
        vials = propose_vials(a_day, product.vials_g, settings)
        of_day = vials.dose_g if vials else Decimal(round(a_day))
        return Order(
            id=self._seed.new_id(),
            patient_id=patient.id,
            indication_code=treatment.indication,
            product_id=product.id,
            dose_unit=DoseUnit.G_PER_KG,
            dose=Decimal(treatment.dose_g_per_kg),
            actual_weight_kg=actual,
            dosing_weight_kind=weight.kind,
            dosing_weight_kg=weight.weight_kg,
            cycle_dose_g=of_day * treatment.days,
            days_per_cycle=treatment.days,
            interval_days=treatment.interval_days,
            valid_from=first - timedelta(days=7),
            valid_to=self._today + HALF_YEAR + timedelta(days=14),
            premedications=self._seed.choice(_PREMEDICATIONS),
        )

    def _place_course(self, planner: VisitPlanner, course: Course) -> "Iterator[_Placed]":
        """Give each cycle of a course with a place for each of its days, or with none."""
        interval = planner.context.order.interval_days
        chain, given = PlanChain(planner, ()), list[date]()
        due = course.first_day
        for number in range(1, (course.number_of_cycles or 0) + 1):
            nominal = course.first_day + timedelta(days=(number - 1) * interval)
            visits = self._place_cycle(planner, course, (due, nominal), chain, given)
            yield _Placed(number, due, visits)
            days = [seat.day for seat, _ in visits]
            given += days
            due = (days[0] if days else due) + timedelta(days=interval)

    def _place_cycle(
        self,
        planner: VisitPlanner,
        course: Course,
        due_and_nominal: tuple[date, date],
        chain: PlanChain,
        given: Sequence[date],
    ) -> "Visits":
        """Return a place for each day of a cycle, in its window, nearest to the course's rhythm."""
        due, nominal = due_and_nominal
        order, patient = planner.context.order, planner.context.patient
        offsets = range(-order.window_days, order.window_days + 1)
        window = (due + timedelta(days=off) for off in offsets)
        for first in sorted(window, key=lambda day: (abs(day - nominal), day)):
            days = self._open_days(first, order.days_per_cycle)
            is_whole = len(days) == order.days_per_cycle
            if not is_whole or days[0] != max(first, course.first_day):
                continue
            plans = _plans_of(chain, days, given)
            seats = self._packing.place_all(patient, days, plans)
            if seats:
                return tuple(zip(seats, plans, strict=True))
        return ()

    def _open_days(self, first: date, count: int) -> list[date]:
        """Return consecutive days, a holiday or a weekend among them left out."""
        span = (first + timedelta(days=each) for each in range(count + LONGEST_BREAK))
        return [day for day in span if self._facts.calendar.open_hours(day)][:count]

    def _booked(
        self, course: Course, placed: "_Placed", plans: dict[UUID, Plan], planner: VisitPlanner
    ) -> Iterator[Record]:
        """Give the records of a cycle; `plans` are those of the course that are given already."""
        cycle = self._cycle(course, placed, planner.context.order)
        yield cycle
        for day_of_cycle, (seat, made) in enumerate(placed.visits, start=1):
            if made.id not in plans:
                plans[made.id] = made.model_copy(update={"id": self._seed.new_id()})
                yield plans[made.id]
            plan = plans[made.id]
            end, held_until = stay_of(plan, seat.start, self._facts.zone)
            yield Appointment(
                id=self._seed.new_id(),
                patient_id=course.patient_id,
                course_id=course.id,
                cycle_id=cycle.id,
                plan_id=plan.id,
                chair_id=seat.chair_id,
                cycle_number=placed.number,
                day_of_cycle=day_of_cycle,
                start=seat.start,
                end=end,
                held_until=held_until,
                acuity_points=plan.acuity_points,
            )

    def _cycle(self, course: Course, placed: "_Placed", order: Order) -> Cycle:
        """Return the record of a cycle; one that found no place is on the work list while due."""
        state, reason = CycleState.BOOKED, ""
        if not placed.visits:
            is_past = placed.due_day < self._today
            state = CycleState.SKIPPED if is_past else CycleState.NEEDS_BOOKING
            days = count(order.days_per_cycle, "day")
            reason = f"window full: no chair and nurse for {days} when the course was booked"
        return Cycle(
            id=self._seed.new_id(),
            course_id=course.id,
            patient_id=course.patient_id,
            number=placed.number,
            due_day=placed.due_day,
            state=state,
            reason=reason,
        )


#: The places of a cycle's days with the plan of each; none where the cycle found no place.
Visits = tuple[tuple[Seat, Plan], ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cycle with the places of its days."""

    number: int
    due_day: date
    visits: Visits


def _plans_of(chain: PlanChain, days: Sequence[date], given: Sequence[date]) -> tuple[Plan, ...]:
    """Return the plan of each day of a cycle after days given before; each counts for the next."""
    earlier = [*given, *days]
    return tuple(
        chain.plan_on(day, earlier[number - 1] if number else None, number).plan
        for number, day in enumerate(days, start=len(given))
    )
