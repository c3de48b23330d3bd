"""A coordinator prints: a day by keys, a visit's titration sheet, a patient's letter."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ivig_scheduler.ui.courses.courses_page import CoursesPage
from ivig_scheduler.ui.patients.patients_page import PatientsPage
from ivig_scheduler.ui.printing.print_flow import PrintFlow
from ivig_scheduler.ui.printing.request import SheetKind
from ivig_scheduler.ui.schedule.schedule_page import SchedulePage
from tests.journeys.coordinator import Coordinator
from tests.ui.printing.sheets_of_visits import text_of

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def book(coordinator: Coordinator) -> None:
    """Set up two chairs and a patient, and book a course from December on."""
    for name in ("Chair 1", "Chair 2"):
        coordinator.add_chair(name)
    coordinator.add_patient("Lindqvist", "Aino", "881-204", "64.2")
    coordinator.page(PatientsPage).panel.courses.new_course_requested.emit()
    coordinator.settle()
    page = coordinator.type_order(indication="PI", product="Privigen 10%", number_of_cycles="3")
    coordinator.plan_and_book(page)


def preview(coordinator: Coordinator) -> PrintFlow:
    coordinator.settle()
    flow = coordinator.window.preview
    assert flow is not None and flow.preview.isVisible()
    return flow


def text(flow: PrintFlow) -> str:
    pages = flow.preview.view.pages
    assert pages is not None
    return "\n".join(page.text for page in pages.pages)


def press(widget: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for each in modifiers:
        held |= each
    QTest.keyClick(widget.window().windowHandle(), key, held)


def leave(coordinator: Coordinator, flow: PrintFlow) -> None:
    """Close the preview by its key and be back at the window."""
    press(flow.preview, Qt.Key.Key_Escape)
    coordinator.window.activateWindow()
    coordinator.qtbot.waitUntil(coordinator.window.isActiveWindow)
    coordinator.settle()


def select_visit(coordinator: Coordinator) -> SchedulePage:
    visit = coordinator.appointments()[0]
    coordinator.window.navigator.day_requested.emit(visit.start.date(), visit.id)
    coordinator.settle()
    return coordinator.page(SchedulePage)


def test_ctrl_p_prints_the_day_and_ctrl_s_saves_it(
    coordinator: Coordinator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(coordinator)
    select_visit(coordinator)
    monkeypatch.setattr(PrintFlow, "ask_for_file", lambda _flow, stem: tmp_path / f"{stem}.pdf")
    coordinator.press(Qt.Key.Key_P, CTRL)
    flow = preview(coordinator)
    assert flow.preview.options.kind is SheetKind.BY_CHAIR
    assert "A. Lindqvist" in text(flow)
    press(flow.preview, Qt.Key.Key_S, CTRL)
    coordinator.settle()
    (saved,) = tmp_path.glob("*.pdf")
    assert saved.name == "day-sheet-by-chair-2026-12-01.pdf"
    assert "A.Lindqvist" in text_of(saved)
    leave(coordinator, flow)
    assert coordinator.page(SchedulePage).day.isoformat() == "2026-12-01"


def test_the_titration_sheet_comes_from_the_inspector_and_by_its_keys(
    coordinator: Coordinator,
) -> None:
    book(coordinator)
    page = select_visit(coordinator)
    page.inspector.body.head.print_button.click()
    flow = preview(coordinator)
    assert flow.preview.options.kind is SheetKind.TITRATION
    assert "Lindqvist, Aino · born 03/27/1959 · MRN 881-204" in text(flow)
    assert "Step | Clock | From start | Minutes | mL/h" in text(flow)
    leave(coordinator, flow)
    page.views.setFocus()
    coordinator.press(Qt.Key.Key_T, CTRL, SHIFT)
    again = preview(coordinator)
    assert again is not flow and again.preview.options.kind is SheetKind.TITRATION


def test_the_letter_comes_from_a_course_and_from_a_patient(coordinator: Coordinator) -> None:
    book(coordinator)
    visit = coordinator.appointments()[0]
    coordinator.window.navigator.course_requested.emit(visit.course_id)
    coordinator.settle()
    coordinator.page(CoursesPage).detail.letter.click()
    flow = preview(coordinator)
    assert "Dear Aino Lindqvist," in text(flow) and "12/01/2026" in text(flow)
    leave(coordinator, flow)
    coordinator.window.navigator.patient_requested.emit(visit.patient_id)
    coordinator.settle()
    coordinator.press(Qt.Key.Key_P, CTRL)
    again = preview(coordinator)
    assert again.preview.options.kind is SheetKind.LETTER
    again.preview.options.masked.setFocus()
    press(again.preview, Qt.Key.Key_Space)
    coordinator.settle()
    assert "Lindqvist" not in text(again) and "Dear L. A.," in text(again)


def test_ctrl_p_elsewhere_prints_the_sheets_of_today(coordinator: Coordinator) -> None:
    book(coordinator)
    coordinator.go_to("worklist")
    coordinator.press(Qt.Key.Key_P, CTRL)
    flow = preview(coordinator)
    assert "Tuesday 11/24/2026" in text(flow) and "No visits on this day." in text(flow)
