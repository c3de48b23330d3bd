from hypothesis import given
from hypothesis import strategies as st

from ivig_scheduler.ui.schedule.axis import labels, lines
from ivig_scheduler.ui.schedule.geometry import (
    COLUMN_PX,
    HEADER_PX,
    LEAST_ROW_PX,
    MOST_ROW_PX,
    Bands,
    DayGeometry,
    snap,
)
from ivig_scheduler.ui.schedule.layouts import Layout
from ivig_scheduler.ui.schedule.zooming import STEPS, USUAL_STEP, closer, known_step

SIZES = st.builds(
    DayGeometry,
    width=st.integers(400, 3000),
    height=st.integers(300, 2000),
    rows=st.integers(1, 80),
    first_minute=st.integers(0, 600),
    last_minute=st.integers(800, 1440),
    step=st.sampled_from(STEPS),
    scroll_x=st.integers(0, 500),
    scroll_y=st.integers(0, 500),
    layout=st.sampled_from(Layout),
)


def place(geometry: DayGeometry, along: float, across: float) -> tuple[float, float]:
    """Return a place by its pixels along the axis of time and across it."""
    return (across, along) if geometry.is_across else (along, across)


@given(SIZES, st.integers(0, 1440))
def test_a_minute_stands_where_a_click_finds_it(geometry: DayGeometry, minute: int) -> None:
    found = geometry.minute_at(*place(geometry, geometry.along(minute), 5))
    assert abs(found - minute) <= 1 / geometry.px_per_minute


@given(SIZES, st.integers(0, 79))
def test_a_row_stands_where_a_click_finds_it(geometry: DayGeometry, row: int) -> None:
    middle = geometry.row_edge(row) + geometry.row_px // 2
    is_there = row < geometry.rows and middle >= geometry.bands.time
    assert geometry.row_at(*place(geometry, 5, middle)) == (row if is_there else None)


@given(SIZES)
def test_rows_keep_their_limits_and_the_day_fills_the_axis_of_time(geometry: DayGeometry) -> None:
    assert LEAST_ROW_PX <= geometry.row_px <= MOST_ROW_PX
    minutes = geometry.last_minute - geometry.first_minute
    assert minutes * geometry.px_per_minute >= geometry.time_end - COLUMN_PX - 1


@given(SIZES)
def test_every_row_of_which_something_shows_is_visible_and_no_other(
    geometry: DayGeometry,
) -> None:
    end = geometry.width if geometry.is_across else geometry.height
    for row in range(geometry.rows):
        near = geometry.row_edge(row)
        shows = near + geometry.row_px > HEADER_PX and near < end
        assert (row in geometry.visible_rows()) == shows


@given(SIZES, st.integers(0, 9), st.integers(480, 700), st.integers(15, 300))
def test_a_bar_lies_in_its_row_and_its_time(
    geometry: DayGeometry, row: int, start: int, minutes: int
) -> None:
    box = geometry.box(row, start, start + minutes)
    x, y = box.x + box.width / 2, box.y + box.height / 2
    if geometry.is_in_rows(x, y):
        assert geometry.row_at(x, y) == row
        assert start <= geometry.minute_at(x, y) <= start + minutes


@given(SIZES)
def test_turned_round_the_day_is_the_same_day(geometry: DayGeometry) -> None:
    turned = DayGeometry(
        geometry.height,
        geometry.width,
        geometry.rows,
        geometry.first_minute,
        geometry.last_minute,
        geometry.step,
        geometry.scroll_y,
        geometry.scroll_x,
        Layout.DOWN if geometry.is_across else Layout.ACROSS,
    )
    assert turned.visible_minutes() == geometry.visible_minutes()
    assert turned.visible_rows() == geometry.visible_rows()
    here, there = geometry.box(2, 500, 600), turned.box(2, 500, 600)
    assert (here.x, here.y, here.width, here.height) == (
        there.y,
        there.x,
        there.height,
        there.width,
    )


@given(SIZES)
def test_the_axis_has_a_line_a_step_and_its_labels_do_not_touch(geometry: DayGeometry) -> None:
    drawn, written = lines(geometry), labels(geometry)
    assert drawn.step == geometry.step
    assert written.step % geometry.step == 0
    is_far = written.step * geometry.px_per_minute >= geometry.bands.label
    assert is_far or written.step == 12 * geometry.step


def test_at_a_closer_step_every_line_has_its_label() -> None:
    for step in STEPS[1:]:
        geometry = DayGeometry(800, 600, 12, 480, 1020, step)
        assert labels(geometry).step == step


def test_rows_stretch_to_fill_the_height() -> None:
    geometry = DayGeometry(1000, HEADER_PX + 12 * 60, 12, 480, 1020)
    assert geometry.row_px == 60
    assert geometry.scroll_height == 0


def test_rows_that_do_not_fit_are_scrolled() -> None:
    geometry = DayGeometry(1000, HEADER_PX + 440, 40, 480, 1020)
    assert geometry.row_px == LEAST_ROW_PX
    assert geometry.scroll_height == 30 * LEAST_ROW_PX


def test_chairs_across_the_top_are_scrolled_sideways() -> None:
    bands = Bands(chairs=46, time=150, least_row=100, most_row=200, label=18)
    geometry = DayGeometry(1150, 700, 40, 480, 1020, layout=Layout.ACROSS, bands=bands)
    assert geometry.row_px == 100
    assert geometry.scroll_width == 30 * 100
    assert geometry.scroll_height == 0


def test_a_place_above_the_rows_or_below_the_last_is_no_place_to_drop() -> None:
    geometry = DayGeometry(1000, HEADER_PX + 300, 3, 480, 1020)
    assert geometry.is_in_rows(COLUMN_PX + 5, HEADER_PX + 5)
    assert not geometry.is_in_rows(COLUMN_PX + 5, HEADER_PX - 5)
    assert not geometry.is_in_rows(COLUMN_PX - 5, HEADER_PX + 5)
    assert not geometry.is_in_rows(COLUMN_PX + 5, HEADER_PX + 3 * geometry.row_px + 1)


def test_a_start_snaps_to_the_nearest_step_of_the_grid() -> None:
    assert [snap(minute, 15) for minute in (487, 488, 495, 502.4)] == [480, 495, 495, 495]


def test_zoom_stays_within_its_limits() -> None:
    assert closer(USUAL_STEP, -3) == 60
    assert closer(USUAL_STEP, 1) == 30
    assert closer(15, 10) == 5
    assert known_step(7) == USUAL_STEP
