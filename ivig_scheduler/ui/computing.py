"""One thread for long computations: progress and answers come back on the UI thread.

The database's thread is never kept busy by a solver, and the UI thread waits for neither.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")


class Task:
    """What a computation is given: where it tells how far it is and looks whether to stop."""

    def __init__(self, wake: "Callable[[Task], None]") -> None:
        self._wake = wake
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._newest: object = None
        self._is_on_the_way = False

    def tell(self, progress: object) -> None:
        """Show how far the computation is; of many in a row only the newest is shown."""
        with self._lock:
            self._newest = progress
            is_first, self._is_on_the_way = not self._is_on_the_way, True
        if is_first:
            self._wake(self)

    def is_stopped(self) -> bool:
        """Return whether to end soon, with the best that was found so far."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask the computation to end soon."""
        self._stop.set()

    def take(self) -> object:
        """Return what was told last."""
        with self._lock:
            self._is_on_the_way = False
            return self._newest


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A computation and who waits for it."""

    task: Task
    then: Callable[[Any], None]
    failed: Callable[[Exception], None]
    progress: Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a computation gave, or the error that ended it."""

    waiting: _Waiting
    value: Any = None
    error: Exception | None = None


class Computing(QObject):
    """Runs one computation at a time; a new one takes the place of the one before.

    Computations are pure: they are given values, and touch neither widgets nor the database.
    """

    _told = Signal(object)
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="computing")
        self._waiting: _Waiting | None = None
        self._is_closed = False
        self._told.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether no answer is waited for."""
        return self._waiting is None

    def start(
        self,
        job: Callable[[Task], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None],
        progress: Callable[[Any], None] = lambda _progress: None,
    ) -> None:
        """Run `job` on the thread; `then` or `failed` is called with the outcome on this one.

        What the job tells goes to `progress`. The answer of a job that was still running before is
        dropped. After `close` nothing is run any more.
        """
        if self._is_closed:
            return
        self.drop()
        waiting = _Waiting(Task(self._told.emit), then, failed, progress)
        self._waiting = waiting
        self._pool.submit(self._run, job, waiting)

    def stop(self) -> None:
        """Ask the computation to end with what it has; its answer still comes."""
        if self._waiting is not None:
            self._waiting.task.stop()

    def drop(self) -> None:
        """Ask the computation to end; nobody waits for its answer any more."""
        self.stop()
        self._waiting = None

    def close(self) -> None:
        """Drop what runs and end the thread once it has stopped."""
        self._is_closed = True
        self.drop()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Callable[[Task], T], waiting: _Waiting) -> None:
        try:
            answer = _Answer(waiting, value=job(waiting.task))
        except Exception as error:  # noqa: BLE001 - carried to the UI thread, sorted there
            answer = _Answer(waiting, error=error)
        self._answered.emit(answer)

    @Slot(object)
    def _show_progress(self, task: Task) -> None:
        told = task.take()
        if self._waiting is not None and self._waiting.task is task:
            self._waiting.progress(told)

    @Slot(object)
    def _deliver(self, answer: _Answer) -> None:
        if answer.waiting is not self._waiting:
            return
        self._waiting = None
        if answer.error is None:
            answer.waiting.then(answer.value)
        else:
            answer.waiting.failed(answer.error)
