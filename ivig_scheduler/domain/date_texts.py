"""Days and times of day as people type them: 3/27/1959, 3/27/59, 1959-03-27 and 8:30."""

import re
from datetime import date, time

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_AMERICAN = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4})")
_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap])?\.?m?\.?")
CENTURIES = (1900, 2000)
#: The years a clinic's days can be in: a closure "for good" to 12/31/9999 has no day after it.
FIRST_YEAR, LAST_YEAR = 1900, 2199


def read_birth_dates(text: str) -> tuple[date, ...]:
    """Return the days that 03/27/1959, 1959-03-27 or 3/27/59 may mean; none for anything else.

    A year of two digits may be of either century: nobody is born in the future, so both can be
    searched for. Eight digits in a row are rather a patient's number than a day.
    """
    parts = _parts(text)
    if parts is None:
        return ()
    year, month, day = parts
    years = [century + int(year) for century in CENTURIES] if len(year) == 2 else [int(year)]
    return _days(years, month, day)


def read_day(text: str, latest: date | None = None) -> date:
    """Return the day in a text such as 3/27/1959, 3/27/59, 03271959 or 1959-03-27.

    A year of two digits is the newest that is not after `latest`, or one of this century where
    that is not given. Raises ValueError with what to type, also for a year that is none of a
    clinic's.
    """
    cleaned = text.strip()
    run = _RUN.fullmatch(cleaned)
    parts = (run[3], int(run[1]), int(run[2])) if run else _parts(cleaned)
    if parts is None:
        raise ValueError(f"'{cleaned}' is not a day: type it as 03/27/1959")
    year, month, day = parts
    full_year = _full_year(year, latest)
    if not FIRST_YEAR <= full_year <= LAST_YEAR:
        raise ValueError(f"{cleaned} is not between {FIRST_YEAR} and {LAST_YEAR}: check the year")
    try:
        return date(full_year, month, day)
    except ValueError:
        raise ValueError(f"there is no day {cleaned}: type month, day, year") from None


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


def _parts(text: str) -> tuple[str, int, int] | None:
    """Return the year as typed, the month and the day, or None where the text is no date."""
    cleaned = text.strip()
    if found := _ISO.fullmatch(cleaned):
        return found[1], int(found[2]), int(found[3])
    if found := _AMERICAN.fullmatch(cleaned):
        return found[3], int(found[1]), int(found[2])
    return None


def _full_year(year: str, latest: date | None) -> int:
    if len(year) == 4:
        return int(year)
    newest = latest.year if latest else 2099
    return newest - (newest - int(year)) % 100


def _days(years: list[int], month: int, day: int) -> tuple[date, ...]:
    found = []
    for year in years:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(found)
