"""Exact amounts: reading them from what people type, and rounding them for pumps and calendars."""

import math
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from ivig_scheduler.domain.errors import refuse

Exact = Fraction | Decimal | int


def read_amount(field: str, text: str, unit: str) -> Decimal:
    """Return the number in `text` (a comma may stand for the decimal point).

    Raises RuleBrokenError naming `field` where the text is no finite number.
    """
    cleaned = text.strip().removesuffix(unit).strip().replace(",", ".")
    try:
        amount = Decimal(cleaned)
    except InvalidOperation:
        raise refuse(field, f"{field} '{text.strip()}' is not a number of {unit}") from None
    if not amount.is_finite():
        raise refuse(field, f"{field} '{text.strip()}' is not a number of {unit}")
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


def show_beside(amount: Exact, limit: Exact, digits: int = 2) -> str:
    """Return `amount` with as many more decimals as tell it from `limit`: 350.001, not 350."""
    while digits < 12 and show(amount, digits) == show(limit, digits) and amount != limit:
        digits += 1
    return show(amount, digits)


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
