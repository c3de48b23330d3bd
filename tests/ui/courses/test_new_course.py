"""The new course as a whole: booked, refused, given up, and kept in step with the rest."""

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ivig_scheduler.domain.changes import ChangeSet, added, changed
from ivig_scheduler.domain.records import (
    Appointment,
    Course,
    Order,
    Product,
    Weight,
)
from ivig_scheduler.ui.courses.new_course_view import ORDER
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.theme import load_theme
from tests.clinics import TODAY
from tests.ui.courses.counter import Counter


def test_booking_is_one_step_and_leads_to_the_first_day(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()
    counter.plan()

    with counter.qtbot.waitSignals([counter.navigator.day_requested, counter.desk.noticed]):
        counter.page.go_on()

    visits = counter.visits()
    assert len(visits) == 4
    assert counter.all(Course) == counter.all(Order) == 1
    assert not counter.page.has_unsaved()
    assert counter.page.step() == ORDER
    assert counter.clinic.dispatcher.history.next_undo is not None
    assert counter.clinic.dispatcher.history.next_undo.label == "Book 4 visits"
    with counter.qtbot.waitSignal(counter.desk.changed):
        counter.desk.undo()
    assert counter.all(Appointment) == counter.all(Course) == 0


def test_the_first_day_is_asked_for_with_its_visit(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()
    counter.plan()

    with counter.qtbot.waitSignal(counter.navigator.day_requested) as asked:
        counter.page.go_on()

    assert asked.args == [date(2026, 12, 1), counter.visits()[0].id]


def test_ctrl_enter_plans_and_books(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()
    counter.page.activateWindow()
    line = counter.page.form.line("dose")
    line.setFocus()

    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    counter.await_plan(None)
    counter.page.series.table.setFocus()
    with counter.qtbot.waitSignal(counter.navigator.day_requested):
        QTest.keyClick(
            counter.page.series.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )

    assert counter.all(Appointment) == 4


def test_a_new_weight_typed_in_the_order_is_kept_with_the_patient(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill(weight="72")
    counter.plan()

    with counter.qtbot.waitSignal(counter.navigator.day_requested):
        counter.page.go_on()

    weights = counter.clinic.read(
        lambda store: store.where(Weight, patient_id=counter.clinic.osei.id)
    )
    assert str(max(weights, key=lambda each: each.day).weight_kg) == "72"


def test_a_refused_booking_keeps_what_was_typed_and_says_why(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()
    counter.plan()
    # Somebody else books the same patient meanwhile, at another workstation.
    counter.clinic.book_course(counter.clinic.osei, first_day=date(2026, 12, 1), cycles=1)
    booked = counter.all(Appointment)

    counter.page.go_on()
    counter.qtbot.waitUntil(lambda: bool(counter.page.series.refusal()))

    assert counter.all(Appointment) == booked
    assert "12/01" in counter.page.series.refusal()
    assert counter.page.has_unsaved()
    assert counter.page.form.line("dose").text() == "0.4"
    assert counter.page.header.primary.isEnabled()


def test_a_product_changed_elsewhere_is_seen_while_the_order_is_typed(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()
    before = counter.clinic.product()
    after = before.model_copy(update={"minimum_age_years": 80})

    with counter.qtbot.waitSignal(counter.page.order.checked):
        counter.desk.act(lambda _work: ChangeSet("Edit a product", changed(before, after)))
    counter.qtbot.waitUntil(lambda: bool(counter.error("product_id")))

    assert counter.page.form.line("dose").text() == "0.4"
    assert "80 years" in counter.error("product_id")
    assert isinstance(after, Product)


def test_cancel_asks_before_it_lets_go_of_what_was_typed(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()

    counter.page.header.cancel.click()
    assert not counter.page.keep_bar.isHidden()
    counter.page.keep_bar.keep.click()
    assert counter.page.has_unsaved()
    counter.page.header.cancel.click()
    with counter.qtbot.waitSignal(counter.navigator.page_requested) as asked:
        counter.page.keep_bar.drop.click()

    assert asked.args == ["courses"]
    assert not counter.page.has_unsaved()


def test_starting_for_another_patient_does_not_lose_an_order_silently(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()

    counter.page.start(counter.clinic.brandt.id)
    assert counter.page.patient.texts()[0] == "Osei, Ama"
    assert not counter.page.keep_bar.isHidden()
    with counter.qtbot.waitSignal(counter.page.order.checked):
        counter.page.keep_bar.drop.click()

    assert counter.page.patient.texts()[0] == "Brandt, Tom"
    assert counter.page.form.line("dose").text() == ""


def test_starting_again_goes_on_with_the_order_that_is_typed(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()

    counter.page.start(None)
    counter.page.start(counter.clinic.osei.id)

    assert counter.page.form.line("dose").text() == "0.4"
    assert counter.page.keep_bar.isHidden()


def test_the_order_can_be_moved_to_the_right_patient(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()

    counter.page.patient.change_button.click()
    counter.page.patient.keep_button.click()
    assert not counter.page.patient.change_button.isHidden()
    assert counter.page.order.patient_id == counter.clinic.osei.id
    counter.page.patient.change_button.click()
    with counter.qtbot.waitSignal(counter.page.order.checked):
        counter.page.patient.patient_chosen.emit(counter.clinic.brandt.id)

    assert counter.page.patient.texts()[0] == "Brandt, Tom"
    assert counter.page.form.line("dose").text() == "0.4"
    assert counter.page.form.line("weight").text() == "58"
    assert counter.page.form.dose_box.text() == ""


def test_the_page_follows_another_theme(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()
    counter.plan()
    light = counter.page.why.bar.grab().toImage()

    counter.page.set_look(Look.of(load_theme("dark")))

    assert counter.page.why.bar.grab().toImage() != light


def test_a_booking_that_the_disk_refuses_can_be_tried_again(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()
    counter.plan()
    path = counter.clinic.database.path
    with closing(sqlite3.connect(path)) as other:
        other.execute(
            "CREATE TRIGGER full BEFORE INSERT ON cycle BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
        other.commit()
    with counter.qtbot.waitSignal(counter.desk.troubled):
        counter.page.go_on()
    with closing(sqlite3.connect(path)) as other:
        other.execute("DROP TRIGGER full")
        other.commit()

    assert counter.page.header.primary.isEnabled()
    with counter.qtbot.waitSignal(counter.navigator.day_requested):
        counter.page.go_on()
    assert counter.all(Appointment) == 4


def test_a_form_without_typing_follows_a_weight_recorded_elsewhere(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    newer = Weight(patient_id=counter.clinic.osei.id, day=TODAY, weight_kg=Decimal(71))

    with counter.qtbot.waitSignal(counter.page.order.loaded):
        counter.desk.act(lambda _work: ChangeSet("Record a weight", added(newer)))

    assert counter.page.form.line("weight").text() == "71"
    assert not counter.page.has_unsaved()
