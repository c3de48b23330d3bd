"""Birth dates as people type them into a search."""

import re
from datetime import date

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_AMERICAN = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
CENTURIES = (1900, 2000)


def read_birth_dates(text: str) -> tuple[date, ...]:
    """Return the days that 03/27/1959, 1959-03-27 or 3/27/59 may mean; none for anything else.

    A year of two digits may be of either century: nobody is born in the future, so both can be
    searched for.
    """
    cleaned = text.strip()
    if found := _ISO.fullmatch(cleaned):
        return _days([int(found[1])], int(found[2]), int(found[3]))
    if found := _AMERICAN.fullmatch(cleaned):
        year = int(found[3])
        years = [century + year for century in CENTURIES] if len(found[3]) == 2 else [year]
        return _days(years, int(found[1]), int(found[2]))
    return ()


def _days(years: list[int], month: int, day: int) -> tuple[date, ...]:
    found = []
    for year in years:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(found)
