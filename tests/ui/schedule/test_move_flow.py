"""A visit is moved to another day: one question where it concerns the course, Esc leaves it."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.records import Appointment, Course, Cycle
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.move_panel import MovePanel
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.proposals.proposal_sheet import ProposalSheet
from ivig_scheduler.ui.schedule.move_question import MoveQuestion
from ivig_scheduler.ui.schedule.schedule_page import SchedulePage
from tests.clinics import SmallClinic
from tests.ui.schedule.test_schedule_page import make_page, settle, show


@pytest.fixture
def course(clinic: SmallClinic) -> Course:
    return clinic.book_course(clinic.osei, first_day=date(2026, 12, 1), cycles=4)


@pytest.fixture
def page(
    qtbot: QtBot, clinic: SmallClinic, course: Course, desk: Desk, navigator: Navigator, look: Look
) -> SchedulePage:
    made = make_page(qtbot, desk, navigator, look)
    show(qtbot, made, clinic.visits(course)[0])
    return made


def panel_of(qtbot: QtBot, page: SchedulePage) -> MovePanel:
    """Open the panel that moves the selected visit."""
    page.acts.act("move")
    settle(qtbot, page)
    found = page.inspector.findChildren(MovePanel)[0]
    assert found.isVisible()
    return found


def move_to(qtbot: QtBot, page: SchedulePage, day: date) -> None:
    """Move the selected visit to a day, as typed in its panel."""
    panel = panel_of(qtbot, page)
    panel.day.selectAll()
    QTest.keyClicks(panel.day, f"{day:%m/%d/%Y}")
    qtbot.waitUntil(panel.move_button.isEnabled)
    panel.move_button.click()
    settle(qtbot, page)


def question_of(page: SchedulePage) -> MoveQuestion:
    question = page.acts.flow.question
    assert question is not None
    return question


def days(clinic: SmallClinic, course: Course) -> list[date]:
    return [each.start.date() for each in clinic.visits(course)]


def rhythm(clinic: SmallClinic, visit: Appointment) -> bool | None:
    cycle = clinic.read(lambda s: s.get(Cycle, visit.cycle_id))
    assert cycle is not None
    return cycle.keeps_rhythm


def test_the_panel_tells_every_reason_against_a_day_before_it_moves(
    qtbot: QtBot, page: SchedulePage
) -> None:
    panel = panel_of(qtbot, page)
    assert panel.reasons.text() == "Where it stands now"
    panel.day.selectAll()
    QTest.keyClicks(panel.day, "12/05/2026")
    qtbot.waitUntil(lambda: "closed" in panel.reasons.text())
    assert panel.reasons.text().startswith("! ")
    assert not panel.move_button.isEnabled()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_another_time_of_the_day_is_moved_to_without_a_question(
    qtbot: QtBot, clinic: SmallClinic, course: Course, page: SchedulePage
) -> None:
    panel = panel_of(qtbot, page)
    panel.time.selectAll()
    QTest.keyClicks(panel.time, "09:30")
    qtbot.waitUntil(panel.move_button.isEnabled)
    panel.move_button.click()
    settle(qtbot, page)
    assert page.acts.flow.question is None
    assert clinic.visits(course)[0].start.hour == 9


def test_a_day_in_the_window_asks_only_which_rhythm_follows(
    qtbot: QtBot, clinic: SmallClinic, course: Course, page: SchedulePage
) -> None:
    first = clinic.visits(course)[0]
    move_to(qtbot, page, date(2026, 12, 3))
    question = question_of(page)
    assert question.heading() == "Thu 12/03 is 2 days after the due day, Tue 12/01"
    assert question.notes() == ""
    assert question.only.isChecked()
    assert question.only.text() == "Move only this visit  ·  1 visit changes, 3 stay"
    assert question.from_visit.text() == "Thu 12/31, counted from this visit"
    assert question.in_rhythm.text() == "Tue 12/29, in the old rhythm"
    question.in_rhythm.click()
    question.move_button.click()
    settle(qtbot, page)
    assert days(clinic, course)[0] == date(2026, 12, 3)
    assert rhythm(clinic, first) is True


def test_a_day_outside_the_window_offers_to_plan_what_follows(
    qtbot: QtBot, clinic: SmallClinic, course: Course, page: SchedulePage
) -> None:
    before = days(clinic, course)
    move_to(qtbot, page, date(2026, 12, 9))
    question = question_of(page)
    assert question.notes() == "Outside the window of ±4 days."
    assert question.anew.isChecked()
    assert question.anew.text() == (
        "Move it and plan the 3 after it anew  ·  4 visits change, 0 stay"
    )
    assert "Tue 12/29 08:00  →  Wed 01/06 08:00" in question.changes.text()
    assert question.move_button.text() == "Move 4 visits"
    question.move_button.click()
    settle(qtbot, page)
    every = timedelta(days=28)
    assert days(clinic, course) == [date(2026, 12, 9) + every * step for step in range(4)]
    page.desk.undo()
    settle(qtbot, page)
    assert days(clinic, course) == before


def test_in_the_old_rhythm_nothing_after_it_changes(qtbot: QtBot, page: SchedulePage) -> None:
    move_to(qtbot, page, date(2026, 12, 9))
    question = question_of(page)
    question.in_rhythm.click()
    assert question.anew.text() == (
        "Move it and plan the 3 after it anew  ·  1 visit changes, 3 stay"
    )
    assert question.move_button.text() == "Move 1 visit"


def test_escape_leaves_the_visit_where_it_is(
    qtbot: QtBot, clinic: SmallClinic, course: Course, page: SchedulePage
) -> None:
    before = days(clinic, course)
    move_to(qtbot, page, date(2026, 12, 9))
    QTest.keyClick(question_of(page), Qt.Key.Key_Escape)
    settle(qtbot, page)
    assert page.acts.flow.question is None
    assert days(clinic, course) == before


def test_a_visit_past_the_next_one_says_which(
    qtbot: QtBot, clinic: SmallClinic, course: Course, page: SchedulePage
) -> None:
    move_to(qtbot, page, date(2026, 12, 30))
    assert question_of(page).notes() == (
        "Outside the window of ±4 days. Another visit of the course stands on Tue 12/29."
    )
    question_of(page).move_button.click()
    settle(qtbot, page)
    assert days(clinic, course)[:2] == [date(2026, 12, 30), date(2027, 1, 27)]


def test_a_drop_that_only_chairs_are_against_offers_to_seat_others_anew(
    qtbot: QtBot, clinic: SmallClinic, course: Course, page: SchedulePage
) -> None:
    first = clinic.visits(course)[0]
    other = clinic.visits(clinic.book_course(clinic.brandt, first_day=first.start.date(), cycles=1))
    assert other[0].chair_id != first.chair_id
    page.refresh()
    settle(qtbot, page)
    page.day_view.select(first.id)
    settle(qtbot, page)
    rows = page.day_view.picture.rows
    steps = [row.chair_id for row in rows].index(other[0].chair_id) - [
        row.chair_id for row in rows
    ].index(first.chair_id)
    for _ in range(abs(steps)):
        key = Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up
        QTest.keyClick(page.day_view, key, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(page.day_view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.findChildren(ProposalSheet)))
    settle(qtbot, page)
    sheet = page.findChildren(ProposalSheet)[0]
    assert "Re-seat 1 visit to make room" in sheet.proposal.title
    sheet.accept_button.click()
    settle(qtbot, page)
    assert clinic.visit(first).chair_id == other[0].chair_id
    assert clinic.visit(other[0]).start == other[0].start
    page.desk.undo()
    settle(qtbot, page)
    assert clinic.visit(first).chair_id == first.chair_id


@pytest.fixture
def split(clinic: SmallClinic) -> Course:
    """Two cycles of three days for Brandt: Tuesday 12/01 to Thursday 12/03, and four weeks on."""
    return clinic.book_course(
        clinic.brandt, first_day=date(2026, 12, 1), cycles=2, days_per_cycle=3
    )


@pytest.fixture
def split_page(
    qtbot: QtBot, clinic: SmallClinic, split: Course, desk: Desk, navigator: Navigator, look: Look
) -> SchedulePage:
    made = make_page(qtbot, desk, navigator, look)
    show(qtbot, made, clinic.visits(split)[0])
    return made


def test_a_day_of_a_cycle_names_the_other_days_and_moves_them_together(
    qtbot: QtBot, clinic: SmallClinic, split: Course, split_page: SchedulePage
) -> None:
    before = days(clinic, split)
    move_to(qtbot, split_page, date(2026, 12, 8))
    question = question_of(split_page)
    assert question.together.text() == "Move the 3 days of the cycle together"
    assert question.together.isChecked()
    assert question.along.text() == (
        "Wed 12/02 08:00  →  Wed 12/09 08:00\nThu 12/03 08:00  →  Thu 12/10 08:00"
    )
    assert question.apart.text() == "The other days stay on Wed 12/02 and Thu 12/03"
    question.only.click()
    assert question.only.text() == (
        "Leave the visits after it as they are  ·  3 visits change, 3 stay"
    )
    question.move_button.click()
    settle(qtbot, split_page)
    assert days(clinic, split)[:3] == [date(2026, 12, day) for day in (8, 9, 10)]
    split_page.desk.undo()
    settle(qtbot, split_page)
    assert days(clinic, split) == before


def test_one_day_of_a_cycle_can_move_alone(
    qtbot: QtBot, clinic: SmallClinic, split: Course, split_page: SchedulePage
) -> None:
    move_to(qtbot, split_page, date(2026, 12, 8))
    question = question_of(split_page)
    question.this_day.click()
    question.only.click()
    assert question.move_button.text() == "Move 1 visit"
    question.move_button.click()
    settle(qtbot, split_page)
    assert days(clinic, split)[:3] == [date(2026, 12, day) for day in (2, 3, 8)]


def test_days_that_cannot_come_along_say_why(qtbot: QtBot, split_page: SchedulePage) -> None:
    move_to(qtbot, split_page, date(2026, 12, 4))
    question = question_of(split_page)
    assert not question.together.isEnabled()
    assert question.this_day.isChecked()
    assert question.along.text().startswith("Not possible: Day 2 on Sat 12/05: ")


def test_the_panel_offers_to_seat_others_anew_where_only_chairs_are_in_the_way(
    qtbot: QtBot, clinic: SmallClinic, course: Course, page: SchedulePage
) -> None:
    first = clinic.visits(course)[0]
    (other,) = clinic.visits(
        clinic.book_course(clinic.brandt, first_day=first.start.date(), cycles=1)
    )
    page.refresh()
    settle(qtbot, page)
    panel = panel_of(qtbot, page)
    panel.chair.show_key(other.chair_id)
    panel.chair.picked.emit(other.chair_id)
    qtbot.waitUntil(panel.room.isVisible)
    assert panel.room.text() == "Re-seat 1 visit to make room…"
    assert not panel.move_button.isEnabled()
    panel.room.click()
    qtbot.waitUntil(lambda: bool(panel.findChildren(ProposalSheet)))
    sheet = panel.findChildren(ProposalSheet)[0]
    qtbot.waitUntil(lambda: bool(sheet.lines.ticks))
    with qtbot.waitSignal(sheet.finished):
        sheet.accept_button.click()
    settle(qtbot, page)
    assert clinic.visit(first).chair_id == other.chair_id
    assert clinic.visit(other).chair_id != other.chair_id


def test_the_panel_moves_a_cycle_a_day_on_though_its_next_day_stands_there(
    qtbot: QtBot, clinic: SmallClinic, split: Course, split_page: SchedulePage
) -> None:
    panel = panel_of(qtbot, split_page)
    panel.day.selectAll()
    QTest.keyClicks(panel.day, "12/02/2026")
    qtbot.waitUntil(panel.move_button.isEnabled)
    assert panel.move_button.text() == "Move the cycle…"
    panel.move_button.click()
    settle(qtbot, split_page)
    question = question_of(split_page)
    assert not question.this_day.isEnabled()
    question.move_button.click()
    settle(qtbot, split_page)
    assert days(clinic, split)[:3] == [date(2026, 12, day) for day in (2, 3, 4)]
