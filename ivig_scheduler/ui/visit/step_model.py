"""The steps of an infusion as a table: when, how fast for the body, how fast for the pump."""

from datetime import datetime, timedelta
from decimal import Decimal
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ivig_scheduler.domain.quantities import clock, show
from ivig_scheduler.ui.visit.words import infusion_phase, pump_rate, volume

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Plan, PlannedStep

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class StepRole(IntEnum):
    """What the model knows of a step beyond its text."""

    SORT = Qt.ItemDataRole.UserRole + 1
    RECORD = Qt.ItemDataRole.UserRole + 2
    IS_CURRENT = Qt.ItemDataRole.UserRole + 3


class StepTableModel(QAbstractTableModel):
    """From, mg/kg/min, mL/h (rounded down to the pump's step) and mL given so far."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[PlannedStep, ...] = ()
        self._offset = 0
        self._start: datetime | None = None
        self._now: datetime | None = None
        self._pump_step = Decimal("0.1")
        self._titles = (self.tr("From"), "mg/kg/min", "mL/h", self.tr("mL so far"))

    def show_plan(
        self,
        plan: "Plan | None",
        start: datetime | None = None,
        now: datetime | None = None,
        pump_step: Decimal = Decimal("0.1"),
    ) -> None:
        """Show the steps; `start` is when the patient sits down (none: h:mm of the visit)."""
        self.beginResetModel()
        infusion = infusion_phase(plan) if plan else None
        self._steps = plan.steps if plan else ()
        self._offset = infusion.start_minute if infusion else 0
        self._start, self._now, self._pump_step = start, now, pump_step
        self.endResetModel()

    def current_row(self) -> int:
        """Return the row of the step that runs now, or -1."""
        if self._start is None or self._now is None:
            return -1
        passed = (self._now - self._start).total_seconds() / 60 - self._offset
        for row, step in enumerate(self._steps):
            if step.start_minute <= passed < step.start_minute + step.minutes:
                return row
        return -1

    def _text(self, step: "PlannedStep", column: int) -> str:
        if column == 0:
            return self._from(step)
        if column == 1:
            return show(step.mg_per_kg_min)
        if column == 2:
            return pump_rate(step.ml_per_h, self._pump_step)
        return volume(step.total_ml)

    def _from(self, step: "PlannedStep") -> str:
        minute = self._offset + step.start_minute
        if self._start is None:
            return clock(minute)
        return f"{self._start + timedelta(minutes=float(minute)):%H:%M}"

    def _native(self, step: "PlannedStep", column: int) -> float:
        amounts = (step.start_minute, step.mg_per_kg_min, step.ml_per_h, step.total_ml)
        return float(amounts[column])

    def _why(self, step: "PlannedStep") -> str | None:
        return self.tr("Held down by {}").format(step.limited_by) if step.limited_by else None

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of steps."""
        return 0 if parent.isValid() else len(self._steps)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a role shows of a step."""
        if not index.isValid():
            return None
        step, column = self._steps[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                found: object = self._text(step, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                found = alignment(column)
            case Qt.ItemDataRole.ToolTipRole:
                found = self._why(step)
            case StepRole.SORT:
                found = self._native(step, column)
            case StepRole.RECORD:
                found = step
            case StepRole.IS_CURRENT:
                found = index.row() == self.current_row()
            case _:
                found = None
        return found

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return a column's title, aligned as its numbers are."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None


def alignment(column: int) -> Qt.AlignmentFlag:
    """Return how a column stands: times to the left, numbers to the right."""
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
