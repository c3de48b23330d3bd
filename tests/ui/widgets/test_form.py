"""The form: answers, problems beside their fields, and what was typed kept."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.ui.icons import IconSet
from ivig_scheduler.ui.theme import load_theme
from ivig_scheduler.ui.widgets.dates import DateField
from ivig_scheduler.ui.widgets.form import Form


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    made.add("name", "Name", QLineEdit())
    kind = QComboBox()
    kind.addItems(["one", "two"])
    made.add_row(("kind", "Kind", kind), ("day", "Day", DateField(IconSet(load_theme("light")))))
    made.add("active", "Active", QCheckBox())
    made.add("notes", "Notes", QPlainTextEdit())
    qtbot.addWidget(made)
    made.show()
    made.settle()
    return made


def _editor(form: Form, kind: type[QLineEdit]) -> QLineEdit:
    editor = form.findChild(kind)
    assert isinstance(editor, kind)
    return editor


def test_a_form_is_dirty_from_the_first_letter_until_it_settles(form: Form) -> None:
    assert not form.is_dirty
    QTest.keyClicks(_editor(form, QLineEdit), "a")
    assert form.is_dirty
    form.settle()
    assert not form.is_dirty


def test_answers_are_put_back_as_they_were(form: Form) -> None:
    answers = {
        "name": "Chair 7",
        "kind": "two",
        "day": "next week",
        "active": True,
        "notes": "by the window",
    }
    form.restore(answers)
    assert form.answers() == answers


def test_each_problem_stands_at_its_field_and_the_first_gets_the_focus(
    qtbot: QtBot, form: Form
) -> None:
    form.activateWindow()
    form.show_problems(
        [
            Problem("day", "the day is taken"),
            Problem("name", "name is missing"),
            Problem("record", "it was removed"),
        ]
    )
    assert form.error("name") == "Name is missing"
    assert form.error("day") == "The day is taken"
    assert form.error() == "It was removed"
    qtbot.waitUntil(lambda: _editor(form, QLineEdit).hasFocus())
    form.show_problems([Problem("name", "name is taken")])
    assert form.error("day") == form.error() == ""


def test_a_day_that_cannot_be_read_is_a_problem_of_its_field(form: Form) -> None:
    day = _editor(form, DateField)
    assert isinstance(day, DateField)
    day.setText("soon")
    (problem,) = form.unreadable()
    assert problem.field == "day"
    day.show_day(date(2026, 11, 30))
    assert form.unreadable() == ()


def test_return_in_a_line_of_text_submits_the_form(qtbot: QtBot, form: Form) -> None:
    with qtbot.waitSignal(form.submitted):
        QTest.keyClick(_editor(form, QLineEdit), Qt.Key.Key_Return)
