"""A repair looked for in turns: a day is read, searched through beside the database, and taken."""

from datetime import datetime

from ivig_scheduler.services.proposals import Proposal
from ivig_scheduler.services.repair.repairs import search_day
from ivig_scheduler.services.repair.runs import RepairRun
from ivig_scheduler.services.repair.troubles import Trouble
from ivig_scheduler.services.searches import IsStopped, Take, Turn
from ivig_scheduler.storage.reader import Reader


class RepairTurns:
    """The repair of a trouble, a turn for each day."""

    def __init__(self, store: Reader, trouble: Trouble, now: datetime) -> None:
        self._run = RepairRun.begin(store, trouble, now)
        self._days = len(self._run.days)

    @property
    def is_done(self) -> bool:
        """Whether no day is left."""
        return not self._run.days

    @property
    def progress(self) -> tuple[int, int, str]:
        """How many days are done, of how many."""
        return self._days - len(self._run.days), self._days, "day"

    def load(self, store: Reader) -> Turn:
        """Read the next day."""
        run, problem = self._run, self._run.load_day(store)

        def search(is_stopped: IsStopped) -> Take:
            answer = search_day(problem, progress=lambda _found: not is_stopped())
            return lambda then: run.take(then, problem, answer)

        return search

    def stop(self) -> bool:
        """Leave the days that are left as they are; what was found so far can be shown."""
        self._run.stop()
        return True

    def finish(self, store: Reader) -> Proposal:
        """Return what was found, each move checked with all the others made."""
        return self._run.as_proposal(store)
