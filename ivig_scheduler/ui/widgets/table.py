"""The table of the house: rows without a grid, one selected, links at the end of a line."""

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ivig_scheduler.ui.text_size import px, set_px, text_scale
from ivig_scheduler.ui.theme import Theme
from ivig_scheduler.ui.widgets.rows_model import Column, Index, RowRole, RowsModel, Tone

ROW_PX = 32
#: Up to this size of text a column that takes what is left over has room enough.
_ROOMY = 1.25
_TOKENS = {
    Tone.MUTED: "muted",
    Tone.GOOD: "good",
    Tone.WARNING: "warning",
    Tone.DANGER: "danger",
    Tone.LINK: "accent",
}


class HouseTable(QTableView):
    """A table view with the look of the house.

    `chosen` carries the record of the selected row (None for none); `opened` the record of a row
    that was double-clicked or entered with Return; `link_clicked` the record and the column of a
    cell with the tone LINK.
    """

    chosen = Signal(object)
    opened = Signal(object)
    link_clicked = Signal(object, int)

    def __init__(
        self, theme: Theme, model: RowsModel[Any] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kept: Hashable = None
        self._columns: Sequence[Column[Any]] = ()
        self._delegate = HouseDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self._set_behaviour()
        if model is not None:
            self.setModel(model)
            self.lay_out_columns(model.columns)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self._delegate.theme = theme
        self.viewport().update()

    def lay_out_columns(self, columns: Sequence[Column[Any]]) -> None:
        """Give each column its width; with a proxy model call this after setModel."""
        self._columns = columns
        header = self.horizontalHeader()
        for place, column in enumerate(columns):
            if column.stretches and (self.wordWrap() or text_scale() <= _ROOMY):
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            elif column.width and not column.stretches:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(place, px(column.width))
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)

    def current_record(self) -> Any:  # noqa: ANN401 - whatever the model shows
        """Return the record of the selected row, or None."""
        index = self._selected()
        return index.data(RowRole.RECORD) if index.isValid() else None

    def select_key(self, key: Hashable) -> bool:
        """Select the row with that key in a RowsModel; return whether it is there."""
        model = self.model()
        place = model.place_of(key) if isinstance(model, RowsModel) else -1
        if place < 0:
            self.clear_choice()
            return False
        self.setCurrentIndex(model.index(place, max(self.currentIndex().column(), 0)))
        return True

    def clear_choice(self) -> None:
        """Select nothing."""
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()

    def show_at_most(self, rows: int) -> None:
        """Be as high as the rows there are, up to so many; the others are scrolled to."""
        shown = min(rows, self.model().rowCount())
        header = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(header + shown * self.verticalHeader().defaultSectionSize() + 2)

    def hovered_row(self) -> int:
        """Return the row under the mouse, or -1."""
        return self._hovered

    def _set_behaviour(self) -> None:
        self._hovered = -1
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        # Tab leaves the table; the arrow keys move in it.
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        set_px(self, rows=ROW_PX)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(28)

    def _keep(self) -> None:
        model, index = self.model(), self._selected()
        known = isinstance(model, RowsModel) and index.isValid()
        self._kept = model.key_at(index.row()) if known else None  # type: ignore[attr-defined]

    def _restore(self) -> None:
        if self._kept is not None and not self.select_key(self._kept):
            self.chosen.emit(None)
        self._kept = None

    def _selected(self) -> QModelIndex:
        # Not the current index: Qt makes the first row current as soon as the table has the focus.
        model = self.selectionModel()
        rows = model.selectedRows() if model else []
        return rows[0] if rows else QModelIndex()

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def _is_link(self, index: Index) -> bool:
        return bool(index.isValid() and index.data(RowRole.TONE) == Tone.LINK and index.data())

    # Qt overrides

    def setModel(self, model: QAbstractItemModel | None) -> None:
        # Connected before the view listens: it forgets the current row on a reset.
        if model is not None:
            model.modelAboutToBeReset.connect(self._keep)
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._restore)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen.emit(self.current_record())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._hover(index.row())
        if self._is_link(index):
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.viewport().unsetCursor()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._is_link(index):
            self.link_clicked.emit(index.data(RowRole.RECORD), index.column())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self._is_link(index):
            self.opened.emit(index.data(RowRole.RECORD))

    def changeEvent(self, event: QEvent) -> None:
        """Give the columns the room that letters of another size ask for."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._columns:
            self.lay_out_columns(self._columns)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_return = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_return and self._selected().isValid():
            self.opened.emit(self.current_record())
            return
        super().keyPressEvent(event)


class HouseDelegate(QStyledItemDelegate):
    """Draws a cell in its tone, and the whole row under the mouse as one."""

    def __init__(self, theme: Theme, table: HouseTable) -> None:
        super().__init__(table)
        self.theme = theme
        self._table = table

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        view: Any = option
        view.state &= ~(QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus)
        if index.row() == self._table.hovered_row():
            view.state |= QStyle.StateFlag.State_MouseOver
        tone = index.data(RowRole.TONE)
        if tone == Tone.STRONG:
            view.font.setBold(True)
        elif tone in _TOKENS:
            color = self.theme.color(_TOKENS[tone])
            view.palette.setColor(QPalette.ColorRole.Text, color)
            view.palette.setColor(QPalette.ColorRole.HighlightedText, color)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        text = str(index.data() or "")
        if index.data(Qt.ItemDataRole.ToolTipRole) or not self._is_cut(option, index):
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), text, view)
        return True

    def _is_cut(self, option: QStyleOptionViewItem, index: Index) -> bool:
        """Return whether a cell shows less than all of its text."""
        place: Any = option
        return bool(self.sizeHint(option, index).width() > place.rect.width())
