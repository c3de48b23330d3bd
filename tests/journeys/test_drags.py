"""A visit is dragged with the mouse: let be, dropped outside, blocked, let pass with a reason.

In each orientation and at two zooms, in the whole window.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.ui.schedule.day_view import DayCanvas
from ivig_scheduler.ui.schedule.layouts import Layout
from ivig_scheduler.ui.schedule.override_question import OverrideQuestion
from ivig_scheduler.ui.schedule.schedule_page import SchedulePage
from tests.clinics import make_small_clinic
from tests.journeys.coordinator import Coordinator

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
FIRST_DAY = date(2026, 12, 1)
#: So many minutes before the site opens.
EARLY = 15


@dataclass
class Hand:
    """The mouse over the day of a coordinator; `bar` is what it drags."""

    someone: Coordinator
    page: SchedulePage

    def __post_init__(self) -> None:
        self.bar, self.other = self.canvas.picture.bars[:2]

    @property
    def canvas(self) -> DayCanvas:
        return self.page.day_view

    @property
    def visit(self) -> Appointment:
        visits = self.someone.appointments()
        return next(each for each in visits if each.id == self.bar.appointment_id)

    def place(self, row: int, minute: int) -> QPoint:
        """Return a place of the canvas: a little into a chair, and shortly after a minute."""
        geometry = self.canvas.geometry_shown
        box = geometry.box(row, minute, minute + 60)
        inside = 4 if geometry.is_across else 14
        return QPoint(box.x + 14, box.y + inside)

    def take(self) -> None:
        """Press on the beginning of the bar, brought into sight."""
        self.canvas.select(self.bar.appointment_id)
        self.someone.settle()
        self.at = self.place(self.bar.row, self.bar.start)
        QTest.mousePress(self.canvas.viewport(), LEFT, NONE, self.at)

    def move(self, end: QPoint) -> None:
        """Move the pressed mouse in two steps."""
        viewport = self.canvas.viewport()
        for place in ((self.at + end) / 2, end):
            where = QPointF(viewport.mapToGlobal(place))
            none = Qt.MouseButton.NoButton
            event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), where, none, LEFT, NONE)
            QApplication.sendEvent(viewport, event)
        self.at = end

    def release(self) -> None:
        """Let go of the mouse."""
        QTest.mouseRelease(self.canvas.viewport(), LEFT, NONE, self.at)
        self.someone.settle()


@pytest.fixture(
    params=[(Layout.DOWN, 60), (Layout.DOWN, 15), (Layout.ACROSS, 60), (Layout.ACROSS, 15)]
)
def hand(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Hand]:
    clinic = make_small_clinic(tmp_path)
    clinic.book_course(clinic.osei, first_day=FIRST_DAY, cycles=1)
    clinic.book_course(clinic.brandt, first_day=FIRST_DAY, cycles=1)
    clinic.close()
    someone = Coordinator(qtbot, tmp_path)
    someone.start()
    page = someone.page(SchedulePage)
    page.show_day(FIRST_DAY)
    someone.settle()
    layout, step = request.param
    page.day_view.set_layout(layout)
    page.day_view.set_step(step)
    yield Hand(someone, page)
    someone.end()


def test_escape_lets_a_dragged_visit_be(hand: Hand) -> None:
    before = hand.visit
    hand.take()
    hand.move(hand.place(hand.bar.row, hand.bar.start + 30))
    assert hand.canvas.ghost is not None

    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    hand.release()

    assert hand.canvas.ghost is None
    assert hand.visit == before
    assert not hand.someone.notices


def test_a_drop_outside_the_chairs_changes_nothing(hand: Hand) -> None:
    before = hand.visit
    hand.take()
    hand.move(hand.place(hand.bar.row, hand.bar.start + 30))
    hand.move(QPoint(3, 3))

    hand.release()

    assert hand.canvas.ghost is None
    assert hand.visit == before


def test_a_blocked_drop_goes_back_and_says_who_sits_there(hand: Hand) -> None:
    before, other = hand.visit, hand.other
    assert other.row != hand.bar.row
    # A visit that keeps its chair is not seated elsewhere to make room.
    hand.canvas.select(other.appointment_id)
    hand.someone.settle()
    hand.canvas.setFocus()
    hand.someone.press(Qt.Key.Key_C)
    hand.take()
    hand.move(hand.place(other.row, other.start))
    ghost = hand.canvas.ghost
    assert ghost is not None
    assert ghost.is_blocked

    hand.release()

    assert hand.visit == before
    assert other.title.split(". ")[-1] in hand.someone.notices[-1]


def test_a_drop_before_opening_is_let_pass_with_a_reason_and_taken_back(hand: Hand) -> None:
    before = hand.visit
    hand.take()
    for bar in (hand.canvas.horizontalScrollBar(), hand.canvas.verticalScrollBar()):
        bar.setValue(0)
    hand.move(hand.place(hand.bar.row, hand.bar.start - EARLY))
    hand.release()
    hand.someone.qtbot.waitUntil(lambda: hand.page.acts.override_question is not None)
    asked = hand.page.acts.override_question
    assert isinstance(asked, OverrideQuestion)
    assert hand.visit == before
    QTest.keyClicks(asked.reason, "the early clinic opens")
    QTest.keyClicks(asked.by, "M. Okafor")
    QTest.mouseClick(asked.move_button, LEFT)
    hand.someone.settle()

    assert hand.visit.start == before.start - timedelta(minutes=EARLY)
    assert hand.visit.override_reason == "the early clinic opens"
    hand.someone.window.strip.notice.undo.click()
    hand.someone.settle()
    assert hand.visit == before
