"""What stands on a day, and one visit with all that is known about it."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Weight
from ivig_scheduler.domain.terms import CancelReason
from ivig_scheduler.planning.series import Wish
from ivig_scheduler.services.appointments import cancel_appointment, move_appointment
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.day import load_day, load_week
from ivig_scheduler.services.visit_file import load_visit
from tests.clinics import TODAY, SmallClinic, make_small_clinic

DECEMBER_1 = date(2026, 12, 1)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


def test_a_day_shows_its_visits_also_those_called_off(clinic: SmallClinic) -> None:
    osei = clinic.visits(clinic.book_course(clinic.osei))[0]
    brandt = clinic.visits(clinic.book_course(clinic.brandt))[0]
    clinic.run(partial(cancel_appointment, before=osei, reason=CancelReason.COVER))
    day = clinic.read(lambda store: load_day(store, DECEMBER_1))
    assert {each.patient.family_name for each in day.visits} == {"Osei", "Brandt"}
    assert [each.appointment for each in day.seated] == [brandt]
    assert not day.facts.occupancy.in_chair(osei.chair_id, osei.start, osei.end)
    assert day.visits[0].cycle_due == DECEMBER_1
    assert day.visits[0].product.name == "Privigen 10%"


def test_a_holiday_says_why_the_day_is_closed(clinic: SmallClinic) -> None:
    day = clinic.read(lambda store: load_day(store, date(2026, 11, 26)))
    assert (day.is_closed, day.closed_reason) == (True, "Thanksgiving Day")
    assert not clinic.read(lambda store: load_day(store, TODAY)).is_closed


def test_a_week_starts_on_monday_and_shows_each_visit_on_its_day(clinic: SmallClinic) -> None:
    clinic.book_course(clinic.osei, indication="CIDP", dose="1", days_per_cycle=2, cycles=1)
    week = clinic.read(lambda store: load_week(store, DECEMBER_1))
    assert week.monday == date(2026, 11, 30)
    assert [len(day.visits) for day in week.days] == [0, 1, 1, 0, 0, 0, 0]
    assert [day.is_closed for day in week.days] == [False] * 5 + [True] * 2


def test_facts_hold_both_ends_of_their_days(clinic: SmallClinic) -> None:
    first, second = clinic.visits(clinic.book_course(clinic.osei, cycles=2))
    facts = clinic.read(lambda store: load_facts(store, DECEMBER_1, second.start.date()))
    for visit in (first, second):
        stay = facts.occupancy.in_chair(visit.chair_id, visit.start, visit.end)
        assert [each.id for each in stay] == [visit.id]
    assert facts.names == {clinic.osei.id: "Osei, Ama"}
    assert facts.zone == "America/New_York"
    assert [chair.name for chair in facts.chairs] == ["Chair 1", "Chair 2", "Chair 3"]


def test_a_visit_knows_its_number_and_who_comes_next_in_the_chair(clinic: SmallClinic) -> None:
    visits = clinic.visits(clinic.book_course(clinic.osei, cycles=3))
    beside = Wish(start=visits[1].held_until.time(), chair_id=visits[1].chair_id)
    clinic.book(
        clinic.draft(
            clinic.brandt,
            first_day=visits[1].start.date(),
            cycles=1,
            dose="0.35",
            window_days=0,
        ),
        wishes={(1, 1): beside},
    )
    file = clinic.read(lambda store: load_visit(store, visits[1].id))
    assert (file.visit_number, file.visits_in_course) == (2, 3)
    assert file.next_in_chair is not None
    assert file.next_in_chair.patient.family_name == "Brandt"
    assert file.conflicts == ()
    assert file.table.id == file.plan.rate_table_id


def test_a_visit_tells_its_history_newest_first(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    clinic.clock.now += timedelta(minutes=5)
    clinic.run(
        partial(move_appointment, before=visit, chair_id=clinic.chairs[2].id, start=visit.start)
    )
    file = clinic.read(lambda store: load_visit(store, visit.id))
    assert [(each.actor, each.label) for each in file.history] == [
        ("tester", "Move a visit to Chair 3, 08:00"),
        ("tester", "Book 1 visit"),
    ]
    assert file.history[0].at == clinic.clock.now


def test_a_weight_is_checked_for_the_next_visit_only(clinic: SmallClinic) -> None:
    first, second = clinic.visits(clinic.book_course(clinic.osei, cycles=2))
    clinic.add(Weight(patient_id=clinic.osei.id, day=TODAY, weight_kg=Decimal(80)))
    files = [clinic.read(partial(load_visit, appointment_id=each.id)) for each in (first, second)]
    assert [each.rule for each in files[0].conflicts] == ["weight_age"]
    assert "changed by 14 %" in files[0].conflicts[0].message
    assert files[1].conflicts == ()


def test_a_visit_that_is_gone_is_told(clinic: SmallClinic) -> None:
    with pytest.raises(RuleBrokenError, match="not there any more"):
        clinic.read(lambda store: load_visit(store, uuid4()))
