"""Below the cycles: from which day the cycle after the marked one is counted, where it matters."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ivig_scheduler.domain.terms import CHAIR_FREE
from ivig_scheduler.domain.wording import count, show_near_day
from ivig_scheduler.ui.widgets.kind import label
from ivig_scheduler.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Cycle
    from ivig_scheduler.services.courses.courses import CourseFile

FROM_VISIT, FROM_DUE_DAY = "visit", "due day"


class RhythmBar(QWidget):
    """`chosen` carries the cycle and whether the rhythm is kept."""

    chosen = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cycle: Cycle | None = None
        self._words = label("", "quiet", wrap=True)
        self.choice = Segmented(
            [(FROM_VISIT, self.tr("From this visit")), (FROM_DUE_DAY, self.tr("In the old rhythm"))]
        )
        self.choice.chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._words)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(self.tr("The next is due"), "muted"))
        row.addWidget(self.choice)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    def words(self) -> str:
        """Return what is said about the marked cycle."""
        return self._words.text()

    def show_cycle(self, file: "CourseFile | None", cycle: "Cycle | None") -> None:
        """Show the choice for a cycle that is given off its due day and has one after it."""
        self._cycle = cycle
        given = _first_day(file, cycle) if file and cycle else None
        has_next = file is not None and cycle is not None and any(
            each.cycle.number > cycle.number for each in file.cycles
        )  # fmt: skip
        if cycle is None or given is None or not has_next or given == cycle.due_day:
            self.hide()
            return
        off = (given - cycle.due_day).days
        side = self.tr("after") if off > 0 else self.tr("before")
        self._words.setText(
            self.tr("Cycle {0} is given {1} {2} its due day, {3}.").format(
                cycle.number, count(abs(off), "day"), side, show_near_day(cycle.due_day)
            )
        )
        self.choice.select(FROM_DUE_DAY if cycle.keeps_rhythm else FROM_VISIT)
        self.show()

    def _choose(self, key: str) -> None:
        if self._cycle is not None:
            self.chosen.emit(self._cycle, key == FROM_DUE_DAY)


def _first_day(file: "CourseFile", cycle: "Cycle") -> date | None:
    visits = next((each.visits for each in file.cycles if each.cycle.id == cycle.id), ())
    days = [each.start.date() for each in visits if each.status not in CHAIR_FREE]
    return min(days, default=None)
