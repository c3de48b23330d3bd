from hypothesis import given
from hypothesis import strategies as st

from ivig_scheduler.ui.schedule.geometry import (
    COLUMN_PX,
    HEADER_PX,
    LEAST_ROW_PX,
    MOST_ROW_PX,
    MOST_ZOOM,
    DayGeometry,
    snap,
    zoomed,
)

SIZES = st.builds(
    DayGeometry,
    width=st.integers(400, 3000),
    height=st.integers(300, 2000),
    rows=st.integers(1, 80),
    first_minute=st.integers(0, 600),
    last_minute=st.integers(800, 1440),
    zoom=st.floats(1, MOST_ZOOM),
    scroll_x=st.integers(0, 500),
    scroll_y=st.integers(0, 500),
)


@given(SIZES, st.integers(0, 1440))
def test_a_minute_stands_where_a_click_finds_it(geometry: DayGeometry, minute: int) -> None:
    found = geometry.minute_at(geometry.x_of(minute))
    assert abs(found - minute) <= 1 / geometry.px_per_minute


@given(SIZES, st.integers(0, 79))
def test_a_row_stands_where_a_click_finds_it(geometry: DayGeometry, row: int) -> None:
    middle = geometry.y_of(row) + geometry.row_px // 2
    is_there = row < geometry.rows and middle >= HEADER_PX
    assert geometry.row_at(middle) == (row if is_there else None)


@given(SIZES)
def test_rows_keep_their_limits_and_the_day_fills_the_width(geometry: DayGeometry) -> None:
    assert LEAST_ROW_PX <= geometry.row_px <= MOST_ROW_PX
    minutes = geometry.last_minute - geometry.first_minute
    assert minutes * geometry.px_per_minute >= geometry.width - COLUMN_PX - 1


@given(SIZES)
def test_every_row_of_which_something_shows_is_visible_and_no_other(
    geometry: DayGeometry,
) -> None:
    for row in range(geometry.rows):
        top = geometry.y_of(row)
        shows = top + geometry.row_px > HEADER_PX and top < geometry.height
        assert (row in geometry.visible_rows()) == shows


def test_rows_stretch_to_fill_the_height() -> None:
    geometry = DayGeometry(1000, HEADER_PX + 12 * 60, 12, 480, 1020)
    assert geometry.row_px == 60
    assert geometry.scroll_height == 0


def test_rows_that_do_not_fit_are_scrolled() -> None:
    geometry = DayGeometry(1000, HEADER_PX + 440, 40, 480, 1020)
    assert geometry.row_px == LEAST_ROW_PX
    assert geometry.scroll_height == 30 * LEAST_ROW_PX


def test_a_place_above_the_rows_or_below_the_last_is_no_place_to_drop() -> None:
    geometry = DayGeometry(1000, HEADER_PX + 300, 3, 480, 1020)
    assert geometry.is_in_rows(COLUMN_PX + 5, HEADER_PX + 5)
    assert not geometry.is_in_rows(COLUMN_PX + 5, HEADER_PX - 5)
    assert not geometry.is_in_rows(COLUMN_PX - 5, HEADER_PX + 5)
    assert not geometry.is_in_rows(COLUMN_PX + 5, HEADER_PX + 3 * geometry.row_px + 1)


def test_a_start_snaps_to_the_nearest_step_of_the_grid() -> None:
    assert [snap(minute, 15) for minute in (487, 488, 495, 502.4)] == [480, 495, 495, 495]


def test_zoom_stays_within_its_limits() -> None:
    assert zoomed(1, -3) == 1
    assert zoomed(1, 1) > 1
    assert zoomed(5.9, 10) == MOST_ZOOM
