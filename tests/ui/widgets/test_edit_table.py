"""A table whose cells are edited where they stand."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.theme import load_theme
from ivig_scheduler.ui.widgets.edit_table import EditTable
from ivig_scheduler.ui.widgets.rows_model import Column, Index, RowRole, RowsModel

WORDS = ("off", "warn", "block this and every other visit")


@dataclass(frozen=True)
class Line:
    name: str
    rate: str
    word: str


class Lines(RowsModel[Line]):
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if role == Qt.ItemDataRole.EditRole:
            return super().data(index, Qt.ItemDataRole.DisplayRole)
        if role == RowRole.CHOICES and index.column() == 2:
            return WORDS
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        rows = list(self.rows)
        typed: dict[str, Any] = {("name", "rate", "word")[index.column()]: str(value)}
        rows[index.row()] = replace(rows[index.row()], **typed)
        self.show_rows(rows)
        return True


@pytest.fixture
def table(qtbot: QtBot) -> EditTable:
    model = Lines(
        (
            Column("Name", lambda line: line.name, stretches=True),
            Column("Rate", lambda line: line.rate, 60, is_number=True),
            Column("Word", lambda line: line.word, 60),
        ),
        lambda line: line.name,
    )
    model.show_rows([Line("one", "1", "off"), Line("two", "2", "warn")])
    made = EditTable(load_theme("light"), model)
    qtbot.addWidget(made)
    made.resize(500, 200)
    made.show()
    return made


def _click(table: EditTable, row: int, column: int) -> None:
    place = table.visualRect(table.model().index(row, column)).center()
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )


def test_a_click_edits_a_cell_that_can_be_edited_and_only_that(
    qtbot: QtBot, table: EditTable
) -> None:
    _click(table, 0, 0)
    assert table.viewport().findChild(QLineEdit) is None
    _click(table, 0, 1)
    editor = table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("1.5")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.model().index(0, 1).data() == "1.5")


def test_escape_leaves_the_cell_as_it_was(qtbot: QtBot, table: EditTable) -> None:
    _click(table, 1, 1)
    editor = table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("99")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: table.state() == EditTable.State.NoState)
    assert table.model().index(1, 1).data() == "2"


def test_a_list_of_words_is_as_wide_as_its_words_in_a_narrow_column(table: EditTable) -> None:
    _click(table, 0, 2)
    combo = table.viewport().findChild(QComboBox)
    assert isinstance(combo, QComboBox)
    assert [combo.itemText(place) for place in range(3)] == list(WORDS)
    assert combo.width() >= combo.sizeHint().width() > 60


def test_a_word_is_stored_as_soon_as_it_is_picked(qtbot: QtBot, table: EditTable) -> None:
    _click(table, 0, 2)
    combo = table.viewport().findChild(QComboBox)
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    qtbot.waitUntil(lambda: table.model().index(0, 2).data() == "warn")
