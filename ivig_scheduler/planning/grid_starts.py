"""The starts of a day on the calendar's grid: where a search for a place looks."""

from collections.abc import Iterator
from datetime import datetime, timedelta


def grid_starts(
    opens: datetime, last: datetime, grid_minutes: int, *, since: datetime | None = None
) -> Iterator[datetime]:
    """Give the starts from opening on to `last`, inclusive, a grid step apart; none before `since`.

    All are local wall-clock times of one day.
    """
    grid = timedelta(minutes=grid_minutes)
    skipped = 0 if since is None or since <= opens else -(-(since - opens) // grid)
    start = opens + skipped * grid
    while start <= last:
        yield start
        start += grid
