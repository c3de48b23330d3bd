"""A table whose cells are edited where they stand."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)

from ivig_scheduler.ui.theme import Theme
from ivig_scheduler.ui.widgets.rows_model import Index, RowRole, RowsModel
from ivig_scheduler.ui.widgets.table import HouseDelegate, HouseTable

#: So much further the editor of a long text goes over the cells after its own.
_LONGER_PX = 320
_MOVES_ON = (
    QAbstractItemDelegate.EndEditHint.EditNextItem,
    QAbstractItemDelegate.EndEditHint.EditPreviousItem,
)


class EditDelegate(HouseDelegate):
    """Edits a cell as text, or with the words its role CHOICES gives."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        choices = index.data(RowRole.CHOICES)
        if not choices:
            editor = QLineEdit(parent)
            alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
            editor.setAlignment(Qt.AlignmentFlag(alignment))
            return editor
        combo = QComboBox(parent)
        combo.addItems([str(choice) for choice in choices])
        combo.activated.connect(lambda _place: self._finish(combo))
        return combo

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:  # noqa: ANN401
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        super().updateEditorGeometry(editor, option, index)
        # A list of words needs room for its arrow, which a narrow column has not.
        missing = editor.sizeHint().width() - editor.width()
        if isinstance(editor, QComboBox) and missing > 0:
            editor.setGeometry(editor.geometry().adjusted(-missing, 0, 0, 0))
        if index.data(RowRole.IS_LONG):
            editor.setGeometry(editor.geometry().adjusted(0, 0, _LONGER_PX, 0))

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)


class EditTable(HouseTable):
    """A click on a cell that can be edited, Return, F2 or a letter begins to edit it."""

    def __init__(self, theme: Theme, model: RowsModel[Any], parent: QWidget | None = None) -> None:
        super().__init__(theme, model, parent)
        self._editing = EditDelegate(theme, self)
        self.setItemDelegate(self._editing)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.clicked.connect(self.edit_cell)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self._editing.theme = theme
        super().set_theme(theme)

    def edit_cell(self, index: QModelIndex) -> None:
        """Edit a cell, where it can be edited."""
        is_editing = self.state() == QAbstractItemView.State.EditingState
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable and not is_editing:
            self.setCurrentIndex(index)
            self.edit(index)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint not in _MOVES_ON:
            self.setFocus()
