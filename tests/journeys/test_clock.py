"""A visit from its arrival to its last drop, by the keys: slowed, halted, corrected, run over."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ivig_scheduler.domain.records import Appointment, VisitEvent
from ivig_scheduler.domain.terms import PauseCause, Status, VisitEventKind
from ivig_scheduler.ui.courses.new_course_page import NewCoursePage
from ivig_scheduler.ui.schedule.picture import Bar
from ivig_scheduler.ui.schedule.schedule_page import SchedulePage
from tests.journeys import coordinator as program
from tests.journeys.coordinator import ZONE, Coordinator

FIRST_DAY = date(2026, 12, 1)
CTRL = Qt.KeyboardModifier.ControlModifier


class Shift:
    """A coordinator whose clock is moved by hand."""

    def __init__(self, someone: Coordinator, patch: pytest.MonkeyPatch) -> None:
        self.someone, self._patch = someone, patch

    def set_clock(self, hour: int, minute: int) -> None:
        """Let it be a time of the first day, and the window see it."""
        local = datetime(2026, 12, 1, hour, minute, tzinfo=ZoneInfo(ZONE))
        self._patch.setattr(program, "NOW", local.astimezone(UTC))
        self.page._now_timer.timeout.emit()
        self.someone.settle()

    @property
    def page(self) -> SchedulePage:
        return self.someone.page(SchedulePage)

    @property
    def visit(self) -> Appointment:
        return self.someone.appointments()[0]

    def status(self) -> Status:
        return self.visit.status

    @property
    def bar(self) -> Bar:
        found = self.page.day_view.picture.find(self.visit.id)
        assert found is not None
        return found

    def events(self) -> tuple[VisitEvent, ...]:
        got: list[tuple[VisitEvent, ...]] = []
        self.someone.desk.read(lambda store: store.all(VisitEvent), got.append)
        self.someone.settle()
        return tuple(sorted(got[0], key=lambda each: each.at))

    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus(), text)
        self.someone.settle()


@pytest.fixture
def shift(coordinator: Coordinator, monkeypatch: pytest.MonkeyPatch) -> Shift:
    """A visit of 08:00 on the first of December, selected on the schedule at 07:50."""
    coordinator.add_chair("Chair 1")
    coordinator.add_patient("Haddad", "Leila", "204-881", "70")
    coordinator.press(Qt.Key.Key_N, CTRL)
    search = coordinator.page(NewCoursePage).patient.search
    with coordinator.qtbot.waitSignal(search.results_shown):
        QTest.keyClicks(search, "hadd")
    QTest.keyClick(search, Qt.Key.Key_Return)
    coordinator.settle()
    coordinator.plan_and_book(coordinator.type_order(indication="PI", product="Privigen 10%"))
    page = coordinator.show_day(FIRST_DAY)
    made = Shift(coordinator, monkeypatch)
    made.set_clock(7, 50)
    page.show_day(FIRST_DAY, made.visit.id)
    coordinator.settle()
    page.day_view.setFocus()
    return made


def test_a_visit_is_stepped_slowed_halted_and_corrected_by_the_keys(shift: Shift) -> None:
    someone, start = shift.someone, shift.visit.start
    assert (start.hour, start.minute) == (8, 0)
    shift.set_clock(8, 25)
    assert shift.bar.alert == "25 min late"

    for _ in range(2):
        someone.press(Qt.Key.Key_Return, CTRL)
    assert shift.status() is Status.ARRIVED
    assert shift.bar.alert == ""
    someone.press(Qt.Key.Key_Return, CTRL)
    shift.set_clock(9, 30)
    someone.press(Qt.Key.Key_Return, CTRL)
    assert shift.status() is Status.INFUSING
    assert shift.visit.infusion_start == datetime(2026, 12, 1, 9, 30)  # noqa: DTZ001
    usual_end = shift.bar.expected_end

    shift.set_clock(9, 50)
    someone.press(Qt.Key.Key_R)
    shift.type("15")
    someone.press(Qt.Key.Key_Return)
    assert [(each.what, str(each.ml_per_h)) for each in shift.events()] == [("rate", "15")]
    slowed = shift.bar.expected_end
    assert slowed is not None and usual_end is not None and slowed > usual_end
    assert shift.bar.alert.startswith("+") or "+" in shift.bar.alert
    assert shift.page.day_view.hasFocus()

    shift.set_clock(10, 0)
    someone.press(Qt.Key.Key_P)
    someone.press(Qt.Key.Key_Down)
    someone.press(Qt.Key.Key_Escape)
    assert len(shift.events()) == 1
    someone.press(Qt.Key.Key_P)
    someone.press(Qt.Key.Key_Down)
    panel = shift.page.inspector.body.clock.panel()
    assert panel is not None
    panel.confirm.setFocus()
    someone.press(Qt.Key.Key_Space)
    pause = shift.events()[-1]
    assert (pause.what, pause.cause) == (VisitEventKind.PAUSE, PauseCause.REACTION)
    assert shift.bar.is_paused
    assert "paused" in shift.bar.alert

    shift.set_clock(10, 20)
    assert shift.bar.expected_end == slowed + 20
    shift.page.day_view.setFocus()
    someone.press(Qt.Key.Key_P)
    someone.press(Qt.Key.Key_Return)
    assert shift.events()[-1].what is VisitEventKind.RESUME
    shift.page.day_view.setFocus()
    someone.press(Qt.Key.Key_K)
    for _ in range(2):
        QTest.keyClick(shift.focus(), Qt.Key.Key_Tab)
    shift.type("09:25")
    someone.press(Qt.Key.Key_Return)
    assert shift.visit.infusion_start == datetime(2026, 12, 1, 9, 25)  # noqa: DTZ001

    shift.page.day_view.setFocus()
    for _ in range(4):
        someone.press(Qt.Key.Key_Z, CTRL)
    assert shift.events() == ()
    assert shift.visit.infusion_start == datetime(2026, 12, 1, 9, 30)  # noqa: DTZ001
    assert shift.bar.expected_end == usual_end


def test_letters_typed_into_a_field_enter_nothing(shift: Shift) -> None:
    someone = shift.someone
    shift.set_clock(8, 0)
    for _ in range(4):
        someone.press(Qt.Key.Key_Return, CTRL)
    assert shift.status() is Status.INFUSING
    someone.press(Qt.Key.Key_F, CTRL)
    for key in (Qt.Key.Key_R, Qt.Key.Key_P, Qt.Key.Key_G, Qt.Key.Key_K):
        someone.press(key)

    assert shift.page.inspector.body.clock.panel() is None
    assert shift.events() == ()


def test_all_of_it_is_still_there_after_a_restart(shift: Shift) -> None:
    someone = shift.someone
    shift.set_clock(8, 0)
    for _ in range(4):
        someone.press(Qt.Key.Key_Return, CTRL)
    shift.set_clock(8, 30)
    someone.press(Qt.Key.Key_R)
    shift.type("20")
    someone.press(Qt.Key.Key_Return)
    before = shift.bar

    someone.restart()
    shift.set_clock(8, 30)

    assert (shift.bar.expected_end, shift.bar.ladder) == (before.expected_end, before.ladder)
    assert shift.events()[0].at - shift.visit.start == timedelta(minutes=30)
