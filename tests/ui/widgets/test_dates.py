"""The editors of days, times and choices."""

from datetime import date, time

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.icons import IconSet
from ivig_scheduler.ui.theme import load_theme
from ivig_scheduler.ui.widgets.choices import SearchCombo
from ivig_scheduler.ui.widgets.dates import DateField, TimeField


@pytest.fixture
def field(qtbot: QtBot) -> DateField:
    made = DateField(IconSet(load_theme("light")), latest=date(2026, 11, 23))
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_typed_day_is_read_and_tidied(qtbot: QtBot, field: DateField) -> None:
    with qtbot.waitSignal(field.day_changed):
        QTest.keyClicks(field, "3/27/59")
    assert field.day() == date(1959, 3, 27)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "03/27/1959"


def test_an_empty_day_is_no_day_and_no_problem(field: DateField) -> None:
    field.show_day(None)
    assert field.day() is None
    assert field.problem() == ""


def test_a_text_that_is_no_day_stays_as_typed_and_says_why(qtbot: QtBot, field: DateField) -> None:
    QTest.keyClicks(field, "next week")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "next week"
    assert field.day() is None
    assert "'next week' is not a day" in field.problem()


def test_the_calendar_opens_on_the_day_and_gives_another(qtbot: QtBot, field: DateField) -> None:
    field.show_day(date(2026, 11, 20))
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field.findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.selectedDate() == QDate(2026, 11, 20)
    with qtbot.waitSignal(field.day_changed, check_params_cb=lambda d: d == date(2026, 11, 25)):
        calendar.activated.emit(QDate(2026, 11, 25))
    assert field.text() == "11/25/2026"
    assert not calendar.isVisible()


def test_a_typed_time_is_read_and_tidied(qtbot: QtBot) -> None:
    made = TimeField()
    qtbot.addWidget(made)
    QTest.keyClicks(made, "5pm")
    assert made.moment() == time(17)
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert made.text() == "17:00"
    made.setText("25:00")
    assert made.moment() is None
    assert "there is no time 25:00" in made.problem()


def test_a_choice_is_known_by_its_words_and_kept_when_choices_change(qtbot: QtBot) -> None:
    combo = SearchCombo((("US", "United States"), ("CA", "Canada")))
    qtbot.addWidget(combo)
    assert combo.key() is None
    combo.show_key("CA")
    assert combo.currentText() == "Canada"
    combo.set_options((("AT", "Austria"), ("CA", "Canada")))
    assert combo.key() == "CA"
    combo.setEditText("united st")
    assert combo.key() is None
    combo.set_options((("US", "United States"),))
    assert combo.currentText() == "united st"


def typed_into_search(qtbot: QtBot, text: str) -> SearchCombo:
    options = (("CIDP", "CIDP, Neuropathy, G61.81"), ("PI", "PI, Immunodeficiency, D83.9"))
    combo = SearchCombo(options)
    qtbot.addWidget(combo)
    line = combo.lineEdit()
    assert line is not None
    line.setText(text)
    line.editingFinished.emit()
    return combo


def test_a_choices_key_typed_alone_chooses_it(qtbot: QtBot) -> None:
    combo = typed_into_search(qtbot, "cidp")
    assert (combo.key(), combo.currentText()) == ("CIDP", "CIDP, Neuropathy, G61.81")


def test_a_part_found_in_one_choice_only_chooses_it(qtbot: QtBot) -> None:
    assert typed_into_search(qtbot, "immuno").key() == "PI"


def test_a_part_of_several_choices_is_left_to_the_user(qtbot: QtBot) -> None:
    combo = typed_into_search(qtbot, "d")
    assert (combo.key(), combo.currentText()) == (None, "d")
