"""The exceptions of a day: what they bring is shown, then they are done in one act."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.records import Appointment, ChairOutage, DayHours, Nurse, NurseAbsence
from ivig_scheduler.domain.terms import CancelReason
from ivig_scheduler.services.appointments import cancel_appointment
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.exceptions.add_on_sheet import AddOnSheet
from ivig_scheduler.ui.exceptions.chair_out_sheet import ChairOutSheet
from ivig_scheduler.ui.exceptions.close_early_sheet import CloseEarlySheet
from ivig_scheduler.ui.exceptions.exception_sheet import ExceptionSheet
from ivig_scheduler.ui.exceptions.nurse_out_sheet import NurseOutSheet
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.proposals.proposal_sheet import ProposalSheet
from tests.clinics import TODAY, SmallClinic


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    widget.resize(1280, 800)
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.fixture
def visit(clinic: SmallClinic) -> Appointment:
    """A visit of today."""
    return clinic.visits(clinic.book_course(clinic.osei, first_day=TODAY, cycles=2))[0]


def shown(qtbot: QtBot, sheet: ExceptionSheet, part: str) -> str:
    """Return the sentences of a sheet once one of them has `part`."""
    sheet.show()
    qtbot.waitUntil(lambda: any(part in text for text in sheet.box.texts()))
    return "\n".join(sheet.box.texts())


def confirm(qtbot: QtBot, desk: Desk, sheet: ExceptionSheet) -> ChangeSet:
    with qtbot.waitSignal(desk.changed) as done, qtbot.waitSignal(sheet.finished):
        QTest.mouseClick(sheet.confirm_button, Qt.MouseButton.LeftButton)
    changes = done.args[0] if done.args else None
    assert isinstance(changes, ChangeSet)
    return changes


def chair_out(
    clinic: SmallClinic, desk: Desk, look: Look, window: QWidget, visit: Appointment
) -> ChairOutSheet:
    return ChairOutSheet(desk, look, clinic.chairs, window, visit.chair_id)


def test_who_sits_in_a_chair_is_named_before_it_goes_out_of_service(
    qtbot: QtBot, clinic: SmallClinic, desk: Desk, look: Look, window: QWidget, visit: Appointment
) -> None:
    sheet = chair_out(clinic, desk, look, window, visit)
    assert clinic.osei.full_name in shown(qtbot, sheet, "out of service")
    assert "leave 1 visit" in sheet.confirm_button.text()
    QTest.keyClicks(sheet.form.reason, "Pump broken")
    confirm(qtbot, desk, sheet)
    (outage,) = clinic.read(lambda store: store.all(ChairOutage))
    assert (outage.chair_id, outage.reason) == (visit.chair_id, "Pump broken")
    assert outage.starts == clinic.clock.local
    desk.undo()
    qtbot.waitUntil(lambda: not clinic.read(lambda store: store.all(ChairOutage)))


def test_a_chair_does_not_go_out_of_service_without_a_reason(
    qtbot: QtBot, clinic: SmallClinic, desk: Desk, look: Look, window: QWidget, visit: Appointment
) -> None:
    sheet = chair_out(clinic, desk, look, window, visit)
    shown(qtbot, sheet, "out of service")
    QTest.mouseClick(sheet.confirm_button, Qt.MouseButton.LeftButton)
    assert "Say why" in sheet.form.error("reason")
    assert not clinic.read(lambda store: store.all(ChairOutage))


def test_the_outage_and_the_moves_it_asks_for_are_one_act(
    qtbot: QtBot, clinic: SmallClinic, desk: Desk, look: Look, window: QWidget, visit: Appointment
) -> None:
    sheet = chair_out(clinic, desk, look, window, visit)
    shown(qtbot, sheet, "out of service")
    QTest.keyClicks(sheet.form.reason, "Pump broken")
    QTest.mouseClick(sheet.repair_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(window.findChildren(ProposalSheet)))
    (proposal,) = window.findChildren(ProposalSheet)
    qtbot.waitUntil(lambda: bool(proposal.lines.ticks))
    with qtbot.waitSignal(desk.changed):
        QTest.mouseClick(proposal.accept_button, Qt.MouseButton.LeftButton)
    assert clinic.visit(visit).chair_id != visit.chair_id
    assert len(clinic.read(lambda store: store.all(ChairOutage))) == 1
    desk.undo()
    qtbot.waitUntil(lambda: not clinic.read(lambda store: store.all(ChairOutage)))
    assert clinic.visit(visit) == visit


def test_closing_early_names_who_would_still_be_there(
    qtbot: QtBot, clinic: SmallClinic, desk: Desk, look: Look, window: QWidget, visit: Appointment
) -> None:
    sheet = CloseEarlySheet(desk, look, TODAY, window)
    sheet.show()
    QTest.keyClicks(sheet.form.closes, "11")
    assert "after closing at 11:00" in shown(qtbot, sheet, clinic.osei.full_name)
    assert sheet.confirm_button.text() == "Close at 11:00, leave 1 visit"
    QTest.keyClicks(sheet.form.reason, "Storm")
    confirm(qtbot, desk, sheet)
    (hours,) = clinic.read(lambda store: store.all(DayHours))
    assert (hours.day, hours.closes.hour, hours.reason) == (TODAY, 11, "Storm")


def test_closing_at_the_usual_time_is_refused_where_it_is_typed(
    qtbot: QtBot, clinic: SmallClinic, desk: Desk, look: Look, window: QWidget
) -> None:
    sheet = CloseEarlySheet(desk, look, TODAY, window)
    sheet.show()
    QTest.keyClicks(sheet.form.closes, "17")
    shown(qtbot, sheet, "17:00 that day anyway")
    QTest.keyClicks(sheet.form.reason, "Storm")
    QTest.mouseClick(sheet.confirm_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "anyway" in sheet.form.error("closes"))
    assert sheet.isVisible()


def test_a_nurse_is_noted_away_to_the_end_of_the_day(
    qtbot: QtBot, clinic: SmallClinic, desk: Desk, look: Look, window: QWidget
) -> None:
    nurses = clinic.read(lambda store: store.all(Nurse))
    sheet = NurseOutSheet(desk, look, nurses, window)
    sheet.show()
    QTest.mouseClick(sheet.confirm_button, Qt.MouseButton.LeftButton)
    assert "Choose one" in sheet.form.error("nurse_id")
    sheet.form.pick.show_key(nurses[0].id)
    shown(qtbot, sheet, "No other visit")
    QTest.keyClicks(sheet.form.reason, "Ill")
    confirm(qtbot, desk, sheet)
    (absence,) = clinic.read(lambda store: store.all(NurseAbsence))
    assert absence.nurse_id == nurses[0].id
    assert absence.ends.date() == TODAY + timedelta(days=1)


def test_a_cycle_on_the_work_list_is_added_on_today(
    qtbot: QtBot, clinic: SmallClinic, desk: Desk, look: Look, window: QWidget, visit: Appointment
) -> None:
    clinic.run(lambda work: cancel_appointment(work, visit, CancelReason.PATIENT_ILL))
    sheet = AddOnSheet(desk, look, window)
    sheet.show()
    sheet.show_patient(clinic.osei.id)
    qtbot.waitUntil(lambda: bool(sheet.take_buttons))
    assert sheet.take_buttons[0].text() == "Book 09:15"
    with qtbot.waitSignal(sheet.finished):
        QTest.mouseClick(sheet.take_buttons[0], Qt.MouseButton.LeftButton)
    course = clinic.read(lambda store: store.where(Appointment, course_id=visit.course_id))
    assert any(each.start == clinic.clock.local + timedelta(minutes=15) for each in course)


def test_a_later_visit_is_brought_forward_by_the_flow_that_moves_visits(
    qtbot: QtBot, clinic: SmallClinic, desk: Desk, look: Look, window: QWidget
) -> None:
    later = clinic.visits(clinic.book_course(clinic.osei, cycles=2))[0]
    sheet = AddOnSheet(desk, look, window)
    sheet.show()
    sheet.show_patient(clinic.osei.id)
    qtbot.waitUntil(lambda: bool(sheet.take_buttons))
    with qtbot.waitSignal(sheet.move_requested) as asked:
        QTest.mouseClick(sheet.take_buttons[0], Qt.MouseButton.LeftButton)
    assert asked.args is not None
    assert asked.args[0] == later
    assert asked.args[2].date() == TODAY


def test_a_patient_without_a_course_is_offered_one(
    qtbot: QtBot, clinic: SmallClinic, desk: Desk, look: Look, window: QWidget
) -> None:
    sheet = AddOnSheet(desk, look, window)
    sheet.show()
    sheet.show_patient(clinic.yamada.id)
    qtbot.waitUntil(lambda: "No course" in sheet.told.text())
    assert not sheet.take_buttons
