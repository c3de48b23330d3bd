"""Every act shows at once that it was taken, however long the database is busy with something."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ivig_scheduler.domain.terms import Status
from ivig_scheduler.ui.lists.book_sheet import BookSheet
from ivig_scheduler.ui.schedule.schedule_page import SchedulePage
from tests.journeys.coordinator import Coordinator

FIRST_DAY = date(2026, 12, 1)
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
#: How long the database is busy at most: far longer than any frame.
BLOCKED_S = 20.0


class Frames(QObject):
    """Notes whether a window was painted."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.are_painted = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.UpdateRequest, QEvent.Type.Paint}:
            self.are_painted = True
        return super().eventFilter(watched, event)


class SlowOffice:
    """The program with a visit selected, whose database can be kept busy."""

    def __init__(self, someone: Coordinator) -> None:
        self.someone = someone
        self.page = someone.show_day(FIRST_DAY)
        self.visit = someone.appointments()[0]
        self.page.day_view.select(self.visit.id)
        someone.settle()

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Keep the database busy until the block is left."""
        is_over, has_begun = threading.Event(), threading.Event()

        def wait(_store: object) -> None:
            has_begun.set()
            is_over.wait(BLOCKED_S)

        self.someone.desk.read(wait, lambda _value: None)
        assert has_begun.wait(BLOCKED_S)
        try:
            yield
        finally:
            is_over.set()
            self.someone.settle()

    def answers_to(self, act: Callable[[], None], window: QWidget | None = None) -> float:
        """Do something while the database is busy; return the ms until another frame is shown.

        Only what waits to be painted is let through: no timer and no answer can have changed it.
        """
        seen = window or self.someone.window
        with self.busy():
            QApplication.sendPostedEvents()
            before = picture(seen)
            frames = Frames(seen)
            start = time.thread_time()
            act()
            QCoreApplication.sendPostedEvents(None, 0)
            shown = picture(seen)
            took = (time.thread_time() - start) * 1000
            assert frames.are_painted
            assert shown != before
        return took

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press keys without waiting for anything."""
        QTest.keyClick(self.page.day_view, key, held)


def picture(window: QWidget) -> QImage:
    return window.grab().toImage()


@pytest.fixture
def slow(coordinator: Coordinator) -> SlowOffice:
    """Two visits of a course, and a cycle that waits for a place."""
    coordinator.book_first_course(number_of_cycles="2")
    return SlowOffice(coordinator)


def test_the_next_status_is_seen_to_be_taken(slow: SlowOffice) -> None:
    slow.answers_to(lambda: slow.press(Qt.Key.Key_Return, CTRL))
    assert slow.someone.appointments()[0].status is Status.CONFIRMED


def test_a_drop_stays_where_it_was_dropped(slow: SlowOffice) -> None:
    canvas = slow.page.day_view
    bar = canvas.picture.find(slow.visit.id)
    assert bar is not None
    box = canvas.geometry_shown.box(bar.row, bar.start, bar.end)
    start = QPoint(box.x + 30, box.y + 10)
    end = start + QPoint(0, round(canvas.geometry_shown.row_px))
    view, left = canvas.viewport(), Qt.MouseButton.LeftButton

    def drop() -> None:
        QTest.mousePress(view, left, pos=start)
        QTest.mouseMove(view, start + QPoint(0, 20))
        QTest.mouseMove(view, end)
        QTest.mouseRelease(view, left, pos=end)

    slow.answers_to(drop)
    moved = slow.someone.appointments()[0]
    assert moved.chair_id != slow.visit.chair_id


def test_what_is_asked_before_the_visit_is_loaded_is_done_with_that_visit(
    slow: SlowOffice,
) -> None:
    slow.page.day_view.select(None)
    slow.someone.settle()
    with slow.busy():
        slow.page.day_view.select(slow.visit.id)
        slow.press(Qt.Key.Key_Return, CTRL)
    assert slow.someone.appointments()[0].status is Status.CONFIRMED


def test_the_question_why_a_visit_is_called_off_opens_at_once(slow: SlowOffice) -> None:
    slow.answers_to(lambda: slow.press(Qt.Key.Key_Delete))


def test_a_visit_set_aside_is_marked(slow: SlowOffice) -> None:
    slow.answers_to(lambda: slow.press(Qt.Key.Key_S))
    assert slow.someone.appointments()[0].status is Status.SET_ASIDE


def test_undo_marks_what_it_takes_back(slow: SlowOffice) -> None:
    slow.someone.press(Qt.Key.Key_Return, CTRL)
    slow.answers_to(lambda: slow.press(Qt.Key.Key_Z, CTRL))
    assert slow.someone.appointments()[0].status is Status.BOOKED


def test_the_next_day_is_named_at_once(slow: SlowOffice) -> None:
    slow.answers_to(lambda: slow.press(Qt.Key.Key_Right, CTRL))


def test_the_month_is_named_at_once(slow: SlowOffice) -> None:
    slow.answers_to(lambda: slow.press(Qt.Key.Key_3, ALT))


def test_another_day_that_is_slow_to_come_cannot_be_taken_for_the_day_before(
    slow: SlowOffice,
) -> None:
    with slow.busy():
        slow.page.show_day(date(2027, 3, 2))
        slow.someone.qtbot.waitUntil(slow.page.views.veil.isVisible)
        assert slow.page.views.veil.text() == "Loading Tuesday, March 2, 2027…"
    assert not slow.page.views.veil.isVisible()


def test_booking_from_the_list_is_seen_to_be_taken(slow: SlowOffice) -> None:
    someone = slow.someone
    slow.page.inspector.ask_to_cancel()
    someone.settle()
    panel = slow.page.inspector.actions_of_visit.cancel_panel
    panel.confirmed.emit(*cancelled())
    someone.settle()
    someone.press(Qt.Key.Key_L, CTRL)
    lists = slow.page.lists.panel
    lists.show_list("needs")
    someone.settle()
    QTest.keyClick(lists.page.view, Qt.Key.Key_Return)
    sheet = lists.acts.book_sheet
    assert isinstance(sheet, BookSheet)
    someone.qtbot.waitUntil(sheet.panel.book.isEnabled)
    someone.settle()
    slow.answers_to(lambda: QTest.keyClick(sheet, Qt.Key.Key_Return), sheet)
    booked = [each for each in someone.appointments() if each.status is Status.BOOKED]
    assert len(booked) == 2


def cancelled() -> tuple[object, str, object]:
    from ivig_scheduler.domain.terms import Asker, CancelReason

    return CancelReason.PATIENT_ILL, "", Asker.PATIENT


def test_it_is_said_that_the_program_works_once_it_takes_long(slow: SlowOffice) -> None:
    busy = slow.someone.window.strip.busy
    with slow.busy():
        slow.press(Qt.Key.Key_Return, CTRL)
        assert busy.isVisible() and busy.text() == "Saving…"
        slow.someone.qtbot.waitUntil(lambda: busy.text() == "Working…")
    assert not busy.isVisible()


def test_the_page_of_another_part_is_there_at_once(slow: SlowOffice) -> None:
    slow.answers_to(lambda: slow.press(Qt.Key.Key_3, CTRL))
    assert not isinstance(slow.someone.window.page, SchedulePage)
