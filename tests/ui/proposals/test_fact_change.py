"""A fact with booked visits behind it: looked at beside the database, with progress and Stop."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.records import Patient
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.patients import edit_patient
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.proposals.fact_change import save_with_visits
from ivig_scheduler.ui.proposals.proposal_sheet import ProposalSheet
from ivig_scheduler.ui.proposals.search_sheet import SearchSheet
from tests.clinics import SmallClinic


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    widget.resize(1280, 800)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def slower(patient: Patient) -> Callable[[Work], ChangeSet]:
    after = patient.model_copy(update={"highest_tolerated_mg_kg_min": Decimal(2)})
    return partial(edit_patient, before=patient, after=after)


def the_patient(clinic: SmallClinic) -> Patient:
    found = clinic.read(lambda store: store.get(Patient, clinic.osei.id))
    assert found is not None
    return found


def test_what_a_fact_does_is_shown_after_every_visit_was_looked_at(
    qtbot: QtBot, desk: Desk, look: Look, clinic: SmallClinic, window: QWidget
) -> None:
    clinic.book_course(clinic.osei, cycles=5)
    save_with_visits(desk, look, slower(clinic.osei), window)
    qtbot.waitUntil(lambda: bool(window.findChildren(ProposalSheet)))
    (sheet,) = window.findChildren(ProposalSheet)
    assert len(sheet.proposal.moves) == 5
    assert the_patient(clinic) == clinic.osei


def test_stopped_before_every_visit_was_looked_at_nothing_is_saved(
    qtbot: QtBot, desk: Desk, look: Look, clinic: SmallClinic, window: QWidget
) -> None:
    clinic.book_course(clinic.osei, cycles=5)
    save_with_visits(desk, look, slower(clinic.osei), window)
    (searching,) = window.findChildren(SearchSheet)
    assert searching.told.text() == "Looking at the booked visits…  ·  0 s"
    with qtbot.waitSignal(desk.noticed) as noticed:
        searching.stop_button.click()
    assert noticed.args[0] == "Nothing was saved: the visits were not looked at."
    qtbot.waitUntil(lambda: desk.is_idle)
    assert not window.findChildren(ProposalSheet)
    assert the_patient(clinic) == clinic.osei


def test_a_change_from_elsewhere_ends_the_look_without_saving(
    qtbot: QtBot, desk: Desk, look: Look, clinic: SmallClinic, window: QWidget
) -> None:
    clinic.book_course(clinic.osei, cycles=5)
    save_with_visits(desk, look, slower(clinic.osei), window)
    renamed = clinic.brandt.model_copy(update={"given_name": "Thomas"})
    with qtbot.waitSignal(desk.changed):
        desk.act(lambda work: edit_patient(work, clinic.brandt, renamed))
    qtbot.waitUntil(lambda: desk.is_idle)
    assert not window.findChildren(ProposalSheet)
    assert the_patient(clinic) == clinic.osei
