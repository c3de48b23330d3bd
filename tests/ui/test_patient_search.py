"""Finding a patient while typing."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.patient_rows import patient_rows
from ivig_scheduler.ui.patient_search import PatientSearch
from tests.clinics import SmallClinic


@pytest.fixture
def search(qtbot: QtBot, desk: Desk) -> Iterator[PatientSearch]:
    window = QMainWindow()
    qtbot.addWidget(window)
    page = QWidget()
    box = PatientSearch(desk)
    QVBoxLayout(page).addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
    window.setCentralWidget(page)
    window.resize(600, 400)
    window.show()
    window.activateWindow()
    box.start()
    qtbot.waitUntil(box.hasFocus)
    # The window lives as long as this frame.
    yield box
    window.hide()


def type_text(qtbot: QtBot, search: PatientSearch, text: str) -> None:
    with qtbot.waitSignal(search.results_shown):
        QTest.keyClicks(search, text)


def names(search: PatientSearch) -> list[str]:
    return [patient.full_name for patient in search.found()]


@pytest.mark.parametrize("text", ["bra", "204-881", "07/19/1970", "1970-07-19", "7/19/70"])
def test_a_name_a_number_or_a_birth_date_finds_the_patient(
    qtbot: QtBot, search: PatientSearch, text: str
) -> None:
    type_text(qtbot, search, text)
    assert names(search) == ["Brandt, Tom"]
    assert search.is_open()


def test_enter_picks_the_first_and_empties_the_box(
    qtbot: QtBot, search: PatientSearch, clinic: SmallClinic
) -> None:
    type_text(qtbot, search, "yam")
    with qtbot.waitSignal(search.patient_chosen) as chosen:
        QTest.keyClick(search, Qt.Key.Key_Return)
    assert chosen.args == [clinic.yamada.id]
    assert search.text() == ""
    assert not search.is_open()


def test_the_arrows_walk_the_list(qtbot: QtBot, search: PatientSearch, clinic: SmallClinic) -> None:
    twin = clinic.brandt.model_copy(update={"id": uuid4(), "number": "9", "given_name": "Uwe"})
    clinic.add(twin)
    type_text(qtbot, search, "brandt")
    assert names(search) == ["Brandt, Tom", "Brandt, Uwe"]
    QTest.keyClick(search, Qt.Key.Key_Down)
    with qtbot.waitSignal(search.patient_chosen) as chosen:
        QTest.keyClick(search, Qt.Key.Key_Return)
    assert chosen.args == [twin.id]


def test_enter_never_picks_by_an_earlier_text(
    qtbot: QtBot, search: PatientSearch, clinic: SmallClinic
) -> None:
    type_text(qtbot, search, "osei")
    picked: list[object] = []
    search.patient_chosen.connect(picked.append)
    search.selectAll()
    with qtbot.waitSignal(search.results_shown):
        QTest.keyClicks(search, "brandt")
        QTest.keyClick(search, Qt.Key.Key_Return)
        assert picked == []
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert picked == [clinic.brandt.id]


def test_escape_closes_the_list_and_keeps_the_text(qtbot: QtBot, search: PatientSearch) -> None:
    type_text(qtbot, search, "osei")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert not search.is_open()
    assert search.text() == "osei"


def test_nobody_found_is_said_and_enter_picks_nobody(qtbot: QtBot, search: PatientSearch) -> None:
    picked: list[object] = []
    search.patient_chosen.connect(picked.append)
    type_text(qtbot, search, "zzz")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert search.found() == ()
    assert search.is_open()
    assert picked == []


def test_rows_are_a_sound_model(
    qtbot: QtBot, qtmodeltester: ModelTester, clinic: SmallClinic
) -> None:
    model = patient_rows()
    model.show_rows(clinic.patients)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
