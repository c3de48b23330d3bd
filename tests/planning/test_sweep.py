"""The sweep over a whole calendar finds what the checks find visit by visit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_scheduler.domain.clearance import Candidate, find_conflicts
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.occupancy import ChairStay, Occupancy
from ivig_scheduler.domain.records import (
    Chair,
    ChairOutage,
    Closure,
    Nurse,
    NurseAbsence,
    NurseBreak,
    Patient,
    Shift,
)
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import Sex, Status
from ivig_scheduler.planning.sweep import SWEPT, columns_of, sweep
from tests.planning.small import FIRST, a_planner, facts, local

CHAIRS = (
    Chair(name="Chair 1", position=0),
    Chair(name="Bed 2", position=1, features=("bed",), in_use_to=FIRST + timedelta(days=2)),
    Chair(name="Chair 3", position=2, in_use_from=FIRST + timedelta(days=1)),
)
NURSES = (Nurse(name="A", patients_at_once=1), Nurse(name="B", patients_at_once=2))
PATIENTS = tuple(
    Patient(
        number=str(number),
        family_name=f"Patient {number}",
        birth_date=date(1960, 1, 1),
        sex=Sex.FEMALE,
        features_needed=("bed",) if number == 0 else (),
    )
    for number in range(4)
)
ORDERS = {
    "short window": a_planner(window_days=0).context.order,
    "soon over": a_planner(window_days=2, valid_to=FIRST + timedelta(days=1)).context.order,
    "long": a_planner(window_days=2).context.order,
}
PRODUCT = a_planner().context.product


@st.composite
def visits(draw: st.DrawFn) -> Candidate:
    """Draw a visit anywhere on five days, also outside the hours."""
    day = FIRST + timedelta(days=draw(st.integers(0, 4)))
    start = datetime.combine(day, time(7)) + timedelta(minutes=30 * draw(st.integers(0, 18)))
    end = start + timedelta(minutes=30 * draw(st.integers(1, 5)))
    return Candidate(
        patient=draw(st.sampled_from(PATIENTS)),
        order=ORDERS[draw(st.sampled_from(sorted(ORDERS)))],
        product=PRODUCT,
        table=None,
        is_naive_like=draw(st.booleans()),
        chair_id=draw(st.sampled_from(CHAIRS)).id,
        start=start,
        end=end,
        held_until=end + timedelta(minutes=draw(st.sampled_from((0, 10)))),
        due_day=draw(st.none() | st.just(day) | st.just(day + timedelta(days=1))),
        is_weight_checked=False,
        appointment_id=draw(st.uuids()),
        acuity_points=draw(st.integers(1, 3)),
    )


def a_clinic(
    standing: Sequence[Candidate], *, hands_over: bool = False, spacing: int = 30
) -> ClinicFacts:
    shifts = tuple(
        Shift(nurse_id=nurse.id, weekday=weekday, starts=time(8), ends=time(16))
        for nurse in NURSES
        for weekday in (0, 1, 2, 3)
    )
    bare = facts(
        chairs=CHAIRS,
        closures=(Closure(first_day=FIRST, last_day=FIRST, reason="move"),),
        settings=Settings(
            {"nurse.handover": "yes" if hands_over else "no", "nurse.spacing": str(spacing)}
        ),
    )
    return replace(
        bare,
        occupancy=Occupancy(as_stay(each) for each in standing),
        nurses=NURSES,
        shifts=shifts,
        breaks=(NurseBreak(nurse_id=NURSES[1].id, weekday=2, starts=time(11), ends=time(12)),),
        absences=(
            NurseAbsence(
                nurse_id=NURSES[0].id,
                starts=local(FIRST + timedelta(days=2), 9),
                ends=local(FIRST + timedelta(days=3), 10),
                reason="ill",
            ),
        ),
        outages=(
            an_outage(0, 1, 9, 10),
            an_outage(0, 1, 9, 14),
            an_outage(2, 3, 12, 13),
        ),
    )


def an_outage(chair: int, day: int, first_hour: int, last_hour: int) -> ChairOutage:
    on = FIRST + timedelta(days=day)
    return ChairOutage(
        chair_id=CHAIRS[chair].id,
        starts=local(on, first_hour),
        ends=local(on, last_hour),
        reason="repair",
    )


def as_stay(visit: Candidate) -> ChairStay:
    assert visit.appointment_id is not None
    return ChairStay(
        id=visit.appointment_id,
        patient_id=visit.patient.id,
        chair_id=visit.chair_id,
        start=visit.start,
        end=visit.end,
        held_until=visit.held_until,
        acuity_points=visit.acuity_points,
        status=Status.BOOKED,
    )


def one_by_one(standing: Sequence[Candidate], clinic: ClinicFacts) -> set[tuple[str, UUID | None]]:
    return {
        (conflict.rule, visit.appointment_id)
        for visit in standing
        for conflict in find_conflicts(visit, clinic, suggests=False)
        if conflict.rule in SWEPT
    }


def at_once(standing: Sequence[Candidate], clinic: ClinicFacts) -> set[tuple[str, UUID | None]]:
    columns = columns_of(standing)
    found = sweep(columns, clinic)
    return {(rule, columns.ids[row]) for rule, rows in found.items() for row in rows}


@given(st.lists(visits(), max_size=14), st.booleans(), st.sampled_from((0, 30)))
def test_the_sweep_agrees_with_the_checks_one_by_one(
    standing: list[Candidate], hands_over: bool, spacing: int
) -> None:
    clinic = a_clinic(standing, hands_over=hands_over, spacing=spacing)
    alone, swept = one_by_one(standing, clinic), at_once(standing, clinic)
    by_nurses = {each for each in swept if each[0] == "nurse_capacity"}
    assert swept - by_nurses == {each for each in alone if each[0] != "nurse_capacity"}
    # For the nurses the sweep names the day; whose visit is to blame the rule tells.
    assert by_nurses >= {each for each in alone if each[0] == "nurse_capacity"}
    days = {
        visit.start.date()
        for visit in standing
        if ("nurse_capacity", visit.appointment_id) in by_nurses
    }
    assert all(not clinic.can_share_out(day) for day in days)


def test_an_empty_calendar_has_no_conflict() -> None:
    assert at_once([], a_clinic([])) == set()


@pytest.mark.parametrize("rule", ["due_window", "nurse_capacity", "opening_hours"])
def test_a_rule_the_site_switched_off_is_not_looked_at(rule: str) -> None:
    late = replace(a_visit(), start=local(FIRST, 20), end=local(FIRST, 22))
    clinic = a_clinic([late])
    off = replace(
        clinic, settings=Settings({**clinic.settings.changed, f"clearance.{rule}": "off"})
    )
    assert rule in {each for each, _ in at_once([late], clinic)}
    assert rule not in {each for each, _ in at_once([late], off)}


def a_visit() -> Candidate:
    start = local(FIRST, 9)
    return Candidate(
        patient=PATIENTS[1],
        order=ORDERS["short window"],
        product=PRODUCT,
        table=None,
        is_naive_like=False,
        chair_id=CHAIRS[0].id,
        start=start,
        end=start + timedelta(hours=2),
        held_until=start + timedelta(hours=2),
        due_day=FIRST + timedelta(days=9),
        is_weight_checked=False,
        appointment_id=UUID(int=7),
    )
