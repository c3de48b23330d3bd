"""How days, weekdays and counts are written in messages and labels."""

from collections.abc import Iterable
from datetime import date, datetime

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def show_day(day: date) -> str:
    """Return a day as 11/30/2026."""
    return f"{day:%m/%d/%Y}"


def show_days(first: date, last: date) -> str:
    """Return a range of days, both inclusive, or the one day it is."""
    return show_day(first) if first == last else f"{show_day(first)} to {show_day(last)}"


def show_moment(moment: datetime) -> str:
    """Return a local moment as 11/30/2026 08:30."""
    return f"{moment:%m/%d/%Y %H:%M}"


def show_weekday(weekday: int) -> str:
    """Return the name of a weekday; Monday is 0."""
    return WEEKDAYS[weekday]


def count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: 1 visit, 3 visits."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Iterable[str]) -> str:
    """Return words as a sentence lists them: a, b and c."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
