"""The work list: what needs a place, how it gets one, or why it does not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial
from pathlib import Path

import pytest

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Appointment, Closure, Cycle
from ivig_scheduler.domain.terms import CancelReason, CycleState
from ivig_scheduler.planning.series import PlannedCycle, Wish
from ivig_scheduler.services.appointments import cancel_appointment, move_appointment
from ivig_scheduler.services.work_list import (
    book_cycle,
    load_work_list,
    plan_cycle,
    skip_cycle,
)
from tests.clinics import SmallClinic, make_small_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


def cancel(clinic: SmallClinic, visit: Appointment) -> None:
    clinic.run(partial(cancel_appointment, before=visit, reason=CancelReason.WEATHER, note=""))


def plan(clinic: SmallClinic, cycle_id: object, wish: Wish | None = None) -> PlannedCycle:
    with clinic.database.read() as store:
        return plan_cycle(store, cycle_id, wish, now=clinic.clock.local)  # type: ignore[arg-type]


def cycle_of(clinic: SmallClinic, visit: Appointment) -> Cycle:
    found = clinic.read(lambda store: store.get(Cycle, visit.cycle_id))
    assert found is not None
    return found


def test_a_cycle_without_a_place_stands_on_the_work_list_with_its_reason(
    clinic: SmallClinic,
) -> None:
    clinic.add(
        Closure(first_day=date(2026, 12, 20), last_day=date(2027, 1, 10), reason="Rebuilding")
    )
    clinic.book_course(clinic.osei, cycles=3)
    items = clinic.read(lambda store: load_work_list(store, date(2027, 1, 4)))
    assert [(item.patient.family_name, item.cycle.number, item.days_late) for item in items] == [
        ("Osei", 2, 6)
    ]
    assert "Rebuilding" in items[0].reason


def test_the_longest_due_cycle_comes_first(clinic: SmallClinic) -> None:
    later = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    sooner = clinic.visits(
        clinic.book_course(clinic.brandt, first_day=date(2026, 11, 25), cycles=1)
    )[0]
    cancel(clinic, later)
    cancel(clinic, sooner)
    items = clinic.read(lambda store: load_work_list(store, clinic.clock.today))
    assert [item.cycle.id for item in items] == [sooner.cycle_id, later.cycle_id]


def test_a_cycle_is_booked_inside_its_window(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=2))[1]
    cancel(clinic, visit)
    planned = plan(clinic, visit.cycle_id)
    assert [each.start for each in planned.visits] == [visit.start]
    changes = clinic.run(lambda work: book_cycle(work, visit.cycle_id, planned))
    assert changes.label == "Book 1 visit from the work list"
    cycle = cycle_of(clinic, visit)
    assert (cycle.state, cycle.reason) == (CycleState.BOOKED, "")
    assert not clinic.read(lambda store: load_work_list(store, clinic.clock.today))
    clinic.dispatcher.undo()
    assert cycle_of(clinic, visit).state is CycleState.NEEDS_BOOKING


def test_a_cycle_whose_window_is_past_gets_the_next_place(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    cancel(clinic, visit)
    clinic.clock.pass_days(20)
    planned = plan(clinic, visit.cycle_id)
    assert [each.start.date() for each in planned.visits] == [clinic.clock.today]
    assert planned.visits[0].start >= clinic.clock.local
    assert [each.rule for each in planned.visits[0].conflicts] == ["due_window"]


def test_a_wish_is_taken(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    cancel(clinic, visit)
    wish = Wish(visit.start.date() + timedelta(days=1), time(9, 30), clinic.chairs[2].id)
    planned = plan(clinic, visit.cycle_id, wish)
    clinic.run(lambda work: book_cycle(work, visit.cycle_id, planned))
    booked = clinic.read(lambda store: store.where(Appointment, chair_id=clinic.chairs[2].id))
    assert [each.start.time() for each in booked] == [time(9, 30)]


def test_a_wish_that_cannot_be_tells_why(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    cancel(clinic, visit)
    planned = plan(clinic, visit.cycle_id, Wish(date(2026, 12, 5)))
    assert not planned.visits
    assert [each.message for each in planned.reasons] == [
        "the site is closed on Sat 12/05, next day Fri 12/04"
    ]
    with pytest.raises(RuleBrokenError, match="choose another day"):
        clinic.run(lambda work: book_cycle(work, visit.cycle_id, planned))


def test_the_next_cycle_is_due_from_the_day_the_late_one_is_given(clinic: SmallClinic) -> None:
    visits = clinic.visits(clinic.book_course(clinic.osei, cycles=3))
    cancel(clinic, visits[1])
    later = visits[1].start.date() + timedelta(days=2)
    planned = plan(clinic, visits[1].cycle_id, Wish(later))
    clinic.run(lambda work: book_cycle(work, visits[1].cycle_id, planned))
    assert cycle_of(clinic, visits[2]).due_day == later + timedelta(days=28)


def test_only_the_missing_days_of_a_split_cycle_are_booked(clinic: SmallClinic) -> None:
    course = clinic.book_course(
        clinic.osei, indication="CIDP", dose="2", days_per_cycle=3, interval_days=21, cycles=1
    )
    first, second, third = clinic.visits(course)
    cancel(clinic, second)
    planned = plan(clinic, first.cycle_id)
    assert [(each.day_of_cycle, each.start) for each in planned.visits] == [(2, second.start)]
    clinic.run(lambda work: book_cycle(work, first.cycle_id, planned))
    standing = [each for each in clinic.visits(course) if each.cancel_reason is None]
    assert [each.start for each in standing] == [first.start, second.start, third.start]


def test_a_missing_day_of_a_split_cycle_is_made_up_for_after_the_days_before_it(
    clinic: SmallClinic,
) -> None:
    course = clinic.book_course(
        clinic.osei, indication="CIDP", dose="2", days_per_cycle=3, interval_days=21, cycles=1
    )
    first, second, third = clinic.visits(course)
    cancel(clinic, second)
    day = second.start.date()
    clinic.add(Closure(first_day=day, last_day=day, reason="Flood"))
    planned = plan(clinic, first.cycle_id)
    assert [each.start.date() for each in planned.visits] == [
        third.start.date() + timedelta(days=1)
    ]


def test_the_next_cycle_is_due_from_the_first_day_given_whichever_day_that_is(
    clinic: SmallClinic,
) -> None:
    course = clinic.book_course(
        clinic.osei, indication="CIDP", dose="1", days_per_cycle=2, interval_days=28, cycles=2
    )
    first, second, *later = clinic.visits(course)
    ahead = first.start - timedelta(days=1)
    clinic.run(lambda work: move_appointment(work, second, second.chair_id, ahead))
    assert cycle_of(clinic, later[0]).due_day == ahead.date() + timedelta(days=28)


def test_part_of_what_is_missing_is_not_booked(clinic: SmallClinic) -> None:
    course = clinic.book_course(
        clinic.osei, indication="CIDP", dose="2", days_per_cycle=2, interval_days=21, cycles=1
    )
    for visit in clinic.visits(course):
        cancel(clinic, clinic.visit(visit))
    planned = plan(clinic, clinic.visits(course)[0].cycle_id)
    part = replace(planned, visits=planned.visits[:1])
    with pytest.raises(RuleBrokenError, match="plan it again"):
        clinic.run(lambda work: book_cycle(work, visit.cycle_id, part))


def test_a_place_taken_meanwhile_is_refused(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    cancel(clinic, visit)
    planned = plan(clinic, visit.cycle_id)
    clinic.book_course(clinic.brandt, cycles=1)
    with pytest.raises(RuleBrokenError, match="cycle 1 on 12/01/2026 08:00: Chair 1 is taken by"):
        clinic.run(lambda work: book_cycle(work, visit.cycle_id, planned))
    assert cycle_of(clinic, visit).state is CycleState.NEEDS_BOOKING


def test_a_booked_cycle_has_nothing_to_place(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    with pytest.raises(RuleBrokenError, match="has its place already"):
        plan(clinic, visit.cycle_id)


def test_a_cycle_is_skipped_with_its_reason(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    cancel(clinic, visit)
    cycle = cycle_of(clinic, visit)
    with pytest.raises(RuleBrokenError, match="say why"):
        clinic.run(lambda work: skip_cycle(work, cycle, " "))
    clinic.run(lambda work: skip_cycle(work, cycle, "in hospital"))
    skipped = cycle_of(clinic, visit)
    assert (skipped.state, skipped.reason) == (CycleState.SKIPPED, "in hospital")
    with pytest.raises(RuleBrokenError, match="only one without a place"):
        clinic.run(lambda work: skip_cycle(work, skipped, "again"))
