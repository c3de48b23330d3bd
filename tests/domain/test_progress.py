"""How a visit goes against its plan."""

from datetime import date, datetime, time
from uuid import uuid4

from ivig_scheduler.domain.progress import expect_visit
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import Status

DAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime.combine(DAY, time(hour, minute))


def visit(status: Status, actual_start: datetime | None = None) -> Appointment:
    return Appointment(
        patient_id=uuid4(),
        course_id=uuid4(),
        cycle_id=uuid4(),
        plan_id=uuid4(),
        chair_id=uuid4(),
        cycle_number=1,
        day_of_cycle=1,
        start=at(8, 30),
        end=at(14, 50),
        held_until=at(15),
        status=status,
        actual_start=actual_start,
    )


def test_a_visit_begun_late_frees_its_chair_late_by_as_much() -> None:
    progress = expect_visit(visit(Status.INFUSING, at(8, 52)), at(10, 41))

    assert progress.minutes_late == 22
    assert progress.chair_free == at(15, 22)
    assert progress.minutes_into(at(15, 15)) == 7
    assert progress.minutes_into(at(16)) == 0


def test_a_visit_begun_early_frees_its_chair_early() -> None:
    progress = expect_visit(visit(Status.IN_CHAIR, at(8, 20)), at(9))

    assert (progress.minutes_late, progress.chair_free) == (-10, at(14, 50))


def test_a_patient_who_should_sit_already_is_expected_to_sit_down_now() -> None:
    progress = expect_visit(visit(Status.ARRIVED), at(9))

    assert (progress.minutes_late, progress.chair_free) == (30, at(15, 30))


def test_a_visit_still_to_come_is_as_planned() -> None:
    progress = expect_visit(visit(Status.BOOKED), at(7))

    assert (progress.minutes_late, progress.chair_free) == (0, at(15))


def test_a_visit_of_another_day_is_as_planned() -> None:
    now = datetime.combine(date(2026, 11, 25), time(9))

    assert expect_visit(visit(Status.BOOKED), now).minutes_late == 0


def test_a_visit_that_is_over_is_not_late() -> None:
    for status in (Status.DONE, Status.CANCELLED, Status.NO_SHOW):
        assert expect_visit(visit(status), at(16)).chair_free == at(15)
