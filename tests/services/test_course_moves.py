"""A visit of a course moves: what follows is foreseen, asked once, and made in one act."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Appointment, Course
from ivig_scheduler.services.courses.move_outlook import CourseMove, foresee_move
from ivig_scheduler.services.courses.moves import move_visit, set_rhythm
from tests.clinics import SmallClinic, make_small_clinic
from tests.services.test_course_changes import cycles_of, everything, plan_of


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


def foreseen(clinic: SmallClinic, visit: Appointment, start: datetime) -> CourseMove:
    now = clinic.clock.local
    return clinic.read(lambda store: foresee_move(store, visit, visit.chair_id, start, now))


def moved(
    clinic: SmallClinic, visit: Appointment, start: datetime, *, keeps: bool, anew: bool
) -> ChangeSet:
    found = foreseen(clinic, visit, start)
    following = found.following[keeps] if anew else None
    return clinic.run(
        lambda work: move_visit(
            work, visit, visit.chair_id, start, keeps_rhythm=keeps, following=following
        )
    )


def days_of(clinic: SmallClinic, course: Course) -> list[date]:
    return [each.start.date() for each in clinic.visits(course)]


def due_days(clinic: SmallClinic, course: Course) -> list[date]:
    return [each.due_day for each in cycles_of(clinic, course)]


def test_a_move_within_the_day_asks_nothing(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=3))[0]
    found = foreseen(clinic, visit, visit.start + timedelta(hours=1))
    assert not found.asks


def test_the_last_visit_of_a_course_asks_nothing(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=3))[2]
    assert not foreseen(clinic, visit, visit.start + timedelta(days=9)).asks


def test_a_move_off_the_due_day_asks_for_the_rhythm(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=3))[0]
    found = foreseen(clinic, visit, visit.start + timedelta(days=2))
    assert found.asks
    assert found.asks_rhythm
    assert not found.is_outside_window
    assert found.next_due == {False: date(2026, 12, 31), True: date(2026, 12, 29)}
    assert (found.after_it, found.others) == (2, 2)


def test_a_move_out_of_the_window_and_past_the_next_tells_both(clinic: SmallClinic) -> None:
    first, second, _ = clinic.visits(clinic.book_course(clinic.osei, cycles=3))
    found = foreseen(clinic, first, second.start + timedelta(days=1))
    assert found.is_outside_window
    assert found.passed == second.start.date()
    assert found.days_off == 29


def test_moving_only_this_visit_from_the_day_given_leaves_the_others(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=3)
    visit = clinic.visits(course)[0]
    moved(clinic, visit, visit.start + timedelta(days=2), keeps=False, anew=False)
    assert days_of(clinic, course) == [date(2026, 12, 3), date(2026, 12, 29), date(2027, 1, 26)]
    assert due_days(clinic, course)[1] == date(2026, 12, 31)


def test_moving_only_this_visit_in_the_old_rhythm_keeps_the_due_days(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=3)
    visit = clinic.visits(course)[0]
    before = due_days(clinic, course)
    moved(clinic, visit, visit.start + timedelta(days=2), keeps=True, anew=False)
    assert due_days(clinic, course) == before
    assert cycles_of(clinic, course)[0].keeps_rhythm is True


def test_a_rhythm_answered_once_is_not_asked_for_again(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=3)
    visit = clinic.visits(course)[0]
    moved(clinic, visit, visit.start + timedelta(days=2), keeps=True, anew=False)
    again = clinic.visit(visit)
    assert not foreseen(clinic, again, again.start + timedelta(days=1)).asks


def test_the_visits_after_it_are_planned_anew_from_the_day_given(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=3)
    visit = clinic.visits(course)[0]
    before = everything(clinic)
    done = moved(clinic, visit, visit.start + timedelta(days=8), keeps=False, anew=True)
    assert done.label == "Move a visit, plan the 2 visits after it anew"
    assert days_of(clinic, course) == [date(2026, 12, 9), date(2027, 1, 6), date(2027, 2, 3)]
    assert due_days(clinic, course)[1:] == [date(2027, 1, 6), date(2027, 2, 3)]
    clinic.dispatcher.undo()
    assert everything(clinic) == before


def test_the_visits_after_it_stay_in_the_old_rhythm_where_that_was_chosen(
    clinic: SmallClinic,
) -> None:
    course = clinic.book_course(clinic.osei, cycles=3)
    visit = clinic.visits(course)[0]
    moved(clinic, visit, visit.start + timedelta(days=8), keeps=True, anew=True)
    assert days_of(clinic, course) == [date(2026, 12, 9), date(2026, 12, 29), date(2027, 1, 26)]


def test_a_gap_made_by_the_move_makes_the_moved_visit_naive_like(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=3)
    second = clinic.visits(course)[1]
    moved(clinic, second, second.start + timedelta(days=31), keeps=False, anew=True)
    plans = [plan_of(clinic, each) for each in clinic.visits(course)]
    assert [plan.is_naive_like for plan in plans] == [True, True, False]
    assert days_of(clinic, course) == [date(2026, 12, 1), date(2027, 1, 29), date(2027, 2, 26)]


def test_planning_anew_refuses_where_a_place_was_taken_meanwhile(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=2)
    first, second = clinic.visits(course)
    start = first.start + timedelta(days=8)
    found = foreseen(clinic, first, start)
    place = found.following[False].moves[0].after
    by = place.start - second.start
    taken = second.model_copy(
        update={
            "id": uuid4(),
            "patient_id": clinic.brandt.id,
            "start": place.start,
            "end": second.end + by,
            "held_until": second.held_until + by,
            "chair_id": place.chair_id,
        }
    )
    clinic.add(taken)
    before = everything(clinic)
    with pytest.raises(RuleBrokenError, match="is taken by Brandt"):
        clinic.run(
            lambda work: move_visit(
                work,
                first,
                first.chair_id,
                start,
                keeps_rhythm=False,
                following=found.following[False],
            )
        )
    assert everything(clinic) == before


def test_the_rhythm_can_be_changed_later(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=3)
    visit = clinic.visits(course)[0]
    moved(clinic, visit, visit.start + timedelta(days=2), keeps=False, anew=False)
    cycle = cycles_of(clinic, course)[0]
    clinic.run(lambda work: set_rhythm(work, cycle, True))
    assert due_days(clinic, course)[1] == date(2026, 12, 29)
    clinic.run(lambda work: set_rhythm(work, cycles_of(clinic, course)[0], False))
    assert due_days(clinic, course)[1] == date(2026, 12, 31)


def a_split_course(clinic: SmallClinic) -> Course:
    """Book two cycles of three days: Tuesday 12/01 to Thursday 12/03, and four weeks later."""
    return clinic.book_course(clinic.osei, cycles=2, days_per_cycle=3)


def moved_together(clinic: SmallClinic, visit: Appointment, start: datetime) -> ChangeSet:
    found = foreseen(clinic, visit, start).together
    assert found is not None
    assert not found.refused
    return clinic.run(
        lambda work: move_visit(
            work, visit, visit.chair_id, start, keeps_rhythm=True, along=found.along
        )
    )


def test_a_day_of_a_cycle_asks_about_the_other_days(clinic: SmallClinic) -> None:
    first, second, third, *_ = clinic.visits(a_split_course(clinic))
    found = foreseen(clinic, second, second.start + timedelta(days=7))
    assert found.asks
    assert found.cycle_days == (first, third)
    assert found.others == 5
    assert found.together is not None
    assert found.together.others == 3
    assert [each.before.day_of_cycle for each in found.together.along] == [1, 3]


def test_a_cycle_moved_together_stays_on_consecutive_days(clinic: SmallClinic) -> None:
    course = a_split_course(clinic)
    before = everything(clinic)
    second = clinic.visits(course)[1]
    done = moved_together(clinic, second, second.start + timedelta(days=7, hours=1))
    assert done.label == "Move 3 days of a cycle"
    assert days_of(clinic, course)[:3] == [date(2026, 12, day) for day in (8, 9, 10)]
    times = [each.start.hour for each in clinic.visits(course)[:3]]
    assert times == [8, 9, 8]
    clinic.dispatcher.undo()
    assert everything(clinic) == before


def test_a_cycle_comes_a_day_later_together_where_one_day_alone_would_meet_the_next(
    clinic: SmallClinic,
) -> None:
    course = a_split_course(clinic)
    first = clinic.visits(course)[0]
    start = first.start + timedelta(days=1)
    assert "has a visit that day" in foreseen(clinic, first, start).refused
    moved_together(clinic, first, start)
    assert days_of(clinic, course)[:3] == [date(2026, 12, day) for day in (2, 3, 4)]


def test_days_that_would_come_to_a_closed_day_cannot_come_along(clinic: SmallClinic) -> None:
    first = clinic.visits(a_split_course(clinic))[0]
    found = foreseen(clinic, first, first.start + timedelta(days=3))
    assert found.together is not None
    assert "day 2 on Sat 12/05" in found.together.refused
    assert not found.refused


def test_only_the_days_still_to_come_move_with_a_day(clinic: SmallClinic) -> None:
    course = a_split_course(clinic)
    clinic.clock.pass_days(8)
    _, second, third, *_ = clinic.visits(course)
    found = foreseen(clinic, second, second.start + timedelta(days=7))
    assert found.cycle_days == (third,)


def test_the_next_cycle_follows_a_cycle_that_moved_together(clinic: SmallClinic) -> None:
    course = a_split_course(clinic)
    first = clinic.visits(course)[0]
    start = first.start + timedelta(days=7)
    found = foreseen(clinic, first, start).together
    assert found is not None
    assert found.asks_following
    done = clinic.run(
        lambda work: move_visit(
            work,
            first,
            first.chair_id,
            start,
            keeps_rhythm=False,
            along=found.along,
            following=found.following[False],
        )
    )
    assert done.label == "Move 3 days of a cycle, plan the 3 visits after it anew"
    assert days_of(clinic, course)[3] == date(2027, 1, 5)
