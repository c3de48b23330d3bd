"""What a failed check offers instead: the next place that would pass it."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from ivig_scheduler.domain.clearance import Candidate, Conflict, Place, find_conflicts
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Chair, ChairOutage, Nurse, Patient, Shift
from tests.domain.candidates import candidate
from tests.planning.small import CHAIRS, FIRST, PATIENT, a_stay, facts, local

ONE, TWO = CHAIRS


def the_conflict(visit: Candidate, clinic: ClinicFacts) -> Conflict:
    (found,) = find_conflicts(visit, clinic)
    return found


def standing_at(start: datetime, hours: int = 3) -> dict[str, object]:
    end = start + timedelta(hours=hours)
    return {"start": start, "end": end, "held_until": end}


def an_outage(chair: Chair, start: int, end: int) -> ChairOutage:
    return ChairOutage(
        chair_id=chair.id, starts=local(FIRST, start), ends=local(FIRST, end), reason="motor"
    )


def test_a_taken_chair_names_who_is_in_it_and_when_it_is_free() -> None:
    standing = a_stay(ONE, local(FIRST, 10), 100)
    clinic = replace(facts([standing]), names={standing.patient_id: "Brandt, Tom"})
    found = the_conflict(candidate(), clinic)
    assert (found.who, found.where, found.minutes) == ("Brandt, Tom", "Chair 1", 100)
    assert found.next_free == Place(local(FIRST, 11, 45), ONE.id)
    assert found.message.endswith("free from 11:45")


def test_a_chair_is_free_next_neither_taken_nor_out_of_service() -> None:
    standing = a_stay(ONE, local(FIRST, 9), 60)
    clinic = replace(facts([standing]), outages=(an_outage(ONE, 12, 13),))
    found = {each.rule: each for each in find_conflicts(candidate(), clinic)}
    assert found["chair_overlap"].next_free == Place(local(FIRST, 13), ONE.id)
    assert found["chair_outage"].next_free == Place(local(FIRST, 9), TWO.id)
    assert found["chair_outage"].minutes == 10


def test_a_chair_taken_to_the_evening_is_not_free_later() -> None:
    found = the_conflict(candidate(), facts([a_stay(ONE, local(FIRST, 8), 500)]))
    assert found.next_free is None
    assert found.message.endswith("not free later that day")


def test_an_outage_without_another_chair_offers_the_time_after_it() -> None:
    clinic = replace(facts(chairs=(ONE,)), outages=(an_outage(ONE, 8, 10),))
    found = the_conflict(candidate(), clinic)
    assert found.next_free == Place(local(FIRST, 10), ONE.id)


def test_a_missing_feature_offers_a_free_chair_that_has_it() -> None:
    needy = PATIENT.model_copy(update={"features_needed": ("bed",)})
    beds = tuple(Chair(name=f"Bed {number}", features=("bed",)) for number in (1, 2))
    clinic = facts([a_stay(beds[0], local(FIRST, 11), 60)], chairs=(ONE, *beds))
    found = the_conflict(candidate(patient=needy), clinic)
    assert found.next_free == Place(local(FIRST, 9), beds[1].id)
    assert (found.who, found.where) == ("Osei", "Chair 1")
    assert found.message == "Chair 1 has no bed, Bed 2 is free"


@pytest.mark.parametrize(
    ("hour", "minute", "offered", "minutes"),
    [(7, 0, (8, 0), 60), (15, 7, (14, 0), 67)],
)
def test_outside_the_hours_the_nearest_start_inside_is_offered(
    hour: int, minute: int, offered: tuple[int, int], minutes: int
) -> None:
    visit = candidate(**standing_at(local(FIRST, hour, minute)))
    found = the_conflict(visit, facts())
    assert found.next_free == Place(local(FIRST, *offered), ONE.id)
    assert found.minutes == minutes


def test_a_visit_longer_than_the_day_has_no_start_inside_the_hours() -> None:
    found = find_conflicts(candidate(**standing_at(local(FIRST, 7), 11)), facts())
    assert [each.next_free for each in found] == [None, None]


def test_a_closed_day_moves_inside_the_window_earlier_first() -> None:
    closed = {FIRST: "flood"}
    visit = candidate(due_day=FIRST)
    found = the_conflict(visit, facts(holidays=closed))
    assert found.next_free == Place(local(FIRST - timedelta(days=1), 9))
    both = {FIRST - timedelta(days=1): "storm", **closed}
    assert the_conflict(visit, facts(holidays=both)).next_free == Place(
        local(FIRST + timedelta(days=1), 9)
    )


def test_a_closed_day_without_a_due_day_moves_to_the_next_open_one() -> None:
    saturday = date(2026, 12, 5)
    found = the_conflict(candidate(**standing_at(local(saturday, 9))), facts())
    assert found.next_free == Place(local(date(2026, 12, 7), 9))


@pytest.mark.parametrize(("hour", "offered"), [(6, 8), (16, 14)])
def test_the_next_open_day_is_offered_at_a_time_within_its_hours(hour: int, offered: int) -> None:
    saturday = date(2026, 12, 5)
    found = the_conflict(candidate(**standing_at(local(saturday, hour))), facts())
    assert found.next_free == Place(local(date(2026, 12, 7), offered))


@pytest.mark.parametrize(
    ("due", "offered"), [(date(2026, 12, 10), date(2026, 12, 7)), (date(2026, 11, 23), None)]
)
def test_a_wrong_day_offers_the_nearest_open_day_of_the_window(
    due: date, offered: date | None
) -> None:
    """From 12/06 on, a Sunday; to 11/27, a Friday."""
    found = the_conflict(candidate(due_day=due), facts())
    assert found.next_free == Place(local(offered or date(2026, 11, 27), 9))
    assert found.where == "the due window"


def test_an_order_not_yet_valid_offers_its_first_open_day_and_an_ended_one_its_last() -> None:
    order = candidate().order
    early = order.model_copy(update={"valid_from": date(2026, 12, 5)})
    found = the_conflict(candidate(order=early), facts())
    assert found.next_free == Place(local(date(2026, 12, 7), 9))
    ended = order.model_copy(update={"valid_to": date(2026, 11, 29)})
    found = the_conflict(candidate(order=ended), facts())
    assert found.next_free == Place(local(date(2026, 11, 27), 9))


def test_a_patient_with_a_visit_that_day_is_offered_the_next_open_one() -> None:
    next_day = FIRST + timedelta(days=1)
    taken = [a_stay(TWO, local(day, 14), 60, PATIENT) for day in (FIRST, next_day)]
    found = the_conflict(candidate(), facts(taken))
    assert (found.who, found.where) == ("Osei", "Chair 2")
    assert found.next_free == Place(local(FIRST + timedelta(days=2), 9))


def test_a_late_naive_like_start_is_offered_the_latest_hour() -> None:
    visit = candidate(is_naive_like=True, **standing_at(local(FIRST, 13)))
    found = the_conflict(visit, facts())
    assert found.next_free == Place(local(FIRST, 12), ONE.id)
    assert found.minutes == 60


def test_too_few_nurses_name_those_on_shift_and_the_next_start_with_enough() -> None:
    clinic = _nursed(facts([a_stay(TWO, local(FIRST, 10), 60)]), takes=1)
    found = the_conflict(candidate(), clinic)
    assert (found.who, found.where, found.minutes) == ("Nurse 1", "nurses on shift", 60)
    assert found.next_free == Place(local(FIRST, 11))
    assert found.message == "2 patients at 10:00, nurses on shift take 1, enough from 11:00"


def _nursed(clinic: ClinicFacts, takes: int) -> ClinicFacts:
    nurse = Nurse(name="Nurse 1", patients_at_once=takes)
    shift = Shift(nurse_id=nurse.id, weekday=FIRST.weekday(), starts=time(8), ends=time(17))
    return replace(clinic, nurses=(nurse,), shifts=(shift,))


def test_no_name_of_a_patient_is_told_but_that_of_whom_it_is_about() -> None:
    other = Patient.model_copy(PATIENT, update={"family_name": "Brandt"})
    clinic = facts([a_stay(ONE, local(FIRST, 10), 60, other)])
    found = find_conflicts(candidate(), clinic)
    assert "Brandt" not in repr(found)
