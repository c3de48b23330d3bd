"""What the lists read, and the rows made of it; it all runs on the database thread."""

from dataclasses import dataclass
from datetime import datetime

from ivig_scheduler.services.needs_booking import load_needs
from ivig_scheduler.services.readiness import Readiness, load_readiness
from ivig_scheduler.services.waiting.entries import WaitingLine, WaitState, load_waiting
from ivig_scheduler.storage.reader import Reader
from ivig_scheduler.ui.lists.list_row import ListRow
from ivig_scheduler.ui.lists.needs_rows import needs_rows
from ivig_scheduler.ui.lists.tomorrow_rows import tomorrow_rows
from ivig_scheduler.ui.lists.waiting_rows import waiting_rows


@dataclass(frozen=True)
class LoadedLists:
    """The rows of the lists that do not follow the day that is shown."""

    needs: tuple[ListRow, ...]
    waiting: tuple[ListRow, ...]
    still_waiting: int
    readiness: Readiness
    tomorrow: tuple[ListRow, ...]


def load_lists(store: Reader, now: datetime) -> LoadedLists:
    """Return the lists at the site's wall clock `now`."""
    waiting = load_waiting(store, now)
    readiness = load_readiness(store, now.date())
    return LoadedLists(
        needs_rows(load_needs(store, now.date())),
        waiting_rows(waiting),
        sum(1 for each in waiting if _waits(each)),
        readiness,
        tomorrow_rows(readiness),
    )


def _waits(line: WaitingLine) -> bool:
    return line.state is not WaitState.OVERTAKEN
