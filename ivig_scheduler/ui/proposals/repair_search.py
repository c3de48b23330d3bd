"""Looking for a repair: reads on the database's thread, searches on the computing one, by turns."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.ui.computing import Task
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.widgets.kind import button, label

if TYPE_CHECKING:
    from datetime import datetime

    from ivig_scheduler.planning.repair_terms import RepairAnswer
    from ivig_scheduler.services.proposals import Proposal
    from ivig_scheduler.services.repair.days import DayToRepair
    from ivig_scheduler.services.repair.runs import RepairRun
    from ivig_scheduler.services.repair.troubles import Trouble
    from ivig_scheduler.storage.reader import Reader

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them

T = TypeVar("T")
_VIEW = "repair"
_TICK_MS, _WIDTH_PX, _MARGIN_PX = 250, 420, 20


class RepairSearchSheet(QDialog):
    """Says that places are looked for and for how long; `stop_requested` asks for what there is."""

    stop_requested = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("Repair"))
        self.told = label("", "quiet")
        self.stop_button = button(self.tr("Stop and show what is found"))
        self.stop_button.clicked.connect(self._stop)
        self._days_told = ""
        self._elapsed = QElapsedTimer()
        self._elapsed.start()
        self._ticking = QTimer(self, interval=_TICK_MS)
        self._ticking.timeout.connect(self._tell)
        self._ticking.start()
        self._lay_out(title)
        self._tell()

    def show_days(self, done: int, of_days: int) -> None:
        """Say how many of the days are done."""
        self._days_told = self.tr("day {0} of {1}").format(done + 1, of_days) if of_days > 1 else ""
        self._tell()

    def _tell(self) -> None:
        seconds = self.tr("{0} s").format(self._elapsed.elapsed() // 1000)
        parts = (self.tr("Looking for places…"), self._days_told, seconds)
        self.told.setText("  ·  ".join(each for each in parts if each))

    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.stop_requested.emit()

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN_PX, 16, _MARGIN_PX, 16)
        column.setSpacing(10)
        column.addWidget(label(title, "heading", wrap=True))
        column.addWidget(self.told)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        column.addWidget(bar)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.stop_button)
        column.addLayout(foot)
        self.setMinimumWidth(_WIDTH_PX)


class RepairSearch(QObject):
    """Looks for one repair, day after day, and hands it on; closed, it drops what is sought."""

    def __init__(
        self,
        desk: Desk,
        trouble: "Trouble",
        then: "Callable[[Proposal], None]",
        parent: QWidget,
    ) -> None:
        self.sheet = RepairSearchSheet(trouble.title, parent)
        super().__init__(self.sheet)
        self._desk, self._trouble, self._then = desk, trouble, then
        self._run: RepairRun | None = None
        self._of_days = 0
        self._is_open = True
        self._is_stopped = False
        self.sheet.stop_requested.connect(self._stop)
        self.sheet.finished.connect(self._end)
        desk.changed.connect(self.sheet.reject)

    def start(self, now: "datetime") -> None:
        """Show the sheet and begin."""
        trouble = self._trouble

        def begin(store: "Reader") -> "RepairRun":
            from ivig_scheduler.services.repair.runs import RepairRun

            return RepairRun.begin(store, trouble, now)

        self.sheet.open()
        self._read(begin, self._begin)

    def _begin(self, run: "RepairRun") -> None:
        self._run, self._of_days = run, len(run.days)
        self._go_on()

    def _go_on(self) -> None:
        """Look at the next day; after the last one, or once stopped, hand the repair on."""
        run = self._run
        if run is None:
            return
        if self._is_stopped and run.days:
            run.stop()
        if not run.days:
            self._read(run.as_proposal, self._finish)
            return
        self.sheet.show_days(self._of_days - len(run.days), self._of_days)
        self._read(run.load_day, self._search)

    def _search(self, problem: "DayToRepair") -> None:
        if self._is_stopped:
            self._go_on()
            return

        def job(task: Task) -> "RepairAnswer | None":
            from ivig_scheduler.services.repair.repairs import search_day

            return search_day(problem, progress=lambda _found: not task.is_stopped())

        self._desk.computing.start(job, lambda answer: self._take(problem, answer), self._fail)

    def _take(self, problem: "DayToRepair", answer: "RepairAnswer | None") -> None:
        run = self._run
        if run is not None:
            self._read(lambda store: run.take(store, problem, answer), lambda _none: self._go_on())

    def _read(self, query: "Callable[[Reader], T]", then: Callable[[T], None]) -> None:
        self._desk.read(
            query,
            lambda found: then(found) if self._is_open else None,
            view=_VIEW,
            refused=self._refuse,
        )

    def _finish(self, proposal: "Proposal") -> None:
        self.sheet.accept()
        self._then(proposal)

    def _stop(self) -> None:
        self._is_stopped = True
        self._desk.computing.stop()

    def _refuse(self, error: RuleBrokenError) -> None:
        self.sheet.reject()
        self._desk.tell(str(error))

    def _fail(self, error: Exception) -> None:
        self.sheet.reject()
        raise error

    def _end(self) -> None:
        if self._is_open:
            self._is_open = False
            if not self._desk.computing.is_idle:
                self._desk.computing.drop()
            self.sheet.deleteLater()
