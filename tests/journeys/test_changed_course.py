"""A course changes after it was booked: its order, and a visit that comes late."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.courses.courses_page import CoursesPage
from ivig_scheduler.ui.move_panel import MovePanel
from ivig_scheduler.ui.proposals.proposal_sheet import ProposalSheet
from tests.journeys.coordinator import Coordinator


def book(someone: Coordinator) -> None:
    someone.add_chair("Chair 1")
    someone.add_chair("Chair 2")
    someone.add_patient("Osei", "Ama", "117-402", "70")
    patient_id = someone.window.page.patient_id  # type: ignore[attr-defined]
    someone.window.navigator.new_course_requested.emit(patient_id)
    someone.settle()
    someone.plan_and_book(someone.type_order(indication="PI", product="Privigen 10%"))


def lengths(someone: Coordinator) -> list[timedelta]:
    return [visit.end - visit.start for visit in someone.appointments()]


def days(someone: Coordinator) -> list[date]:
    return [visit.start.date() for visit in someone.appointments()]


def add_hydration(qtbot: QtBot, someone: Coordinator) -> None:
    """Order 30 minutes of hydration from the second cycle on, and accept what that changes."""
    someone.window.navigator.course_requested.emit(someone.appointments()[0].course_id)
    someone.settle()
    page = someone.page(CoursesPage)
    page.detail.table.selectRow(1)
    page.detail.edit_order.click()
    someone.settle()
    QTest.keyClicks(page.edit.form.line("hydration"), "30")
    page.edit.order.check_now()
    page.edit.save.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(ProposalSheet)))
    someone.settle()
    page.findChildren(ProposalSheet)[0].accept_button.click()
    someone.settle()


def move_first_visit(qtbot: QtBot, someone: Coordinator, day: date) -> None:
    """Move the first visit to a day with all that follow it."""
    first = someone.appointments()[0]
    page = someone.show_day(first.start.date())
    page.day_view.select(first.id)
    someone.settle()
    page.acts.act("move")
    someone.settle()
    panel = page.inspector.findChildren(MovePanel)[0]
    panel.day.selectAll()
    QTest.keyClicks(panel.day, f"{day:%m/%d/%Y}")
    qtbot.waitUntil(panel.move_button.isEnabled)
    panel.move_button.click()
    someone.settle()
    question = page.acts.flow.question
    assert question is not None
    assert question.move_button.text() == "Move 4 visits"
    question.move_button.click()
    someone.settle()


def test_an_order_changes_and_a_visit_comes_late_and_each_is_one_act(
    qtbot: QtBot, tmp_path: Path
) -> None:
    someone = Coordinator(qtbot, tmp_path)
    someone.start()
    book(someone)
    booked = someone.appointments()
    before = lengths(someone)

    add_hydration(qtbot, someone)
    longer = [new - old for new, old in zip(lengths(someone), before, strict=True)]
    half_hour = timedelta(minutes=30)
    assert longer == [timedelta(), half_hour, half_hour, half_hour]

    move_first_visit(qtbot, someone, date(2026, 12, 9))
    every = timedelta(days=28)
    moved = [date(2026, 12, 9) + every * step for step in range(4)]
    assert days(someone) == moved
    for _ in range(2):
        someone.desk.undo()
        someone.settle()
    assert someone.appointments() == booked
    for _ in range(2):
        someone.desk.redo()
        someone.settle()
    assert days(someone) == moved
    someone.end()

    again = Coordinator(qtbot, tmp_path)
    again.start()
    assert days(again) == moved
    again.end()

    assert "Moved a visit, planned the 3 visits after it anew" in someone.notices
