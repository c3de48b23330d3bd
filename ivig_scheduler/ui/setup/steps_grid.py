"""The steps of a rate table as a grid of texts, read and edited where they stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.domain.quantities import read_amount
from ivig_scheduler.domain.records import RateStep
from ivig_scheduler.domain.terms import Basis, RateUnit
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.edit_table import EditTable
from ivig_scheduler.ui.widgets.form import AnswerWidget
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.widgets.rows_model import Column, Index, RowRole, RowsModel, Tone
from ivig_scheduler.ui.widgets.table import ROW_PX

RATE, MINUTES, BASIS = 1, 2, 3
HEADER_PX = 28

MEANINGS = {
    Basis.LABEL: "printed in the label",
    Basis.MAKER: "the maker's chart or trial schedule",
    Basis.CONVENTION: "the usual doubling in between",
    Basis.UNVERIFIED: "no usable source seen",
    Basis.SITE: "set by this site",
}


@dataclass(frozen=True)
class StepRow:
    """A step as it is typed."""

    number: int
    rate: str = ""
    minutes: str = ""
    basis: str = Basis.SITE.value
    is_last: bool = False


def _minutes(row: StepRow) -> str:
    return row.minutes or ("until the dose is in" if row.is_last else "")


def _basis_tone(row: StepRow) -> Tone:
    return Tone.WARNING if row.basis == Basis.UNVERIFIED else Tone.PLAIN


def _columns(unit: str) -> tuple[Column[StepRow], ...]:
    return (
        Column("Step", lambda row: str(row.number), 48, is_number=True, tone=Tone.MUTED),
        Column(f"Rate, {unit}", lambda row: row.rate, 110, is_number=True),
        Column(
            "Minutes",
            _minutes,
            136,
            is_number=True,
            tone=lambda row: Tone.PLAIN if row.minutes else Tone.MUTED,
        ),
        Column("Basis", lambda row: row.basis, 96, tone=_basis_tone),
        Column("", lambda row: MEANINGS[Basis(row.basis)], stretches=True, tone=Tone.MUTED),
    )


class StepsModel(RowsModel[StepRow]):
    """The rows; `edited` follows each change of a cell."""

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_columns(RateUnit.ML_KG_H), lambda row: row.number, parent)
        self.is_editable = False

    def set_unit(self, unit: str) -> None:
        """Name the unit of the rates in the header."""
        self.columns = _columns(unit)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, RATE, RATE)

    def put(self, rows: Iterable[StepRow]) -> None:
        """Show rows, numbered anew."""
        given = tuple(rows)
        self.show_rows(
            [
                replace(row, number=place, is_last=place == len(given))
                for place, row in enumerate(given, start=1)
            ]
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return {RATE: row.rate, MINUTES: row.minutes, BASIS: row.basis}.get(index.column())
        if role == RowRole.CHOICES and index.column() == BASIS:
            return tuple(basis.value for basis in Basis)
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.is_editable and index.column() in {RATE, MINUTES, BASIS}:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        field = {RATE: "rate", MINUTES: "minutes", BASIS: "basis"}.get(index.column())
        if field is None or role != Qt.ItemDataRole.EditRole:
            return False
        rows = list(self.rows)
        typed: dict[str, Any] = {field: str(value).strip()}
        rows[index.row()] = replace(rows[index.row()], **typed)
        self.show_rows(rows)
        self.edited.emit()
        return True


class StepsGrid(AnswerWidget):
    """The grid with the buttons that add and remove a step, and the error below it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._unit = RateUnit.ML_KG_H.value
        self.model = StepsModel(self)
        self.table = EditTable(look.theme, self.model)
        self.table.setAccessibleName(self.tr("Steps of the rate table"))
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add_button = button(self.tr("Add a step"), "link")
        self.remove_button = button(self.tr("Remove the selected step"), "link")
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self._lay_out()
        self.model.edited.connect(self.edited)
        self.table.opened.connect(lambda _row: self._edit_current())
        self.add_button.clicked.connect(self.add_step)
        self.remove_button.clicked.connect(self.remove_step)
        self.table.chosen.connect(lambda _row: self._show_buttons())

    def set_unit(self, unit: str) -> None:
        """Name the unit of the rates."""
        self._unit = unit
        self.model.set_unit(unit)

    def set_editable(self, is_editable: bool) -> None:
        """Let the steps be edited, or only read."""
        self.model.is_editable = is_editable
        self.add_button.setVisible(is_editable)
        self.remove_button.setVisible(is_editable)
        self._show_buttons()

    def show_steps(self, steps: Sequence[RateStep]) -> None:
        """Show the steps of a table; two empty ones where there are none yet."""
        rows = [StepRow(0, str(step.rate), _text(step.minutes), step.basis.value) for step in steps]
        self._put(rows or [StepRow(0), StepRow(0)])

    def read_steps(self) -> tuple[RateStep, ...]:
        """Return the steps. Raises RuleBrokenError naming each that cannot be read."""
        problems: list[Problem] = []
        steps: list[RateStep] = []
        for row in self.model.rows:
            try:
                rate = read_amount(f"the rate of step {row.number}", row.rate, self._unit)
                minutes = (
                    read_amount(f"the time of step {row.number}", row.minutes, "min")
                    if row.minutes
                    else None
                )
            except RuleBrokenError as error:
                problems += [Problem("steps", each.message) for each in error.problems]
                continue
            steps.append(RateStep(rate, minutes, Basis(row.basis)))
        if problems:
            raise RuleBrokenError(*problems)
        return tuple(steps)

    def add_step(self) -> None:
        """Add a step after the selected one, or at the end."""
        rows = list(self.model.rows)
        row = self.table.currentIndex().row()
        place = row + 1 if row >= 0 else len(rows)
        rows.insert(place, StepRow(0))
        self._put(rows)
        self.edited.emit()
        self.table.edit_cell(self.model.index(place, RATE))

    def remove_step(self) -> None:
        """Remove the selected step."""
        row = self.table.currentIndex().row()
        if row >= 0:
            self._put([each for place, each in enumerate(self.model.rows) if place != row])
            self.edited.emit()

    def error(self) -> str:
        """Return what is said to be wrong."""
        return self._error.text()

    def set_error(self, text: str | None) -> None:
        """Say below the grid what is wrong with the steps."""
        self._error.setText(text or "")
        self._error.setVisible(bool(text))

    def answer(self) -> object:
        """Return the rows as they are typed."""
        return self.model.rows

    def put_answer(self, answer: object) -> None:
        """Put back rows that were typed."""
        if isinstance(answer, tuple):
            self._put(answer)

    def _put(self, rows: Iterable[StepRow]) -> None:
        self.model.put(rows)
        set_px(self.table, height=HEADER_PX + len(self.model.rows) * ROW_PX + 4)
        self._show_buttons()

    def _edit_current(self) -> None:
        self.table.edit_cell(self.table.currentIndex())

    def _show_buttons(self) -> None:
        self.remove_button.setEnabled(self.table.currentIndex().row() >= 0)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.table)
        column.addWidget(self._error)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.add_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        column.addLayout(row)


def _text(minutes: object) -> str:
    return "" if minutes is None else str(minutes)
