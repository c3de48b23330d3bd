"""Tomorrow's readiness: each thing that is missing leads to where it is mended."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ivig_scheduler.domain.changes import ChangeSet, changed
from ivig_scheduler.domain.records import Order
from ivig_scheduler.domain.terms import Status
from tests.clinics import TODAY, SmallClinic
from tests.ui.lists.conftest import Book, Lists

TOMORROW = TODAY + timedelta(days=1)
CTRL = Qt.KeyboardModifier.ControlModifier


def test_visits_are_confirmed_by_a_key_until_all_are_ready(
    clinic: SmallClinic, lists: Lists, book: Book
) -> None:
    first = book(clinic.osei, TOMORROW, 9)
    second = book(clinic.brandt, TOMORROW, 10, 2)
    lists.open("tomorrow")
    assert lists.titles() == [
        "Wed 11/25/2026",
        "Osei, Ama",
        "△ Not confirmed",
        "Brandt, Tom",
        "△ Not confirmed",
    ]
    assert lists.view.rows.rows[0].tail == "2 of 2 visits not ready"
    assert lists.panel.tabs.buttons["tomorrow"].text() == "Tomorrow\n2"
    QTest.keyClick(lists.view, Qt.Key.Key_Return, CTRL)
    lists.settle()
    assert clinic.visit(first).status is Status.CONFIRMED
    assert lists.view.rows.rows[1].tail == "Ready"
    # A confirmed visit is not stepped on to arrived by the same key.
    QTest.keyClick(lists.view, Qt.Key.Key_Return, CTRL)
    lists.settle()
    assert clinic.visit(first).status is Status.CONFIRMED
    QTest.keyClick(lists.view, Qt.Key.Key_End)
    QTest.keyClick(lists.view, Qt.Key.Key_Return)
    lists.settle()
    assert clinic.visit(second).status is Status.CONFIRMED
    assert lists.titles()[0] == "Wed 11/25/2026: all ready"
    assert lists.panel.tabs.buttons["tomorrow"].text() == "Tomorrow\n0"


def test_what_is_missing_leads_to_where_it_is_mended(
    clinic: SmallClinic, lists: Lists, book: Book
) -> None:
    visit = book(clinic.osei, TOMORROW, 9)
    (order,) = clinic.read(lambda store: store.all(Order))
    over = order.model_copy(update={"valid_from": TODAY - timedelta(30), "valid_to": TODAY})
    clinic.dispatcher.run_once(lambda _work: ChangeSet("given", changed(order, over)))
    lists.open("tomorrow")
    row = lists.view.rows.rows[2]
    assert (row.tail, row.title[0], row.hint) == ("Course", "!", "Enter goes to the course.")
    asked: list[object] = []
    lists.page.navigator.course_requested.connect(asked.append)
    QTest.keyClick(lists.view, Qt.Key.Key_Down)
    QTest.keyClick(lists.view, Qt.Key.Key_Return)
    assert asked == [visit.course_id]
    assert row.spoken.endswith("Of Osei, Ama.")


def test_enter_on_a_visit_opens_its_day(clinic: SmallClinic, lists: Lists, book: Book) -> None:
    visit = book(clinic.osei, TOMORROW, 9)
    lists.open("tomorrow")
    asked: list[tuple[object, object]] = []
    lists.page.navigator.day_requested.connect(lambda day, visit_id: asked.append((day, visit_id)))
    QTest.keyClick(lists.view, Qt.Key.Key_Return)
    assert asked == [(TOMORROW, visit.id)]


def test_a_day_without_visits_is_named(lists: Lists) -> None:
    lists.open("tomorrow")
    assert lists.view.accessibleDescription() == "No visits on Wed 11/25/2026."
