"""How often something happens, as people choose and type it: every week, every 10 days."""

import re
from datetime import datetime, time, timedelta

from ivig_scheduler.domain.records import ChairOutage
from ivig_scheduler.domain.wording import (
    WEEKDAYS,
    count,
    show_day,
    show_days,
    show_moment,
    show_time,
)

ONCE = "Once"
#: What is offered, and every how many days it is.
USUAL = {"Every day": 1, "Every week": 7, "Every 2 weeks": 14, "Every 4 weeks": 28}
_TYPED = re.compile(r"(?:every\s+)?(\d+)\s*(days?|weeks?)?", re.IGNORECASE)
_DAYS_A_WEEK = 7


def read_repetition(text: str) -> int | None:
    """Return every how many days something happens, None for once.

    Raises ValueError with what to type.
    """
    typed = " ".join(text.split())
    usual = {words.casefold(): days for words, days in USUAL.items()}
    if typed.casefold() in {"", ONCE.casefold()}:
        return None
    if typed.casefold() in usual:
        return usual[typed.casefold()]
    found = _TYPED.fullmatch(typed)
    if found is None or int(found[1]) == 0:
        raise ValueError(f"'{typed}' is no repetition: choose one, or type it as 10 days")
    is_weeks = (found[2] or "").casefold().startswith("week")
    return int(found[1]) * (_DAYS_A_WEEK if is_weeks else 1)


def show_repetition(every_days: int | None) -> str:
    """Return how often something happens: Once, Every week, Every 10 days, Every 3 weeks."""
    if every_days is None:
        return ONCE
    for words, days in USUAL.items():
        if days == every_days:
            return words
    if every_days % _DAYS_A_WEEK == 0:
        return f"Every {count(every_days // _DAYS_A_WEEK, 'week')}"
    return f"Every {count(every_days, 'day')}"


def show_outage(outage: ChairOutage) -> str:
    """Return when an outage is: its days, with their times where they are not whole.

    A repeated one tells how often, at what times, and in a second line from when to when.
    """
    if outage.every_days is None:
        return show_span(outage.starts, outage.ends)
    lines = (f"{show_repetition(outage.every_days)}{_show_times(outage)}", _show_range(outage))
    return "\n".join(lines)


def show_span(starts: datetime, ends: datetime) -> str:
    """Return from when to when something is: its days, with times where they are not whole."""
    if _is_of_whole_days(starts, ends):
        return show_days(starts.date(), ends.date() - timedelta(days=1))
    if starts.date() == ends.date():
        return f"{show_moment(starts)} to {show_time(ends)}"
    first = f"{starts:%m/%d %H:%M}" if starts.year == ends.year else show_moment(starts)
    return f"{first} to {show_moment(ends)}"


def _show_times(outage: ChairOutage) -> str:
    """Return the weekday, where it is always the same, and the times: , Tue 08:00 to 12:00."""
    starts, ends = outage.starts, outage.ends
    has_weekday = (outage.every_days or 1) % _DAYS_A_WEEK == 0
    first = f", {WEEKDAYS[starts.weekday()][:3]}" if has_weekday else ","
    if _is_of_whole_days(starts, ends):
        days = (ends - starts).days
        return f"{first if has_weekday else ''}, {count(days, 'whole day')}"
    days = (ends.date() - starts.date()).days
    later = f" {count(days, 'day')} later" if ends - starts >= timedelta(days=1) else ""
    return f"{first} {show_time(starts)} to {show_time(ends)}{later}"


def _show_range(outage: ChairOutage) -> str:
    until = outage.repeats_until
    text = f"from {show_day(outage.starts)}"
    text += f" to {show_day(until)}" if until else ", no end"
    left_out = len(outage.except_days)
    return f"{text}, {left_out} left out" if left_out else text


def _is_of_whole_days(starts: datetime, ends: datetime) -> bool:
    return starts.time() == ends.time() == time()
