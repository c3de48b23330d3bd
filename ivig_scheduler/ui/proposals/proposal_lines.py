"""The lines of a proposal: before and after of each visit, in columns, each with its tick."""

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.wording import count
from ivig_scheduler.ui.proposals.proposal_words import Line, Place
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.elided import ElidedLabel
from ivig_scheduler.ui.widgets.kind import label, set_kind
from ivig_scheduler.ui.words import sentence

_TICK, _NAME, _NUMBER, _DAY, _TIME, _CHAIR, _ARROW, _NEW_DAY, _NEW_TIME, _NEW_CHAIR = range(10)
_MOVED, _NOTES, _COLUMNS = 10, 11, 12
_TOP = Qt.AlignmentFlag.AlignTop
_RIGHT = Qt.AlignmentFlag.AlignRight
_NAME_PX, _CHAIR_PX, _LINE_PX = 180, 110, 28


class ProposalLines(QWidget):
    """A grid in which all groups share their columns; `chosen_changed` tells of another tick."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticks: dict[UUID, QCheckBox] = {}
        self._notes: dict[UUID, QLabel] = {}
        self._told: dict[UUID, str] = {}
        self._row = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 4, 16, 12)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(_NOTES, 1)

    def add_heads(self) -> None:
        """Put the names of the columns above the lines."""
        for column, text in (
            (_NAME, self.tr("Patient")),
            (_DAY, self.tr("Now")),
            (_NEW_DAY, self.tr("Then")),
            (_MOVED, self.tr("By")),
            (_NOTES, self.tr("What to know")),
        ):
            self._put(label(text, "muted"), column)
        self._end_row()

    def add_group(
        self,
        title: str,
        lines: Iterable[Line],
        *,
        is_ticked: bool,
        kind: str,
        is_fixed: bool = False,
    ) -> None:
        """Add a group of lines; `kind` is how their notes look: "warning" or "danger".

        The ticks of lines that are `is_fixed` are not offered.
        """
        found = tuple(lines)
        # The group before no longer ends the grid: what room is left goes below the last line.
        self._grid.setRowStretch(self._row, 0)
        heading = label(f"{title}  ·  {len(found)}", "section")
        heading.setContentsMargins(0, 12, 0, 2)
        self._grid.addWidget(heading, self._row, 0, 1, _COLUMNS)
        self._row += 1
        for line in found:
            self._add_line(line, is_ticked=is_ticked, kind=kind)
            self.ticks[line.visit_id].setVisible(not is_fixed)
        self._grid.setRowStretch(self._row, 1)

    def chosen(self) -> frozenset[UUID]:
        """Return the visits whose lines are ticked."""
        return frozenset(key for key, tick in self.ticks.items() if tick.isChecked())

    def show_refused(self, messages: dict[str, str]) -> None:
        """Tell beside each line why it was refused; messages are by the visit's id as text."""
        for key, note in self._notes.items():
            # Who and where stands in the line already.
            message = messages.get(str(key), "")
            refused = sentence(message.partition(": ")[2] or message)
            note.setText(f"✗ {refused}" if refused else self._told[key])
            set_kind(note, "danger" if refused else str(note.property("usual")))

    def tell_refusal(self, error: RuleBrokenError) -> str:
        """Tell beside each line why it was refused; return what is about none of them."""
        ids = {str(key) for key in self.ticks}
        beside = {each.field: each.message for each in error.problems if each.field in ids}
        self.show_refused(beside)
        told = [sentence(each.message) for each in error.problems if each.field not in ids]
        if beside:
            which = count(len(beside), "visit")
            told.insert(0, self.tr("{0} cannot move as chosen; nothing was changed.").format(which))
        return "\n".join(told)

    def _add_line(self, line: Line, *, is_ticked: bool, kind: str) -> None:
        tick = QCheckBox()
        tick.setChecked(is_ticked)
        tick.setAccessibleName(f"{line.name}, {line.number}")
        tick.toggled.connect(self.chosen_changed)
        self.ticks[line.visit_id] = tick
        self._put(tick, _TICK)
        self._put(ElidedLabel(line.name, "strong", _NAME_PX), _NAME)
        self._put(label(line.number, "quiet"), _NUMBER)
        if line.before is not None:
            self._put_place(line.before, _DAY, ("quiet", "quiet", "quiet"))
        else:
            self._put_words(line.instead, _DAY)
        if line.after is not None:
            kinds = tuple("strong" if is_new else "quiet" for is_new in line.new)
            self._put(label("→", "quiet"), _ARROW)
            self._put_place(line.after, _NEW_DAY, kinds)
        else:
            self._put_words(line.instead, _NEW_DAY)
        self._put(label(line.moved, "quiet"), _MOVED)
        self._add_note(line, kind)
        self._end_row()

    def _add_note(self, line: Line, kind: str) -> None:
        sign = "✗" if kind == "danger" else "△"
        told = "\n".join(f"{sign} {sentence(text)}" for text in line.notes)
        note = label("", kind, wrap=True)
        note.setProperty("usual", kind)
        note.setContentsMargins(0, 6, 0, 4)
        self._notes[line.visit_id], self._told[line.visit_id] = note, told
        note.setText(told)
        self._put(note, _NOTES)

    def _put_place(self, place: Place, column: int, kinds: tuple[str, ...]) -> None:
        self._put(label(place.day, kinds[0]), column)
        self._put(label(place.time, kinds[1]), column + 1)
        self._put(ElidedLabel(place.chair, kinds[2], _CHAIR_PX), column + 2)

    def _put_words(self, text: str, column: int) -> None:
        """Put words where the three columns of a place would stand."""
        words = label(self.tr(text), "quiet")
        self._grid.addWidget(words, self._row, column, 1, 3)

    def _put(self, widget: QWidget, column: int) -> None:
        if isinstance(widget, QLabel) and column != _NOTES:
            # The first line of a long note stands level with the other columns.
            set_px(widget, least_height=_LINE_PX)
            side = _RIGHT if column == _MOVED else Qt.AlignmentFlag.AlignLeft
            widget.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        if column == _NOTES:
            self._grid.addWidget(widget, self._row, column)
        else:
            self._grid.addWidget(widget, self._row, column, _TOP)

    def _end_row(self) -> None:
        hairline = QFrame()
        hairline.setFixedHeight(1)
        set_kind(hairline, "faint-line")
        self._grid.addWidget(hairline, self._row + 1, 0, 1, _COLUMNS)
        self._row += 2
