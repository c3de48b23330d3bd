"""The table of the house and the rows it shows."""

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.theme import load_theme
from ivig_scheduler.ui.widgets.rows_model import Column, RowRole, RowsModel, Tone
from ivig_scheduler.ui.widgets.table import HouseTable


@dataclass(frozen=True)
class Line:
    key: int
    name: str
    grams: float = 1.0


COLUMNS = (
    Column[Line]("Name", lambda line: line.name, stretches=True, tone=Tone.STRONG),
    Column[Line]("Grams", lambda line: f"{line.grams:g}", is_number=True, sort=lambda x: x.grams),
    Column[Line]("", lambda _line: "Change", tone=Tone.LINK),
)
LINES = (Line(1, "One"), Line(2, "Two", 10), Line(3, "Three"))


@pytest.fixture
def model() -> RowsModel[Line]:
    return RowsModel(COLUMNS, lambda line: line.key)


@pytest.fixture
def table(qtbot: QtBot, model: RowsModel[Line]) -> HouseTable:
    made = HouseTable(load_theme("light"), model)
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    model.show_rows(LINES)
    return made


def test_the_rows_obey_the_rules_of_models(
    model: RowsModel[Line], qtmodeltester: ModelTester
) -> None:
    model.show_rows(LINES)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.rowCount() == 3


def test_numbers_stand_at_the_right_and_sort_as_numbers(model: RowsModel[Line]) -> None:
    model.show_rows(LINES)
    cell = model.index(1, 1)
    assert cell.data() == "10"
    assert cell.data(RowRole.SORT) == 10
    assert cell.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_a_row_stays_selected_when_rows_before_it_come_and_go(
    table: HouseTable, model: RowsModel[Line]
) -> None:
    table.select_key(3)
    model.show_rows((Line(0, "Zero"), *LINES))
    assert table.current_record() == LINES[2]
    assert table.currentIndex().row() == 3


def test_a_row_that_goes_leaves_nothing_selected(
    qtbot: QtBot, table: HouseTable, model: RowsModel[Line]
) -> None:
    table.select_key(3)
    with qtbot.waitSignal(table.chosen, check_params_cb=lambda record: record is None):
        model.show_rows(LINES[:2])
    assert not table.currentIndex().isValid()


def test_a_changed_row_is_told_without_a_reset(
    qtbot: QtBot, table: HouseTable, model: RowsModel[Line]
) -> None:
    table.select_key(2)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show_rows((LINES[0], replace(LINES[1], name="Deux"), LINES[2]))
    assert table.current_record().name == "Deux"


def test_return_opens_the_selected_row(qtbot: QtBot, table: HouseTable) -> None:
    table.select_key(2)
    with qtbot.waitSignal(table.opened, check_params_cb=lambda record: record == LINES[1]):
        QTest.keyClick(table, Qt.Key.Key_Return)


def test_a_link_is_followed_by_a_click_on_it_only(qtbot: QtBot, table: HouseTable) -> None:
    viewport = table.viewport()
    place = table.visualRect(table.model().index(1, 2)).center()
    with qtbot.waitSignal(table.link_clicked, check_params_cb=lambda record, column: column == 2):
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    elsewhere = table.visualRect(table.model().index(1, 0)).center()
    with qtbot.assertNotEmitted(table.link_clicked):
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=elsewhere)


def test_choosing_a_row_tells_its_record_once(qtbot: QtBot, table: HouseTable) -> None:
    told: list[object] = []
    table.chosen.connect(told.append)
    table.select_key(1)
    table.setCurrentIndex(table.model().index(0, 1))
    table.setCurrentIndex(QModelIndex())
    assert told == [LINES[0], None]
