"""One thread for every database act of the window; answers come back on the UI thread."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

T = TypeVar("T")
BUSY_AFTER_MS = 150


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a job gave, or the error that ended it, and who waits for it."""

    then: Callable[[Any], None]
    failed: Callable[[Exception], None]
    value: Any = None
    error: Exception | None = None


class Worker(QObject):
    """Runs jobs one after the other in the order they were submitted.

    `busy_changed` turns true when jobs have been waiting for 150 ms, and false when all are done.
    """

    busy_changed = Signal(bool)
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self._waiting = 0
        self._is_busy_shown = False
        self._is_closed = False
        self._busy = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._busy.timeout.connect(self._show_busy)
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether every job has been answered."""
        return self._waiting == 0

    def submit(
        self,
        job: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run `job` on the thread; `then` or `failed` is called with the outcome on this one.

        After `close` nothing is run any more: an answer on its way then may still ask for more.
        """
        if self._is_closed:
            return
        self._waiting += 1
        if not self._busy.isActive():
            self._busy.start()
        self._pool.submit(self._run, job, then, failed)

    def close(self) -> None:
        """Let the running job end, drop the others and end the thread."""
        self._is_closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._busy.stop()

    def _run(
        self,
        job: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        try:
            answer = _Answer(then, failed, value=job())
        except Exception as error:  # noqa: BLE001 - carried to the UI thread, sorted there
            answer = _Answer(then, failed, error=error)
        self._answered.emit(answer)

    @Slot(object)
    def _deliver(self, answer: _Answer) -> None:
        self._waiting -= 1
        if self._waiting == 0:
            self._busy.stop()
            self._set_busy(False)
        if answer.error is None:
            answer.then(answer.value)
        else:
            answer.failed(answer.error)

    def _show_busy(self) -> None:
        self._set_busy(self._waiting > 0)

    def _set_busy(self, is_busy: bool) -> None:
        if is_busy != self._is_busy_shown:
            self._is_busy_shown = is_busy
            self.busy_changed.emit(is_busy)
