"""The pages' one way to the clinic: reads and acts run on the database thread, answers come back.

Errors are sorted by blame: a broken rule goes to whoever asked, a stale record becomes a notice,
and trouble with the environment a banner. Anything else is ours and takes the crash path.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from ivig_scheduler.domain.errors import RuleBrokenError, StaleRecordError
from ivig_scheduler.domain.wording import as_done
from ivig_scheduler.storage.errors import StorageError
from ivig_scheduler.ui.computing import Computing
from ivig_scheduler.ui.worker import Worker

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.services.dispatcher import Clock, Work
    from ivig_scheduler.services.office import Office
    from ivig_scheduler.storage.reader import Reader

T = TypeVar("T")
Refused = Callable[[RuleBrokenError], None]


class NotOpenError(Exception):
    """The database could not be opened, so nothing can be read; the banner has said why."""


class Desk(QObject):
    """Reads and acts for the pages; `computing` is where what takes long is computed.

    `opened` is emitted once the database is open. `changed` carries the ChangeSet of each commit,
    undo and redo; after a stale edit it carries None, since what is on screen is then out of date.
    `noticed` carries a sentence and whether undo takes it back; `troubled` a problem and a remedy;
    `taken` is emitted at once when something is to be done, with the ids of the appointments it is
    known to be about, and `settled` once it was answered, whatever the answer.
    `history_changed` the labels of what undo and redo would do ("" for nothing).
    """

    opened = Signal()
    changed = Signal(object)
    noticed = Signal(str, bool)
    troubled = Signal(str, str)
    history_changed = Signal(str, str)
    taken = Signal(object)
    settled = Signal()
    busy_changed = Signal(bool)

    def __init__(
        self, open_office: "Callable[[], Office]", clock: "Clock", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._open_office = open_office
        self._clock = clock
        self._office: Office | None = None
        self._zone: ZoneInfo | None = None
        self._newest: dict[str, int] = {}
        self._early: list[Callable[[], None]] | None = []
        self._is_late = False
        self._worker = Worker(self)
        self._worker.busy_changed.connect(self.busy_changed)
        self.computing = Computing(self)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being read, written or computed."""
        return self._worker.is_idle and self.computing.is_idle

    @property
    def is_open(self) -> bool:
        """Whether the database is open."""
        return self._zone is not None

    def open(self) -> None:
        """Open the database, or try again; what is asked meanwhile waits for it."""
        self._is_late = self._early is None
        early, self._early = self._early, None
        self._worker.submit(self._open, self._show_open, self._sort)
        for ask in early or ():
            ask()

    def close(self) -> None:
        """End both threads and close the database."""
        self.computing.close()
        self._worker.close()
        if self._office is not None:
            self._office.close()

    def read(
        self,
        query: "Callable[[Reader], T]",
        then: Callable[[T], None],
        *,
        view: str = "",
        refused: Refused | None = None,
    ) -> None:
        """Run a query and hand what it gives to `then`.

        Of several reads with the same `view` only the newest answers.
        """
        number = self._newest[view] = self._newest.get(view, 0) + 1

        def deliver(value: T) -> None:
            if not view or self._newest[view] == number:
                then(value)

        self._submit(lambda: self._read(query), deliver, lambda error: self._sort(error, refused))

    def act(
        self,
        service: "Callable[[Work], ChangeSet]",
        *,
        then: "Callable[[ChangeSet], None] | None" = None,
        refused: Refused | None = None,
        about: Collection[UUID] = (),
    ) -> None:
        """Run a service: one transaction, one undo step, told in a notice.

        `about` are the appointments that are marked until it is answered. `then` is called with
        what changed; `refused` with the broken rules, where nothing changed.
        """

        def done(changes: "ChangeSet") -> None:
            self._announce(changes, can_undo=True)
            if then is not None:
                then(changes)

        self._submit_act(
            lambda: self._need_office().dispatcher.run(service),
            done,
            lambda error: self._sort(error, refused),
            about,
        )

    def undo(self) -> None:
        """Take back the last act."""
        self._step(lambda office: office.dispatcher.undo(), "next_undo")

    def redo(self) -> None:
        """Do again what was undone last."""
        self._step(lambda office: office.dispatcher.redo(), "next_redo")

    def tell(self, text: str, *, can_undo: bool = False) -> None:
        """Say something in the status bar."""
        self.noticed.emit(text, can_undo)

    def local_now(self) -> datetime:
        """Return the site's wall clock now, without its zone."""
        return self.as_local(self._clock())

    def as_local(self, moment: datetime) -> datetime:
        """Return an aware moment on the site's wall clock, without its zone."""
        return moment.astimezone(self._zone).replace(tzinfo=None)

    def today(self) -> date:
        """Return the site's day."""
        return self.local_now().date()

    def _open(self) -> str:
        self._office = self._open_office()
        return self._zone_name()

    def _submit(
        self, job: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Hand a job to the thread, or keep it until the database is being opened."""
        if self._early is not None:
            self._early.append(lambda: self._worker.submit(job, then, failed))
        else:
            self._worker.submit(job, then, failed)

    def _zone_name(self) -> str:
        site = self._need_office().find_site()
        return site.zone if site else "UTC"

    def _show_open(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        self.opened.emit()
        if self._is_late:
            # What was asked before was never answered.
            self.changed.emit(None)

    def _need_office(self) -> "Office":
        if self._office is None:
            raise NotOpenError
        return self._office

    def _read(self, query: "Callable[[Reader], T]") -> T:
        with self._need_office().database.read() as store:
            return query(store)

    def _step(self, step: "Callable[[Office], ChangeSet]", of_history: str) -> None:
        history = self._office.dispatcher.history if self._office is not None else None
        changes = getattr(history, of_history, None)
        self._submit_act(
            lambda: step(self._need_office()),
            lambda changes: self._announce(changes, can_undo=False),
            self._sort,
            _appointments(changes) if changes is not None else (),
        )

    def _submit_act(
        self,
        job: "Callable[[], ChangeSet]",
        then: "Callable[[ChangeSet], None]",
        failed: Callable[[Exception], None],
        about: Collection[UUID],
    ) -> None:
        """Hand an act to the thread, and tell at once that it was taken."""

        def done(changes: "ChangeSet") -> None:
            self.settled.emit()
            then(changes)

        def end(error: Exception) -> None:
            self.settled.emit()
            failed(error)

        self._submit(job, done, end)
        self.taken.emit(tuple(about))

    def _announce(self, changes: "ChangeSet", *, can_undo: bool) -> None:
        from ivig_scheduler.domain.records import Site  # noqa: PLC0415 - loaded by now, slow before

        if not changes.changes:
            return
        if changes.touches(Site):
            self._worker.submit(self._zone_name, self._set_zone, self._sort)
        self._tell_history()
        self.noticed.emit(as_done(changes.label), can_undo)
        self.changed.emit(changes)

    def _set_zone(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)

    def _tell_history(self) -> None:
        history = self._need_office().dispatcher.history
        undo, redo = history.next_undo, history.next_redo
        self.history_changed.emit(undo.label if undo else "", redo.label if redo else "")

    def _sort(self, error: Exception, refused: Refused | None = None) -> None:
        if isinstance(error, RuleBrokenError):
            (refused or self._tell_refusal)(error)
        elif isinstance(error, StaleRecordError):
            self.noticed.emit(_sentence(str(error)), False)
            self.changed.emit(None)
        elif isinstance(error, StorageError):
            problem, _, remedy = str(error).partition(": ")
            self.troubled.emit(_sentence(problem), _sentence(remedy))
        elif not isinstance(error, NotOpenError):
            raise error

    def _tell_refusal(self, error: RuleBrokenError) -> None:
        self.noticed.emit(_sentence(str(error)), False)


def _appointments(changes: "ChangeSet") -> tuple[UUID, ...]:
    """Return the appointments that something changes."""
    from ivig_scheduler.domain.records import Appointment  # noqa: PLC0415 - loaded by now

    records = (each.after or each.before for each in changes.changes)
    return tuple(each.id for each in records if isinstance(each, Appointment))


def _sentence(text: str) -> str:
    """Return a message with a capital at its start and a full stop at its end."""
    return text and f"{text[0].upper()}{text[1:].rstrip('.')}."
