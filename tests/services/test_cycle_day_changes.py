"""A cycle is given over more or fewer days: planned anew as a whole, shown, and made in one act."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

import pytest

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Appointment, ChairOutage, Course, Plan
from ivig_scheduler.domain.terms import CHAIR_FREE, CycleState, Status
from ivig_scheduler.services.courses.ahead import Scope
from ivig_scheduler.services.courses.changes import CoursePreview, accept_change
from ivig_scheduler.services.dispatcher import Service
from ivig_scheduler.services.proposals import DayChanges
from tests.clinics import SmallClinic, make_small_clinic
from tests.services.test_course_changes import cycles_of, everything, preview, with_order

FIRST = date(2026, 12, 1)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


def booked(clinic: SmallClinic, days: int, cycles: int = 3) -> Course:
    return clinic.book_course(
        clinic.osei, first_day=FIRST, cycles=cycles, days_per_cycle=days, dose="1"
    )


def make(clinic: SmallClinic, service: Service[[]], found: CoursePreview) -> ChangeSet:
    given = found.proposal
    return clinic.run(
        lambda work: accept_change(work, service, given.moves, given.stuck, given.days)
    )


def days_of(clinic: SmallClinic, course: Course) -> list[list[int]]:
    """Return, cycle by cycle, the days of the cycle that stand."""
    standing = [each for each in clinic.visits(course) if each.status not in CHAIR_FREE]
    standing.sort(key=lambda each: (each.cycle_number, each.start))
    cycles = groupby(standing, key=lambda each: each.cycle_number)
    return [[each.day_of_cycle for each in visits] for _, visits in cycles]


def standing(clinic: SmallClinic, course: Course) -> list[Appointment]:
    return [each for each in clinic.visits(course) if each.status not in CHAIR_FREE]


def grams(clinic: SmallClinic, visit: Appointment) -> object:
    plan = clinic.read(lambda store: store.get(Plan, visit.plan_id))
    assert plan is not None
    return plan.dose_g


def test_a_cycle_over_more_days_gets_all_of_them_on_days_that_follow_each_other(
    clinic: SmallClinic,
) -> None:
    course = booked(clinic, days=1)
    service = with_order(clinic, course, days_per_cycle=2)
    before, found = everything(clinic), preview(clinic, service)
    assert everything(clinic) == before
    assert len(found.proposal.days.added) == 3
    assert "3 visits are added" in found.proposal.note
    done = make(clinic, service, found)
    assert days_of(clinic, course) == [[1, 2], [1, 2], [1, 2]]
    for _, visits in groupby(standing(clinic, course), key=lambda each: each.cycle_id):
        first, second = visits
        assert second.start.date() - first.start.date() == timedelta(days=1)
    # 70 kg by 1 g/kg are 70 g, half of it on each day.
    assert {grams(clinic, each) for each in standing(clinic, course)} == {35}
    assert "add 3 visits" in done.label
    clinic.dispatcher.undo()
    assert everything(clinic) == before


def test_a_cycle_over_fewer_days_calls_the_last_ones_off(clinic: SmallClinic) -> None:
    course = booked(clinic, days=3)
    service = with_order(clinic, course, days_per_cycle=2)
    before, found = everything(clinic), preview(clinic, service)
    assert [each.appointment.day_of_cycle for each in found.proposal.days.dropped] == [3, 3, 3]
    make(clinic, service, found)
    assert days_of(clinic, course) == [[1, 2], [1, 2], [1, 2]]
    gone = [each for each in clinic.visits(course) if each.status is Status.CANCELLED]
    assert {each.cancel_note for each in gone} == {"the cycle is given over fewer days"}
    assert {each.state for each in cycles_of(clinic, course)} == {CycleState.BOOKED}
    clinic.dispatcher.undo()
    assert everything(clinic) == before


def test_only_this_cycle_is_given_over_more_days_and_the_others_stay(clinic: SmallClinic) -> None:
    course = booked(clinic, days=1)
    others = [each for each in clinic.visits(course) if each.cycle_number != 2]
    second = cycles_of(clinic, course)[1]
    service = with_order(clinic, course, Scope.THIS, second, days_per_cycle=3)
    make(clinic, service, preview(clinic, service))
    assert days_of(clinic, course) == [[1], [1, 2, 3], [1]]
    assert [clinic.visit(each) for each in others] == others


def test_a_cycle_that_is_past_keeps_its_days(clinic: SmallClinic) -> None:
    course = booked(clinic, days=2)
    past = clinic.visits(course)[:2]
    clinic.clock.pass_days((past[1].start.date() - clinic.clock.today).days + 1)
    service = with_order(clinic, course, days_per_cycle=1)
    make(clinic, service, preview(clinic, service))
    assert days_of(clinic, course) == [[1, 2], [1], [1]]
    assert [clinic.visit(each) for each in past] == list(past)


def test_a_cycle_without_room_for_all_days_goes_to_the_work_list_whole(
    clinic: SmallClinic,
) -> None:
    # Without a window, five days in a row from a Tuesday on run into the weekend.
    course = clinic.book_course(
        clinic.osei, first_day=FIRST, cycles=1, days_per_cycle=2, dose="1", window_days=0
    )
    service = with_order(clinic, course, days_per_cycle=5)
    found = preview(clinic, service)
    assert len(found.proposal.stuck) == 2
    make(clinic, service, found)
    assert days_of(clinic, course) == []
    assert [each.state for each in cycles_of(clinic, course)] == [CycleState.NEEDS_BOOKING]


def test_some_days_of_a_cycle_are_never_booked_without_the_others(clinic: SmallClinic) -> None:
    course = booked(clinic, days=1)
    service = with_order(clinic, course, days_per_cycle=3)
    found, before = preview(clinic, service).proposal, everything(clinic)
    some = DayChanges(found.days.added[:1])
    with pytest.raises(RuleBrokenError, match="2 visits for 3 days"):
        clinic.run(lambda work: accept_change(work, service, found.moves, (), some))
    assert everything(clinic) == before


def test_a_day_whose_place_was_taken_meanwhile_is_refused_by_name(clinic: SmallClinic) -> None:
    course = booked(clinic, days=1, cycles=1)
    service = with_order(clinic, course, days_per_cycle=2)
    found = preview(clinic, service)
    (day,) = found.proposal.days.added
    starts, ends = day.after.start.replace(hour=0), day.after.start.replace(hour=23)
    outage = ChairOutage(chair_id=day.after.chair_id, starts=starts, ends=ends, reason="no power")
    clinic.add(outage)
    with pytest.raises(RuleBrokenError, match=f"{clinic.osei.full_name}.*out of service"):
        make(clinic, service, found)
    assert days_of(clinic, course) == [[1]]
