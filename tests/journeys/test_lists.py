"""A shift with the lists beside the schedule: by keys and mouse, from the empty clinic on."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ivig_scheduler.domain.records import Appointment, WaitingEntry
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.ui.courses.new_course_page import NewCoursePage
from ivig_scheduler.ui.lists.lists_panel import ListsPanel
from ivig_scheduler.ui.schedule.schedule_page import SchedulePage
from tests.journeys.coordinator import Coordinator

CTRL = Qt.KeyboardModifier.ControlModifier


class Shift:
    """The coordinator with the lists, and waiting for what they read."""

    def __init__(self, coordinator: Coordinator) -> None:
        self.at = coordinator

    @property
    def page(self) -> SchedulePage:
        return self.at.page(SchedulePage)

    @property
    def panel(self) -> ListsPanel:
        return self.page.lists.panel

    def settle(self) -> None:
        """Wait until nothing is read, written, or about to be."""
        while True:
            self.at.settle()
            if not self.panel.is_about_to_read:
                return
            self.at.qtbot.waitUntil(lambda: not self.panel.is_about_to_read)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key in the list that has the focus."""
        self.at.qtbot.waitUntil(self.panel.page.view.hasFocus)
        QTest.keyClick(self.panel.page.view, key, modifier or Qt.KeyboardModifier.NoModifier)
        self.settle()

    def titles(self) -> list[str]:
        return [row.title for row in self.panel.page.view.rows.rows]

    def visit(self, number: int) -> Appointment:
        """Return one of the visits that stand, in time order."""
        standing = [each for each in self.at.appointments() if each.status is not Status.CANCELLED]
        return standing[number]

    def of(self, visit: Appointment) -> Appointment:
        """Return a visit as it stands now."""
        return next(each for each in self.at.appointments() if each.id == visit.id)

    def entries(self) -> tuple[WaitingEntry, ...]:
        got: list[tuple[WaitingEntry, ...]] = []
        self.at.desk.read(lambda store: store.all(WaitingEntry), got.append)
        self.at.qtbot.waitUntil(lambda: len(got) == 1)
        return got[0]


@pytest.fixture
def shift(coordinator: Coordinator) -> Iterator[Shift]:
    """One chair; Haddad and Moreau with courses of two visits each, booked by hand."""
    coordinator.add_chair("Chair 1")
    for family, given, number in (("Haddad", "Leila", "204-881"), ("Moreau", "Emil", "204-882")):
        coordinator.add_patient(family, given, number, "70")
        coordinator.press(Qt.Key.Key_N, CTRL)
        search = coordinator.page(NewCoursePage).patient.search
        with coordinator.qtbot.waitSignal(search.results_shown):
            QTest.keyClicks(search, family.lower())
        QTest.keyClick(search, Qt.Key.Key_Return)
        coordinator.settle()
        page = coordinator.type_order(indication="PI", product="Privigen 10%", number_of_cycles="2")
        coordinator.plan_and_book(page)
    coordinator.go_to("schedule")
    made = Shift(coordinator)
    yield made
    made.settle()


def open_lists(shift: Shift) -> None:
    """Open the lists by their keys."""
    shift.at.press(Qt.Key.Key_L, CTRL)
    shift.settle()
    assert shift.page.lists.is_open


def go_to_visit(shift: Shift, visit: Appointment) -> None:
    """Show the day of a visit and select it on the schedule, as a search would."""
    shift.at.window.navigator.day_requested.emit(visit.start.date(), visit.id)
    shift.settle()
    shift.page.day_view.setFocus()
    shift.at.qtbot.waitUntil(shift.page.day_view.hasFocus)


def cancel_selected(shift: Shift) -> None:
    """Call the selected visit off, by keys alone."""
    QTest.keyClick(shift.page.day_view, Qt.Key.Key_Delete)
    shift.settle()
    panel = shift.page.inspector.actions_of_visit.cancel_panel
    QTest.keyClick(panel.reason, Qt.Key.Key_Down)
    QTest.keyClick(panel.note, Qt.Key.Key_Return)
    shift.settle()


def test_a_patient_waits_a_place_comes_free_is_taken_and_given_back(shift: Shift) -> None:
    freed, later = shift.visit(0), shift.visit(1)
    assert freed.patient_id != later.patient_id and freed.start < later.start
    open_lists(shift)
    go_to_visit(shift, later)
    # By the mouse: the list, and the selected visit put on it.
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(shift.panel.tabs.buttons["waiting"], left)
    shift.settle()
    QTest.mouseClick(shift.panel.pages["waiting"].action, left)
    shift.settle()
    form = shift.panel.acts.flow.form
    assert form is not None
    form.to_day.clear()
    QTest.keyClicks(form.to_day, f"{later.start:%m/%d/%Y}")
    QTest.keyClick(form.note, Qt.Key.Key_Return)
    shift.settle()
    assert [entry.cycle_id for entry in shift.entries()] == [later.cycle_id]
    assert shift.titles() == ["Moreau, Emil"]
    go_to_visit(shift, freed)
    cancel_selected(shift)
    offer = shift.at.window.strip.notice.offer_button
    assert offer.text().startswith("1 on the waiting list fits Chair 1, ")
    offer.click()
    shift.settle()
    flow = shift.at.window.waiting_offer.flow
    assert flow is not None and flow.sheet is not None
    QTest.keyClick(flow.sheet.view, Qt.Key.Key_Return)
    shift.settle()
    assert shift.of(later).start < later.start
    assert shift.entries() == ()
    shift.at.window.activateWindow()
    shift.at.press(Qt.Key.Key_Z, CTRL)
    assert shift.of(later) == later
    assert len(shift.entries()) == 1


def test_a_visit_called_off_is_booked_again_from_the_list_by_keys(shift: Shift) -> None:
    freed = shift.visit(0)
    go_to_visit(shift, freed)
    cancel_selected(shift)
    open_lists(shift)
    shift.key(Qt.Key.Key_Right)
    assert shift.titles() == ["Due within 7 days", "Haddad, Leila"]
    shift.key(Qt.Key.Key_Return)
    sheet = shift.panel.acts.book_sheet
    assert sheet is not None
    shift.at.qtbot.waitUntil(sheet.panel.book.isEnabled)
    QTest.keyClick(sheet.panel.day, Qt.Key.Key_Return)
    shift.settle()
    assert shift.titles() == []
    again = [each for each in shift.at.appointments() if each.cycle_id == freed.cycle_id]
    assert [each.status for each in again] == [Status.CANCELLED, Status.BOOKED]


def test_a_visit_goes_its_whole_way_in_the_list_of_the_day(shift: Shift) -> None:
    first = shift.visit(0)
    shift.at.show_day(first.start.date())
    open_lists(shift)
    QTest.keyClicks(shift.panel.page.view, "had")
    shift.settle()
    row = shift.panel.page.view.current_row()
    assert row is not None and row.visit_id == first.id
    selected = shift.page.day_view.selected
    assert selected is not None and selected.appointment_id == first.id
    shift.key(Qt.Key.Key_Return, CTRL)
    assert shift.of(first).status is Status.CONFIRMED
    # The next step is for the day itself: the refusal is told, and nothing changes.
    shift.key(Qt.Key.Key_Return, CTRL)
    assert shift.of(first).status is Status.CONFIRMED
    assert shift.at.notices[-1].startswith("The visit is only on")
    shift.key(Qt.Key.Key_Escape)
    shift.at.qtbot.waitUntil(shift.page.day_view.hasFocus)


def test_the_lists_are_as_they_were_left_after_a_restart(shift: Shift) -> None:
    assert not shift.page.lists.is_open
    open_lists(shift)
    grip = shift.page.lists.grip
    before = shift.panel.width()
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=QPoint(2, 50))
    QTest.mouseMove(grip, QPoint(42, 50))
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=QPoint(2, 50))
    shift.settle()
    shift.at.restart()
    assert shift.page.lists.is_open
    assert shift.panel.width() == before + 40
    shift.at.press(Qt.Key.Key_L, CTRL)
    assert not shift.page.lists.is_open
