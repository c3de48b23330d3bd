from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from ivig_scheduler.domain.records import Appointment, ChairOutage, Closure
from ivig_scheduler.domain.terms import CancelReason
from ivig_scheduler.services.appointments import cancel_appointment
from ivig_scheduler.services.day import load_day
from ivig_scheduler.services.month import Month, MonthDay, load_month
from ivig_scheduler.storage.day_loads import _LOAD
from tests.clinics import TODAY, SmallClinic, make_small_clinic

THANKSGIVING = date(2026, 11, 26)
OPEN_MINUTES = 9 * 60


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


def month_of(clinic: SmallClinic, day: date) -> Month:
    return clinic.read(lambda store: load_month(store, day))


def day_of(clinic: SmallClinic, day: date) -> MonthDay:
    return next(each for each in month_of(clinic, day).days if each.day == day)


def held_minutes(clinic: SmallClinic, day: date) -> int:
    """Return the open minutes visits hold their chairs, counted visit by visit."""
    found = clinic.read(lambda store: load_day(store, day))
    hours = found.facts.calendar.open_hours(day)
    assert hours is not None
    spans = [
        min(each.appointment.held_until, hours[1]) - max(each.appointment.start, hours[0])
        for each in found.seated
    ]
    return sum(max(round(span.total_seconds() / 60), 0) for span in spans)


def booked(clinic: SmallClinic) -> tuple[Appointment, ...]:
    return clinic.visits(clinic.book_course(clinic.osei, cycles=3, interval_days=7)) + (
        clinic.visits(clinic.book_course(clinic.brandt, cycles=2, interval_days=7))
    )


def test_a_month_is_whole_weeks_from_monday_to_sunday(clinic: SmallClinic) -> None:
    month = month_of(clinic, TODAY)
    assert month.first == date(2026, 11, 1)
    assert (month.days[0].day, month.days[-1].day) == (date(2026, 10, 26), date(2026, 12, 6))
    february = month_of(clinic, date(2027, 2, 10))
    assert (february.days[0].day, len(february.days)) == (date(2027, 2, 1), 28)


def test_the_database_counts_what_the_days_hold(clinic: SmallClinic) -> None:
    days = {each.start.date() for each in booked(clinic)}
    for day in days:
        found = day_of(clinic, day)
        assert found.visits == len(clinic.read(lambda store, day=day: load_day(store, day)).seated)  # type: ignore[misc]
        assert found.booked_minutes == held_minutes(clinic, day) > 0
        assert found.open_minutes == 3 * OPEN_MINUTES


def test_a_visit_that_was_called_off_holds_nothing(clinic: SmallClinic) -> None:
    visit = booked(clinic)[0]
    before = day_of(clinic, visit.start.date()).visits
    clinic.run(lambda work: cancel_appointment(work, visit, CancelReason.PATIENT_ILL, ""))
    assert day_of(clinic, visit.start.date()).visits == before - 1


def test_closures_holidays_and_weekends_say_why_and_offer_no_time(clinic: SmallClinic) -> None:
    clinic.add(Closure(first_day=TODAY, last_day=TODAY, reason="staff day"))
    assert day_of(clinic, TODAY).closed_reason == "staff day"
    assert day_of(clinic, TODAY).open_minutes == 0
    assert "Thanksgiving" in day_of(clinic, THANKSGIVING).closed_reason
    assert day_of(clinic, date(2026, 11, 29)).closed_reason == "closed on Sundays"


def test_a_chair_out_of_service_offers_less_time_and_counts_once(clinic: SmallClinic) -> None:
    chair = clinic.chairs[0]
    noon = datetime.combine(TODAY, time(12))
    for hours in (2, 3):
        clinic.add(
            ChairOutage(
                chair_id=chair.id, starts=noon, ends=noon + timedelta(hours=hours), reason="motor"
            )
        )
    found = day_of(clinic, TODAY)
    assert found.chairs_out == 1
    assert found.open_minutes == 3 * OPEN_MINUTES - 3 * 60


def test_no_visit_is_read_for_a_month(clinic: SmallClinic) -> None:
    booked(clinic)
    query = f"EXPLAIN QUERY PLAN WITH asked(day, following, opens, closes) AS (VALUES (?,?,?,?)) {_LOAD}"  # noqa: E501

    def plan(store: object) -> str:
        cursor = store.connection.connection.cursor()  # type: ignore[attr-defined]
        cursor.execute(query, ("2026-11-01",) * 4)
        return " ".join(str(row[3]) for row in cursor.fetchall())

    assert "USING COVERING INDEX ix_appointment_held" in clinic.read(plan)
