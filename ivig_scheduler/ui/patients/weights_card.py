"""A patient's dated weights: the list, and a line that records another one."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.quantities import show
from ivig_scheduler.domain.records import Weight
from ivig_scheduler.domain.wording import show_day
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.dates import DateField
from ivig_scheduler.ui.widgets.kind import button, label, set_style_property
from ivig_scheduler.ui.widgets.rows_model import Column, RowsModel, Tone
from ivig_scheduler.ui.widgets.table import HouseTable
from ivig_scheduler.ui.words import sentence

_WEIGHT_PX = 84
_ROWS_SHOWN = 4


class WeightLine(NamedTuple):
    """A weight with its change in percent from the one before, None for the first."""

    weight: Weight
    percent: float | None


def weight_lines(newest_first: Sequence[Weight]) -> tuple[WeightLine, ...]:
    """Return the weights with their changes, newest first as they came."""
    changes = [
        WeightLine(each, float((each.weight_kg / before.weight_kg - 1) * 100))
        for each, before in pairwise(newest_first)
    ]
    return (*changes, *(WeightLine(each, None) for each in newest_first[-1:]))


def weight_columns() -> list[Column[Any]]:
    """Return the columns of the list of weights; "Remove" is a link."""
    return [
        Column("Day", lambda line: show_day(line.weight.day), 110),
        Column("kg", lambda line: show(line.weight.weight_kg), 64, is_number=True),
        Column("Change", _show_change, 80, is_number=True, tone=Tone.MUTED),
        Column("", lambda _: "Remove", 84, tone=Tone.LINK),
        Column("", lambda _: "", stretches=True),
    ]


class WeightsCard(Card):
    """`record_requested` carries the day, the text typed and whether a person confirmed it;
    `remove_requested` the Weight; `typed` each text on its way.
    """

    record_requested = Signal(object, str, bool)
    remove_requested = Signal(object)
    typed = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("Weights", parent)
        self._model: RowsModel[WeightLine] = RowsModel(
            weight_columns(), lambda line: line.weight.id, self
        )
        self.table = HouseTable(look.theme, self._model)
        self.table.setAccessibleName(self.tr("Weights"))
        self.table.link_clicked.connect(self._ask_to_remove)
        self._nothing = label(self.tr("No weight yet. Record the first one below."), "quiet")
        self.day = DateField(look.icons)
        self.weight = QLineEdit()
        self.record = button(self.tr("Record"))
        self.keep = button("", "link-strong")
        self._error = label("", "error", wrap=True)
        self._lay_out()
        self._connect()

    def show_weights(self, newest_first: Sequence[Weight]) -> None:
        """Show the weights; what is being typed stays."""
        self._model.show_rows(weight_lines(newest_first))
        self.table.show_at_most(_ROWS_SHOWN)
        self.table.setVisible(bool(newest_first))
        self._nothing.setVisible(not newest_first)

    def start(self, today: date, typed: str = "") -> None:
        """Show the line for another patient; the day is today unless it is changed."""
        self.day.set_latest(today)
        self.day.show_day(today)
        self.weight.setText(typed)
        self._show_error("")

    def show_refusal(self, error: RuleBrokenError) -> None:
        """Say what is wrong; where a person may confirm the weight, offer to keep it."""
        self._show_error(" ".join(sentence(problem.message) for problem in error.problems))
        if all(problem.can_confirm for problem in error.problems):
            typed = self.weight.text().strip().removesuffix("kg").strip()
            self.keep.setText(self.tr("Keep %s kg") % typed)
            self.keep.show()
        self.weight.setFocus()

    def error(self) -> str:
        """Return the problem that is shown, or ""."""
        return self._error.text()

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        self.table.set_theme(look.theme)
        self.day.set_icons(look.icons)

    def _lay_out(self) -> None:
        self.day.setAccessibleName(self.tr("Day of the weight"))
        self.weight.setAccessibleName(self.tr("Weight in kilograms"))
        self.weight.setPlaceholderText(self.tr("kg"))
        set_px(self.weight, width=_WEIGHT_PX)
        line = QHBoxLayout()
        line.setSpacing(8)
        for one in (self.day, self.weight, self.record):
            line.addWidget(one)
        line.addStretch(1)
        refusal = QHBoxLayout()
        refusal.addWidget(self._error, 1)
        refusal.addWidget(self.keep)
        self.add(self._nothing)
        self.add(self.table)
        self.body.addLayout(line)
        self.body.addLayout(refusal)

    def _connect(self) -> None:
        self.record.clicked.connect(lambda: self._ask_to_record(is_confirmed=False))
        self.keep.clicked.connect(lambda: self._ask_to_record(is_confirmed=True))
        self.weight.textEdited.connect(self.typed)
        for edit in (self.day, self.weight):
            edit.returnPressed.connect(lambda: self._ask_to_record(is_confirmed=False))
            edit.textEdited.connect(lambda: self._show_error(""))

    def _ask_to_record(self, *, is_confirmed: bool) -> None:
        day = self.day.day()
        if day is None:
            self._show_error(sentence(self.day.problem()) or self.tr("Give the day it was taken."))
            self.day.setFocus()
        elif self.weight.text().strip():
            self._show_error("")
            self.record_requested.emit(day, self.weight.text(), is_confirmed)
        else:
            self.weight.setFocus()

    def _ask_to_remove(self, line: WeightLine, _column: int) -> None:
        self.remove_requested.emit(line.weight)

    def _show_error(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.keep.hide()
        set_style_property(self.weight, "invalid", bool(text))


def _show_change(line: WeightLine) -> str:
    if line.percent is None:
        return ""
    return (
        f"{'+' if line.percent > 0 else '−' if line.percent < 0 else ''}{abs(line.percent):.1f} %"
    )
