"""From one day, week or month to the next."""

from datetime import date, timedelta

_DAYS = {"day": 1, "week": 7}
_MONTHS_A_YEAR = 12


def stepped(day: date, view: str, by: int) -> date:
    """Return the day so many days, weeks or months on; of a shorter month it is the last one."""
    if view in _DAYS:
        return day + timedelta(days=by * _DAYS[view])
    months = day.year * _MONTHS_A_YEAR + day.month - 1 + by
    first = date(months // _MONTHS_A_YEAR, months % _MONTHS_A_YEAR + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))
