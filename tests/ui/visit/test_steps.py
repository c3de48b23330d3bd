"""The step chart and the step table."""

from datetime import date, datetime, time
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.theme import load_theme
from ivig_scheduler.ui.visit.step_chart import StepChart, describe_chart
from ivig_scheduler.ui.visit.step_model import StepRole, StepTableModel
from ivig_scheduler.ui.visit.step_table import StepTable
from tests.ui.visit.plans import make_plan

DAY = date(2026, 11, 23)
START = datetime.combine(DAY, time(8, 30))


def rows(model: StepTableModel) -> list[list[str]]:
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_chart_names_the_infusions_own_start_and_end() -> None:
    chart = describe_chart(make_plan(), START)

    assert (chart.first, chart.last) == ("09:55", "12:35")
    assert chart.now is None


def test_the_chart_marks_the_present_moment_only_while_the_infusion_runs() -> None:
    plan = make_plan()

    assert describe_chart(plan, START, datetime.combine(DAY, time(9, 0))).now is None
    during = describe_chart(plan, START, datetime.combine(DAY, time(10, 41)))
    assert (during.now, during.now_text) == (46, "10:41")
    assert describe_chart(plan, START, datetime.combine(DAY, time(14, 0))).now is None


def test_a_chart_without_a_place_on_the_calendar_counts_from_sitting_down() -> None:
    chart = describe_chart(make_plan())

    assert (chart.first, chart.last) == ("1:25", "4:05")


def test_the_table_gives_clock_times_rates_and_the_running_total() -> None:
    model = StepTableModel()
    model.show_plan(make_plan(), START)

    assert rows(model) == [
        ["09:55", "2", "85.3", "42.7"],
        ["10:25", "4", "170.6", "128.0"],
        ["10:55", "8", "341.2", "700.0"],
    ]


def test_a_visit_without_a_place_counts_its_steps_from_sitting_down() -> None:
    model = StepTableModel()
    model.show_plan(make_plan(), pump_step=Decimal(1))

    assert rows(model)[0] == ["1:25", "2", "85", "42.7"]


def test_the_step_that_runs_now_is_marked_and_no_other() -> None:
    model = StepTableModel()
    model.show_plan(make_plan(), START, datetime.combine(DAY, time(10, 41)))

    marks = [model.index(row, 0).data(StepRole.IS_CURRENT) for row in range(3)]
    assert marks == [False, True, False]
    model.show_plan(make_plan(), START, datetime.combine(DAY, time(17, 0)))
    assert model.current_row() == -1


def test_a_limited_step_says_what_holds_it_down() -> None:
    model = StepTableModel()
    model.show_plan(make_plan(max_ml_per_h="150"), START)

    assert model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole) is None
    assert "the order's cap" in model.index(1, 2).data(Qt.ItemDataRole.ToolTipRole)


def test_the_model_keeps_qts_contract_and_sorts_by_native_values(qtbot: QtBot) -> None:
    model = StepTableModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_plan(make_plan(), START)

    assert model.index(2, 3).data(StepRole.SORT) == 700.0
    assert model.index(2, 3).data(StepRole.RECORD) == make_plan().steps[2]
    model.show_plan(None)
    assert model.rowCount() == 0


def test_the_table_is_as_tall_as_its_steps(qtbot: QtBot) -> None:
    table = StepTable(load_theme("light"))
    qtbot.addWidget(table)
    table.show_plan(make_plan("Bivigam 10%", "PI"), START)
    tall = table.height()

    table.show_plan(make_plan(), START)

    assert tall > table.height()
    assert table.verticalScrollBar().maximum() == 0


def test_nothing_is_cut_at_the_least_width(qtbot: QtBot) -> None:
    table = StepTable(load_theme("light"))
    qtbot.addWidget(table)
    table.show_plan(make_plan(), START)
    table.resize(table.minimumSizeHint().width(), table.height())
    table.show()
    for column in range(table.steps().columnCount()):
        assert table.columnWidth(column) >= table.sizeHintForColumn(column)


def test_the_chart_paints_columns_and_nothing_without_a_plan(qtbot: QtBot) -> None:
    chart = StepChart(load_theme("light"))
    qtbot.addWidget(chart)
    chart.resize(280, chart.sizeHint().height())
    empty = chart.grab().toImage()

    chart.show_plan(make_plan(), 0, START)

    assert chart.grab().toImage() != empty
