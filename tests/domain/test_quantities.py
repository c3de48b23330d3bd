"""Reading and showing amounts."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.quantities import (
    clock,
    read_amount,
    round_down_to,
    round_up_to,
    show,
    show_beside,
    show_minutes,
)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("70", "70"), (" 70,5 kg", "70.5"), ("0.1kg", "0.1"), ("1e2", "100"), ("-3", "-3")],
)
def test_an_amount_is_read_to_its_last_digit(typed: str, amount: str) -> None:
    assert read_amount("weight", typed, "kg") == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["", "seventy", "nan", "inf", "-Infinity", "7 0", "7_0", "1,000.5", "kg"]
)
def test_what_is_no_finite_number_is_named(typed: str) -> None:
    with pytest.raises(RuleBrokenError, match="is not a number of kg") as refused:
        read_amount("weight", typed, "kg")
    assert refused.value.problems[0].field == "weight"


@pytest.mark.parametrize("typed", ["1e30", "1e999999999", "1e-31", "1e-999999999"])
def test_a_number_of_endless_digits_is_refused_before_it_is_computed_with(typed: str) -> None:
    with pytest.raises(RuleBrokenError, match="has more than 30 digits"):
        read_amount("weight", typed, "kg")
    assert read_amount("weight", "70.00000000000001", "kg") == Decimal("70.00000000000001")


@given(st.fractions(0, 2000), st.sampled_from([Decimal("0.1"), Decimal("0.5"), Decimal(1)]))
def test_a_pump_is_never_set_above_the_rate(rate: Fraction, step: Decimal) -> None:
    shown = round_down_to(rate, step)
    assert 0 <= rate - Fraction(shown) < Fraction(step)
    assert shown % step == 0


@given(st.fractions(0, 2000), st.integers(1, 60))
def test_a_visit_is_never_booked_shorter_than_it_is(minutes: Fraction, grid: int) -> None:
    booked = round_up_to(minutes, grid)
    assert 0 <= booked - minutes < grid
    assert booked % grid == 0


def test_lengths_are_said_as_a_coordinator_says_them() -> None:
    assert [show_minutes(each) for each in (5, 60, 90, 245)] == ["5 min", "1 h", "1 h 30", "4 h 05"]
    assert clock(Fraction(605, 8)) == "1:15"


def test_an_amount_just_over_its_limit_does_not_look_equal_to_it() -> None:
    assert show(Decimal("350.001")) == "350"
    assert show_beside(Decimal("350.001"), Decimal(350)) == "350.001"
    assert show_beside(Decimal(400), Decimal(350)) == "400"
