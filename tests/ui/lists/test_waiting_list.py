"""The waiting list in the window: added, edited, removed, told of a free place, and taken."""

from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.records import Appointment, WaitingEntry
from ivig_scheduler.domain.terms import CancelReason, Need
from ivig_scheduler.services.appointments import cancel_appointment
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.lists.waiting_form import WaitingForm
from ivig_scheduler.ui.lists.waiting_offer import WaitingOffer
from ivig_scheduler.ui.look import Look
from tests.clinics import TODAY, SmallClinic
from tests.services.waiting_samples import an_entry
from tests.ui.lists.conftest import Book, Lists, later

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def visit(clinic: SmallClinic, book: Book) -> Appointment:
    """Osei's visit next week."""
    return book(clinic.osei, later(7))


def entries(clinic: SmallClinic) -> tuple[WaitingEntry, ...]:
    return clinic.read(lambda store: store.all(WaitingEntry))


def form_of(lists: Lists) -> WaitingForm:
    form = lists.panel.acts.flow.form
    assert form is not None
    return form


def test_the_patient_of_the_selected_visit_is_put_on_the_list(
    clinic: SmallClinic, lists: Lists, visit: Appointment
) -> None:
    lists.page.show_day(visit.start.date(), visit.id)
    lists.open("waiting")
    lists.panel.pages["waiting"].action.click()
    lists.settle()
    form = form_of(lists)
    form.not_before.setFocus()
    QTest.keyClicks(form.not_before, "9:00")
    QTest.keyClicks(form.note, "works nights")
    form.need.select("soon")
    QTest.keyClick(form.note, Qt.Key.Key_Return)
    lists.settle()
    (entry,) = entries(clinic)
    assert (entry.cycle_id, entry.from_day, entry.to_day) == (visit.cycle_id, TODAY, later(6))
    assert (entry.not_before, entry.need, entry.note) == (time(9), Need.SOON, "works nights")
    assert lists.panel.tabs.buttons["waiting"].text() == "Waiting\n1"
    row = lists.view.rows.rows[0]
    assert [each.text for each in row.details[1:]] == [
        "Wants Tue 11/24 to Mon 11/30, from 09:00",
        "Now Tue 12/01 10:00, cycle 1",
        "works nights",
    ]
    lists.page.desk.undo()
    lists.settle()
    assert entries(clinic) == () and lists.titles() == []


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    clinic: SmallClinic, lists: Lists, visit: Appointment
) -> None:
    lists.page.lists.ask_to_wait(visit.id)
    lists.settle()
    form = form_of(lists)
    form.to_day.clear()
    form.save.click()
    assert form.fields["to_day"].error() == "Give the day"
    form.to_day.show_day(later(1))
    form.weekdays.show_keys(["6"])
    form.save.click()
    lists.settle()
    assert form.fields["weekdays"].error() == ("None of these weekdays lies between the two days")
    assert form.fields["to_day"].error() == ""
    assert entries(clinic) == ()
    form.reject()


def test_an_entry_is_edited_by_f2_and_removed_by_delete(
    clinic: SmallClinic, lists: Lists, visit: Appointment
) -> None:
    clinic.add(an_entry(visit, clinic))
    lists.open("waiting")
    QTest.keyClick(lists.view, Qt.Key.Key_F2)
    form = form_of(lists)
    form.need.select("urgent")
    form.save.click()
    lists.settle()
    assert [each.need for each in entries(clinic)] == [Need.URGENT]
    assert lists.view.rows.rows[0].tail == "Urgent"
    lists.qtbot.waitUntil(lists.view.hasFocus)
    QTest.keyClick(lists.view, Qt.Key.Key_Delete)
    lists.settle()
    assert entries(clinic) == ()


def test_delete_in_another_list_removes_nothing(
    clinic: SmallClinic, lists: Lists, visit: Appointment
) -> None:
    clinic.add(an_entry(visit, clinic))
    lists.page.show_day(visit.start.date())
    lists.open("today")
    QTest.keyClick(lists.view, Qt.Key.Key_Delete)
    lists.settle()
    assert len(entries(clinic)) == 1
    assert clinic.visit(visit) == visit


def test_a_place_is_found_now_and_taken_by_enter(
    clinic: SmallClinic, lists: Lists, visit: Appointment
) -> None:
    clinic.add(an_entry(visit, clinic, from_day=later(3)))
    lists.open("waiting")
    QTest.keyClick(lists.view, Qt.Key.Key_Return)
    lists.settle()
    sheet = lists.panel.acts.flow.sheet
    assert sheet is not None
    first = sheet.view.current_row()
    assert first is not None
    assert first.title.startswith("Fri 11/27, 08:00 to ")
    assert first.tail == "4 days earlier"
    assert "inside the order's window, 4 days before the due day" in first.details[1].text
    QTest.keyClick(sheet.view, Qt.Key.Key_Return)
    lists.settle()
    assert clinic.visit(visit).start.date() == later(3)
    assert entries(clinic) == () and lists.titles() == []
    assert lists.panel.acts.flow.sheet is None
    lists.page.desk.undo()
    lists.settle()
    assert clinic.visit(visit) == visit
    assert len(entries(clinic)) == 1


def test_where_nothing_fits_it_is_said(
    clinic: SmallClinic, lists: Lists, visit: Appointment
) -> None:
    clinic.add(an_entry(visit, clinic, from_day=later(4), to_day=later(5)))
    lists.open("waiting")
    QTest.keyClick(lists.view, Qt.Key.Key_Return)
    lists.settle()
    sheet = lists.panel.acts.flow.sheet
    assert sheet is not None
    assert not sheet.take.isVisible()
    assert sheet.view.accessibleDescription().startswith("No earlier place fits now.")
    sheet.reject()


def test_an_overtaken_entry_stands_under_its_heading(
    clinic: SmallClinic, lists: Lists, visit: Appointment
) -> None:
    clinic.add(an_entry(visit, clinic, to_day=TOMORROW))
    clinic.clock.pass_days(2)
    lists.open("waiting")
    assert lists.titles() == ["Overtaken: their time has passed", "Osei, Ama"]
    assert lists.view.rows.rows[1].tail == "Overtaken"
    assert lists.panel.tabs.buttons["waiting"].text() == "Waiting\n0"


# The notice


class Told:
    """An offer over a window, and the words it told."""

    def __init__(self, qtbot: QtBot, desk: Desk, look: Look) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.words: list[str] = []
        self.offer = WaitingOffer(desk, lambda: look, self.window)
        self.offer.offered.connect(self.words.append)


@pytest.fixture
def told(qtbot: QtBot, desk: Desk, look: Look) -> Told:
    return Told(qtbot, desk, look)


def cancel(qtbot: QtBot, desk: Desk, visit: Appointment) -> None:
    desk.act(lambda work: cancel_appointment(work, visit, CancelReason.WEATHER))
    qtbot.waitUntil(lambda: desk.is_idle)


def test_a_place_that_comes_free_is_offered_and_taken(
    qtbot: QtBot, desk: Desk, clinic: SmallClinic, book: Book, visit: Appointment, told: Told
) -> None:
    freed = book(clinic.brandt, TOMORROW, 10)
    clinic.add(an_entry(visit, clinic, need=Need.URGENT))
    cancel(qtbot, desk, freed)
    assert told.words == ["1 on the waiting list fits Chair 1, Wed 11/25 08:00…"]
    told.offer.take()
    flow = told.offer.flow
    assert flow is not None and flow.sheet is not None
    row = flow.sheet.view.current_row()
    assert row is not None
    assert (row.title, row.lead, row.tail) == ("Osei, Ama", "08:00", "6 days earlier")
    assert row.details[2].text == "Urgent; 2 days outside the order's window"
    flow.sheet.take.click()
    qtbot.waitUntil(lambda: clinic.visit(visit).start.date() == TOMORROW)
    qtbot.waitUntil(lambda: desk.is_idle)
    assert flow.sheet is None
    assert entries(clinic) == ()


def test_an_undo_frees_no_place_that_was_not_free_before(
    qtbot: QtBot, desk: Desk, clinic: SmallClinic, book: Book, visit: Appointment, told: Told
) -> None:
    freed = book(clinic.brandt, TOMORROW, 10)
    clinic.add(an_entry(visit, clinic))
    cancel(qtbot, desk, freed)
    told.words.clear()
    desk.undo()
    qtbot.waitUntil(lambda: desk.is_idle)
    assert told.words == []
    told.offer.take()
    assert told.offer.flow is None


def test_a_place_lost_meanwhile_is_said_in_the_sheet(
    qtbot: QtBot, desk: Desk, clinic: SmallClinic, book: Book, visit: Appointment, told: Told
) -> None:
    freed = book(clinic.brandt, TOMORROW, 10)
    clinic.add(an_entry(visit, clinic))
    cancel(qtbot, desk, freed)
    told.offer.take()
    flow = told.offer.flow
    assert flow is not None and flow.sheet is not None
    book(clinic.yamada, TOMORROW, 8, chair=1)
    book(clinic.brandt, TOMORROW, 8, chair=0)
    flow.sheet.take.click()
    qtbot.waitUntil(lambda: flow.sheet is not None and flow.sheet.refusal.isVisible())
    assert flow.sheet is not None
    assert flow.sheet.refusal.text().startswith("✗ Chair 1 is taken by Brandt, Tom")
    assert clinic.visit(visit) == visit
    flow.sheet.reject()
