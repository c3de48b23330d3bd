"""Where a patient is put on the waiting list from: the panel of a visit, its menu, its course."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.terms import Status
from ivig_scheduler.services.appointments import advance_status
from ivig_scheduler.ui.courses.courses_page import CoursesPage
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from tests.clinics import TODAY, SmallClinic
from tests.ui.lists.conftest import Book, Lists, later


def link_of(lists: Lists) -> QPushButton:
    return lists.page.inspector.actions_of_visit.wait_link


def test_the_panel_of_a_visit_offers_it_until_the_patient_has_come(
    clinic: SmallClinic, lists: Lists, book: Book
) -> None:
    visit = book(clinic.osei, TODAY)
    lists.page.show_day(TODAY, visit.id)
    lists.settle()
    link_of(lists).click()
    lists.settle()
    form = lists.panel.acts.flow.form
    assert form is not None
    assert form.from_day.day() == TODAY == form.to_day.day()
    form.reject()
    while clinic.visit(visit).status is not Status.ARRIVED:
        clinic.run(lambda work: advance_status(work, clinic.visit(visit)))
    lists.page.inspector.refresh()
    lists.settle()
    assert link_of(lists).isHidden()


def test_the_menu_of_a_visit_offers_it_too(clinic: SmallClinic, lists: Lists, book: Book) -> None:
    visit = book(clinic.osei, later(7))
    lists.page.show_day(later(7), visit.id)
    lists.settle()
    lists.page.acts.act("wait")
    lists.settle()
    form = lists.panel.acts.flow.form
    assert form is not None
    # The lists are not opened by it.
    assert not lists.page.lists.is_open
    form.reject()


def test_a_line_of_the_course_offers_it(
    qtbot: QtBot,
    desk: Desk,
    navigator: Navigator,
    look: Look,
    clinic: SmallClinic,
    book: Book,
) -> None:
    visit = book(clinic.osei, later(7))
    page = CoursesPage(desk, navigator, look)
    qtbot.addWidget(page, before_close_func=lambda _page: qtbot.waitUntil(lambda: desk.is_idle))
    with qtbot.waitExposed(page):
        page.show()
    page.show_course(visit.course_id)
    qtbot.waitUntil(lambda: page.detail.file is not None)
    assert page.detail.wait.isHidden()
    page.detail.table.select_key(visit.id)
    page.detail.wait.click()
    qtbot.waitUntil(lambda: page.waiting.form is not None)
    form = page.waiting.form
    assert form is not None
    assert form.entry() is not None
    form.reject()
    qtbot.waitUntil(lambda: desk.is_idle)
