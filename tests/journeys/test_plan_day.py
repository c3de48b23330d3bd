"""A coordinator plans a day anew, looks at it, accepts it, and takes it back."""

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ivig_scheduler.ui.courses.new_course_page import NewCoursePage
from ivig_scheduler.ui.schedule.plan_day_sheet import PlanDaySheet
from tests.journeys.coordinator import Coordinator

DAY = date(2026, 12, 1)


def book_a_visit(coordinator: Coordinator) -> None:
    coordinator.add_chair("Chair 1")
    coordinator.add_patient("Haddad", "Leila", "204-881", "70")
    coordinator.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    search = coordinator.page(NewCoursePage).patient.search
    with coordinator.qtbot.waitSignal(search.results_shown):
        QTest.keyClicks(search, "hadd")
    QTest.keyClick(search, Qt.Key.Key_Return)
    coordinator.settle()
    page = coordinator.type_order(indication="PI", product="Privigen 10%", number_of_cycles="1")
    coordinator.plan_and_book(page)


def drag_to_noon(coordinator: Coordinator) -> None:
    page = coordinator.show_day(DAY)
    [bar] = page.day_view.picture.bars
    geometry = page.day_view.geometry_shown
    box = geometry.box(bar.row, bar.start, bar.end)
    start = QPoint(box.x + 20, box.y + box.height // 2)
    by = geometry.along(12 * 60) - geometry.along(bar.start)
    coordinator.drag(page, start, start + QPoint(by, 0))


def test_a_day_is_planned_accepted_and_taken_back(coordinator: Coordinator) -> None:
    book_a_visit(coordinator)
    drag_to_noon(coordinator)
    [moved] = coordinator.appointments()
    assert moved.start.hour == 12
    schedule = coordinator.show_day(DAY)
    schedule.bar.plan_day.click()
    coordinator.settle()
    [sheet] = schedule.findChildren(PlanDaySheet)
    sheet.choices.plan.click()
    coordinator.settle()
    assert sheet.quality.text() == "✓ No plan can wait less than 0 min in all."
    [move] = sheet.chosen_moves
    sheet.accept_button.click()
    coordinator.settle()
    [planned] = coordinator.appointments()
    assert planned == move.after
    assert planned.start.hour == 10
    assert coordinator.notices[-1] == "Moved 1 visit to plan Tue 12/01"
    coordinator.window.activateWindow()
    coordinator.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert coordinator.appointments() == (moved,)
    assert coordinator.desk.is_idle
