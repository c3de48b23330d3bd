"""Days and times of day as people type and read them: 3/27/1959 and 8:30."""

import re
from datetime import date, time

_SEPARATED = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4})")
_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap])?\.?m?\.?")


def show_day(day: date | None) -> str:
    """Return a day as 03/27/1959, nothing for None."""
    return f"{day:%m/%d/%Y}" if day else ""


def show_time(moment: time | None) -> str:
    """Return a time of day as 08:30, nothing for None."""
    return f"{moment:%H:%M}" if moment else ""


def read_day(text: str, latest: date | None = None) -> date:
    """Return the day in a text such as 3/27/1959, 3/27/59, 03271959 or 1959-03-27.

    A year of two digits is the newest that is not after `latest`, or one of this century where
    that is not given. Raises ValueError with what to type.
    """
    cleaned = text.strip()
    if found := _ISO.fullmatch(cleaned):
        year, month, day = found.groups()
    elif found := _SEPARATED.fullmatch(cleaned) or _RUN.fullmatch(cleaned):
        month, day, year = found.groups()
    else:
        raise ValueError(f"'{cleaned}' is not a day: type it as 03/27/1959")
    try:
        return date(_full_year(int(year), len(year), latest), int(month), int(day))
    except ValueError:
        raise ValueError(f"there is no day {cleaned}: type month, day, year") from None


def _full_year(year: int, digits: int, latest: date | None) -> int:
    if digits == 4:
        return year
    newest = latest.year if latest else 2099
    return newest - (newest - year) % 100


def read_time(text: str) -> time:
    """Return the time of day in a text such as 8, 830, 8:30, 17:00 or 5 pm.

    Raises ValueError with what to type.
    """
    cleaned = text.strip().lower()
    found = _TIME.fullmatch(cleaned)
    if not found:
        raise ValueError(f"'{text.strip()}' is not a time: type it as 08:30")
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise ValueError(f"there is no time {text.strip()}: type it as 08:30") from None
