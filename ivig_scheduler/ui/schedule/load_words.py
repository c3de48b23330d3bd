"""What the curves above a day say about one quarter hour, in words."""

from ivig_scheduler.domain.wording import count
from ivig_scheduler.ui.schedule.picture import QUARTER, DayLoad, clock

#: More rate changes than these are counted, not told one by one.
_MOST_TOLD = 12


def quarter_words(load: DayLoad, minute: float) -> tuple[str, ...]:
    """Return the lines of the card for the quarter a minute lies in; none outside the curves."""
    index = load.quarter_of(minute)
    if index is None:
        return ()
    start = load.start_of(index)
    lines = [
        f"{clock(start)} to {clock(start + QUARTER)}",
        f"{load.chairs_in_use[index]} of {load.chairs} chairs in use",
        _nurse_line(load, index),
    ]
    if load.rate_changes and load.rate_changes[index]:
        lines += _rate_lines(load, index)
    return tuple(lines)


def _nurse_line(load: DayLoad, index: int) -> str:
    minutes = count(load.nurse_minutes[index], "nurse minute")
    if not load.nurse_limits:
        return minutes
    limit = load.nurse_limits[index]
    over = load.nurse_minutes[index] - limit
    return f"{minutes}, {limit} on shift" + (f": {over} too many" if over > 0 else "")


def _rate_lines(load: DayLoad, index: int) -> list[str]:
    changes = load.rate_changes[index]
    words = count(len(changes), "rate change")
    if index in load.crowded:
        words = f"▲ {words}, of which {load.rate_limits[index]} can be done"
    told = [f"{clock(each.minute)} {each.who}" for each in changes[:_MOST_TOLD]]
    if len(changes) > _MOST_TOLD:
        told.append(f"and {len(changes) - _MOST_TOLD} more")
    return [words, *told]
