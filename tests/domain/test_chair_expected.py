"""Chairs that are expected to be free later than booked, and what is said of a place there."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from ivig_scheduler.domain.clearance import Conflict, Place, find_conflicts
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.occupancy import Stay
from ivig_scheduler.domain.progress import VisitProgress, free_later
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import Severity, Status
from tests.domain.candidates import candidate
from tests.planning.small import CHAIRS, FIRST, a_stay, facts, local

ONE, TWO = CHAIRS
START = local(FIRST, 9)


def a_clinic(until: datetime, status: Status = Status.INFUSING) -> tuple[ClinicFacts, Stay]:
    """Return a clinic whose first chair is booked to 9 and expected to be free only later."""
    sitting = a_stay(ONE, local(FIRST, 7), 120).model_copy(update={"status": status})
    clinic = replace(facts([sitting]), names={sitting.patient_id: "Mendoza, K."})
    return clinic.with_expected({sitting.id: until}), sitting


def said(clinic: ClinicFacts, start: datetime = START) -> list[Conflict]:
    visit = candidate(
        start=start, end=start + timedelta(hours=3), held_until=start + timedelta(hours=3)
    )
    return [each for each in find_conflicts(visit, clinic) if each.rule == "chair_expected"]


def test_a_place_in_a_chair_that_is_free_later_than_booked_says_who_where_and_by_how_much() -> None:
    clinic, _ = a_clinic(local(FIRST, 9, 20))
    (found,) = said(clinic)
    assert found.message == (
        "Chair 1 is expected to be free only at 09:20, 20 min after the start: "
        "Mendoza, K. runs over, free from 09:30"
    )
    assert (found.who, found.where, found.minutes) == ("Mendoza, K.", "Chair 1", 20)
    assert found.severity is Severity.WARN
    assert found.next_free == Place(local(FIRST, 9, 30), ONE.id)


def test_a_late_patient_is_told_as_late() -> None:
    clinic, _ = a_clinic(local(FIRST, 9, 20), Status.BOOKED)
    assert "Mendoza, K. is late" in said(clinic)[0].message


def test_nothing_is_said_once_the_chair_is_expected_to_be_free_nor_of_another_chair() -> None:
    clinic, _ = a_clinic(local(FIRST, 9, 20))
    assert said(clinic, local(FIRST, 9, 30)) == []
    elsewhere = candidate(chair_id=TWO.id)
    assert "chair_expected" not in {each.rule for each in find_conflicts(elsewhere, clinic)}


def test_what_is_booked_at_the_same_time_is_told_once_and_never_of_itself() -> None:
    clinic, sitting = a_clinic(local(FIRST, 9, 20))
    assert said(clinic, local(FIRST, 8, 30)) == []
    own = candidate(appointment_id=sitting.id)
    assert "chair_expected" not in {each.rule for each in find_conflicts(own, clinic)}


def test_a_site_may_switch_it_off_but_not_let_it_block() -> None:
    clinic, _ = a_clinic(local(FIRST, 9, 20))
    off = replace(clinic, settings=Settings({"clearance.chair_expected": "off"}))
    assert said(off) == []
    block = replace(clinic, settings=Settings({"clearance.chair_expected": "block"}))
    assert said(block)[0].severity is Severity.WARN


@pytest.mark.parametrize(
    ("status", "minutes", "is_told"),
    [
        (Status.INFUSING, 6, True),
        (Status.INFUSING, 5, False),
        (Status.BOOKED, 11, True),
        (Status.ARRIVED, 11, True),
        (Status.BOOKED, 10, False),
        (Status.DONE, 60, False),
        (Status.CANCELLED, 60, False),
    ],
)
def test_a_chair_is_free_later_where_its_visit_runs_over_or_its_patient_is_late(
    status: Status, minutes: int, is_told: bool
) -> None:
    visit = a_stay(ONE, START, 120).model_copy(update={"status": status})
    by = timedelta(minutes=minutes)
    progress = VisitProgress(START + by, visit.held_until + by, minutes)
    found = free_later(visit, progress, START + by, Settings())
    assert (found == visit.held_until + by) == is_told
    assert free_later(visit, progress, START + timedelta(days=1), Settings()) is None
