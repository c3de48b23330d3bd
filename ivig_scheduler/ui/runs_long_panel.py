"""Where a visit under way is told to end later: by how many minutes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ivig_scheduler.domain.limits import MOST_OVERRUN_MINUTES
from ivig_scheduler.ui.question_panel import QuestionPanel
from ivig_scheduler.ui.widgets.field import Field
from ivig_scheduler.ui.widgets.kind import button
from ivig_scheduler.ui.widgets.spin import minutes_box

if TYPE_CHECKING:
    from ivig_scheduler.domain.settings import Settings


class RunsLongPanel(QuestionPanel):
    """`confirmed` carries the minutes; `closed` is emitted where the visit ends as planned."""

    confirmed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.minutes = minutes_box(self.tr(" min"))
        self._field = Field(self.tr("How much longer does it take?"), self.minutes)
        self.confirm = button(self.tr("Let it run"), "primary")
        self.keep = button(self.tr("Ends as planned"))
        self.confirm.clicked.connect(lambda: self.confirmed.emit(self.minutes.value()))
        self._column.addWidget(self._field)
        self._end_with(self.confirm, self.keep)

    def open(self, settings: "Settings") -> None:
        """Ask anew, the focus on the minutes; how many first, and in what steps, the site says."""
        step = settings.whole("clock.overrun_step")
        self.minutes.setRange(step, MOST_OVERRUN_MINUTES)
        self.minutes.setSingleStep(step)
        self.minutes.setValue(settings.whole("clock.overrun"))
        self.show()
        self.minutes.setFocus(Qt.FocusReason.OtherFocusReason)
        self.minutes.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let it run on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.confirmed.emit(self.minutes.value())
        else:
            super().keyPressEvent(event)
