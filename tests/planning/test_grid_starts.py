"""Where a search for a place looks: the starts of a day on the grid."""

from datetime import date, datetime, time

from ivig_scheduler.planning.grid_starts import grid_starts

OPENS = datetime.combine(date(2026, 12, 1), time(8))


def at(hour: int, minute: int = 0) -> datetime:
    return OPENS.replace(hour=hour, minute=minute)


def test_starts_go_from_opening_to_the_last_one_inclusive() -> None:
    assert list(grid_starts(OPENS, at(8, 40), 20)) == [at(8), at(8, 20), at(8, 40)]


def test_a_last_start_off_the_grid_is_not_reached() -> None:
    assert list(grid_starts(OPENS, at(8, 30), 20)) == [at(8), at(8, 20)]


def test_what_is_past_is_left_out_and_the_grid_stays() -> None:
    assert list(grid_starts(OPENS, at(9), 20, since=at(8, 21))) == [at(8, 40), at(9)]
    assert list(grid_starts(OPENS, at(8, 20), 20, since=at(8, 20))) == [at(8, 20)]


def test_a_visit_longer_than_the_day_has_no_start() -> None:
    assert not list(grid_starts(OPENS, at(7), 15))
