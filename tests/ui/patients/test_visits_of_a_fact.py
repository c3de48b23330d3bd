"""A fact about a patient with booked visits is saved together with what it does to them."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.records import Appointment, Course, Patient, Plan, Weight
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.patients.patients_page import PatientsPage
from ivig_scheduler.ui.proposals.proposal_sheet import ProposalSheet
from tests.clinics import TODAY, SmallClinic


@pytest.fixture
def course(clinic: SmallClinic) -> Course:
    return clinic.book_course(clinic.osei, cycles=3)


@pytest.fixture
def settle(qtbot: QtBot, desk: Desk) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: desk.is_idle)


@pytest.fixture
def page(
    qtbot: QtBot,
    clinic: SmallClinic,
    course: Course,
    desk: Desk,
    navigator: Navigator,
    look: Look,
    settle: Callable[[], None],
) -> PatientsPage:
    assert course
    made = PatientsPage(desk, navigator, look)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.show_patient(clinic.osei.id)
    settle()
    return made


def sheet_of(qtbot: QtBot, page: PatientsPage) -> ProposalSheet:
    qtbot.waitUntil(lambda: bool(page.findChildren(ProposalSheet)))
    qtbot.waitUntil(lambda: page.desk.is_idle)
    return page.findChildren(ProposalSheet)[0]


def slow_down(page: PatientsPage) -> None:
    page.panel.form.highest_tolerated.setText("2")
    page.panel.save.click()


def stored(clinic: SmallClinic) -> Patient:
    found = clinic.read(lambda s: s.get(Patient, clinic.osei.id))
    assert found is not None
    return found


def minutes(clinic: SmallClinic, course: Course) -> list[int]:
    visits: tuple[Appointment, ...] = clinic.visits(course)
    return [(each.end - each.start).seconds // 60 for each in visits]


def test_a_lower_rate_is_saved_with_the_visits_it_makes_longer(
    qtbot: QtBot,
    clinic: SmallClinic,
    course: Course,
    page: PatientsPage,
    settle: Callable[[], None],
) -> None:
    before = minutes(clinic, course)
    slow_down(page)
    sheet = sheet_of(qtbot, page)
    assert stored(clinic) == clinic.osei
    assert sheet.accept_button.text() == "Re-plan all 3 visits"
    sheet.accept_button.click()
    settle()
    assert stored(clinic).highest_tolerated_mg_kg_min == Decimal(2)
    after = minutes(clinic, course)
    assert all(new > old for new, old in zip(after, before, strict=True))
    assert not page.has_unsaved()
    page.desk.undo()
    settle()
    assert (stored(clinic), minutes(clinic, course)) == (clinic.osei, before)


def test_a_fact_can_be_saved_alone(
    qtbot: QtBot,
    clinic: SmallClinic,
    course: Course,
    page: PatientsPage,
    settle: Callable[[], None],
) -> None:
    before = minutes(clinic, course)
    slow_down(page)
    sheet = sheet_of(qtbot, page)
    alone = [each for each in sheet.findChildren(QPushButton) if "Save only" in each.text()]
    alone[0].click()
    settle()
    assert stored(clinic).highest_tolerated_mg_kg_min == Decimal(2)
    assert minutes(clinic, course) == before


def test_leaving_the_sheet_keeps_what_was_typed_and_saves_nothing(
    qtbot: QtBot, clinic: SmallClinic, page: PatientsPage, settle: Callable[[], None]
) -> None:
    slow_down(page)
    sheet_of(qtbot, page).leave_button.click()
    settle()
    assert stored(clinic) == clinic.osei
    assert page.panel.form.highest_tolerated.text() == "2"
    assert page.has_unsaved()


def test_a_name_is_saved_without_a_question(
    clinic: SmallClinic, page: PatientsPage, settle: Callable[[], None]
) -> None:
    page.panel.form.given_name.setText("Abena")
    page.panel.save.click()
    settle()
    assert not page.findChildren(ProposalSheet)
    assert stored(clinic).given_name == "Abena"


@pytest.mark.parametrize(("weight_kg", "visits"), [("72", 0), ("84", 3)])
def test_a_notable_weight_plans_the_visits_anew_and_a_small_change_only_is_recorded(
    qtbot: QtBot,
    clinic: SmallClinic,
    course: Course,
    page: PatientsPage,
    settle: Callable[[], None],
    weight_kg: str,
    visits: int,
) -> None:
    page.panel.weights.weight.setText(weight_kg)
    page.panel.weights.record.click()
    if visits:
        sheet_of(qtbot, page).accept_button.click()
    settle()
    settle()
    weights = clinic.read(lambda s: s.where(Weight, patient_id=clinic.osei.id, day=TODAY))
    assert [each.weight_kg for each in weights] == [Decimal(weight_kg)]
    with clinic.database.read() as store:
        plans = store.some(Plan, (each.plan_id for each in clinic.visits(course)))
    dosed = [plans[each.plan_id].weight_kg for each in clinic.visits(course)]
    assert dosed.count(Decimal(weight_kg).as_integer_ratio()[0]) == visits  # type: ignore[arg-type]


def test_visits_left_as_they_are_are_told_in_the_file_and_planned_anew_from_there(
    qtbot: QtBot, clinic: SmallClinic, course: Course, page: PatientsPage
) -> None:
    slow_down(page)
    sheet = sheet_of(qtbot, page)
    assert page.outdated.isHidden()
    (alone,) = [each for each in sheet.findChildren(QPushButton) if "Save only" in each.text()]
    alone.click()
    qtbot.waitUntil(lambda: not page.outdated.isHidden())
    assert page.outdated.told.text().startswith("3 coming visits still stand by older facts")
    before = clinic.visits(course)
    page.outdated.renew.click()
    qtbot.waitUntil(lambda: bool(page.outdated.findChildren(ProposalSheet)))
    again = page.outdated.findChildren(ProposalSheet)[0]
    qtbot.waitUntil(lambda: bool(again.lines.ticks))
    again.accept_button.click()
    qtbot.waitUntil(page.outdated.isHidden)
    assert [each.end for each in clinic.visits(course)] > [each.end for each in before]
