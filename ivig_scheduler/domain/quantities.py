"""Exact amounts: reading them from what people type, and rounding them for pumps and calendars."""

import math
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from ivig_scheduler.domain.errors import refuse

Exact = Fraction | Decimal | int


#: More digits before or after the decimal point than any computer writes for a real amount.
MOST_DIGITS = 30


def find_number(text: str) -> Decimal | None:
    """Return the finite number a text stands for, or None; a comma may be the decimal point."""
    if "_" in text:
        return None
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def has_more_digits(number: Decimal, most: int) -> bool:
    """Return whether a finite number has more than `most` digits before or after the point.

    Such numbers are refused before anything is computed from them: 1e999999999 would take hours.
    """
    exponent = number.as_tuple().exponent
    return number.adjusted() >= most or (isinstance(exponent, int) and -exponent > most)


def read_amount(field: str, text: str, unit: str) -> Decimal:
    """Return the number in `text` (a comma may stand for the decimal point).

    Raises RuleBrokenError naming `field` where the text is no finite number, or one of more digits
    than MOST_DIGITS before or after the point.
    """
    amount = find_number(text.strip().removesuffix(unit))
    if amount is None:
        raise refuse(field, f"{field} '{text.strip()}' is not a number of {unit}")
    if has_more_digits(amount, MOST_DIGITS):
        raise refuse(field, f"{field} '{text.strip()}' has more than {MOST_DIGITS} digits")
    return amount


def exact(amount: Exact) -> Fraction:
    """Return `amount` as a fraction, losing nothing."""
    return Fraction(amount)


def round_up_to(minutes: Exact, grid: int) -> int:
    """Return the least multiple of `grid` minutes that is not below `minutes`."""
    return math.ceil(Fraction(minutes) / grid) * grid


def round_down_to(amount: Exact, resolution: Exact) -> Decimal:
    """Return `amount` rounded down to a multiple of `resolution` (a pump's step)."""
    steps = math.floor(Fraction(amount) / Fraction(resolution))
    return steps * Decimal(str(resolution))


def show(amount: Exact, digits: int = 2) -> str:
    """Return `amount` with at most `digits` decimals and no trailing zeros."""
    text = f"{float(amount):.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show_exact(amount: Decimal) -> str:
    """Return `amount` to its last digit, for a field from which it is read again."""
    return format(amount.normalize(), "f")


def show_beside(amount: Exact, limit: Exact, digits: int = 2) -> str:
    """Return `amount` with as many more decimals as tell it from `limit`: 350.001, not 350."""
    while digits < 12 and show(amount, digits) == show(limit, digits) and amount != limit:
        digits += 1
    return show(amount, digits)


def whole_minutes(length: timedelta) -> int:
    """Return a length of time in whole minutes, those begun left out."""
    return int(length.total_seconds() // 60)


def show_minutes(minutes: int) -> str:
    """Return whole minutes the way a coordinator says them: 45 min, 4 h, 4 h 30."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def clock(minutes: Exact) -> str:
    """Return minutes since the start of a visit as h:mm."""
    hours, rest = divmod(math.floor(minutes), 60)
    return f"{hours}:{rest:02d}"
