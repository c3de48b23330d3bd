"""Days and times as people type them."""

from datetime import date, time

import pytest

from ivig_scheduler.domain.date_texts import read_birth_dates, read_day, read_time


@pytest.mark.parametrize("typed", ["03/27/1959", "3/27/1959", " 1959-03-27 ", "3.27.1959"])
def test_a_full_date_means_one_day(typed: str) -> None:
    assert read_birth_dates(typed) == (date(1959, 3, 27),)


def test_a_year_of_two_digits_may_be_of_either_century() -> None:
    assert read_birth_dates("3/27/19") == (date(1919, 3, 27), date(2019, 3, 27))


@pytest.mark.parametrize("typed", ["", "Osei", "1234", "13/27/1959", "2/30/1959", "3/27", "27"])
def test_anything_else_means_no_day(typed: str) -> None:
    assert read_birth_dates(typed) == ()


@pytest.mark.parametrize(
    "text",
    ["3/27/1959", "03/27/1959", " 3-27-1959 ", "3.27.1959", "03271959", "1959-03-27", "3/27/59"],
)
def test_a_birth_date_is_read_however_it_is_typed(text: str) -> None:
    assert read_day(text, latest=date(2026, 11, 23)) == date(1959, 3, 27)


def test_two_digits_mean_this_century_where_no_latest_day_is_given() -> None:
    assert read_day("3/27/59") == date(2059, 3, 27)
    assert read_day("3/27/27") == date(2027, 3, 27)


def test_two_digits_mean_this_year_where_it_is_the_latest() -> None:
    assert read_day("1/2/26", latest=date(2026, 11, 23)) == date(2026, 1, 2)


@pytest.mark.parametrize("text", ["", "soon", "13/13/2026", "2/29/2026", "3/27", "3/27/195"])
def test_what_is_no_day_is_refused_with_what_to_type(text: str) -> None:
    with pytest.raises(ValueError, match=r"type (it as 03/27/1959|month, day, year)"):
        read_day(text)


@pytest.mark.parametrize("text", ["12/31/9999", "1/1/0001", "12/31/1899", "01012200"])
def test_a_year_that_is_none_of_a_clinics_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not between 1900 and 2199: check the year"):
        read_day(text)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("8", time(8)),
        ("830", time(8, 30)),
        ("0830", time(8, 30)),
        ("8:30", time(8, 30)),
        ("8.30", time(8, 30)),
        ("17:00", time(17)),
        ("5 pm", time(17)),
        ("5:15pm", time(17, 15)),
        ("12 am", time(0)),
        ("12 p.m.", time(12)),
    ],
)
def test_a_time_is_read_however_it_is_typed(text: str, means: time) -> None:
    assert read_time(text) == means


@pytest.mark.parametrize("text", ["", "noon", "25:00", "8:75", "13 pm pm"])
def test_what_is_no_time_is_refused_with_what_to_type(text: str) -> None:
    with pytest.raises(ValueError, match="type it as 08:30"):
        read_time(text)
