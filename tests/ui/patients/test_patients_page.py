"""The patients page: found, opened, edited, refused, undone."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.records import Patient, Weight
from ivig_scheduler.domain.terms import Sex
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.patients.patients_page import PatientsPage
from ivig_scheduler.ui.theme import load_theme
from tests.clinics import TODAY, SmallClinic


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, navigator: Navigator, look: Look) -> PatientsPage:
    made = PatientsPage(desk, navigator, look)
    qtbot.addWidget(made)
    made.resize(1200, 780)
    with qtbot.waitSignal(made.list.loaded):
        made.show()
    return made


def open_file(qtbot: QtBot, page: PatientsPage, patient: Patient | None) -> None:
    page.show_patient(patient.id if patient else None)
    settle(qtbot, page)


def settle(qtbot: QtBot, page: PatientsPage) -> None:
    qtbot.waitUntil(lambda: page.desk.is_idle)


def stored(clinic: SmallClinic, patient: Patient) -> Patient | None:
    return clinic.read(lambda store: store.get(Patient, patient.id))


def weights_of(clinic: SmallClinic, patient: Patient) -> dict[date, Decimal]:
    found = clinic.read(lambda store: store.where(Weight, patient_id=patient.id))
    return {weight.day: weight.weight_kg for weight in found}


def fill_in(page: PatientsPage, **texts: str) -> None:
    for name, text in texts.items():
        getattr(page.panel.form, name).setText(text)


def test_everybody_is_listed_and_nobody_is_open(page: PatientsPage) -> None:
    assert [patient.family_name for patient in page.list.patients] == ["Brandt", "Osei", "Yamada"]
    assert page.patient_id is None
    assert page.empty.isVisible()


def test_the_filter_narrows_the_list(qtbot: QtBot, page: PatientsPage) -> None:
    with qtbot.waitSignal(page.list.loaded):
        QTest.keyClicks(page.list.filter, "yam")
    assert [patient.family_name for patient in page.list.patients] == ["Yamada"]


def test_the_arrows_open_one_file_after_the_other(
    qtbot: QtBot, page: PatientsPage, clinic: SmallClinic
) -> None:
    QTest.keyClick(page.list.filter, Qt.Key.Key_Down)
    assert page.patient_id == clinic.brandt.id
    QTest.keyClick(page.list.table, Qt.Key.Key_Down)
    assert page.patient_id == clinic.osei.id
    settle(qtbot, page)
    assert page.panel.form.draft().number == "117-402"


def test_a_file_shows_weights_courses_and_visits(
    qtbot: QtBot, page: PatientsPage, clinic: SmallClinic
) -> None:
    course = clinic.book_course(clinic.osei, cycles=3)
    open_file(qtbot, page, clinic.osei)
    shown = page.panel.visits.table.model()
    assert shown.rowCount() == 3
    assert page.panel.weights.table.model().rowCount() == 1
    with qtbot.waitSignal(page.navigator.day_requested) as gone:
        page.panel.visits.table.setCurrentIndex(shown.index(0, 0))
        QTest.keyClick(page.panel.visits.table, Qt.Key.Key_Return)
    first = clinic.visits(course)[0]
    assert gone.args == [first.start.date(), first.id]


def test_a_course_and_a_new_one_are_a_click_away(
    qtbot: QtBot, page: PatientsPage, clinic: SmallClinic
) -> None:
    course = clinic.book_course(clinic.osei, cycles=2)
    open_file(qtbot, page, clinic.osei)
    table = page.panel.courses.table
    with qtbot.waitSignal(page.navigator.course_requested) as gone:
        cell = table.visualRect(table.model().index(0, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert gone.args == [course.id]
    with qtbot.waitSignal(page.navigator.new_course_requested) as asked:
        page.panel.courses.new_course.click()
    assert asked.args == [clinic.osei.id]


def test_an_edit_is_saved_as_one_undo_step(
    qtbot: QtBot, page: PatientsPage, clinic: SmallClinic
) -> None:
    open_file(qtbot, page, clinic.osei)
    assert not page.panel.save.isEnabled()
    fill_in(page, given_name="Amara", height_cm="171")
    with qtbot.waitSignal(page.desk.changed):
        page.panel.save.click()
    settle(qtbot, page)
    after = stored(clinic, clinic.osei)
    assert after is not None
    assert (after.given_name, after.height_cm) == ("Amara", Decimal(171))
    assert not page.has_unsaved()
    with qtbot.waitSignal(page.desk.changed):
        page.desk.undo()
    settle(qtbot, page)
    assert stored(clinic, clinic.osei) == clinic.osei
    assert page.panel.form.draft().given_name == "Ama"


def test_a_refusal_says_what_is_wrong_and_keeps_what_was_typed(
    qtbot: QtBot, page: PatientsPage, clinic: SmallClinic
) -> None:
    open_file(qtbot, page, clinic.osei)
    fill_in(page, number="204-881", given_name="Amara")
    page.panel.save.click()
    qtbot.waitUntil(lambda: "Brandt, Tom" in page.panel.form.error_of("number"))
    assert page.panel.form.draft().given_name == "Amara"
    assert page.has_unsaved()
    assert stored(clinic, clinic.osei) == clinic.osei


def test_a_problem_goes_away_when_its_answer_is_changed(
    qtbot: QtBot, page: PatientsPage, clinic: SmallClinic
) -> None:
    open_file(qtbot, page, clinic.osei)
    fill_in(page, height_cm="300", birth_date="")
    page.panel.save.click()
    assert "260" in page.panel.form.error_of("height_cm")
    fill_in(page, height_cm="170")
    assert page.panel.form.error_of("height_cm") == ""
    assert page.panel.form.error_of("birth_date") != ""


def test_a_new_patient_is_added_with_the_first_weight(
    qtbot: QtBot, page: PatientsPage, clinic: SmallClinic
) -> None:
    open_file(qtbot, page, None)
    fill_in(
        page, number="1", family_name="Haddad", given_name="Leila", birth_date="3/27/59",
        weight="80 kg",
    )  # fmt: skip
    page.panel.form.sex.show_key(Sex.FEMALE)
    page.panel.form.sex.picked.emit(Sex.FEMALE)
    with qtbot.waitSignal(page.desk.changed):
        page.panel.save.click()
    settle(qtbot, page)
    added = clinic.read(lambda store: store.where(Patient, number="1"))[0]
    assert page.patient_id == added.id
    assert added.full_name == "Haddad, Leila"
    assert weights_of(clinic, added) == {TODAY: Decimal(80)}
    assert not page.has_unsaved()
    assert page.list.table.current_record() == added


def test_taking_back_a_new_patient_closes_the_file(
    qtbot: QtBot, page: PatientsPage, clinic: SmallClinic
) -> None:
    test_a_new_patient_is_added_with_the_first_weight(qtbot, page, clinic)
    with qtbot.waitSignal(page.desk.changed):
        page.desk.undo()
    settle(qtbot, page)
    assert page.patient_id is None
    assert page.empty.isVisible()
    with qtbot.waitSignal(page.desk.changed):
        page.desk.redo()
    settle(qtbot, page)
    assert page.list.table.current_record() is None
    assert page.empty.isVisible()


def test_a_likely_duplicate_is_pointed_out_and_opened(
    qtbot: QtBot, page: PatientsPage, clinic: SmallClinic
) -> None:
    open_file(qtbot, page, None)
    fill_in(page, family_name="Osei", given_name="Ama", birth_date="06/02/1968")
    qtbot.waitUntil(page.panel.duplicates.isVisible)
    assert page.panel.duplicates.texts() == ["Osei, Ama · 06/02/1968 · 58 y · MRN 117-402"]
    link = page.panel.duplicates.link()
    assert isinstance(link, QPushButton)
    link.click()
    settle(qtbot, page)
    assert page.patient_id == clinic.osei.id
    assert not page.panel.duplicates.isVisible()


def test_what_was_typed_waits_while_another_file_is_looked_at(
    qtbot: QtBot, page: PatientsPage, clinic: SmallClinic
) -> None:
    open_file(qtbot, page, clinic.osei)
    fill_in(page, given_name="Amara")
    page.panel.weights.weight.setFocus()
    QTest.keyClicks(page.panel.weights.weight, "71")
    open_file(qtbot, page, clinic.brandt)
    assert page.panel.form.draft().given_name == "Tom"
    assert page.panel.weights.weight.text() == ""
    assert page.has_unsaved()
    open_file(qtbot, page, clinic.osei)
    assert page.panel.form.draft().given_name == "Amara"
    assert page.panel.weights.weight.text() == "71"
    page.panel.discard.click()
    settle(qtbot, page)
    assert page.panel.form.draft().given_name == "Ama"


def test_a_change_made_elsewhere_arrives_around_what_is_typed(
    qtbot: QtBot, page: PatientsPage, clinic: SmallClinic
) -> None:
    from ivig_scheduler.services.patients import edit_patient

    open_file(qtbot, page, clinic.osei)
    fill_in(page, given_name="Amara")
    taller = clinic.osei.model_copy(update={"height_cm": Decimal(172)})
    with qtbot.waitSignal(page.desk.changed):
        page.desk.act(lambda work: edit_patient(work, clinic.osei, taller))
    settle(qtbot, page)
    draft = page.panel.form.draft()
    assert (draft.given_name, draft.height) == ("Amara", "172")
    with qtbot.waitSignal(page.desk.changed):
        page.panel.save.click()
    after = stored(clinic, clinic.osei)
    assert after is not None
    assert (after.given_name, after.height_cm) == ("Amara", Decimal(172))


def test_a_jump_in_weight_is_asked_about_and_kept_on_request(
    qtbot: QtBot, page: PatientsPage, clinic: SmallClinic
) -> None:
    open_file(qtbot, page, clinic.osei)
    card = page.panel.weights
    QTest.keyClicks(card.weight, "154")
    QTest.keyClick(card.weight, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "kilograms or pounds?" in card.error())
    assert card.keep.text() == "Keep 154 kg"
    assert card.weight.text() == "154"
    assert TODAY not in weights_of(clinic, clinic.osei)
    with qtbot.waitSignal(page.desk.changed):
        card.keep.click()
    settle(qtbot, page)
    assert weights_of(clinic, clinic.osei)[TODAY] == Decimal(154)
    assert (card.weight.text(), card.error()) == ("", "")


def test_an_absurd_weight_cannot_be_kept(
    qtbot: QtBot, page: PatientsPage, clinic: SmallClinic
) -> None:
    open_file(qtbot, page, clinic.osei)
    card = page.panel.weights
    QTest.keyClicks(card.weight, "400")
    card.record.click()
    qtbot.waitUntil(lambda: "350" in card.error())
    assert not card.keep.isVisible()


def test_a_weight_is_removed_and_comes_back_with_undo(
    qtbot: QtBot, page: PatientsPage, clinic: SmallClinic
) -> None:
    open_file(qtbot, page, clinic.osei)
    before = weights_of(clinic, clinic.osei)
    table = page.panel.weights.table
    column = [table.model().index(0, place).data() for place in range(4)].index("Remove")
    with qtbot.waitSignal(page.desk.changed):
        cell = table.visualRect(table.model().index(0, column)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert weights_of(clinic, clinic.osei) == {}
    with qtbot.waitSignal(page.desk.changed):
        page.desk.undo()
    assert weights_of(clinic, clinic.osei) == before


def test_another_theme_repaints_the_page(qtbot: QtBot, page: PatientsPage) -> None:
    dark = Look.of(load_theme("dark"))
    page.set_look(dark)
    assert page.look is dark


def test_tab_goes_from_the_form_to_saving_and_on_to_the_weights(
    qtbot: QtBot, page: PatientsPage, clinic: SmallClinic
) -> None:
    open_file(qtbot, page, clinic.osei)
    fill_in(page, given_name="Amara")
    page.activateWindow()
    page.panel.form.number.setFocus()
    form, panel = page.panel.form, page.panel
    for target in (
        form.birth_date,
        form.family_name,
        form.given_name,
        form.sex,
        form.height_cm,
        form.weekday,
        form.time,
        form.chair,
    ):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        assert target.hasFocus()
    form.notes.setFocus()
    for button in (panel.discard, panel.save, panel.weights.table, panel.weights.day):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        assert button.hasFocus()


def test_the_page_opens_with_the_cursor_in_the_filter(qtbot: QtBot, page: PatientsPage) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.list.filter.hasFocus)
    QTest.keyClick(page.list.filter, Qt.Key.Key_Tab)
    assert page.list.table.hasFocus()
    QTest.keyClick(page.list.table, Qt.Key.Key_Tab)
    assert page.list.new_patient.hasFocus()
