"""Running a search in turns: reads on the database's thread, searches on the computing one."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.ui.computing import Task
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.proposals.search_sheet import SearchSheet

if TYPE_CHECKING:
    from ivig_scheduler.services.searches import Search, Take, Turn
    from ivig_scheduler.storage.reader import Reader

T = TypeVar("T")
Q = TypeVar("Q")
#: Later than this a search is seen to be busy.
BUSY_MS = 150


class TurnSearch(QObject, Generic[T]):
    """Looks turn after turn and hands what it found to `then`; closed, it drops what is sought.

    The sheet opens once the search has taken `BUSY_MS`. `left` is called where it is stopped before
    there is anything to show, or what it started from was changed meanwhile.
    """

    def __init__(
        self,
        desk: Desk,
        sheet: SearchSheet,
        then: Callable[[T], None],
        refused: Callable[[RuleBrokenError], None],
        view: str,
        *,
        left: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(sheet)
        self._left = left
        self.sheet = sheet
        self._desk, self._then, self._refused, self._view = desk, then, refused, view
        self._search: Search[T] | None = None
        self._is_open, self._is_stopped = True, False
        self._busy = QTimer(self, singleShot=True, interval=BUSY_MS)
        self._busy.timeout.connect(sheet.open)
        sheet.stop_requested.connect(self._stop)
        sheet.finished.connect(self._end)
        desk.changed.connect(self._leave)

    def start(self, begin: "Callable[[Reader], Search[T]]") -> None:
        """Begin with the search that `begin` reads."""
        self._busy.start()
        self._read(begin, self._take_search)

    def _take_search(self, search: "Search[T]") -> None:
        self._search = search
        self._go_on()

    def _go_on(self) -> None:
        """Take the next turn; after the last one, or once stopped, hand on what was found."""
        search = self._search
        if search is None:
            return
        if self._is_stopped and not search.is_done and not search.stop():
            self._leave()
            return
        if search.is_done:
            self._read(search.finish, self._finish)
            return
        self.sheet.show_progress(*search.progress)
        self._read(search.load, self._look)

    def _look(self, turn: "Turn") -> None:
        if self._is_stopped:
            self._go_on()
            return

        def job(task: Task) -> "Take":
            return turn(task.is_stopped)

        self._desk.computing.start(job, self._take, self._fail)

    def _take(self, take: "Take") -> None:
        self._read(take, lambda _none: self._go_on())

    def _read(self, query: "Callable[[Reader], Q]", then: Callable[[Q], None]) -> None:
        self._desk.read(
            query,
            lambda found: then(found) if self._is_open else None,
            view=self._view,
            refused=self._refuse,
        )

    def _finish(self, found: T) -> None:
        self.sheet.accept()
        self._then(found)

    def _stop(self) -> None:
        self._is_stopped = True
        self._desk.computing.stop()

    def _leave(self) -> None:
        if self._is_open:
            self.sheet.reject()
            self._left()

    def _refuse(self, error: RuleBrokenError) -> None:
        if self._is_open:
            self.sheet.reject()
            self._refused(error)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, RuleBrokenError):
            self._refuse(error)
            return
        self.sheet.reject()
        raise error

    def _end(self) -> None:
        if self._is_open:
            self._is_open = False
            self._busy.stop()
            if not self._desk.computing.is_idle:
                self._desk.computing.drop()
            self.sheet.deleteLater()
