"""Birth dates as people type them."""

from datetime import date

import pytest

from ivig_scheduler.domain.date_texts import read_birth_dates


@pytest.mark.parametrize("typed", ["03/27/1959", "3/27/1959", " 1959-03-27 ", "3.27.1959"])
def test_a_full_date_means_one_day(typed: str) -> None:
    assert read_birth_dates(typed) == (date(1959, 3, 27),)


def test_a_year_of_two_digits_may_be_of_either_century() -> None:
    assert read_birth_dates("3/27/19") == (date(1919, 3, 27), date(2019, 3, 27))


@pytest.mark.parametrize("typed", ["", "Osei", "1234", "13/27/1959", "2/30/1959", "3/27", "27"])
def test_anything_else_means_no_day(typed: str) -> None:
    assert read_birth_dates(typed) == ()
