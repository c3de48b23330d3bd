"""Where one line of a series gets another day, time or chair."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ivig_scheduler.ui.courses.field_row import FieldRow
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.widgets.dates import DateField, TimeField
from ivig_scheduler.ui.widgets.kind import button, label, set_kind
from ivig_scheduler.ui.widgets.pick import Pick

if TYPE_CHECKING:
    from ivig_scheduler.ui.courses.series_lines import LineKey, SeriesLine

#: More reasons than these are scrolled to.
_MOST_LINES = 5


class ChangeStrip(QWidget):
    """`wished` carries the line's key and the wish, `released` the key whose wish goes.

    `skipped` carries the number of the cycle to leave out.
    """

    wished = Signal(object, object)
    released = Signal(object)
    skipped = Signal(int)
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key: LineKey | None = None
        self._title = label("", "strong")
        self._what = label("", "muted", wrap=True)
        self._reasons = QScrollArea()
        self._reasons.setWidgetResizable(True)
        self._reasons.setWidget(self._what)
        self._what.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.day, self.time, self.chair = DateField(look.icons), TimeField(), Pick()
        self.row = FieldRow()
        self.plan_button = button(self.tr("Plan it there"))
        self.release_button = button(self.tr("Let the planner choose"))
        self.skip_button = button(self.tr("Skip the cycle"))
        self.skip_button.clicked.connect(self._skip)
        self.close_button = button(self.tr("Close"))
        self._lay_out()
        self.plan_button.clicked.connect(self._wish)
        self.release_button.clicked.connect(lambda: self.released.emit(self._key))
        self.close_button.clicked.connect(self.closed)
        for line in (self.day, self.time):
            line.returnPressed.connect(self._wish)

    def key(self) -> "LineKey | None":
        """Return the line that is being changed."""
        return self._key

    def set_look(self, look: Look) -> None:
        """Draw the icons of another theme."""
        self.day.set_icons(look.icons)

    def open(
        self,
        line: "SeriesLine",
        chairs: Sequence[tuple[UUID | None, str]],
        *,
        has_wish: bool,
    ) -> None:
        """Ask about a line, starting from where it stands."""
        self.chair.set_options(chairs)
        self._key = line.key
        place = line.visit or next(iter(line.cycle.nearest), None)
        self.day.show_day(place.start.date() if place else line.cycle.due_day)
        self.time.show_time(place.start.time() if place else None)
        self.chair.show_key(place.chair_id if place else None)
        self.tell(line, has_wish=has_wish)
        self.show()
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        self.day.selectAll()

    def tell(self, line: "SeriesLine", *, has_wish: bool) -> None:
        """Show what the line has become."""
        self._title.setText(line.title)
        self._what.setText("\n".join(line.reasons))
        lines = min(max(len(line.reasons), 1), _MOST_LINES)
        self._reasons.setFixedHeight(lines * self._what.fontMetrics().lineSpacing() + 6)
        has_more = len(line.reasons) > _MOST_LINES
        policy = Qt.FocusPolicy.TabFocus if has_more else Qt.FocusPolicy.NoFocus
        self._reasons.setFocusPolicy(policy)
        self.release_button.setVisible(has_wish)

    def close_strip(self) -> None:
        """Ask about nothing."""
        self._key = None
        self.hide()

    def told(self) -> str:
        """Return what is said about the line."""
        return self._what.text()

    def _skip(self) -> None:
        if self._key is not None:
            self.skipped.emit(self._key[0])

    def _wish(self) -> None:
        from ivig_scheduler.planning.series import Wish  # noqa: PLC0415 - slow at start

        self.row.set_error("day", self.day.problem())
        self.row.set_error("time", self.time.problem())
        if self.day.problem() or self.time.problem():
            return
        chair = self.chair.key()
        wish = Wish(self.day.day(), self.time.moment(), chair if isinstance(chair, UUID) else None)
        self.wished.emit(self._key, wish)

    def _lay_out(self) -> None:
        self.row.add("day", self.tr("Day"), self.day, 3)
        self.row.add("time", self.tr("Start"), self.time, 2)
        self.row.add("chair", self.tr("Chair"), self.chair, 3)
        hairline = QFrame()
        set_kind(hairline, "hairline")
        words = QHBoxLayout()
        words.setSpacing(12)
        words.addWidget(self._title, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self._reasons, 1)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.row, 1)
        for each in (self.plan_button, self.release_button, self.skip_button, self.close_button):
            line.addWidget(each, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(hairline)
        column.addLayout(words)
        column.addLayout(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
