"""The panel that shows one visit and acts on it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.terms import Asker, CancelReason, CycleState, RiskFlag, Status
from ivig_scheduler.services.office import Office
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.exceptions.consequences_box import ConsequencesBox
from ivig_scheduler.ui.inspector import VisitInspector
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.no_show_panel import NoShowPanel
from ivig_scheduler.ui.runs_long_panel import RunsLongPanel
from ivig_scheduler.ui.theme import load_theme
from tests.services.founded import TODAY, Founded, a_patient, at, opened
from tests.ui.visit.plans import make_plan

#: What the calendar's grid added to the visits here: a late start takes it first.
ROUNDED = timedelta(minutes=2)


@pytest.fixture
def founded(tmp_path: Path) -> Iterator[Founded]:
    with opened(tmp_path / "clinic.sqlite") as clinic:
        yield clinic


@pytest.fixture
def room(qtbot: QtBot, founded: Founded) -> Iterator["Room"]:
    made = Room(qtbot, founded)
    yield made
    made.desk.close()


class Room:
    """A clinic with one chair, and an inspector beside it."""

    def __init__(self, qtbot: QtBot, founded: Founded) -> None:
        self.qtbot = qtbot
        self.founded = founded
        self.chair = r.Chair(name="Chair 5", position=5)
        self.patient = a_patient(
            family_name="Haddad", given_name="Leila", risk_flags=(RiskFlag.RENAL,)
        )
        self.other = a_patient("1002", "Moreau", given_name="Elise")
        weights = (
            r.Weight(patient_id=each.id, day=TODAY, weight_kg=Decimal(70))
            for each in (self.patient, self.other)
        )
        at_risk = r.SettingValue(key="dose.at_risk_mg_kg_min", value="8")
        founded.add(self.chair, self.patient, self.other, *weights, at_risk)
        office = Office(founded.database, founded.dispatcher)
        self.desk = Desk(lambda: office, lambda: founded.now)
        with qtbot.waitSignal(self.desk.opened):
            self.desk.open()
        self.navigator = Navigator()
        look = Look.of(load_theme("light"))
        self.inspector = VisitInspector(self.desk, self.navigator, look)
        qtbot.addWidget(self.inspector)
        self.inspector.show()

    def visit(
        self, start: datetime, status: Status = Status.BOOKED, actual: datetime | None = None
    ) -> r.Appointment:
        """Put a visit by a real plan on the calendar."""
        booked = self.founded.visit(self.patient, self.chair, start, status)
        plan = make_plan("Gamunex-C 10%", "PI", "70", "30", lead_minutes=0)
        end = start + timedelta(minutes=plan.booked_minutes)
        after = booked.model_copy(
            update={
                "plan_id": plan.id,
                "end": end,
                "held_until": end + timedelta(minutes=plan.turnover_minutes),
                "actual_start": actual,
            }
        )
        self.founded.add(plan)
        self.change(booked, after)
        return after

    def change(self, before: r.Record, after: r.Record) -> None:
        from ivig_scheduler.domain.changes import ChangeSet, changed

        self.founded.dispatcher.run_once(lambda _work: ChangeSet("given", changed(before, after)))

    def show(self, appointment_id: UUID) -> None:
        with self.qtbot.waitSignal(self.inspector.shown):
            self.inspector.show_visit(appointment_id)

    def current(self, visit: r.Appointment) -> r.Appointment:
        found = self.founded.read(lambda store: store.get(r.Appointment, visit.id))
        assert found is not None
        return found


def test_it_says_who_is_treated_with_what_and_when_the_chair_comes_free(room: Room) -> None:
    visit = room.visit(at(8, 30), Status.INFUSING, at(8, 52))

    room.show(visit.id)

    assert room.inspector.body.head.texts()[:4] == (
        "Haddad, Leila",
        "03/27/1959 · 67 y · MRN 1001 · 70 kg",
        "Infusing since 09:00, 22 min late",
        "At risk: kidney",
    )
    rows = room.inspector.body.rows.texts()
    assert rows[rows.index("Dose") + 1] == "30 g = 0.43 g/kg = 300 mL"
    free = visit.held_until + timedelta(minutes=22) - ROUNDED
    assert rows[rows.index("Chair free") + 1] == (
        f"<b>{free:%H:%M}</b> planned {visit.held_until:%H:%M}"
    )


def test_the_steps_follow_the_moment_the_patient_sat_down(room: Room) -> None:
    visit = room.visit(at(8, 30), Status.INFUSING, at(8, 52))
    room.founded.now = datetime(2026, 11, 24, 15, tzinfo=UTC)

    room.show(visit.id)

    steps = room.inspector.body.table.steps()
    assert steps.index(0, 0).data() == "09:47"
    assert steps.current_row() == 0
    chart = room.inspector.body.chart.value()
    assert chart is not None
    assert chart.now_text == "10:00"


def test_the_visit_next_in_the_chair_is_told_with_the_minutes_at_risk(room: Room) -> None:
    visit = room.visit(at(8, 30), Status.IN_CHAIR, at(9))
    room.founded.visit(room.other, room.chair, visit.held_until + timedelta(minutes=5))

    room.show(visit.id)

    words = [each.text() for each in room.inspector.findChildren(QLabel)]
    assert "Next in Chair 5" in words
    assert f"E. Moreau {visit.held_until + timedelta(minutes=5):%H:%M}" in words
    assert "at risk by 23 min" in words


def test_failed_checks_come_first_with_their_signs(room: Room) -> None:
    visit = room.visit(at(15))

    room.show(visit.id)

    said = room.inspector.body.checks.texts()
    assert said[0].startswith("✗ Ends ")
    assert "✓ Order valid without an end" in said
    assert "✓ On its due day" in said


def test_the_primary_button_steps_the_visit_forward(room: Room) -> None:
    visit = room.visit(at(10))
    room.show(visit.id)
    actions = room.inspector.actions_of_visit
    assert actions.next_button.text() == "Confirmed"

    with room.qtbot.waitSignal(room.inspector.shown):
        actions.next_button.click()

    assert room.current(visit).status is Status.CONFIRMED
    assert actions.next_button.text() == "Arrived"


def test_a_refused_step_says_why_below_the_buttons(room: Room) -> None:
    visit = room.visit(at(10, days=1), Status.CONFIRMED)
    room.show(visit.id)

    room.inspector.advance()

    actions = room.inspector.actions_of_visit
    room.qtbot.waitUntil(lambda: bool(actions.refusal()))
    assert actions.refusal() == "The visit is only on 11/25/2026"
    assert room.current(visit).status is Status.CONFIRMED


def test_cancelling_asks_for_the_reason_and_puts_the_cycle_on_the_work_list(room: Room) -> None:
    visit = room.visit(at(10))
    room.show(visit.id)
    room.inspector.ask_to_cancel()
    panel = room.inspector.actions_of_visit.cancel_panel

    panel.confirm.click()
    assert panel.errors()[0] == "Choose the reason first"
    panel.reason.show_key(CancelReason.PATIENT_ILL)
    panel.note.setText("fever")
    with room.qtbot.waitSignal(room.inspector.shown):
        panel.confirm.click()

    after = room.current(visit)
    assert (after.status, after.cancel_note) == (Status.CANCELLED, "fever")
    cycle = room.founded.read(lambda store: store.get(r.Cycle, visit.cycle_id))
    assert cycle is not None
    assert cycle.state is CycleState.NEEDS_BOOKING
    room.qtbot.waitUntil(panel.isHidden)
    assert room.inspector.actions_of_visit.cancel_button.isHidden()


def test_another_reason_needs_a_word_and_keeps_what_was_chosen(room: Room) -> None:
    visit = room.visit(at(10))
    room.show(visit.id)
    room.inspector.ask_to_cancel()
    panel = room.inspector.actions_of_visit.cancel_panel
    panel.reason.show_key(CancelReason.OTHER)

    panel.confirm.click()

    room.qtbot.waitUntil(lambda: bool(panel.errors()[1]))
    assert panel.reason.key() is CancelReason.OTHER
    assert room.current(visit).status is Status.BOOKED


def test_escape_keeps_the_visit(room: Room) -> None:
    visit = room.visit(at(10))
    room.show(visit.id)
    room.inspector.ask_to_cancel()
    panel = room.inspector.actions_of_visit.cancel_panel

    QTest.keyClick(panel.note, Qt.Key.Key_Escape)

    assert panel.isHidden()
    assert room.current(visit).status is Status.BOOKED


def test_a_patient_who_did_not_come_is_marked(room: Room) -> None:
    visit = room.visit(at(8, 30))
    room.show(visit.id)

    room.inspector.actions_of_visit.no_show_button.click()
    panel = room.inspector.findChildren(NoShowPanel)[0]
    outlook = room.inspector.findChildren(ConsequencesBox)
    room.qtbot.waitUntil(
        lambda: any("work list" in text for each in outlook for text in each.texts())
    )
    assert room.current(visit).status is Status.BOOKED, "it is only foreseen"
    with room.qtbot.waitSignal(room.inspector.shown):
        QTest.keyClick(panel.confirm, Qt.Key.Key_Space)

    assert room.current(visit).status is Status.NO_SHOW
    rows = room.inspector.body.rows.texts()
    assert rows[rows.index("Called off") + 1] == "no-show"


def test_a_patient_who_may_still_come_is_left_booked(room: Room) -> None:
    visit = room.visit(at(8, 30))
    room.show(visit.id)
    room.inspector.mark_no_show()
    panel = room.inspector.findChildren(NoShowPanel)[0]
    QTest.keyClick(panel.confirm, Qt.Key.Key_Escape)
    assert panel.isHidden()
    assert room.current(visit).status is Status.BOOKED


def test_who_asked_is_kept_and_what_a_cancel_brings_is_told(room: Room) -> None:
    visit = room.visit(at(10))
    room.show(visit.id)
    room.inspector.actions_of_visit.cancel_button.click()
    panel = room.inspector.actions_of_visit.cancel_panel
    outlook = panel.findChildren(ConsequencesBox)[0]
    room.qtbot.waitUntil(lambda: any("comes free" in text for text in outlook.texts()))
    panel.reason.show_key(CancelReason.PATIENT_ILL)
    panel.asked_by.show_key(Asker.FAMILY)
    with room.qtbot.waitSignal(room.inspector.shown):
        panel.confirm.click()
    assert room.current(visit).cancel_asked_by is Asker.FAMILY


def test_the_history_tells_what_was_done_when_and_by_whom(room: Room) -> None:
    visit = room.visit(at(10))
    room.show(visit.id)

    with room.qtbot.waitSignal(room.inspector.shown):
        room.inspector.actions_of_visit.next_button.click()

    newest, stamp, *earlier = room.inspector.body.history.texts()
    assert (newest, stamp) == ("Marked a visit as confirmed", "09:00 · tester")
    assert "Given" in earlier


def test_acts_of_another_day_are_told_with_their_day(room: Room) -> None:
    visit = room.visit(at(10, days=1))
    room.founded.now += timedelta(days=1)

    room.show(visit.id)

    assert room.inspector.body.history.texts()[1] == "11/24/2026 09:00 · tester"


def test_links_lead_to_the_patient_and_the_course(room: Room) -> None:
    visit = room.visit(at(10))
    room.show(visit.id)

    with room.qtbot.waitSignal(room.navigator.patient_requested) as patient:
        room.inspector.body.head.patient_button.click()
    with room.qtbot.waitSignal(room.navigator.course_requested) as course:
        room.inspector.body.head.course_button.click()

    assert patient.args == [visit.patient_id]
    assert course.args == [visit.course_id]


def test_nothing_selected_says_what_to_do(room: Room) -> None:
    visit = room.visit(at(10))
    room.show(visit.id)

    room.inspector.show_visit(None)

    assert room.inspector.file() is None
    room.inspector.advance()
    assert room.current(visit).status is Status.BOOKED


def test_a_visit_under_way_can_be_let_run_long(room: Room) -> None:
    visit = room.visit(at(8), Status.INFUSING)
    room.show(visit.id)
    actions = room.inspector.actions_of_visit
    assert not actions.runs_long_link.isHidden()
    actions.runs_long_link.click()
    panel = room.inspector.findChild(RunsLongPanel)
    assert panel is not None and panel.isVisible() and not actions.next_button.isVisible()
    panel.minutes.setValue(45)
    with room.qtbot.waitSignal(room.desk.changed):
        panel.confirm.click()
    stands = room.founded.read(lambda store: store.get(r.Appointment, visit.id))
    assert stands and stands.end == visit.end + timedelta(minutes=45)
    assert not panel.isVisible() and actions.next_button.isVisible()


def test_a_visit_that_is_only_booked_cannot_run_long(room: Room) -> None:
    room.show(room.visit(at(13)).id)
    assert room.inspector.actions_of_visit.runs_long_link.isHidden()


def test_a_visit_is_kept_in_its_chair_and_let_go_again(room: Room) -> None:
    visit = room.visit(at(8, 30), Status.ARRIVED)
    room.show(visit.id)
    link = room.inspector.actions_of_visit.chair_link
    assert link.text() == "Keep in this chair" and link.icon().isNull()

    with room.qtbot.waitSignal(room.inspector.shown):
        link.click()

    assert room.current(visit).is_chair_locked
    assert link.text() == "Let the chair change" and not link.icon().isNull()
    assert "Chair kept" in room.inspector.body.head.texts()

    with room.qtbot.waitSignal(room.inspector.shown):
        link.click()

    assert room.current(visit) == visit
    assert "Chair kept" not in room.inspector.body.head.texts()


def test_the_chair_somebody_sits_in_is_not_for_keeping(room: Room) -> None:
    room.show(room.visit(at(8, 30), Status.IN_CHAIR, at(9)).id)
    assert not room.inspector.actions_of_visit.chair_link.isVisible()
