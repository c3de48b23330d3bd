"""The view of an infusion's steps: as tall as its rows, the running step marked."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ivig_scheduler.ui.text_size import px, set_px
from ivig_scheduler.ui.theme import Theme
from ivig_scheduler.ui.visit.step_model import StepRole, StepTableModel

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Plan

_LEAST_WIDTH = 288
_ROW = 24


class _StepDelegate(QStyledItemDelegate):
    """Draws the step that runs now in strong text on the accent's ground."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Make the running step strong."""
        super().initStyleOption(option, index)
        if index.data(StepRole.IS_CURRENT):
            option.font.setBold(True)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Lay the ground of the running step under its text."""
        if index.data(StepRole.IS_CURRENT):
            painter.fillRect(
                option.rect,
                self.theme.color("accent_ground"),
            )
        super().paint(painter, option, index)


class StepTable(QTableView):
    """The steps; it never scrolls and takes the keyboard only for reading."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = StepTableModel(self)
        self._delegate = _StepDelegate(theme, self)
        self.setModel(self._steps)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self.setAccessibleName(self.tr("Steps of the infusion"))

    def steps(self) -> StepTableModel:
        """Return the model of the steps."""
        return self._steps

    def show_plan(
        self,
        plan: "Plan | None",
        start: datetime | None = None,
        now: datetime | None = None,
        pump_step: Decimal = Decimal("0.1"),
    ) -> None:
        """Show the steps of a plan; see StepTableModel.show_plan."""
        self._steps.show_plan(plan, start, now, pump_step)
        self.setFixedHeight(self.sizeHint().height())

    def set_theme(self, theme: Theme) -> None:
        """Mark the running step in the colours of another theme."""
        self._delegate.theme = theme
        self.viewport().update()

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        set_px(self, rows=_ROW)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        # No rate or volume is ever cut; the time takes what is left.
        for column in range(1, self._steps.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        """Return the height of the header and all steps."""
        height = self.horizontalHeader().sizeHint().height() + px(_ROW) * self._steps.rowCount()
        return QSize(280, height + 2 * self.frameWidth() + 2)

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which four columns stay readable."""
        return QSize(px(_LEAST_WIDTH), self.sizeHint().height())
