"""The series before it is booked: its lines, their changes, and what stands against them."""

from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from ivig_scheduler.domain.records import (
    Closure,
    Cycle,
)
from ivig_scheduler.domain.terms import CycleState
from ivig_scheduler.ui.courses.new_course_view import ORDER, SERIES
from ivig_scheduler.ui.courses.series_lines import CHANGE_COLUMN, SKIP_COLUMN
from ivig_scheduler.ui.courses.series_model import FIRST_EMPTY
from tests.ui.courses.counter import Counter


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
