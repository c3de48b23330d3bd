"""The list of courses and the one chosen in full."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.records import Course
from ivig_scheduler.domain.terms import CancelReason
from ivig_scheduler.services.appointments import cancel_appointment
from ivig_scheduler.services.patients import edit_patient
from ivig_scheduler.ui.courses.courses_page import CoursesPage
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.proposals.proposal_sheet import ProposalSheet
from ivig_scheduler.ui.theme import load_theme
from tests.clinics import SmallClinic


@pytest.fixture
def osei_course(clinic: SmallClinic) -> Course:
    return clinic.book_course(clinic.osei, first_day=date(2026, 12, 1), cycles=3)


@pytest.fixture
def brandt_course(clinic: SmallClinic) -> Course:
    return clinic.book_course(
        clinic.brandt, first_day=date(2026, 12, 9), cycles=2, dose="0.5", interval_days=21
    )


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, navigator: Navigator, look: Look) -> CoursesPage:
    made = CoursesPage(desk, navigator, look)
    qtbot.addWidget(made)
    made.resize(1200, 780)
    return made


def show(qtbot: QtBot, page: CoursesPage) -> None:
    page.show()
    settle(qtbot, page)


def settle(qtbot: QtBot, page: CoursesPage) -> None:
    qtbot.waitUntil(lambda: page.desk.is_idle)


def patients(page: CoursesPage) -> list[str]:
    return [line.patient.family_name for line in page.lines]


def cells(page: CoursesPage, row: int) -> list[str]:
    model = page.detail.table.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_without_a_course_the_page_says_what_to_do(qtbot: QtBot, page: CoursesPage) -> None:
    show(qtbot, page)
    assert page.empty.isVisible()
    with qtbot.waitSignal(page.navigator.new_course_requested) as asked:
        page.empty.action.click()
    assert asked.args == [None]


@pytest.mark.usefixtures("osei_course", "brandt_course")
def test_courses_are_listed_newest_first_with_their_next_visit(
    qtbot: QtBot, page: CoursesPage
) -> None:
    show(qtbot, page)
    assert patients(page) == ["Brandt", "Osei"]
    row = [page.table.model().index(1, column).data() for column in range(8)]
    assert row == [
        "Osei, Ama",
        "PI",
        "Privigen 10%, 30 g",
        "28 days",
        "12/01/2026 08:00",
        "01/26/2027",
        "0 of 3",
        "",
    ]


@pytest.mark.usefixtures("osei_course", "brandt_course")
def test_the_filter_finds_names_numbers_and_products(qtbot: QtBot, page: CoursesPage) -> None:
    show(qtbot, page)
    for text, found in (
        ("osei", ["Osei"]),
        ("204-881", ["Brandt"]),
        ("privigen", ["Brandt", "Osei"]),
        ("privigen ama", ["Osei"]),
        ("nobody", []),
    ):
        page.filter.setText(text)
        assert patients(page) == found
    assert page.empty.isVisible()


@pytest.mark.usefixtures("osei_course", "brandt_course")
def test_a_click_on_a_header_orders_by_its_native_values(qtbot: QtBot, page: CoursesPage) -> None:
    show(qtbot, page)
    header = page.table.horizontalHeader()
    header.setSortIndicator(4, Qt.SortOrder.AscendingOrder)
    assert patients(page) == ["Osei", "Brandt"]
    header.setSortIndicator(4, Qt.SortOrder.DescendingOrder)
    assert patients(page) == ["Brandt", "Osei"]


def test_a_course_opens_with_its_order_and_cycles(
    qtbot: QtBot, page: CoursesPage, osei_course: Course
) -> None:
    show(qtbot, page)
    page.show_course(osei_course.id)
    settle(qtbot, page)
    facts = page.detail.facts.texts()
    assert facts["Dose"] == "30 g = 0.4 g/kg at 70 kg"
    assert facts["Given"] == "every 28 days, 4 days either side"
    assert "Premedication" not in facts
    assert cells(page, 0) == ["1", "12/01/2026", "Tue 12/01, 08:00", "Chair 1", "Booked"]
    assert page.detail.table.model().rowCount() == 3


def test_a_visit_leads_to_its_day(qtbot: QtBot, page: CoursesPage, clinic: SmallClinic,
                                  osei_course: Course) -> None:  # fmt: skip
    show(qtbot, page)
    page.show_course(osei_course.id)
    settle(qtbot, page)
    table = page.detail.table
    second = clinic.visits(osei_course)[1]
    with qtbot.waitSignal(page.navigator.day_requested) as gone:
        cell = table.visualRect(table.model().index(1, 2)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert gone.args == [second.start.date(), second.id]


def test_a_cycle_without_a_place_says_why_and_leads_to_the_work_list(
    qtbot: QtBot, page: CoursesPage, clinic: SmallClinic, osei_course: Course
) -> None:
    show(qtbot, page)
    page.show_course(osei_course.id)
    settle(qtbot, page)
    visit = clinic.visits(osei_course)[1]
    with qtbot.waitSignal(page.desk.changed):
        page.desk.act(lambda work: cancel_appointment(work, visit, CancelReason.PATIENT_ILL, ""))
    settle(qtbot, page)
    assert cells(page, 1)[4] == "Cancelled"
    assert cells(page, 2)[2].startswith("Needs booking: cancelled on 12/29/2026, patient ill")
    with qtbot.waitSignal(page.navigator.page_requested) as gone:
        page.detail.find_places.click()
    assert gone.args == ["worklist"]


def test_opening_a_course_clears_a_filter_that_hides_it(
    qtbot: QtBot, page: CoursesPage, osei_course: Course, brandt_course: Course
) -> None:
    show(qtbot, page)
    page.filter.setText("brandt")
    page.show_course(osei_course.id)
    assert page.filter.text() == ""
    assert page.table.current_record().course == osei_course


def test_a_change_keeps_filter_choice_and_detail(
    qtbot: QtBot, page: CoursesPage, clinic: SmallClinic, osei_course: Course, brandt_course: Course
) -> None:
    show(qtbot, page)
    page.filter.setText("privigen")
    page.show_course(osei_course.id)
    settle(qtbot, page)
    visit = clinic.visits(brandt_course)[0]
    with qtbot.waitSignal(page.desk.changed):
        page.desk.act(lambda work: cancel_appointment(work, visit, CancelReason.WEATHER, ""))
    settle(qtbot, page)
    assert page.filter.text() == "privigen"
    assert page.table.current_record().course == osei_course
    assert page.detail.facts.texts()["Dose"].startswith("30 g")


def test_taking_back_a_course_closes_its_detail(
    qtbot: QtBot, page: CoursesPage, osei_course: Course
) -> None:
    show(qtbot, page)
    page.show_course(osei_course.id)
    settle(qtbot, page)
    assert page.detail.isVisible()
    with qtbot.waitSignal(page.desk.changed):
        page.desk.undo()
    settle(qtbot, page)
    assert not page.detail.isVisible()
    assert page.empty.isVisible()


@pytest.mark.usefixtures("osei_course")
def test_enter_goes_from_the_filter_to_the_table_and_its_detail(
    qtbot: QtBot, page: CoursesPage
) -> None:
    show(qtbot, page)
    page.activateWindow()
    page.filter.setFocus()
    QTest.keyClick(page.filter, Qt.Key.Key_Return)
    qtbot.waitUntil(page.table.hasFocus)
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    settle(qtbot, page)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(page.detail.table.hasFocus)


def test_another_theme_repaints_the_page(page: CoursesPage) -> None:
    dark = Look.of(load_theme("dark"))
    page.set_look(dark)
    assert page.look is dark


def test_visits_saved_without_a_fact_are_offered_to_be_planned_anew(
    qtbot: QtBot, desk: Desk, page: CoursesPage, clinic: SmallClinic, osei_course: Course
) -> None:
    show(qtbot, page)
    page.show_course(osei_course.id)
    qtbot.waitUntil(lambda: desk.is_idle)
    assert page.outdated.isHidden()
    slower = clinic.osei.model_copy(update={"highest_tolerated_mg_kg_min": Decimal(2)})
    desk.act(lambda work: edit_patient(work, clinic.osei, slower))
    qtbot.waitUntil(lambda: not page.outdated.isHidden())
    count = len(clinic.visits(osei_course))
    assert page.outdated.told.text() == (
        f"{count} coming visits still stand by older facts than those of today."
    )
    page.outdated.renew.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(ProposalSheet)))
    sheet = page.findChildren(ProposalSheet)[0]
    qtbot.waitUntil(lambda: bool(sheet.lines.ticks))
    sheet.accept_button.click()
    qtbot.waitUntil(page.outdated.isHidden)
