"""Who needs a place: in groups, booked by the offer of the work list, none of them lost."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ivig_scheduler.domain.records import Cycle
from ivig_scheduler.domain.terms import CancelReason, CycleState
from ivig_scheduler.services.appointments import cancel_appointment, mark_no_show
from tests.clinics import TODAY, SmallClinic
from tests.ui.lists.conftest import Book, Lists, later


def test_the_missed_and_the_cancelled_stand_under_how_urgent_they_are(
    clinic: SmallClinic, lists: Lists, book: Book
) -> None:
    missed = book(clinic.osei, TODAY)
    off = book(clinic.brandt, later(16), chair=2)
    clinic.run(lambda work: mark_no_show(work, missed))
    clinic.run(lambda work: cancel_appointment(work, off, CancelReason.PATIENT_ILL))
    lists.open("needs")
    assert lists.titles() == ["Due within 7 days", "Osei, Ama", "Later", "Brandt, Tom"]
    assert lists.panel.tabs.buttons["needs"].text() == "Needs booking\n2"
    first, second = lists.view.rows.rows[1], lists.view.rows.rows[3]
    assert first.spoken == (
        "Osei, Ama, born 06/02/1968, number 117-402. Cycle 1, due Tue 11/24/2026, today. "
        "Privigen 10% 30 g. No-show on 11/24/2026."
    )
    assert (second.tail, second.details[-1].text) == (
        "in 16 days",
        "Cancelled on 12/10/2026, patient ill",
    )
    # The heading is passed over by the arrows.
    QTest.keyClick(lists.view, Qt.Key.Key_Down)
    row = lists.view.current_row()
    assert row is not None
    assert row.title == "Brandt, Tom"


def test_enter_books_by_the_offer_and_the_next_line_is_chosen(
    clinic: SmallClinic, lists: Lists, book: Book
) -> None:
    for patient, chair in ((clinic.osei, 0), (clinic.brandt, 2)):
        visit = book(patient, TODAY, 10, chair)
        clinic.run(partial(mark_no_show, before=visit))
    lists.open("needs")
    assert lists.titles() == ["Due within 7 days", "Brandt, Tom", "Osei, Ama"]
    QTest.keyClick(lists.view, Qt.Key.Key_Return)
    sheet = lists.panel.acts.book_sheet
    assert sheet is not None
    lists.qtbot.waitUntil(sheet.panel.book.isEnabled)
    # Return in a field of the sheet books what is proposed.
    QTest.keyClick(sheet.panel.day, Qt.Key.Key_Return)
    lists.settle()
    assert lists.panel.acts.book_sheet is None
    assert lists.titles() == ["Due within 7 days", "Osei, Ama"]
    row = lists.view.current_row()
    assert row is not None
    assert row.title == "Osei, Ama"
    lists.page.desk.undo()
    lists.settle()
    assert lists.titles() == ["Due within 7 days", "Brandt, Tom", "Osei, Ama"]


def test_the_offer_left_with_escape_books_nothing(
    clinic: SmallClinic, lists: Lists, book: Book
) -> None:
    visit = book(clinic.osei, TODAY)
    clinic.run(lambda work: mark_no_show(work, visit))
    lists.open("needs")
    QTest.keyClick(lists.view, Qt.Key.Key_Return)
    sheet = lists.panel.acts.book_sheet
    assert sheet is not None
    lists.qtbot.waitUntil(sheet.isActiveWindow)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    lists.settle()
    cycle = clinic.read(lambda store: store.get(Cycle, visit.cycle_id))
    assert cycle is not None
    assert cycle.state is CycleState.NEEDS_BOOKING
    assert lists.panel.acts.book_sheet is None


def test_a_visit_left_open_leads_to_its_day(clinic: SmallClinic, lists: Lists, book: Book) -> None:
    visit = book(clinic.osei, TODAY)
    clinic.clock.now += timedelta(days=1)
    lists.open("needs")
    assert lists.titles() == ["Overdue", "Osei, Ama"]
    row = lists.view.rows.rows[1]
    assert row.details[-1].text == "Left open: still booked. Was it given?"
    asked: list[tuple[object, object]] = []
    lists.page.navigator.day_requested.connect(lambda day, visit_id: asked.append((day, visit_id)))
    QTest.keyClick(lists.view, Qt.Key.Key_Return)
    assert asked == [(TODAY, visit.id)]


def test_nobody_without_a_place_is_said(lists: Lists) -> None:
    lists.open("needs")
    assert lists.titles() == []
    assert lists.view.accessibleDescription() == "Nobody is without a place."
