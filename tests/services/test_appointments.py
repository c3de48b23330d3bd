"""Moving a visit, calling it off, and stepping it forward."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from ivig_scheduler.domain.errors import RuleBrokenError, StaleRecordError
from ivig_scheduler.domain.records import Appointment, ChairOutage, Cycle, Plan
from ivig_scheduler.domain.terms import (
    FORWARD,
    CancelReason,
    CycleState,
    Severity,
    Status,
)
from ivig_scheduler.planning.series import Wish
from ivig_scheduler.services.appointments import (
    advance_status,
    cancel_appointment,
    check_move,
    mark_no_show,
    move_appointment,
    next_status,
)
from ivig_scheduler.services.day import load_day
from ivig_scheduler.services.visit_file import load_visit
from tests.clinics import TODAY, SmallClinic, make_small_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


def move(clinic: SmallClinic, visit: Appointment, chair: int, start: datetime) -> Appointment:
    chair_id = clinic.chairs[chair].id
    clinic.run(lambda work: move_appointment(work, visit, chair_id, start))
    return clinic.visit(visit)


def cancel(clinic: SmallClinic, visit: Appointment) -> str:
    changes = clinic.run(
        lambda work: cancel_appointment(work, visit, CancelReason.PATIENT_ILL, "flu")
    )
    return changes.label


def plan_of(clinic: SmallClinic, visit: Appointment) -> Plan:
    found = clinic.read(lambda store: store.get(Plan, clinic.visit(visit).plan_id))
    assert found is not None
    return found


def cycle_of(clinic: SmallClinic, visit: Appointment) -> Cycle:
    found = clinic.read(lambda store: store.get(Cycle, visit.cycle_id))
    assert found is not None
    return found


def reasons(clinic: SmallClinic, visit: Appointment, chair: int, start: datetime) -> list[str]:
    """Return what speaks against a move, as a drag asks for it; the move itself must agree."""
    day = clinic.read(lambda store: load_day(store, start.date()))
    file = clinic.read(lambda store: load_visit(store, visit.id))
    found = check_move(day.facts, file, clinic.chairs[chair].id, start)
    blocking = [each.message for each in found if each.severity is Severity.BLOCK]
    if blocking:
        with pytest.raises(RuleBrokenError) as refused:
            move(clinic, visit, chair, start)
        assert [problem.message for problem in refused.value.problems] == blocking
    return [each.message for each in found]


def test_a_move_takes_the_visit_to_another_chair_and_time(clinic: SmallClinic) -> None:
    first = clinic.visits(clinic.book_course(clinic.osei))[0]
    moved = move(clinic, first, 2, first.start + timedelta(hours=1))
    assert moved.chair_id == clinic.chairs[2].id
    assert moved.end - first.end == timedelta(hours=1)
    assert moved.held_until - first.held_until == timedelta(hours=1)
    assert moved.plan_id == first.plan_id


def test_the_label_of_a_move_names_chair_and_time_and_no_patient(clinic: SmallClinic) -> None:
    first = clinic.visits(clinic.book_course(clinic.osei))[0]
    chair_id = clinic.chairs[2].id
    there = first.start + timedelta(hours=1)
    changes = clinic.run(lambda work: move_appointment(work, first, chair_id, there))
    assert changes.label == "Move a visit to Chair 3, 09:00"
    there += timedelta(days=1)
    moved = clinic.visit(first)
    changes = clinic.run(lambda work: move_appointment(work, moved, chair_id, there))
    assert changes.label == "Move a visit to Chair 3, 12/02/2026 09:00"


def test_a_taken_chair_tells_who_when_how_much_and_the_next_free_time(
    clinic: SmallClinic,
) -> None:
    osei = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    brandt = clinic.visits(clinic.book_course(clinic.brandt, cycles=1, dose="0.1"))[0]
    assert reasons(clinic, brandt, 0, osei.start + timedelta(hours=2)) == [
        "Chair 1 is taken by Osei, Ama from 08:00 to 12:55: 2 h 55 too many, free from 13:00"
    ]


def test_all_reasons_against_a_place_are_told_at_once(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.yamada, cycles=1))[0]
    evening = visit.start.replace(hour=15)
    clinic.add(
        ChairOutage(
            chair_id=clinic.chairs[0].id,
            starts=evening,
            ends=evening + timedelta(days=2),
            reason="recliner motor",
        )
    )
    found = reasons(clinic, visit, 0, evening)
    assert len(found) == 5
    assert "after closing at 17:00" in found[0]
    broken = "Chair 1 is out of service until 12/03 15:00: recliner motor, Chair 2 is free"
    assert broken in found
    assert "Chair 1 has no port access, Chair 2 is free" in found
    assert "1 patient at 17:00, nurses on shift take 0" in found
    assert "a first or renewed treatment starts after 12:00" in found


def test_a_chair_that_is_not_there_is_refused(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    with pytest.raises(RuleBrokenError, match="the chair is not there any more"):
        clinic.run(lambda work: move_appointment(work, visit, clinic.osei.id, visit.start))


def test_a_patient_cannot_be_moved_to_a_day_of_another_visit(clinic: SmallClinic) -> None:
    first, second = clinic.visits(clinic.book_course(clinic.osei, cycles=2))
    assert any(
        "has a visit that day in Chair 1" in each
        for each in reasons(clinic, second, 2, first.start.replace(hour=8))
    )


def test_a_move_to_a_past_day_is_refused(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    yesterday = clinic.clock.local - timedelta(days=1)
    with pytest.raises(RuleBrokenError, match="past"):
        move(clinic, visit, 0, yesterday)


def test_a_move_beyond_the_gap_makes_the_visit_naive_like_and_longer(
    clinic: SmallClinic,
) -> None:
    second = clinic.visits(clinic.book_course(clinic.osei, cycles=2))[1]
    later = move(clinic, second, 0, second.start + timedelta(days=35))
    assert plan_of(clinic, later).is_naive_like
    assert later.end - later.start > second.end - second.start
    back = move(clinic, later, 0, second.start)
    assert not plan_of(clinic, back).is_naive_like
    assert back.end == second.end


def test_a_move_plans_the_next_visit_anew(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=3, interval_days=35, window_days=30)
    first, second, third = clinic.visits(course)
    move(clinic, second, 0, second.start - timedelta(days=28))
    assert plan_of(clinic, third).is_naive_like
    assert clinic.visit(third).end > third.end
    clinic.dispatcher.undo()
    assert clinic.visits(course) == (first, second, third)


def test_a_move_that_pushes_the_next_visit_into_another_is_refused(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=3, interval_days=35, window_days=30)
    _, second, third = clinic.visits(course)
    beside = Wish(start=third.held_until.time(), chair_id=third.chair_id)
    clinic.book(
        clinic.draft(clinic.brandt, first_day=third.start.date(), cycles=1, dose="0.35"),
        wishes={(1, 1): beside},
    )
    with pytest.raises(RuleBrokenError, match=r"first infusion.*taken by Brandt"):
        move(clinic, second, 0, second.start - timedelta(days=28))
    assert clinic.visits(course)[1:] == (second, third)


def test_a_move_shifts_the_due_day_of_the_next_cycle(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=3)
    first, second, third = clinic.visits(course)
    move(clinic, first, 0, first.start + timedelta(days=2))
    assert cycle_of(clinic, second).due_day == first.start.date() + timedelta(days=30)
    assert cycle_of(clinic, third).due_day == second.start.date() + timedelta(days=28)


@pytest.mark.parametrize("steps", range(2, 7))
def test_a_visit_whose_patient_has_come_is_not_moved(clinic: SmallClinic, steps: int) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, first_day=TODAY, cycles=1))[0]
    for _ in range(steps):
        before = clinic.visit(visit)
        clinic.run(partial(advance_status, before=before))
    with pytest.raises(RuleBrokenError, match="can no longer be moved"):
        move(clinic, clinic.visit(visit), 1, visit.start)


def test_a_stale_visit_is_not_moved(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    move(clinic, visit, 1, visit.start)
    with pytest.raises(StaleRecordError, match="changed meanwhile"):
        move(clinic, visit, 2, visit.start)


def test_a_status_steps_forward_only_and_is_stamped(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, first_day=TODAY, cycles=1))[0]
    seen = [visit.status]
    while next_status(seen[-1]):
        clinic.clock.now += timedelta(minutes=20)
        before = clinic.visit(visit)
        clinic.run(partial(advance_status, before=before))
        after = clinic.visit(visit)
        assert after.status_since == clinic.clock.now
        seen.append(after.status)
    assert tuple(seen) == FORWARD
    with pytest.raises(RuleBrokenError, match="no next step"):
        clinic.run(lambda work: advance_status(work, clinic.visit(visit)))


def test_sitting_down_is_the_real_start(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, first_day=TODAY, cycles=1))[0]
    clinic.clock.now = datetime(2026, 11, 24, 14, 17, 33, tzinfo=UTC)
    for _ in range(4):
        before = clinic.visit(visit)
        clinic.run(partial(advance_status, before=before))
    after = clinic.visit(visit)
    assert after.status is Status.INFUSING
    assert after.actual_start == visit.start.replace(hour=9, minute=17)
    assert (after.start, after.end) == (visit.start, visit.end)


def test_a_patient_cannot_arrive_before_the_day(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    clinic.run(lambda work: advance_status(work, visit))
    confirmed = clinic.visit(visit)
    assert confirmed.status is Status.CONFIRMED
    with pytest.raises(RuleBrokenError, match="only on 12/01/2026"):
        clinic.run(lambda work: advance_status(work, confirmed))


def test_a_cancelled_visit_frees_its_chair_and_its_cycle_needs_booking(
    clinic: SmallClinic,
) -> None:
    osei = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    brandt = clinic.visits(clinic.book_course(clinic.brandt, cycles=1))[0]
    assert cancel(clinic, osei) == "Cancel a visit: patient ill"
    gone = clinic.visit(osei)
    assert (gone.status, gone.cancel_reason, gone.cancel_note) == (
        Status.CANCELLED,
        CancelReason.PATIENT_ILL,
        "flu",
    )
    cycle = cycle_of(clinic, osei)
    assert cycle.state is CycleState.NEEDS_BOOKING
    assert cycle.reason == "cancelled on 12/01/2026, patient ill: flu"
    assert move(clinic, brandt, 0, osei.start).chair_id == clinic.chairs[0].id


def test_another_reason_has_to_be_told(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    with pytest.raises(RuleBrokenError, match="what the other reason is"):
        clinic.run(lambda work: cancel_appointment(work, visit, CancelReason.OTHER, " "))


def test_a_visit_in_the_chair_is_not_cancelled(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, first_day=TODAY, cycles=1))[0]
    seated = visit.model_copy(update={"status": Status.IN_CHAIR})
    with pytest.raises(RuleBrokenError, match="can no longer be cancelled"):
        cancel(clinic, seated)


def test_a_missed_visit_makes_the_next_one_naive_like(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, first_day=TODAY, cycles=3, interval_days=42)
    _, second, third = clinic.visits(course)
    clinic.clock.pass_days(42)
    clinic.run(lambda work: mark_no_show(work, second))
    assert clinic.visit(second).status is Status.NO_SHOW
    assert cycle_of(clinic, second).reason == f"no-show on {second.start:%m/%d/%Y}"
    assert plan_of(clinic, third).is_naive_like
    assert clinic.visit(third).end > third.end
    clinic.dispatcher.undo()
    assert clinic.visits(course)[1:] == (second, third)


def test_a_missed_visit_says_so_where_the_next_one_has_no_room_to_grow(
    clinic: SmallClinic,
) -> None:
    course = clinic.book_course(clinic.osei, cycles=3, interval_days=42)
    _, second, third = clinic.visits(course)
    beside = Wish(start=third.held_until.time(), chair_id=third.chair_id)
    clinic.book(
        clinic.draft(clinic.brandt, first_day=third.start.date(), cycles=1, dose="0.35"),
        wishes={(1, 1): beside},
    )
    assert cancel(clinic, second) == "Cancel a visit: patient ill; 1 visit needs another place"
    assert clinic.visit(third) == third
    found = clinic.read(lambda store: load_visit(store, third.id)).conflicts
    assert any("taken by Brandt" in each.message for each in found)
    assert any("now counts as a first infusion" in each.message for each in found)


def test_a_no_show_is_told_only_of_a_visit_whose_day_has_come(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    with pytest.raises(RuleBrokenError, match="only on 12/01/2026: cancel it instead"):
        clinic.run(lambda work: mark_no_show(work, visit))


def test_two_visits_can_swap_their_chairs(clinic: SmallClinic) -> None:
    osei = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    brandt = clinic.visits(clinic.book_course(clinic.brandt, cycles=1))[0]
    moved = move(clinic, osei, 2, osei.start)
    other = move(clinic, brandt, 0, brandt.start)
    move(clinic, moved, 1, moved.start)
    assert {clinic.visit(other).chair_id, clinic.visit(osei).chair_id} == {
        clinic.chairs[0].id,
        clinic.chairs[1].id,
    }
