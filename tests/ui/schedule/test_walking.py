from dataclasses import replace

from ivig_scheduler.ui.schedule.picture import Bar
from ivig_scheduler.ui.schedule.walking import Way, walk
from tests.ui.schedule.samples import plain_picture

FIRST, SECOND, *_ = plain_picture(2, 1).bars


def bar(row: int, start: int, end: int) -> Bar:
    return replace(FIRST, row=row, start=start, end=end, name=f"{row} {start}")


EARLY, LATE = bar(0, 480, 600), bar(0, 660, 780)
FAR_EARLY, FAR_LATE = bar(3, 500, 560), bar(3, 700, 800)
BARS = (LATE, FAR_LATE, EARLY, FAR_EARLY)


def test_right_goes_through_a_chair_and_on_into_the_next() -> None:
    assert walk(BARS, EARLY, Way.RIGHT) == LATE
    assert walk(BARS, LATE, Way.RIGHT) == FAR_EARLY
    assert walk(BARS, FAR_LATE, Way.RIGHT) == FAR_LATE


def test_left_goes_back() -> None:
    assert walk(BARS, FAR_EARLY, Way.LEFT) == LATE
    assert walk(BARS, EARLY, Way.LEFT) == EARLY


def test_down_skips_empty_chairs_and_finds_the_visit_nearest_in_time() -> None:
    assert walk(BARS, LATE, Way.DOWN) == FAR_LATE
    assert walk(BARS, EARLY, Way.DOWN) == FAR_EARLY
    assert walk(BARS, FAR_LATE, Way.UP) == LATE
    assert walk(BARS, FAR_LATE, Way.DOWN) == FAR_LATE


def test_home_and_end_are_the_days_first_and_last_visit() -> None:
    assert walk(BARS, FAR_LATE, Way.FIRST) == EARLY
    assert walk(BARS, EARLY, Way.LAST) == FAR_LATE


def test_any_key_begins_with_the_days_first_visit() -> None:
    assert walk(BARS, None, Way.LEFT) == EARLY
    assert walk((), None, Way.LEFT) is None
