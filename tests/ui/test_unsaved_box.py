"""The question before typed input is lost."""

from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.pages import NEW_COURSE, PATIENTS
from ivig_scheduler.ui.unsaved_box import unsaved_box


def test_it_names_the_pages_and_keeps_the_window_unless_told_otherwise(qtbot: QtBot) -> None:
    box = unsaved_box(None, [PATIENTS, NEW_COURSE])
    qtbot.addWidget(box)

    assert box.text() == "What you typed in Patients and New course is not saved."
    assert {each.text() for each in box.buttons()} == {"Close and lose it", "Keep working"}
    assert box.defaultButton().text() == "Keep working"
    assert box.escapeButton() is box.defaultButton()
