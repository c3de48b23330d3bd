"""Minutes of a day as bits: moments cut to the day, and starts at which some row is free."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ivig_scheduler.domain.day_minutes import DAY_MINUTES, DayMinutes, free_starts

DAY = date(2026, 12, 1)
MIDNIGHT = datetime(2026, 12, 1)  # noqa: DTZ001 - local
spans = st.tuples(st.integers(0, DAY_MINUTES - 1), st.integers(1, 300))


def bits(start: int, length: int) -> int:
    return ((1 << length) - 1) << start & ((1 << DAY_MINUTES) - 1)


@given(st.lists(st.lists(spans, max_size=4), max_size=7), st.integers(1, DAY_MINUTES))
def test_a_start_is_free_where_one_row_is_free_from_there_to_the_end(
    taken: list[list[tuple[int, int]]], minutes: int
) -> None:
    rows = [sum({1 << at for span in row for at in range(*_ends(span))}) for row in taken]
    found = free_starts(rows, minutes)
    for start in range(0, DAY_MINUTES, 7):
        assert bool(found >> start & 1) == any(not row & bits(start, minutes) for row in rows)


def _ends(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], min(span[0] + span[1], DAY_MINUTES)


def test_a_stay_takes_each_minute_it_begins_and_only_of_that_day() -> None:
    minutes, hour = DayMinutes(DAY), timedelta(hours=1)
    late = MIDNIGHT + timedelta(hours=8, minutes=30, seconds=1)
    assert minutes.span(MIDNIGHT + 8 * hour, late) == bits(480, 31)
    assert minutes.span(MIDNIGHT - hour, MIDNIGHT + hour) == bits(0, 60)
    assert minutes.span(MIDNIGHT + 23 * hour, MIDNIGHT + 30 * hour) == bits(1380, 60)
    assert not minutes.span(MIDNIGHT - hour, MIDNIGHT)
