"""The new course: an order typed, its visit explained, its series previewed and booked."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, time
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.changes import ChangeSet, added, changed
from ivig_scheduler.domain.records import (
    Appointment,
    Closure,
    Course,
    Cycle,
    Order,
    Patient,
    Product,
    Weight,
)
from ivig_scheduler.domain.terms import CycleState, WeightKind
from ivig_scheduler.services.courses import SeriesPlan
from ivig_scheduler.ui.courses.new_course_page import NewCoursePage
from ivig_scheduler.ui.courses.new_course_view import ORDER, SERIES
from ivig_scheduler.ui.courses.series_lines import CHANGE_COLUMN, SKIP_COLUMN
from ivig_scheduler.ui.courses.series_model import FIRST_EMPTY
from ivig_scheduler.ui.courses.why_card import FIRST
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.theme import load_theme
from tests.clinics import TODAY, SmallClinic


class Counter:
    """The page with hands to type into it."""

    def __init__(
        self, qtbot: QtBot, clinic: SmallClinic, desk: Desk, navigator: Navigator, look: Look
    ) -> None:
        self.qtbot, self.clinic, self.desk, self.navigator = qtbot, clinic, desk, navigator
        self.page = NewCoursePage(desk, navigator, look)
        qtbot.addWidget(self.page)
        self.page.resize(1204, 776)
        self.page.show()

    def start(self, patient: Patient) -> None:
        with self.qtbot.waitSignal(self.page.order.checked):
            self.page.start(patient.id)

    def write(self, **texts: str) -> None:
        for name, text in texts.items():
            self.page.form.line(name).setText(text)
        self.page.order.check_now()

    def choose(self, indication: str, product: str) -> None:
        fields = self.page.form.fields
        fields.indication.show_key(indication)
        key = self.clinic.product(product).id
        fields.product.show_key(key)
        fields.product.picked.emit(key)
        self.page.order.check_now()

    def fill(self, **more: str) -> None:
        """Type an order without problems and accept its dose."""
        self.choose("PI", "Privigen 10%")
        texts = {
            "dose": "0.4",
            "interval_days": "28",
            "first_day": "12/01/2026",
            "number_of_cycles": "4",
        }
        self.write(**(texts | more))
        self.accept()

    def accept(self) -> None:
        self.page.form.dose_box.accept.click()
        self.page.order.check_now()

    def plan(self) -> SeriesPlan:
        self.page.go_on()
        return self.await_plan(None)

    def await_plan(self, before: SeriesPlan | None) -> SeriesPlan:
        series = self.page.series
        self.qtbot.waitUntil(lambda: series.plan() is not None and series.plan() is not before)
        found = series.plan()
        assert found is not None
        return found

    def error(self, name: str) -> str:
        return self.page.form.row_of(name).error_of(name)

    def all(self, kind: type[Course] | type[Appointment] | type[Cycle] | type[Order]) -> int:
        return len(self.clinic.read(lambda store: store.all(kind)))

    def visits(self) -> tuple[Appointment, ...]:
        found = self.clinic.read(lambda store: store.all(Appointment))
        return tuple(sorted(found, key=lambda each: each.start))


@pytest.fixture
def counter(
    qtbot: QtBot, clinic: SmallClinic, desk: Desk, navigator: Navigator, look: Look
) -> Iterator[Counter]:
    yield Counter(qtbot, clinic, desk, navigator, look)


def test_the_page_asks_for_a_patient_first(counter: Counter) -> None:
    counter.page.start(None)

    assert counter.page.form.isHidden()
    assert not counter.page.header.primary.isEnabled()
    assert not counter.page.has_unsaved()
    with counter.qtbot.waitSignal(counter.navigator.patient_requested) as asked:
        counter.page.patient.new_button.click()
    assert asked.args == [None]


def test_a_patient_is_found_by_typing(counter: Counter) -> None:
    counter.page.start(None)
    with counter.qtbot.waitSignal(counter.page.patient.search.results_shown):
        QTest.keyClicks(counter.page.patient.search, "bra")
    with counter.qtbot.waitSignal(counter.page.order.checked):
        QTest.keyClick(counter.page.patient.search, Qt.Key.Key_Return)

    assert counter.page.patient.texts()[0] == "Brandt, Tom"
    assert counter.page.form.line("weight").text() == "58"


def test_a_form_just_opened_blames_nobody(counter: Counter) -> None:
    counter.start(counter.clinic.osei)

    assert [row.error() for row in counter.page.form.fields.rows if row.error()] == []
    assert not counter.page.has_unsaved()
    assert counter.page.header.missing() == "6 answers to fill in or mend"


def test_going_on_too_early_shows_every_problem_and_focuses_the_first(counter: Counter) -> None:
    counter.start(counter.clinic.osei)

    counter.page.go_on()

    assert counter.page.step() == ORDER
    assert counter.error("indication_code") == "choose the indication"
    assert counter.error("first_day") == "enter the day of the first visit"
    assert counter.page.form.fields.indication.hasFocus()


def test_a_problem_appears_beside_its_field_as_one_types_and_goes_again(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    line = counter.page.form.line("interval_days")

    QTest.keyClicks(line, "x")
    counter.qtbot.waitUntil(lambda: bool(counter.error("interval_days")))
    assert "not a number" in counter.error("interval_days")
    assert line.property("invalid") is True

    QTest.keyClick(line, Qt.Key.Key_Backspace)
    QTest.keyClicks(line, "28")
    counter.qtbot.waitUntil(lambda: not counter.error("interval_days"))
    assert counter.page.has_unsaved()


def test_the_visit_redraws_as_the_dose_is_typed(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.choose("PI", "Privigen 10%")
    assert counter.page.why.bar.value() is None

    counter.write(dose="0.4")
    short = counter.page.why.bar.value()
    counter.write(dose="0.8")
    long = counter.page.why.bar.value()

    assert short is not None
    assert long is not None
    assert long.minutes > short.minutes
    assert counter.page.why.title().startswith("Why a maintenance visit takes ")
    assert counter.page.why.lengths().startswith("First visit ")
    assert counter.page.why.table.steps().rowCount() == len(long.steps)


def test_the_first_visit_can_be_looked_at_too(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()

    counter.page.why.which.select(FIRST)
    counter.page.why.which.chosen.emit(FIRST)

    shown = counter.page.why.shown()
    assert shown is not None
    assert shown.plan.is_naive_like
    assert counter.page.why.title().startswith("Why a first visit takes ")


def test_the_dose_is_proposed_in_whole_vials_and_never_taken_silently(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.choose("PI", "Privigen 10%")
    counter.write(dose="0.45")
    box = counter.page.form.dose_box

    assert box.text() == ""
    assert box.accept.text() == "Accept 30 g"
    assert "31.5 g ordered a cycle" in box.row.hint()
    counter.accept()

    assert box.text() == "30"
    assert "30 g accepted by you, 09:00." in box.row.hint()


def test_an_acceptance_is_taken_back_when_the_order_changes(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()
    assert counter.page.form.dose_box.text() == "30"

    counter.write(dose="0.42")

    assert counter.page.form.dose_box.text() == ""
    assert "accept the dose again" in counter.page.form.dose_box.row.hint()
    check = counter.page.order.check
    assert check is not None
    assert check.problem_of("accepted_dose_g")


def test_the_weights_are_explained_and_the_rule_can_be_overridden(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.choose("PI", "Privigen 10%")
    counter.write(weight="90", dose="0.4")
    row = counter.page.form.row_of("weight")
    assert "The adjusted weight" in row.hint()

    choice = counter.page.form.fields.weight_choice
    choice.show_key(WeightKind.ACTUAL)
    choice.picked.emit(WeightKind.ACTUAL)
    counter.page.order.check_now()

    assert "The actual weight, 90 kg, doses: actual weight: chosen by a person" in row.hint()


def test_a_jump_in_weight_asks_for_a_confirmation(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.write(weight="154")

    box = counter.page.form.fields.confirm_weight
    assert "kilograms or pounds" in counter.error("weight")
    assert not box.isHidden()
    box.click()
    counter.page.order.check_now()

    assert counter.error("weight") == ""


def test_a_product_with_a_draft_table_says_why_and_how_to_mend_it(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.choose("PI", "Alyglo 10%")

    assert "is a draft" in counter.error("product_id")
    assert "is a draft" in counter.page.why.title()
    last = counter.page.form.fields.product
    assert "is a draft" in last.currentText()
    with counter.qtbot.waitSignal(counter.navigator.setup_requested) as asked:
        counter.page.form.fields.setup_link.click()
    assert asked.args == ["products"]


def test_the_series_shows_a_line_for_every_visit_and_counts_them(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()

    counter.plan()

    assert counter.page.step() == SERIES
    lines = counter.page.series.model.rows
    assert [line.title for line in lines] == ["Cycle 1", "Cycle 2", "Cycle 3", "Cycle 4"]
    assert lines[0].day == "Tue 12/01/2026"
    assert lines[0].what == "First or renewed treatment: observed for 60 minutes"
    assert counter.page.series.counts() == ("4 visits in 4 cycles", "4 clear")
    assert counter.page.header.primary.text() == "Book 4 visits"


def test_a_split_cycle_has_a_line_for_each_of_its_days(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill(days_per_cycle="2", first_day="12/01/2026", number_of_cycles="2", dose="1")

    counter.plan()

    titles = [line.title for line in counter.page.series.model.rows]
    assert titles == ["Cycle 1, day 1", "Cycle 1, day 2", "Cycle 2, day 1", "Cycle 2, day 2"]
    assert counter.page.why.sentences().startswith("35 g on each of 2 days. Nurse at the chair")


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


def test_a_cycle_without_a_place_says_why_and_goes_to_the_work_list(counter: Counter) -> None:
    closure = Closure(first_day=date(2026, 12, 20), last_day=date(2027, 1, 8), reason="Renovation")
    counter.clinic.add(closure)
    counter.start(counter.clinic.osei)
    counter.fill()
    counter.plan()
    line = next(each for each in counter.page.series.model.rows if each.visit is None)

    assert "Renovation" in line.what
    row = counter.page.series.model.empty_rows()[0]
    assert "Renovation" in counter.page.series.model.index(row, FIRST_EMPTY).data()
    assert counter.page.series.table.columnSpan(row, FIRST_EMPTY) > 1
    assert "Nearest: " in line.what
    assert (line.change, line.skip) == ("Take it", "Skip")
    assert counter.page.header.primary.text() == "Book 3 visits, leave 1 on the work list"
    with counter.qtbot.waitSignal(counter.navigator.day_requested):
        counter.page.go_on()

    cycles = counter.clinic.read(lambda store: store.all(Cycle))
    assert [each.state for each in cycles].count(CycleState.NEEDS_BOOKING) == 1


def test_the_nearest_place_can_be_taken(counter: Counter) -> None:
    counter.clinic.add(
        Closure(first_day=date(2026, 12, 20), last_day=date(2027, 1, 8), reason="Renovation")
    )
    counter.start(counter.clinic.osei)
    counter.fill()
    before = counter.plan()
    line = next(each for each in counter.page.series.model.rows if each.visit is None)

    counter.page.series.table.link_clicked.emit(line, CHANGE_COLUMN)
    after = counter.await_plan(before)

    assert after.unplaced == 0
    taken = next(each for each in counter.page.series.model.rows if each.key == line.key)
    assert "outside" in taken.what or "window" in taken.what
    assert counter.page.header.primary.text() == "Book 4 visits"


def test_a_line_can_be_skipped_and_kept_again(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()
    first = counter.plan()

    counter.page.series.table.link_clicked.emit(counter.page.series.model.rows[1], SKIP_COLUMN)
    second = counter.await_plan(first)
    assert counter.page.header.primary.text() == "Book 3 visits, skip 1"
    assert counter.page.series.model.rows[1].what == "Skipped on purpose"

    counter.page.series.table.link_clicked.emit(counter.page.series.model.rows[1], SKIP_COLUMN)
    counter.await_plan(second)
    assert counter.page.header.primary.text() == "Book 4 visits"


def test_enter_on_a_line_opens_its_change_and_the_wish_is_planned(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()
    first = counter.plan()
    series = counter.page.series
    series.table.select_key((2, 1))

    QTest.keyClick(series.table, Qt.Key.Key_Return)
    assert not series.strip.isHidden()
    series.strip.day.setText("12/30/2026")
    series.strip.time.setText("9:30")
    QTest.keyClick(series.strip.time, Qt.Key.Key_Return)
    plan = counter.await_plan(first)

    visit = plan.cycles[1].visits[0]
    assert visit.start.date() == date(2026, 12, 30)
    assert visit.start.time() == time(9, 30)
    assert "day after the due day" in series.strip.told()
    series.strip.release_button.click()
    released = counter.await_plan(plan)
    assert released.cycles[1].visits[0].start.date() == date(2026, 12, 29)
    QTest.keyClick(series.strip.day, Qt.Key.Key_Escape)
    assert series.strip.isHidden()


def test_a_wish_that_cannot_be_read_is_refused_beside_its_field(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()
    plan = counter.plan()
    series = counter.page.series
    series.open_change(series.model.rows[0])

    series.strip.day.setText("someday")
    series.strip.plan_button.click()

    assert "not a day" in series.strip.row.error_of("day")
    assert series.plan() is plan


def test_back_keeps_everything_typed_and_the_wishes(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill(notes="Port on the left")
    first = counter.plan()
    counter.page.series.table.link_clicked.emit(counter.page.series.model.rows[1], SKIP_COLUMN)
    second = counter.await_plan(first)

    counter.page.header.back.click()
    assert counter.page.step() == ORDER
    assert counter.page.form.line("notes").text() == "Port on the left"
    assert counter.page.form.dose_box.text() == "30"
    counter.page.go_on()
    counter.await_plan(second)

    assert counter.page.header.primary.text() == "Book 3 visits, skip 1"


def test_another_first_day_forgets_wishes_that_were_for_other_cycles(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()
    first = counter.plan()
    counter.page.series.table.link_clicked.emit(counter.page.series.model.rows[1], SKIP_COLUMN)
    second = counter.await_plan(first)

    counter.page.go_back()
    counter.write(first_day="12/08/2026")
    counter.page.go_on()
    counter.await_plan(second)

    assert counter.page.header.primary.text() == "Book 4 visits"


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


def test_the_summary_beside_the_series_tells_the_order(counter: Counter) -> None:
    counter.start(counter.clinic.yamada)
    counter.fill(premedications="cetirizine 60 min", max_ml_per_h="200")
    counter.plan()

    words = counter.page.view.summary.texts()
    for name, told in (
        ("Product", "Privigen 10%"),
        ("Before", "cetirizine 60 min"),
        ("At most", "200 mL/h"),
        ("Needs", "port access"),
        ("Course", "from 12/01/2026, 4 cycles"),
    ):
        assert words[words.index(name) + 1] == told


def test_the_page_follows_another_theme(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()
    counter.plan()
    light = counter.page.why.bar.grab().toImage()

    counter.page.set_look(Look.of(load_theme("dark")))

    assert counter.page.why.bar.grab().toImage() != light


def test_tab_walks_through_the_order_from_the_top_to_the_bottom(counter: Counter) -> None:
    counter.start(counter.clinic.osei)
    fields = counter.page.form.fields
    counter.page.activateWindow()
    fields.indication.setFocus()

    walked = []
    for _ in range(28):
        focus = counter.page.focusWidget()
        walked.append(focus.accessibleName() or focus.property("text"))
        QTest.keyClick(focus, Qt.Key.Key_Tab)

    names = [
        "Indication",
        "Product",
        "Dose of a cycle",
        "Unit",
        "Over days",
        "Weight today, kg",
        "Dosing weight",
        "First day",
        "Until",
        "Before the infusion",
        "Weekday",
        "Chair",
        "port access",
        "Notes",
    ]
    places = [[word.casefold() for word in walked].index(name.casefold()) for name in names]
    assert places == sorted(places)


def test_a_skipped_line_is_kept_again_with_enter_and_skipped_from_its_change(
    counter: Counter,
) -> None:
    counter.start(counter.clinic.osei)
    counter.fill()
    first = counter.plan()
    series = counter.page.series
    series.open_change(series.model.rows[2])

    series.strip.skip_button.click()
    second = counter.await_plan(first)
    assert second.cycles[2].is_skipped
    assert series.strip.isHidden()
    series.table.select_key((3, 1))
    QTest.keyClick(series.table, Qt.Key.Key_Return)
    third = counter.await_plan(second)

    assert not third.cycles[2].is_skipped


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


def test_the_series_model_keeps_qts_contract(counter: Counter) -> None:
    counter.clinic.add(
        Closure(first_day=date(2026, 12, 20), last_day=date(2027, 1, 8), reason="Renovation")
    )
    tester = QAbstractItemModelTester(
        counter.page.series.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    counter.start(counter.clinic.osei)
    counter.fill()
    first = counter.plan()
    counter.page.series.table.link_clicked.emit(counter.page.series.model.rows[0], SKIP_COLUMN)
    counter.await_plan(first)

    assert tester.model() is counter.page.series.model
    assert len(counter.page.series.model.empty_rows()) == 2
