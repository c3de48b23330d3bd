"""The series before it is booked: its counts, its lines, and a change for each of them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStyleOptionViewItem, QWidget

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.wording import count
from ivig_scheduler.ui.courses.change_strip import ChangeStrip
from ivig_scheduler.ui.courses.form_options import chairs_of
from ivig_scheduler.ui.courses.series_lines import (
    CHANGE_COLUMN,
    LineKey,
    SeriesLine,
    counts_words,
    off_words,
    series_lines,
)
from ivig_scheduler.ui.courses.series_model import EMPTY_SPAN, FIRST_EMPTY, WHAT, SeriesModel
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.chip import Chip
from ivig_scheduler.ui.widgets.kind import label
from ivig_scheduler.ui.widgets.rows_model import Index
from ivig_scheduler.ui.widgets.table import HouseDelegate, HouseTable
from ivig_scheduler.ui.words import sentence

if TYPE_CHECKING:
    from ivig_scheduler.planning.series import Wish
    from ivig_scheduler.services.courses.courses import SeriesPlan

_ROW_PX = 26
_LINE_ROOM = 6
_PADDING = 14


class _RoomyDelegate(HouseDelegate):
    """Leaves room above and below reasons that take more than one line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a cell with its room."""
        # Qt wraps at the full width and adds the style sheet's padding only afterwards.
        narrow = QStyleOptionViewItem(option)
        if index.column() in {FIRST_EMPTY, WHAT}:
            narrow.rect.adjust(0, 0, -_PADDING, 0)
        size = super().sizeHint(narrow, index)
        return QSize(size.width(), size.height() + _LINE_ROOM)


class SeriesCard(Card):
    """`changed` asks for the series to be planned anew with other wishes or skipped cycles."""

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._plan: SeriesPlan | None = None
        self.wishes: dict[LineKey, Wish] = {}
        self.skipped: frozenset[int] = frozenset()
        self._title, self._note = label("", "strong"), label("", "quiet")
        self._refusal = label("", "danger", wrap=True)
        self._refusal.hide()
        self.chips = {kind: Chip("", kind) for kind in ("good", "warning", "danger", "plain")}
        self.model = SeriesModel(self)
        self.table = HouseTable(look.theme, self.model)
        self._delegate = _RoomyDelegate(look.theme, self.table)
        self.table.setItemDelegate(self._delegate)
        self.strip = ChangeStrip(look)
        self.strip.hide()
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self.table.resizeRowsToContents)
        self._lay_out()
        self._connect()

    def set_look(self, look: Look) -> None:
        """Paint in another theme."""
        self._delegate.theme = look.theme
        self.table.set_theme(look.theme)
        self.strip.set_look(look)

    def begin(self) -> None:
        """Say that the series is being planned."""
        self._note.setText(self.tr("Planning the series…"))

    def forget_changes(self) -> None:
        """Drop every wish and skipped cycle, as for another order."""
        self.wishes, self.skipped = {}, frozenset()
        self.strip.close_strip()

    def show_plan(self, plan: "SeriesPlan") -> None:
        """Show a planned series."""
        self._plan = plan
        self._refusal.hide()
        self._title.setText(counts_words(plan))
        self._note.setText(off_words(plan))
        self._show_counts(plan)
        self.model.show_rows(series_lines(plan))
        self._join_empty_cells()
        self._fit.start()
        self._tell_strip()

    def show_refusal(self, problems: Iterable[Problem]) -> None:
        """Say why nothing was planned or booked; what is on screen stays."""
        self._refusal.setText("\n".join(sentence(each.message) for each in problems))
        self._refusal.show()
        if self._plan is None:
            self._title.setText(self.tr("No series"))
        self._note.setText("")

    def refusal(self) -> str:
        """Return why nothing was planned or booked, or nothing."""
        return "" if self._refusal.isHidden() else self._refusal.text()

    def clear(self) -> None:
        """Show nothing."""
        self._plan = None
        self.forget_changes()
        self.table.clearSpans()
        self.model.show_rows(())
        self._title.setText("")
        self._note.setText("")
        self._refusal.hide()

    def plan(self) -> "SeriesPlan | None":
        """Return the series that is shown."""
        return self._plan

    def counts(self) -> tuple[str, ...]:
        """Return the words of the chips that are shown, and the heading before them."""
        shown = (chip.text() for chip in self.chips.values() if not chip.isHidden())
        return (self._title.text(), *shown)

    def open_change(self, line: SeriesLine) -> None:
        """Ask for another day, time or chair for a line; a skipped cycle is kept again."""
        if self._plan is None:
            return
        if line.cycle.is_skipped:
            self._turn_skip(line.cycle.number)
            return
        self.strip.open(line, chairs_of(self._plan.facts), has_wish=line.key in self.wishes)
        self.table.select_key(line.key)

    def _join_empty_cells(self) -> None:
        self.table.clearSpans()
        for row in self.model.empty_rows():
            self.table.setSpan(row, FIRST_EMPTY, 1, EMPTY_SPAN)

    def _follow(self, line: SeriesLine, column: int) -> None:
        if column == CHANGE_COLUMN and line.cycle.nearest and line.visit is None:
            self._take_nearest(line)
        elif column == CHANGE_COLUMN:
            self.open_change(line)
        else:
            self._turn_skip(line.cycle.number)

    def _take_nearest(self, line: SeriesLine) -> None:
        from ivig_scheduler.planning.series import Wish  # noqa: PLC0415 - slow at start

        for visit in line.cycle.nearest:
            key = (line.cycle.number, visit.day_of_cycle)
            start = visit.start
            self.wishes[key] = Wish(start.date(), start.time(), visit.chair_id)
        self.changed.emit()

    def _turn_skip(self, number: int) -> None:
        self.skipped = self.skipped ^ {number}
        key = self.strip.key()
        if key is not None and key[0] == number:
            self._close_strip()
        self.changed.emit()

    def _wish(self, key: LineKey, wish: "Wish") -> None:
        self.wishes[key] = wish
        self.changed.emit()

    def _release(self, key: LineKey) -> None:
        self.wishes.pop(key, None)
        self.changed.emit()

    def _close_strip(self) -> None:
        self.strip.close_strip()
        self.table.setFocus()

    def _tell_strip(self) -> None:
        key = self.strip.key()
        line = next((each for each in self.model.rows if each.key == key), None)
        if key is not None and line is not None:
            self.strip.tell(line, has_wish=key in self.wishes)

    def _show_counts(self, plan: "SeriesPlan") -> None:
        said = {
            "good": (plan.clear, self.tr("{} clear").format(plan.clear)),
            "warning": (plan.warned, self.tr("{} with a warning").format(plan.warned)),
            "danger": (plan.unplaced, count(plan.unplaced, "cycle") + self.tr(" without a place")),
            "plain": (plan.skipped, self.tr("{} skipped").format(plan.skipped)),
        }
        for kind, (number, words) in said.items():
            self.chips[kind].setText(words)
            self.chips[kind].setVisible(number > 0)

    def _connect(self) -> None:
        self.table.opened.connect(self.open_change)
        self.table.link_clicked.connect(self._follow)
        self.table.horizontalHeader().sectionResized.connect(lambda *_: self._fit.start())
        self.strip.wished.connect(self._wish)
        self.strip.released.connect(self._release)
        self.strip.skipped.connect(self._turn_skip)
        self.strip.closed.connect(self._close_strip)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._title)
        for chip in self.chips.values():
            chip.hide()
            row.addWidget(chip)
        row.addStretch(1)
        row.addWidget(self._note, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self.add(self._refusal)
        self.table.setWordWrap(True)
        set_px(self.table, rows=_ROW_PX)
        self.table.setAccessibleName(self.tr("Visits of the series"))
        self.add(self.table, 1)
        self.add(self.strip)
