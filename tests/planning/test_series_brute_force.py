"""The planned series costs what the best of all series costs, in small clinics of every kind."""

from dataclasses import dataclass, replace
from datetime import time, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.naive import EarlierVisit
from ivig_scheduler.domain.occupancy import Occupancy
from ivig_scheduler.domain.records import (
    Appointment,
    Chair,
    ChairOutage,
    Nurse,
    OpeningHours,
    Patient,
    Shift,
)
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.planning.series import SeriesRequest, Wish, plan_series
from tests.planning.brute import BruteForce, told
from tests.planning.small import FIRST, PATIENT, a_planner, a_stay, facts, local

PORT = Chair(name="Chair 1", features=("port",), position=0)
PLAIN = Chair(name="Chair 2", position=1)
CHAIRS = (PORT, PLAIN)
LAST_OFF = 14
days = st.integers(0, LAST_OFF)


@dataclass(frozen=True)
class World:
    """A clinic that is open from 08:00 to 13:00 every day, what stands in it, and its patient."""

    clinic: ClinicFacts
    taken: list[Appointment]
    patient: Patient


@st.composite
def worlds(draw: st.DrawFn) -> World:
    stays = draw(
        st.lists(
            st.tuples(st.sampled_from(CHAIRS), days, st.integers(8, 12), st.integers(1, 4)),
            max_size=24,
        )
    )
    taken = [
        a_stay(chair, local(FIRST + timedelta(days=day), hour), 60 * hours)
        for chair, day, hour, hours in stays
    ]
    site = Settings(
        {
            "calendar.grid": "60",
            "naive.gap": str(draw(st.integers(3, 8))),
            "naive.latest_hour": str(draw(st.sampled_from([9, 24]))),
            "clearance.nurse_capacity": draw(st.sampled_from(["off", "warn", "block"])),
            "clearance.chair_feature": draw(st.sampled_from(["warn", "block"])),
        }
    )
    patient = PATIENT.model_copy(
        update={
            "preferred_weekday": draw(st.one_of(st.none(), st.integers(0, 6))),
            "preferred_time": draw(st.sampled_from([None, None, time(9), time(10, 30)])),
            "preferred_chair_id": draw(st.sampled_from([None, None, PORT.id, PLAIN.id])),
            "features_needed": draw(st.sampled_from([(), (), ("port",)])),
        }
    )
    return World(_clinic(draw, taken, site), taken, patient)


def _clinic(draw: st.DrawFn, taken: list[Appointment], site: Settings) -> ClinicFacts:
    closed = draw(st.sets(days, max_size=4))
    holidays = {FIRST + timedelta(days=day): "closed" for day in closed}
    nurse = Nurse(name="Nurse 1", patients_at_once=draw(st.integers(1, 2)))
    shifts = [
        Shift(nurse_id=nurse.id, weekday=weekday, starts=time(8), ends=time(13))
        for weekday in draw(st.sets(st.integers(0, 6), min_size=1))
    ]
    outages = [
        ChairOutage(
            chair_id=chair.id,
            starts=local(FIRST + timedelta(days=day), hour),
            ends=local(FIRST + timedelta(days=day + length), hour + 1),
            reason="Broken",
        )
        for chair, day, hour, length in draw(
            st.lists(
                st.tuples(st.sampled_from(CHAIRS), days, st.integers(7, 12), st.integers(0, 2)),
                max_size=2,
            )
        )
    ]
    hours = {day: OpeningHours(weekday=day, opens=time(8), closes=time(13)) for day in range(7)}
    clinic = facts(taken, chairs=CHAIRS, holidays=holidays, settings=site)
    return replace(
        clinic,
        calendar=replace(clinic.calendar, hours=hours),
        outages=tuple(outages),
        nurses=(nurse,),
        shifts=tuple(shifts) if draw(st.booleans()) else (),
    )


wishes = st.builds(
    Wish,
    day=st.one_of(st.none(), days.map(lambda off: FIRST + timedelta(days=off))),
    start=st.sampled_from([None, None, time(9), time(11)]),
    chair_id=st.sampled_from([None, None, PORT.id]),
)


@st.composite
def requests(draw: st.DrawFn) -> tuple[World, SeriesRequest]:
    world = draw(worlds())
    days_per_cycle = draw(st.sampled_from([1, 1, 1, 2]))
    cycles = 2 if days_per_cycle == 2 else 3
    planner = a_planner(
        world.patient,
        world.clinic.settings,
        interval_days=draw(st.integers(2, 5)),
        window_days=draw(st.integers(0, 1 if days_per_cycle == 2 else 2)),
        days_per_cycle=days_per_cycle,
        dose=Decimal(5),
        cycle_dose_g=Decimal(5),
        valid_to=draw(st.sampled_from([None, FIRST + timedelta(days=7)])),
    )
    product = planner.context.product.id
    other = planner.context.order.id
    earlier = draw(
        st.lists(st.tuples(st.integers(-9, 12), st.sampled_from([product, other])), max_size=2)
    )
    numbers = st.integers(1, cycles)
    request = SeriesRequest(
        planner,
        FIRST,
        last_day=draw(st.sampled_from([None, FIRST + timedelta(days=8)])),
        number_of_cycles=cycles,
        earlier=tuple(EarlierVisit(FIRST + timedelta(days=day), of) for day, of in earlier),
        wishes=draw(
            st.dictionaries(st.tuples(numbers, st.integers(1, days_per_cycle)), wishes, max_size=2)
        ),
        skipped=frozenset(draw(st.sets(numbers, max_size=1))),
        earliest=draw(st.sampled_from([None, local(FIRST + timedelta(days=1), 10)])),
    )
    return world, request


@settings(max_examples=100, deadline=None)
@given(requests())
def test_no_series_costs_less_than_the_planned_one(case: tuple[World, SeriesRequest]) -> None:
    world, request = case
    brute = BruteForce(request, world.clinic, world.taken)
    planned = brute.as_series(plan_series(request, world.clinic))
    cost, places = brute.best()
    assert brute.cost(planned) == cost
    assert told(planned) == places


@settings(max_examples=30, deadline=None)
@given(requests())
def test_the_same_question_has_the_same_answer(case: tuple[World, SeriesRequest]) -> None:
    world, request = case
    mixed = replace(
        world.clinic,
        outages=world.clinic.outages[::-1],
        occupancy=Occupancy(reversed(world.taken)),
    )
    one, other = plan_series(request, world.clinic), plan_series(request, mixed)
    assert [each.visits for each in one] == [each.visits for each in other]
