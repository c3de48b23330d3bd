"""A visit as it is expected to go from its stamps, its plan and what happened to its infusion."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from ivig_scheduler.domain.progress import (
    expect_visit,
    find_stamp_problems,
    minutes_awaited,
    plan_as_it_goes,
    stamp_step,
)
from ivig_scheduler.domain.records import Appointment, VisitEvent
from ivig_scheduler.domain.terms import PhaseName, Status, VisitEventKind
from tests.ui.visit.plans import make_plan

ZONE = "America/New_York"
PLAN = make_plan("Gamunex-C 10%", "PI", "70", "30", lead_minutes=0)
PHASE = {each.name: each for each in PLAN.phases}
BEFORE = PHASE[PhaseName.INFUSION].start_minute
STAY = PHASE[PhaseName.DISCHARGE].end_minute
SLACK = PLAN.booked_minutes - STAY
EIGHT = datetime(2026, 11, 24, 8)  # noqa: DTZ001 - a wall-clock time


def after(minutes: int) -> datetime:
    return EIGHT + timedelta(minutes=minutes)


def visit(status: Status, **stamps: datetime) -> Appointment:
    end = after(PLAN.booked_minutes)
    return Appointment(
        patient_id=uuid4(),
        course_id=uuid4(),
        cycle_id=uuid4(),
        plan_id=PLAN.id,
        chair_id=uuid4(),
        cycle_number=1,
        day_of_cycle=1,
        start=EIGHT,
        end=end,
        held_until=end + timedelta(minutes=PLAN.turnover_minutes),
        status=status,
        **stamps,  # type: ignore[arg-type]
    )


def test_a_visit_that_goes_as_planned_leaves_before_the_grid_rounds_it_up() -> None:
    begun = visit(Status.INFUSING, actual_start=EIGHT, infusion_start=after(BEFORE))
    progress = expect_visit(begun, after(BEFORE + 20), PLAN, zone=ZONE)

    assert SLACK > 0
    assert progress.leaves == after(STAY)
    assert progress.chair_free == after(STAY + PLAN.turnover_minutes)
    assert progress.overrun_minutes == 0
    assert progress.infusion_ends == after(PHASE[PhaseName.INFUSION].end_minute)


def test_an_infusion_begun_late_makes_the_visit_run_over_by_what_the_grid_did_not_take() -> None:
    late = visit(Status.INFUSING, actual_start=EIGHT, infusion_start=after(BEFORE + 40))
    progress = expect_visit(late, after(BEFORE + 50), PLAN, zone=ZONE)

    assert progress.overrun_minutes == 40 - SLACK
    assert progress.minutes_into(after(PLAN.booked_minutes)) == 40 - SLACK + PLAN.turnover_minutes


def test_who_sits_and_does_not_begin_is_expected_to_begin_now() -> None:
    waiting = visit(Status.IN_CHAIR, actual_start=EIGHT)
    on_time, late = (
        expect_visit(waiting, after(minute), PLAN, zone=ZONE) for minute in (5, BEFORE + 25)
    )

    assert (on_time.infusion_starts, on_time.infusion) == (after(BEFORE), None)
    assert late.infusion_starts == after(BEFORE + 25)
    assert late.leaves == after(STAY + 25)


def test_a_pause_moves_the_end_of_the_visit() -> None:
    begun = visit(Status.INFUSING, actual_start=EIGHT, infusion_start=after(BEFORE))
    pause = VisitEvent(
        appointment_id=begun.id,
        at=after(BEFORE + 30),
        what=VisitEventKind.PAUSE,
        expected_minutes=45,
    )
    progress = expect_visit(begun, after(BEFORE + 35), PLAN, (pause,), zone=ZONE)

    assert progress.leaves == after(STAY + 45)
    assert progress.infusion is not None and progress.infusion.pause == pause


def test_an_infusion_that_is_not_stepped_on_is_expected_to_end_now() -> None:
    begun = visit(Status.INFUSING, actual_start=EIGHT, infusion_start=after(BEFORE))
    over = PHASE[PhaseName.INFUSION].end_minute
    progress = expect_visit(begun, after(over + 33), PLAN, zone=ZONE)

    assert progress.infusion_ends == after(over + 33)
    assert progress.leaves == after(STAY + 33)
    assert progress.infusion is not None and progress.infusion.is_complete


def test_after_the_infusion_the_rest_counts_from_its_real_end() -> None:
    watched = visit(
        Status.OBSERVING,
        actual_start=EIGHT,
        infusion_start=after(BEFORE),
        infusion_end=after(200),
    )
    rest = STAY - PHASE[PhaseName.INFUSION].end_minute

    assert expect_visit(watched, after(205), PLAN, zone=ZONE).leaves == after(200 + rest)
    assert expect_visit(watched, after(400), PLAN, zone=ZONE).leaves == after(400)


def test_a_visit_that_a_person_made_longer_keeps_its_chair_to_its_booked_end() -> None:
    begun = visit(Status.INFUSING, actual_start=EIGHT, infusion_start=after(BEFORE))
    by = timedelta(minutes=30)
    longer = begun.model_copy(update={"end": begun.end + by, "held_until": begun.held_until + by})
    progress = expect_visit(longer, after(BEFORE + 20), PLAN, zone=ZONE)

    assert (progress.leaves, progress.chair_free) == (after(STAY), longer.held_until)


def test_a_done_visit_frees_its_chair_once_it_is_clean() -> None:
    done = visit(Status.DONE, actual_start=EIGHT, actual_end=after(180))

    assert expect_visit(done, after(181), PLAN, zone=ZONE).chair_free == after(
        180 + PLAN.turnover_minutes
    )


def test_a_visit_left_open_on_another_day_goes_on_for_ever_in_nobodys_eyes() -> None:
    begun = visit(Status.INFUSING, actual_start=EIGHT, infusion_start=after(BEFORE))
    progress = expect_visit(begun, after(24 * 60), PLAN, zone=ZONE)

    assert (progress.leaves, progress.overrun_minutes) == (after(STAY), 0)


@pytest.mark.parametrize(
    ("status", "minute", "awaited"),
    [
        (Status.CONFIRMED, 10, 0),
        (Status.CONFIRMED, 11, 11),
        (Status.BOOKED, 90, 90),
        (Status.ARRIVED, 90, 0),
        (Status.BOOKED, 24 * 60, 0),
    ],
)
def test_a_patient_who_is_not_there_is_awaited_after_the_settings_minutes(
    status: Status, minute: int, awaited: int
) -> None:
    assert minutes_awaited(visit(status), after(minute), 10) == awaited


def test_the_plan_as_it_goes_has_its_steps_where_they_are_now() -> None:
    begun = visit(Status.INFUSING, actual_start=after(5), infusion_start=after(BEFORE + 20))
    slow = VisitEvent(
        appointment_id=begun.id,
        at=after(BEFORE + 40),
        what=VisitEventKind.RATE,
        ml_per_h=Decimal(30),
    )
    progress = expect_visit(begun, after(BEFORE + 50), PLAN, (slow,), zone=ZONE)
    going = plan_as_it_goes(PLAN, progress, ZONE)
    phases = {each.name: each for each in going.phases}

    assert phases[PhaseName.INFUSION].start_minute == BEFORE + 15
    assert going.steps[1].start_minute == 20
    assert going.steps[1].ml_per_h == 30
    assert going.steps[-1].total_ml == PLAN.volume_ml
    assert phases[PhaseName.DISCHARGE].end_minute == (progress.leaves - after(5)).seconds // 60  # type: ignore[operator]
    assert PhaseName.ROUNDING not in phases
    assert plan_as_it_goes(PLAN, expect_visit(visit(Status.BOOKED), EIGHT, PLAN), ZONE) is PLAN


def test_each_step_of_a_visit_has_its_stamp() -> None:
    now = after(31) + timedelta(seconds=40)
    steps = (Status.ARRIVED, Status.IN_CHAIR, Status.INFUSING, Status.OBSERVING, Status.DONE)
    names = [next(iter(stamp_step(visit(Status.BOOKED), each, now))) for each in steps]

    assert names == ["arrived_at", "actual_start", "infusion_start", "infusion_end", "actual_end"]
    assert stamp_step(visit(Status.BOOKED), Status.INFUSING, now) == {
        "infusion_start": after(31),
        "actual_start": after(31),
    }
    assert stamp_step(visit(Status.BOOKED), Status.CONFIRMED, now) == {}


def problems(begun: Appointment, events: tuple[VisitEvent, ...] = (), **times: datetime) -> str:
    known = {"arrived_at": None, "actual_start": after(0), "infusion_start": after(40)}
    found = find_stamp_problems(begun, {**known, **times}, events, after(60))
    return "; ".join(each.message for each in found)


def test_times_are_in_order_and_not_in_the_future() -> None:
    begun = visit(Status.INFUSING)

    assert problems(begun) == ""
    assert problems(begun, actual_start=after(30)) == ""
    assert problems(begun, actual_start=after(50)) == (
        "the start of the infusion at 08:40 is before sitting down at 08:50"
    )
    assert "in the future, it is 09:00" in problems(begun, infusion_start=after(61))
    assert "step it on instead" in problems(begun, infusion_end=after(55))
    assert "on another day than the visit" in problems(begun, arrived_at=after(-24 * 60))


def test_rates_and_pauses_lie_within_the_infusion() -> None:
    begun = visit(Status.INFUSING)
    early = VisitEvent(appointment_id=begun.id, at=after(45), what=VisitEventKind.PAUSE)

    assert problems(begun, (early,)) == ""
    assert problems(begun, (early,), infusion_start=after(50)) == (
        "the pause at 08:45 is before the infusion began at 08:50"
    )
