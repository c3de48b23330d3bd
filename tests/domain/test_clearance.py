"""The checks a visit must pass, and what they say."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from ivig_scheduler.domain.clearance import Candidate, find_conflicts, is_blocked
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Chair, ChairOutage, Nurse, Shift, Weight
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import Severity
from tests.domain.candidates import PLANNER, candidate
from tests.planning.small import CHAIRS, FIRST, PATIENT, a_stay, facts, local

ONE, TWO = CHAIRS


def messages(visit: Candidate, clinic: ClinicFacts) -> list[str]:
    return [conflict.message for conflict in find_conflicts(visit, clinic)]


def test_a_free_place_has_nothing_against_it() -> None:
    assert find_conflicts(candidate(), facts()) == ()


@pytest.mark.parametrize(("start", "is_free"), [(6, True), (7, False), (12, False), (13, True)])
def test_a_chair_is_held_half_open_to_the_end_of_its_turnover(start: int, is_free: bool) -> None:
    standing = a_stay(ONE, local(FIRST, 9, 10), 230)
    visit = candidate(
        start=local(FIRST, start),
        end=local(FIRST, start + 3),
        held_until=local(FIRST, start + 3, 10),
    )
    rules = {each.rule for each in find_conflicts(visit, facts([standing]))}
    assert ("chair_overlap" not in rules) == is_free


def test_a_taken_chair_names_the_patient_the_overlap_and_the_next_free_time() -> None:
    standing = a_stay(ONE, local(FIRST, 10), 90)
    clinic = replace(facts([standing]), names={standing.patient_id: "Brandt, Tom"})
    assert messages(candidate(), clinic) == [
        "Chair 1 is taken by Brandt, Tom from 10:00 to 11:30: 1 h 30 too many, free from 11:30"
    ]
    assert find_conflicts(candidate(), clinic)[0].minutes == 90


def test_a_visit_does_not_collide_with_itself() -> None:
    own = a_stay(ONE, local(FIRST, 9), 180, PATIENT)
    assert find_conflicts(candidate(appointment_id=own.id), facts([own])) == ()


def test_blocking_reasons_come_first_among_all() -> None:
    late = candidate(
        start=local(FIRST, 15),
        end=local(FIRST, 18),
        held_until=local(FIRST, 18),
        is_naive_like=True,
    )
    outage = ChairOutage(
        chair_id=ONE.id, starts=local(FIRST, 17), ends=local(FIRST, 20), reason="motor"
    )
    found = find_conflicts(late, replace(facts(), outages=(outage,)))
    assert [each.rule for each in found] == ["opening_hours", "chair_outage", "naive_start"]
    assert [each.severity for each in found] == [Severity.BLOCK, Severity.BLOCK, Severity.WARN]
    assert found[0].minutes == 60


def test_a_chair_is_used_on_its_first_and_last_day() -> None:
    for bounds, is_free in (
        ((FIRST, FIRST), True),
        ((FIRST + timedelta(days=1), None), False),
        ((None, FIRST - timedelta(days=1)), False),
    ):
        chair = Chair(name="Chair 9", in_use_from=bounds[0], in_use_to=bounds[1])
        clinic = facts(chairs=(chair,))
        assert is_blocked(find_conflicts(candidate(chair_id=chair.id), clinic)) != is_free


def test_an_unknown_chair_is_blocked() -> None:
    assert messages(candidate(chair_id=uuid4()), facts()) == [
        "the chair is not there any more, Chair 1 is free"
    ]


def test_a_patient_has_one_visit_a_day_in_whatever_chair() -> None:
    other = a_stay(TWO, local(FIRST, 15), 60, PATIENT)
    assert messages(candidate(), facts([other])) == [
        "the patient has a visit that day in Chair 2, 15:00 to 16:00"
    ]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 12, 1), []),
        (date(2026, 12, 31), []),
        (date(2027, 1, 4), ["the order ended on 12/31/2026"]),
        (date(2026, 11, 30), ["the order is valid only from 12/01/2026"]),
    ],
)
def test_an_order_is_valid_on_both_its_ends(day: date, told: list[str]) -> None:
    order = PLANNER.context.order.model_copy(
        update={"valid_from": date(2026, 12, 1), "valid_to": date(2026, 12, 31)}
    )
    start = local(day, 9)
    visit = candidate(
        order=order,
        start=start,
        end=start + timedelta(hours=1),
        held_until=start + timedelta(hours=1),
    )
    assert messages(visit, facts()) == told


@pytest.mark.parametrize(
    ("off", "told"), [(-5, "1 day before"), (-4, ""), (4, ""), (6, "2 days after")]
)
def test_the_due_window_is_inclusive(off: int, told: str) -> None:
    visit = candidate(due_day=FIRST - timedelta(days=off))
    found = messages(visit, facts())
    assert found == ([f"{told} the window around {visit.due_day:%m/%d/%Y}"] if told else [])


def test_an_old_or_changed_weight_warns() -> None:
    old = Weight(patient_id=PATIENT.id, day=FIRST - timedelta(days=184), weight_kg=Decimal(77))
    assert messages(candidate(weight=old), facts()) == [
        "the weight will be 184 days old (limit 183)",
        "the weight changed by 10 % from 70 kg (limit 10 %)",
    ]
    assert messages(candidate(weight=None), facts()) == ["no weight is known"]
    assert messages(candidate(weight=None, is_weight_checked=False), facts()) == []


def nursed(clinic: ClinicFacts, *shifts: tuple[int, int], takes: int = 1) -> ClinicFacts:
    nurses = [
        Nurse(name=f"Nurse {number}", patients_at_once=takes) for number in range(len(shifts))
    ]
    return replace(
        clinic,
        nurses=tuple(nurses),
        shifts=tuple(
            Shift(nurse_id=nurse.id, weekday=1, starts=time(start), ends=time(end))
            for nurse, (start, end) in zip(nurses, shifts, strict=True)
        ),
    )


def test_more_patients_than_nurses_take_warns_of_the_first_moment() -> None:
    standing = [a_stay(TWO, local(FIRST, 10, 30), 60)]
    clinic = nursed(facts(standing), (8, 17))
    assert messages(candidate(), clinic) == [
        "2 patients at 10:30, nurses on shift take 1, enough from 11:30"
    ]
    assert messages(candidate(), nursed(facts(standing), (8, 17), (8, 17))) == []


def test_the_end_of_a_shift_lowers_what_nurses_take() -> None:
    standing = [a_stay(TWO, local(FIRST, 8), 480)]
    clinic = nursed(facts(standing), (8, 17), (8, 11))
    assert messages(candidate(), clinic) == ["2 patients at 11:00, nurses on shift take 1"]


def test_nobodys_capacity_is_checked_where_no_shifts_are_kept() -> None:
    standing = [a_stay(TWO, local(FIRST, 9)) for _ in range(9)]
    assert messages(candidate(), facts(standing)) == []


def test_a_check_that_is_off_says_nothing_and_one_that_warns_does_not_block() -> None:
    early = candidate(start=local(FIRST, 7))
    assert is_blocked(find_conflicts(early, facts()))
    off = facts(settings=Settings({"clearance.opening_hours": "off"}))
    assert find_conflicts(early, off) == ()
    warned = find_conflicts(early, facts(settings=Settings({"clearance.opening_hours": "warn"})))
    assert [each.rule for each in warned] == ["opening_hours"]
    assert not is_blocked(warned)


def test_a_visit_past_midnight_meets_those_of_the_next_day() -> None:
    night = datetime.combine(FIRST, time(23))
    standing = a_stay(ONE, night + timedelta(hours=2), 60)
    visit = candidate(
        start=night, end=night + timedelta(hours=3), held_until=night + timedelta(hours=3)
    )
    rules = {each.rule for each in find_conflicts(visit, facts([standing]))}
    assert "chair_overlap" in rules
