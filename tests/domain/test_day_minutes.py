"""Moments as minutes of a day, cut to the day."""

from datetime import date, datetime, timedelta

from ivig_scheduler.domain.day_minutes import DayMinutes

DAY = date(2026, 12, 1)
MIDNIGHT = datetime(2026, 12, 1)  # noqa: DTZ001 - local


def test_a_stay_takes_each_minute_it_begins_and_only_of_that_day() -> None:
    minutes, hour = DayMinutes(DAY), timedelta(hours=1)
    late = MIDNIGHT + timedelta(hours=8, minutes=30, seconds=1)
    assert minutes.span(MIDNIGHT + 8 * hour, late) == (480, 511)
    assert minutes.span(MIDNIGHT - hour, MIDNIGHT + hour) == (0, 60)
    assert minutes.span(MIDNIGHT + 23 * hour, MIDNIGHT + 30 * hour) == (1380, 1440)
    assert minutes.span(MIDNIGHT - hour, MIDNIGHT) == (0, 0)
