"""The one door for changes: a service runs in one transaction, audit entry and undo step."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.errors import StaleRecordError, refuse
from ivig_scheduler.services.history import History
from ivig_scheduler.services.undo_checks import refuse_lost_places
from ivig_scheduler.storage.database import Database
from ivig_scheduler.storage.reader import Reader
from ivig_scheduler.storage.unit_of_work import Stamp

P = ParamSpec("P")
#: Gives the present moment, aware and in UTC.
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Work:
    """What a service is given: the state it reads, and who acts when.

    `now` is the moment in UTC, `local` the site's wall clock at that moment.
    """

    store: Reader
    now: datetime
    local: datetime
    actor: str

    @property
    def today(self) -> date:
        """The site's day."""
        return self.local.date()


Service = Callable[Concatenate[Work, P], ChangeSet]


def foresee(store: Reader, service: Callable[[Work], ChangeSet], local: datetime) -> ChangeSet:
    """Return what a service would change at the site's wall clock `local`; nothing is written.

    Raises RuleBrokenError as the service does.
    """
    site = store.site()
    now = local.replace(tzinfo=ZoneInfo(site.zone if site else "UTC"))
    return service(Work(store, now, local, actor=""))


class Dispatcher:
    """Runs services and keeps the history of what they did."""

    def __init__(self, database: Database, clock: Clock, actor: str, workstation: str) -> None:
        self._database = database
        self._clock = clock
        self._actor = actor
        self._workstation = workstation
        self.history = History()

    def run(self, service: Service[P], *args: P.args, **kwargs: P.kwargs) -> ChangeSet:
        """Run a service, commit what it returns and remember it for undo.

        Raises RuleBrokenError, StaleRecordError or StorageError; then nothing was changed.
        """
        changes = self._commit(lambda work: service(work, *args, **kwargs))
        if changes.changes:
            self.history.push(changes)
        return changes

    def run_once(self, service: Service[P], *args: P.args, **kwargs: P.kwargs) -> ChangeSet:
        """Run a service whose effect is not to be undone, such as filling a new database."""
        return self._commit(lambda work: service(work, *args, **kwargs))

    def undo(self) -> ChangeSet:
        """Take back the last act.

        Raises StaleRecordError where somebody changed it, or took its place, since.
        """
        done = self.history.next_undo
        if done is None:
            raise refuse("undo", "there is nothing to undo")
        inverse = ChangeSet(f"Undo: {done.label}", done.inverse.changes)
        self._try_again(inverse, "undo")
        self.history.undone()
        return inverse

    def redo(self) -> ChangeSet:
        """Do again what was undone last. Raises StaleRecordError as undo does."""
        again = self.history.next_redo
        if again is None:
            raise refuse("redo", "there is nothing to redo")
        repeated = ChangeSet(f"Redo: {again.label}", again.changes)
        self._try_again(repeated, "redo")
        self.history.redone()
        return repeated

    def _try_again(self, changes: ChangeSet, act: str) -> None:
        def repeat(work: Work) -> ChangeSet:
            refuse_lost_places(work.store, changes, is_undo=act == "undo")
            return changes

        try:
            self._commit(repeat)
        except StaleRecordError as error:
            raise StaleRecordError(f"cannot {act}: {error}") from error

    def _commit(self, service: Callable[[Work], ChangeSet]) -> ChangeSet:
        now = self._clock()
        with self._database.write() as store:
            changes = service(Work(store, now, _local(store, now), self._actor))
            if changes.changes or changes.subjects:
                store.apply(changes, Stamp(now, self._actor, self._workstation))
        return changes


def _local(store: Reader, now: datetime) -> datetime:
    site = store.site()
    zone = ZoneInfo(site.zone) if site else now.tzinfo
    return now.astimezone(zone).replace(tzinfo=None)
