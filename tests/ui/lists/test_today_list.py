"""The list of the day: all of the schedule by keys and in words, in step with the canvas."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import CancelReason, Status
from ivig_scheduler.services.appointments import cancel_appointment
from tests.clinics import TODAY, SmallClinic
from tests.ui.lists.conftest import Book, Lists

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def visits(clinic: SmallClinic, book: Book) -> tuple[Appointment, ...]:
    """Osei at 10:00, Brandt at 11:00, Yamada at 12:00, each in a chair of its own."""
    return (
        book(clinic.osei, TODAY, 10, 0),
        book(clinic.brandt, TODAY, 11, 2),
        book(clinic.yamada, TODAY, 12, 1),
    )


def test_the_visits_stand_in_time_order_with_all_there_is_to_know(
    lists: Lists, visits: tuple[Appointment, ...]
) -> None:
    lists.page.refresh()
    lists.open("today")
    assert lists.titles() == ["Osei, Ama", "Brandt, Tom", "Yamada, Ken"]
    row = lists.view.rows.rows[0]
    assert (row.lead, row.tail) == ("10:00", "Booked")
    # The minutes added up to the calendar's grid are not the patient's.
    until = f"{row.record.expected_end:%H:%M}"
    assert visits[0].end - timedelta(minutes=15) < row.record.expected_end <= visits[0].end
    assert [each.text for each in row.details] == [
        "06/02/1968 · MRN 117-402",
        f"Chair 1 · until {until} · Privigen 10% 30 g",
    ]
    assert row.spoken == (
        "Osei, Ama, born 06/02/1968, number 117-402. At 10:00 in Chair 1, booked, expected to end "
        f"at {until}. Privigen 10% 30 g."
    )
    assert row.hint == "Enter opens the visit. Control Enter marks it as confirmed."
    assert lists.panel.tabs.buttons["today"].text() == "Today\n3"


def test_a_screen_reader_finds_a_list_of_items_in_sentences(
    lists: Lists, visits: tuple[Appointment, ...]
) -> None:
    lists.page.refresh()
    lists.open("today")
    spoken = QAccessible.queryAccessibleInterface(lists.view)
    assert spoken.role() == QAccessible.Role.List
    assert spoken.text(QAccessible.Text.Name) == "Visits of the day"
    assert spoken.childCount() == len(visits)
    item = spoken.child(1)
    assert item.role() == QAccessible.Role.ListItem
    assert item.text(QAccessible.Text.Name).startswith("Brandt, Tom, born 07/19/1970")
    assert item.text(QAccessible.Text.Description).startswith("Enter opens the visit.")


def test_arrows_and_letters_choose_a_visit_and_the_canvas_follows(
    lists: Lists, visits: tuple[Appointment, ...]
) -> None:
    lists.page.refresh()
    lists.open("today")
    canvas = lists.page.day_view
    QTest.keyClick(lists.view, Qt.Key.Key_Down)
    assert canvas.selected is not None
    assert canvas.selected.appointment_id == visits[1].id
    QTest.keyClicks(lists.view, "yam")
    assert canvas.selected is not None
    assert canvas.selected.appointment_id == visits[2].id
    lists.settle()
    file = lists.page.inspector.file()
    assert file is not None
    assert file.appointment == visits[2]


def test_the_list_follows_the_canvas(lists: Lists, visits: tuple[Appointment, ...]) -> None:
    lists.page.refresh()
    lists.open("today")
    lists.page.day_view.select(visits[1].id)
    row = lists.view.current_row()
    assert row is not None
    assert row.visit_id == visits[1].id
    lists.page.day_view.select(None)
    assert lists.view.current_row() is None


def test_enter_opens_the_visit_and_escape_goes_back_to_the_schedule(
    lists: Lists, visits: tuple[Appointment, ...]
) -> None:
    lists.page.refresh()
    lists.open("today")
    lists.settle()
    QTest.keyClick(lists.view, Qt.Key.Key_Return)
    button = lists.page.inspector.actions_of_visit.next_button
    lists.qtbot.waitUntil(button.hasFocus)
    lists.view.setFocus()
    QTest.keyClick(lists.view, Qt.Key.Key_Escape)
    lists.qtbot.waitUntil(lists.page.day_view.hasFocus)


def test_control_enter_and_a_double_press_step_the_visit_of_the_line(
    clinic: SmallClinic, lists: Lists, visits: tuple[Appointment, ...]
) -> None:
    lists.page.refresh()
    lists.open("today")
    # At once after the arrow: the panel beside the schedule still shows the visit before.
    QTest.keyClick(lists.view, Qt.Key.Key_Down)
    QTest.keyClick(lists.view, Qt.Key.Key_Return, CTRL)
    lists.settle()
    assert clinic.visit(visits[1]).status is Status.CONFIRMED
    assert clinic.visit(visits[0]).status is Status.BOOKED
    box = lists.view.visualRect(lists.view.rows.index(2, 0))
    QTest.mouseDClick(lists.view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    lists.settle()
    assert clinic.visit(visits[2]).status is Status.CONFIRMED
    assert lists.view.rows.rows[2].tail == "Confirmed"


def test_the_menu_of_a_line_is_that_of_the_visit_on_the_schedule(
    lists: Lists, visits: tuple[Appointment, ...]
) -> None:
    lists.page.refresh()
    lists.open("today")
    wanted = [entry.words for entry in lists.page.acts.menu_of(visits[0].id) if entry.key]
    asked: list[object] = []
    lists.panel.menu_asked.connect(lambda visit_id, _place: asked.append(visit_id))
    row = lists.view.current_row()
    assert row is not None
    lists.panel.acts.open_menu(row, QPoint(10, 10))
    assert asked == [visits[0].id]
    (menu,) = lists.page.findChildren(QMenu)
    words = [each.text().split("\t")[0] for each in menu.actions() if each.text()]
    assert words == wanted
    menu.close()


def test_a_called_off_visit_stays_in_reach_though_it_has_no_bar(
    clinic: SmallClinic, lists: Lists, visits: tuple[Appointment, ...]
) -> None:
    clinic.run(lambda work: cancel_appointment(work, visits[1], CancelReason.PATIENT_ILL))
    lists.page.refresh()
    lists.open("today")
    QTest.keyClick(lists.view, Qt.Key.Key_Down)
    row = lists.view.current_row()
    assert row is not None
    assert (row.title, row.tail, row.is_faded) == ("Brandt, Tom", "Cancelled: patient ill", True)
    assert lists.page.day_view.selected is None
    lists.settle()
    file = lists.page.inspector.file()
    assert file is not None
    assert file.appointment.id == visits[1].id


def test_who_is_late_is_said_in_words(
    clinic: SmallClinic, lists: Lists, visits: tuple[Appointment, ...]
) -> None:
    clinic.clock.now += timedelta(hours=1, minutes=25)
    lists.page.refresh()
    lists.open("today")
    late = [each.text for each in lists.view.rows.rows[0].details]
    assert "25 minutes late, not there yet" in late
    assert "25 minutes late, not there yet." in lists.view.rows.rows[0].spoken


def test_an_empty_day_says_so_and_the_keys_stay_in_the_list(lists: Lists) -> None:
    lists.open("today")
    assert lists.titles() == []
    assert lists.view.accessibleDescription() == "No visits on Tue 11/24/2026."
    QTest.keyClick(lists.view, Qt.Key.Key_Right)
    assert lists.panel.tabs.current() == "needs"
    lists.qtbot.waitUntil(lists.view.hasFocus)
    QTest.keyClick(lists.view, Qt.Key.Key_Left)
    QTest.keyClick(lists.view, Qt.Key.Key_Left)
    assert lists.panel.tabs.current() == "tomorrow"


def test_the_list_of_the_day_is_that_of_the_day_shown(
    lists: Lists, visits: tuple[Appointment, ...]
) -> None:
    lists.page.refresh()
    lists.open("today")
    lists.page.go_to(TODAY + timedelta(days=1))
    lists.settle()
    assert lists.titles() == []
    assert lists.panel.tabs.buttons["today"].text() == "Wed 11/25\n0"
    lists.page.go_to_today()
    lists.settle()
    assert len(lists.titles()) == 3
