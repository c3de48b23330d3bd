"""The clock of a visit in the inspector: what it says, and what is entered there with real keys."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.changes import ChangeSet, changed
from ivig_scheduler.domain.records import Appointment, VisitEvent
from ivig_scheduler.domain.terms import PauseCause, Status, VisitEventKind
from ivig_scheduler.services.appointments import advance_status
from ivig_scheduler.services.site_settings import change_setting
from ivig_scheduler.ui.clock.clock_card import (
    GO_ON,
    PAUSE,
    RATE,
    REACTION,
    RESUME,
    ROOM,
    TIMES,
    ClockCard,
)
from ivig_scheduler.ui.clock.clock_desk import ClockDesk
from ivig_scheduler.ui.clock.stepping import step_visit
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.inspector import VisitInspector
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.proposals.proposal_sheet import ProposalSheet
from ivig_scheduler.ui.schedule.picture import Bar
from ivig_scheduler.ui.schedule.visit_menu import visit_menu
from tests.clinics import TODAY, SmallClinic
from tests.ui.schedule.samples import plain_picture

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


class Room:
    """An inspector beside a visit of today whose infusion has just begun."""

    def __init__(self, qtbot: QtBot, clinic: SmallClinic, desk: Desk, look: Look) -> None:
        self.qtbot, self.clinic, self.desk = qtbot, clinic, desk
        clinic.book_course(clinic.osei, first_day=TODAY, cycles=1)
        self.booked = clinic.read(lambda s: s.where(Appointment, patient_id=clinic.osei.id))[0]
        clinic.clock.now += self.booked.start - clinic.clock.local
        self.inspector = VisitInspector(desk, Navigator(), look)
        qtbot.addWidget(self.inspector)
        self.inspector.resize(344, 900)
        with qtbot.waitExposed(self.inspector):
            self.inspector.show()
        self.inspector.activateWindow()

    @property
    def visit(self) -> Appointment:
        return self.clinic.visit(self.booked)

    @property
    def card(self) -> ClockCard:
        return self.inspector.body.clock

    @property
    def clock(self) -> ClockDesk:
        made = self.inspector._clock
        assert made is not None
        return made

    @property
    def events(self) -> tuple[VisitEvent, ...]:
        return self.clinic.read(lambda store: store.all(VisitEvent))

    def step_to(self, status: Status, minutes: int = 20) -> None:
        while self.visit.status is not status:
            self.clinic.run(lambda work: advance_status(work, self.visit))
            if self.visit.status is not status:
                self.clinic.clock.now += timedelta(minutes=minutes)

    def show(self, minutes: int = 0) -> None:
        """Show the visit some minutes later."""
        self.clinic.clock.now += timedelta(minutes=minutes)
        with self.qtbot.waitSignal(self.inspector.shown):
            self.inspector.show_visit(self.booked.id)

    def settle(self) -> None:
        quiet = 0

        def is_quiet() -> bool:
            nonlocal quiet
            quiet = quiet + 1 if self.desk.is_idle else 0
            return quiet > 2

        self.qtbot.waitUntil(is_quiet)

    def offered(self) -> set[str]:
        return {name for name, each in self.card.buttons.items() if not each.isHidden()}

    def row(self, name: str) -> str:
        texts = self.card.rows.texts()
        found = texts[texts.index(name) + 1]
        return found.replace("<b>", "").replace("</b>", "")


@pytest.fixture
def room(qtbot: QtBot, clinic: SmallClinic, desk: Desk, look: Look) -> Iterator[Room]:
    made = Room(qtbot, clinic, desk, look)
    yield made
    made.settle()


def test_a_visit_to_come_has_no_clock_and_a_late_one_says_for_how_long(room: Room) -> None:
    room.show()
    assert room.card.isHidden()

    room.show(minutes=25)

    assert not room.card.isHidden()
    assert room.card.alert.text() == (
        f"△ Expected at {room.booked.start:%H:%M}, not here for 25 min"
    )
    assert room.offered() == set()


def test_a_running_infusion_tells_rate_step_volume_and_the_ends(room: Room) -> None:
    room.step_to(Status.INFUSING)
    room.show(minutes=10)

    assert room.row("Rate").endswith("mL/h, step 1 of 5")
    assert " mL of " in room.row("Given")
    assert ", " in room.row("Next rate") and "mL/h" in room.row("Next rate")
    began = room.visit.infusion_start
    assert began is not None
    assert f"infusion from {began:%H:%M}" in room.row("Times")
    assert room.offered() == {RATE, PAUSE, TIMES}


def test_a_lower_rate_is_typed_seen_and_entered_with_keys(room: Room) -> None:
    room.step_to(Status.INFUSING)
    room.show(minutes=20)
    before = room.row("Visit ends")
    room.card.buttons[RATE].click()
    panel = room.clock.rate.panel
    assert panel.rate.hasFocus()
    QTest.keyClicks(panel.rate, "20")

    assert "later than now" in panel.effect.text()
    told = panel.effect.text().split("ends ")[1][:5]
    QTest.keyClick(panel.rate, ENTER)
    room.settle()

    assert [(each.what, str(each.ml_per_h)) for each in room.events] == [("rate", "20")]
    assert room.card.panel() is None
    assert room.row("Rate") == "20.0 mL/h, set by hand"
    assert room.row("Visit ends")[:5] == told != before[:5]
    assert GO_ON in room.offered()
    room.clinic.clock.now += timedelta(seconds=2)
    room.card.buttons[GO_ON].click()
    room.settle()
    assert "step" in room.row("Rate")
    for _ in range(2):
        room.desk.undo()
        room.settle()
    assert room.row("Visit ends") == before


def test_a_rate_above_a_ceiling_is_refused_as_it_is_typed(room: Room) -> None:
    room.step_to(Status.INFUSING)
    room.show(minutes=20)
    room.clock.ask(RATE)
    panel = room.clock.rate.panel
    QTest.keyClicks(panel.rate, "900")

    assert "above the rate table's highest step" in panel.errors()["ml_per_h"]
    assert not panel.confirm.isEnabled()
    QTest.keyClick(panel.rate, ENTER)
    room.settle()
    assert room.events == ()
    QTest.keyClick(panel.rate, ESC)
    assert room.card.panel() is None


def test_where_the_site_only_warns_the_button_says_all_the_same(room: Room) -> None:
    room.clinic.run(lambda work: change_setting(work, "clearance.rate_ceiling", "warn"))
    room.step_to(Status.INFUSING)
    room.show(minutes=20)
    room.clock.ask(RATE)
    panel = room.clock.rate.panel
    QTest.keyClicks(panel.rate, "900")
    assert panel.confirm.text() == "Record the rate all the same"
    panel.confirm.click()
    room.settle()

    assert room.events[0].note.startswith("900 mL/h is above")


def test_what_is_no_number_is_told_beside_the_field(room: Room) -> None:
    room.step_to(Status.INFUSING)
    room.show(minutes=20)
    room.clock.ask(RATE)
    panel = room.clock.rate.panel
    QTest.keyClicks(panel.rate, "fast")
    QTest.keyClicks(panel.at, "25:00")

    assert set(panel.errors()) == {"ml_per_h", "at"}
    assert not panel.confirm.isEnabled()


def test_a_pause_asks_for_its_cause_and_is_resumed(room: Room) -> None:
    room.step_to(Status.INFUSING)
    room.show(minutes=20)
    room.clock.ask(PAUSE)
    panel = room.clock.pause.panel
    assert not panel.confirm.isEnabled()
    QTest.keyClick(panel.cause, Qt.Key.Key_Down)
    panel.minutes.setValue(15)
    assert "15 min later than now" in panel.effect.text()
    panel.confirm.click()
    room.settle()

    assert room.events[0].cause is PauseCause.REACTION
    assert room.row("Rate").startswith("Paused since ")
    assert room.offered() >= {RESUME, TIMES}
    assert not room.offered() & {RATE, PAUSE}
    room.show(minutes=10)
    room.clock.ask(PAUSE)
    resuming = room.clock.resume.panel
    assert room.card.panel() is resuming
    resuming.confirm.click()
    room.settle()
    assert [each.what for each in sorted(room.events, key=lambda each: each.at)] == [
        VisitEventKind.PAUSE,
        VisitEventKind.RESUME,
    ]
    assert "step" in room.row("Rate")


def test_a_reaction_pauses_with_its_cause_chosen_and_tells_what_follows(room: Room) -> None:
    room.step_to(Status.INFUSING)
    room.show(minutes=20)
    room.clock.ask(REACTION)
    panel = room.clock.pause.panel
    assert panel.isVisible()
    assert panel.cause.key() is PauseCause.REACTION
    assert panel.confirm.isEnabled()
    panel.confirm.click()
    room.settle()
    assert [(each.what, each.cause) for each in room.events] == [
        (VisitEventKind.PAUSE, PauseCause.REACTION)
    ]
    room.desk.undo()
    room.settle()
    assert not room.events


def test_a_time_is_corrected_and_what_cannot_be_is_told_beside_it(room: Room) -> None:
    room.step_to(Status.INFUSING)
    room.show(minutes=20)
    sat, began = room.visit.actual_start, room.visit.infusion_start
    assert sat is not None and began is not None
    room.card.buttons[TIMES].click()
    panel = room.clock.times.panel
    field = panel.editor("infusion_start")
    field.selectAll()
    QTest.keyClicks(field, f"{sat - timedelta(minutes=1):%H:%M}")
    assert "is before sitting down" in panel.errors()["infusion_start"]
    assert not panel.confirm.isEnabled()
    field.selectAll()
    QTest.keyClicks(field, f"{began - timedelta(minutes=5):%H:%M}")
    assert "5 min earlier than now" in panel.effect.text()
    QTest.keyClick(field, ENTER)
    room.settle()

    assert room.visit.infusion_start == began - timedelta(minutes=5)
    room.desk.undo()
    room.settle()
    assert room.visit.infusion_start == began


def test_an_overrun_stands_out_and_room_is_made_for_it(room: Room) -> None:
    room.step_to(Status.IN_CHAIR, minutes=0)
    room.show(minutes=150)

    assert room.card.alert.text().startswith("△ Ends ")
    assert ROOM in room.offered()
    end = room.visit.end
    room.card.buttons[ROOM].click()
    room.settle()
    assert room.visit.end > end
    assert ROOM not in room.offered()


def test_a_visit_pressed_twice_steps_once(room: Room) -> None:
    shown = room.visit
    notices: list[str] = []
    room.desk.noticed.connect(lambda text, _can_undo: notices.append(text))
    step_visit(room.desk, shown)
    step_visit(room.desk, shown)
    room.settle()

    assert room.visit.status is Status.CONFIRMED
    assert len(notices) == 2


def test_room_for_what_runs_over_is_proposed_with_who_would_move(room: Room) -> None:
    room.step_to(Status.IN_CHAIR, minutes=0)
    start = room.visit.held_until
    room.clinic.book_course(room.clinic.brandt, first_day=TODAY, cycles=1)
    after = room.clinic.read(lambda s: s.where(Appointment, patient_id=room.clinic.brandt.id))[0]
    by = start - after.start
    following = after.model_copy(
        update={
            "start": start,
            "end": after.end + by,
            "held_until": after.held_until + by,
            "chair_id": room.visit.chair_id,
        }
    )
    room.clinic.dispatcher.run_once(lambda _work: ChangeSet("given", changed(after, following)))
    room.show(minutes=120)
    assert "Brandt, next in the chair at" in room.card.alert.text()
    room.card.buttons[ROOM].click()

    def sheet() -> ProposalSheet | None:
        shown = QApplication.topLevelWidgets()
        return next((each for each in shown if isinstance(each, ProposalSheet)), None)

    def has_moves() -> bool:
        found = sheet()
        return found is not None and bool(found.chosen_moves)

    room.qtbot.waitUntil(has_moves, timeout=20_000)
    proposed = sheet()
    assert proposed is not None
    assert [each.before.id for each in proposed.chosen_moves] == [following.id]
    proposed.reject()
    room.settle()


def test_the_menu_offers_what_the_clock_of_a_visit_allows() -> None:
    bar = replace(plain_picture(2, 1).bars[0], is_seated=True, status="infusing")

    def offered(shown: Bar) -> dict[str, bool]:
        entries = visit_menu(shown, "observing", can_cancel=False)
        names = {"rate", "pause", "times"}
        return {each.words: each.is_enabled for each in entries if each.key in names}

    assert offered(bar) == {"Rate…": True, "Pause…": True, "Correct times…": True}
    paused = replace(bar, is_paused=True)
    assert offered(paused) == {"Rate…": False, "Resume…": True, "Correct times…": True}
    assert offered(replace(bar, is_seated=False)) == {}
