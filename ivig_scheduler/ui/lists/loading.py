"""What the lists read, and the rows made of it; it all runs on the database thread."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.services.needs_booking import load_needs
from ivig_scheduler.services.readiness import Readiness, load_readiness
from ivig_scheduler.services.today import today_lines
from ivig_scheduler.services.waiting.entries import WaitState, load_waiting
from ivig_scheduler.storage.reader import Reader
from ivig_scheduler.ui.lists.list_row import ListRow
from ivig_scheduler.ui.lists.needs_rows import needs_rows
from ivig_scheduler.ui.lists.today_rows import today_row
from ivig_scheduler.ui.lists.tomorrow_rows import tomorrow_rows
from ivig_scheduler.ui.lists.waiting_rows import waiting_rows
from ivig_scheduler.ui.schedule.loading import LoadedDay

TODAY, NEEDS, WAITING, TOMORROW = "today", "needs", "waiting", "tomorrow"
#: The lists that are read, the quickest first; that of the day is made of what the schedule read.
READ = (WAITING, NEEDS, TOMORROW)
#: What changes by itself and leaves tomorrow as it is, but for visits of tomorrow.
_LIGHT = frozenset({"appointment", "visit event", "waiting entry", "plan"})


@dataclass(frozen=True)
class LoadedList:
    """A list's rows, how many lines count, and for tomorrow's how ready it is."""

    rows: tuple[ListRow, ...]
    count: int
    readiness: Readiness | None = None


def load_list(store: Reader, key: str, now: datetime) -> LoadedList:
    """Return one of the lists that are read, at the site's wall clock `now`."""
    if key == NEEDS:
        needs = load_needs(store, now.date())
        return LoadedList(needs_rows(needs), len(needs))
    if key == WAITING:
        waiting = load_waiting(store, now)
        still = [each for each in waiting if each.state is not WaitState.OVERTAKEN]
        return LoadedList(waiting_rows(waiting), len(still))
    readiness = load_readiness(store, now.date())
    return LoadedList(tomorrow_rows(readiness), readiness.not_ready, readiness)


def make_today(loaded: LoadedDay, now: datetime) -> LoadedList:
    """Return the list of a day that the schedule has read, as it stands at `now`."""
    lines = today_lines(loaded.day, now, loaded.troubles)
    return LoadedList(tuple(today_row(each, now) for each in lines), len(lines))


def touched(changes: ChangeSet | None, ready_day: date | None) -> Collection[str]:
    """Return which of the lists an act may have changed; None stands for anything.

    Checking every visit of tomorrow takes longest, so it is done only where it may make a
    difference: `ready_day` is the day that is shown there.
    """
    if changes is None or any(each.record.kind not in _LIGHT for each in changes.changes):
        return READ
    visits = [
        visit
        for each in changes.changes
        for visit in (each.before, each.after)
        if isinstance(visit, Appointment)
    ]
    is_of_that_day = any(each.start.date() == ready_day for each in visits)
    return READ if is_of_that_day else (WAITING, NEEDS)
