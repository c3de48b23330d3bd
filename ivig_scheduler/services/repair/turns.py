"""Repairing the calendar after trouble: who moves where, so that as few as possible are disturbed.

It goes in turns: a day is read, searched through beside the database, and taken. Each day is
repaired exactly (see `planning.repair`). Who cannot stay the day moves to the nearest day of the
due window, one visit after the other; who has no place there either is left to a person, who may
put the visit on the work list.
"""

from datetime import datetime

from ivig_scheduler.services.proposals import Proposal
from ivig_scheduler.services.repair.runs import RepairRun
from ivig_scheduler.services.repair.troubles import Trouble
from ivig_scheduler.services.searches import Turn
from ivig_scheduler.storage.reader import Reader


class RepairTurns:
    """The repair of a trouble: a turn for each day, then one for each visit that loses its day.

    Patients moved are those whose day, start or chair changes; minutes are the sum of the changes
    of start of those who keep their day. Nothing is placed before `now`.
    """

    def __init__(self, store: Reader, trouble: Trouble, now: datetime) -> None:
        self._run = RepairRun.begin(store, trouble, now)
        self._days, self._leaving = len(self._run.days), 0

    @property
    def is_done(self) -> bool:
        """Whether no turn is left."""
        return self._run.is_done

    @property
    def progress(self) -> tuple[int, int, str]:
        """How many days are done, of how many; then who of those that lose theirs was looked at."""
        run = self._run
        if run.days or not run.leaving:
            return self._days - len(run.days), self._days, "day"
        leaving = max(self._leaving, len(run.leaving))
        return leaving - len(run.leaving), leaving, "visit"

    def load(self, store: Reader) -> Turn:
        """Read what the next turn needs."""
        self._leaving = max(self._leaving, len(self._run.leaving))
        return self._run.load(store)

    def stop(self) -> bool:
        """Leave the days that are left as they are; what was found so far can be shown."""
        self._run.stop()
        return True

    def finish(self, store: Reader) -> Proposal:
        """Return what was found, each move checked with all the others made."""
        return self._run.as_proposal(store)
