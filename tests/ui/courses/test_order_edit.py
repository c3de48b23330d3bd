"""A course's order is changed on its page: for which visits, what that does, and one undo."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.records import Course, Cycle, Order, Plan
from ivig_scheduler.services.courses.moves import move_visit
from ivig_scheduler.ui.courses.courses_page import CoursesPage
from ivig_scheduler.ui.courses.scope_question import ALL, FOLLOWING, THIS
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.proposals.proposal_sheet import ProposalSheet
from tests.clinics import SmallClinic


@pytest.fixture
def course(clinic: SmallClinic) -> Course:
    return clinic.book_course(clinic.osei, first_day=date(2026, 12, 1), cycles=4)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, navigator: Navigator, look: Look, course: Course) -> CoursesPage:
    made = CoursesPage(desk, navigator, look)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.show_course(course.id)
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, page: CoursesPage) -> None:
    qtbot.waitUntil(lambda: page.desk.is_idle)


def edit(qtbot: QtBot, page: CoursesPage, row: int | None = None) -> None:
    if row is not None:
        page.detail.table.selectRow(row)
    page.detail.edit_order.click()
    settle(qtbot, page)


def type_into(page: CoursesPage, name: str, text: str) -> None:
    line = page.edit.form.line(name)
    line.selectAll()
    QTest.keyClicks(line, text)
    page.edit.order.check_now()


def opened(qtbot: QtBot, page: CoursesPage) -> ProposalSheet:
    page.edit.save.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(ProposalSheet)))
    settle(qtbot, page)
    return page.findChildren(ProposalSheet)[0]


def plans(clinic: SmallClinic, course: Course) -> list[Plan]:
    visits = clinic.visits(course)
    with clinic.database.read() as store:
        known = store.some(Plan, (each.plan_id for each in visits))
    return [known[each.plan_id] for each in visits]


def test_the_form_opens_with_the_order_as_it_stands(qtbot: QtBot, page: CoursesPage) -> None:
    edit(qtbot, page)
    assert page.edit.isVisible()
    assert page.edit.form.line("dose").text() == "0.4"
    assert page.edit.form.dose_box.text() == "30"
    assert page.edit.form.line("interval_days").text() == "28"
    assert not page.edit.has_unsaved()
    assert not page.edit.save.isEnabled()
    assert not page.edit.form.row_of("first_day").isVisible()


def test_each_answer_says_how_many_change_and_stay(qtbot: QtBot, page: CoursesPage) -> None:
    edit(qtbot, page, row=1)
    told = {key: choice.text() for key, choice in page.edit.scope.choices.items()}
    assert told[THIS] == "Only this one: cycle 2, due Tue 12/29  ·  1 visit changes, 3 stay"
    assert told[FOLLOWING] == "This and the following  ·  3 visits change, 1 stay"
    assert told[ALL] == "All that are to come  ·  4 visits change, 0 stay"
    assert page.edit.scope.choices[FOLLOWING].isChecked()


def test_hydration_for_this_and_the_following_is_shown_and_accepted_at_once(
    qtbot: QtBot, clinic: SmallClinic, page: CoursesPage, course: Course
) -> None:
    edit(qtbot, page, row=1)
    before = plans(clinic, course)
    type_into(page, "hydration", "30")
    sheet = opened(qtbot, page)
    assert sheet.accept_button.text() == "Re-plan all 3 visits"
    assert sheet.proposal.note == "3 visits change, 1 stay."
    sheet.accept_button.click()
    settle(qtbot, page)
    after = plans(clinic, course)
    longer = [b.booked_minutes - a.booked_minutes for a, b in zip(before, after, strict=True)]
    assert longer == [0, 30, 30, 30]
    assert page.detail.isVisible()
    page.desk.undo()
    settle(qtbot, page)
    assert plans(clinic, course) == before


def test_a_change_that_touches_no_minute_is_made_without_a_sheet(
    qtbot: QtBot, clinic: SmallClinic, page: CoursesPage, course: Course
) -> None:
    edit(qtbot, page)
    type_into(page, "notes", "Left arm")
    page.edit.save.click()
    settle(qtbot, page)
    assert not page.findChildren(ProposalSheet)
    now = clinic.read(lambda s: s.get(Course, course.id))
    assert now is not None
    order = clinic.read(lambda s: s.get(Order, now.order_id))
    assert order is not None
    assert order.notes == "Left arm"


def test_more_days_for_each_cycle_are_shown_and_accepted_as_a_whole(
    qtbot: QtBot, clinic: SmallClinic, page: CoursesPage, course: Course
) -> None:
    edit(qtbot, page, row=1)
    before = clinic.visits(course)
    type_into(page, "days_per_cycle", "2")
    # The vials of a day are others now: the grams are accepted anew.
    page.edit.form.dose_box.accept.click()
    sheet = opened(qtbot, page)
    assert len(sheet.proposal.days.added) == 3
    assert sheet.accept_button.text() == "Re-plan all 6 visits"
    qtbot.waitUntil(lambda: len(sheet.lines.ticks) == 6)
    assert not any(tick.isVisibleTo(sheet) for tick in sheet.lines.ticks.values())
    assert not sheet.tick_button.isVisible()
    sheet.accept_button.click()
    settle(qtbot, page)
    days = [each.day_of_cycle for each in clinic.visits(course)]
    assert days == [1, 1, 2, 1, 2, 1, 2]
    page.desk.undo()
    settle(qtbot, page)
    assert clinic.visits(course) == before


def test_a_problem_stands_beside_its_field_and_nothing_changes(
    qtbot: QtBot, page: CoursesPage
) -> None:
    edit(qtbot, page)
    type_into(page, "interval_days", "0")
    page.edit.save.click()
    settle(qtbot, page)
    assert page.edit.form.row_of("interval_days").error_of("interval_days")
    assert not page.findChildren(ProposalSheet)


def test_escape_lets_the_change_go(qtbot: QtBot, page: CoursesPage) -> None:
    edit(qtbot, page)
    type_into(page, "hydration", "30")
    assert page.has_unsaved()
    QTest.keyClick(page.edit, Qt.Key.Key_Escape)
    settle(qtbot, page)
    assert page.detail.isVisible()
    assert not page.has_unsaved()


def test_the_rhythm_after_a_late_visit_is_changed_below_the_cycles(
    qtbot: QtBot, clinic: SmallClinic, page: CoursesPage, course: Course
) -> None:
    first = clinic.visits(course)[0]
    late = first.start + timedelta(days=2)
    clinic.run(lambda work: move_visit(work, first, first.chair_id, late))
    page.refresh()
    settle(qtbot, page)
    page.detail.table.selectRow(0)
    assert page.detail.rhythm.words() == "Cycle 1 is given 2 days after its due day, Tue 12/01."
    page.detail.rhythm.choice.findChildren(QPushButton)[1].click()
    settle(qtbot, page)
    cycles = clinic.read(lambda s: s.where(Cycle, course_id=course.id))
    assert {each.number: each.due_day for each in cycles}[2] == date(2026, 12, 29)
    page.detail.table.selectRow(1)
    assert not page.detail.rhythm.isVisible()
