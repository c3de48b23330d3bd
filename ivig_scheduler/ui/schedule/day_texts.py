"""What the schedule says in words: the heading, the chips, and how things stand right now."""

from datetime import date, timedelta

from ivig_scheduler.domain.wording import count, show_weekday
from ivig_scheduler.ui.schedule.month_picture import MonthPicture
from ivig_scheduler.ui.schedule.picture import DayPicture, Span, WeekPicture, clock
from ivig_scheduler.ui.widgets.chip import ChipKind

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_heading(day: date, today: date) -> str:
    """Return Monday, November 23; the year too where it is another than today's."""
    year = f", {day.year}" if day.year != today.year else ""
    return f"{show_weekday(day.weekday())}, {_MONTHS[day.month - 1]} {day.day}{year}"


def week_heading(monday: date, today: date) -> str:
    """Return November 23 to 29, or November 30 to December 6."""
    sunday = monday + timedelta(days=6)
    month = "" if sunday.month == monday.month else f"{_MONTHS[sunday.month - 1]} "
    year = f", {sunday.year}" if sunday.year != today.year else ""
    return f"{_MONTHS[monday.month - 1]} {monday.day} to {month}{sunday.day}{year}"


def month_heading(day: date) -> str:
    """Return November 2026."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def month_chips(picture: MonthPicture) -> tuple[tuple[str, ChipKind], ...]:
    """Return how full the month is, and how much of it is still to be had."""
    days = [cell for cell in picture.days if picture.is_of_month(cell)]
    opened = sum(cell.open_minutes for cell in days)
    if not opened:
        return ()
    booked = sum(cell.booked_minutes for cell in days)
    free = sum(cell.free_hours for cell in days)
    return (
        (count(sum(cell.visits for cell in days), "visit"), "plain"),
        (f"{round(100 * booked / opened)} % of the chairs' time", "plain"),
        (f"{free:,} h free", "plain"),
    )


def day_chips(picture: DayPicture) -> tuple[tuple[str, ChipKind], ...]:
    """Return how ready the day is; nothing where it has no visits."""
    visits = len(picture.bars)
    chips: list[tuple[str, ChipKind]] = []
    chips += [
        (f"{number} {words}", "warning") for number, words in _standing_out(picture) if number
    ]
    if picture.not_ready:
        chips.append((f"{picture.not_ready} not ready", "warning"))
    if visits:
        is_all = picture.confirmed == visits
        chips.append((f"{picture.confirmed} of {visits} confirmed", "good" if is_all else "plain"))
    if picture.called_off:
        off = ", ".join(f"{number} {word}" for word, number in picture.called_off)
        chips.append((off, "plain"))
    return tuple(chips)


def _standing_out(picture: DayPicture) -> tuple[tuple[int, str], ...]:
    """Return how many are late, paused or run over, as things go."""
    return (
        (sum(1 for bar in picture.bars if bar.late_minutes), "late"),
        (sum(1 for bar in picture.bars if bar.is_paused), "paused"),
        (sum(1 for bar in picture.bars if bar.overrun_minutes), "over time"),
    )


def week_chips(picture: WeekPicture) -> tuple[tuple[str, ChipKind], ...]:
    """Return how full the week is."""
    visits = sum(len(day.bars) for day in picture.days)
    opened = sum(day.open_minutes for day in picture.days)
    if not visits or not opened:
        return ()
    share = round(100 * sum(day.booked_minutes for day in picture.days) / opened)
    return ((count(visits, "visit"), "plain"), (f"{share} % of the chairs' time", "plain"))


def standing(picture: DayPicture, now: int | None) -> str:
    """Return how things stand in the clinic; `now` is the minute of the day if it is today."""
    if not picture.rows or picture.is_closed:
        return ""
    chairs = f"{picture.load.chairs} of {len(picture.rows)} chairs"
    if now is None:
        peak = max(picture.load.chairs_in_use, default=0)
        return f"{chairs}, {peak} in use at most"
    in_use = sum(
        1
        for bar in picture.bars
        if bar.is_seated or (bar.start <= now < bar.end and not bar.is_done)
    )
    return "     ".join(
        text
        for text in (f"{chairs}, {in_use} in use", _nurses(picture, now), next_free(picture, now))
        if text
    )


def _nurses(picture: DayPicture, now: int) -> str:
    here = [shift for shift in picture.shifts if shift[0] <= now < shift[1]]
    if not picture.shifts:
        return ""
    if not here:
        return "No nurse on shift"
    until = min(shift[1] for shift in here)
    return f"{count(len(here), 'nurse')} until {clock(until)}"


def next_free(picture: DayPicture, now: int) -> str:
    """Return which chair is free, of several the longest; or which comes free next, and when."""
    if now >= picture.closes:
        return ""
    free = [(*_next_gap(picture, row, now), row) for row in range(len(picture.rows))]
    inside = [(start, -end, row) for start, end, row in free if start < picture.closes]
    if not inside:
        return ""
    start, minus_end, row = min(inside)
    name = picture.rows[row].name
    if start > now:
        return f"Next chair free: {name} at {clock(start)}"
    return f"{name} is free" + (
        f" until {clock(-minus_end)}" if -minus_end < picture.closes else ""
    )


def _next_gap(picture: DayPicture, row: int, now: int) -> Span:
    """Return the first time from now on in which nothing holds a chair."""
    start = max(now, picture.opens)
    for held_from, held_to in sorted(_held(picture, row, now)):
        if held_from > start:
            return start, held_from
        start = max(start, held_to)
    return start, picture.closes


def _held(picture: DayPicture, row: int, now: int) -> list[Span]:
    """Return when a chair is held; one in which somebody sits is held now, planned or not."""
    visits = [
        (min(bar.start, now), max(bar.held_until, now + 1))
        if bar.is_seated
        else (bar.start, bar.held_until)
        for bar in picture.bars
        if bar.row == row
    ]
    return visits + [(each.start, each.end) for each in picture.outages if each.row == row]
