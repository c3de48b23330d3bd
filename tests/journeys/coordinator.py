"""A coordinator at the whole program: the real window on a file on disk, used by its widgets."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.records import Appointment, Chair
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.office import Office, open_office
from ivig_scheduler.ui.courses.new_course_page import NewCoursePage
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.main_window import MainWindow
from ivig_scheduler.ui.patients.patients_page import PatientsPage
from ivig_scheduler.ui.schedule.schedule_page import SchedulePage
from ivig_scheduler.ui.setup.chairs_section import ChairsSection
from ivig_scheduler.ui.setup.setup_page import SetupPage
from ivig_scheduler.ui.theme import ThemeSource
from ivig_scheduler.ui.window_state import WindowState

#: A Tuesday, 09:00 in New York.
NOW = datetime(2026, 11, 24, 14, tzinfo=UTC)
ZONE = "America/New_York"
W = TypeVar("W", bound=QWidget)


class AnsweredWindow(MainWindow):
    """A window whose one modal question is answered at once."""

    def ask_to_lose_typed(self) -> bool:
        """Let what was typed go."""
        return True


@dataclass
class Coordinator:
    """Starts and ends the program on `path`, and does what a person would in its window."""

    qtbot: QtBot
    path: Path
    notices: list[str] = field(default_factory=list)

    def start(self, *, waits: bool = True) -> None:
        """Start the program and wait for its first day, or only ask for it."""
        state = WindowState(QSettings(str(self.path / "w.ini"), QSettings.Format.IniFormat))
        self.desk = Desk(self.open_office, lambda: NOW)
        self.desk.noticed.connect(lambda text, _: self.notices.append(text))
        self.window = AnsweredWindow(self.desk, ThemeSource("light"), state)
        self.window.resize(1280, 800)
        with self.qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        if not waits:
            self.desk.open()
            return
        with self.qtbot.waitSignal(self.desk.opened):
            self.desk.open()
        self.settle()

    def end(self) -> None:
        """Close the window and the database."""
        self.window.close()
        self.desk.close()
        self.window.deleteLater()

    def restart(self) -> None:
        """End the program and start it again on the same file."""
        self.end()
        self.start()

    def open_office(self) -> Office:
        """Open the clinic's file, as one more program would."""
        return open_office(self.path / "clinic.sqlite", lambda: NOW, "me", "desk", ZONE)

    def work_elsewhere(self, service: Callable[[Work], ChangeSet]) -> None:
        """Have somebody at another program change something."""
        office = self.open_office()
        office.dispatcher.run(service)
        office.close()

    def settle(self) -> None:
        """Wait until nothing is being read or written, nor about to be."""
        quiet = 0

        def is_quiet() -> bool:
            nonlocal quiet
            quiet = quiet + 1 if self.desk.is_idle else 0
            return quiet > 2

        self.qtbot.waitUntil(is_quiet, timeout=20_000)

    def page(self, kind: type[W]) -> W:
        """Return the page in front, which is to be of that kind."""
        page = self.window.page
        assert isinstance(page, kind), f"in front is {self.window.page_key}"
        return page

    def go_to(self, key: str) -> None:
        """Press a page's keys in the rail."""
        self.window.rail.page_chosen.emit(key)
        self.settle()

    def press(self, keys: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Press keys wherever the focus is."""
        held = Qt.KeyboardModifier.NoModifier
        for each in modifiers:
            held |= each
        QTest.keyClick(self.window.windowHandle(), keys, held)
        self.settle()

    def add_chair(self, name: str) -> None:
        """Add a chair in Setup."""
        self.window.navigator.setup_requested.emit("chairs")
        self.settle()
        section = self.page(SetupPage).section
        assert isinstance(section, ChairsSection)
        adding = section.empty.action if section.empty.isVisible() else section.add_button
        adding.click()
        QTest.keyClicks(section.panel.name, name)
        QTest.keyClick(section.panel.name, Qt.Key.Key_Return)
        self.settle()

    def add_patient(self, family: str, given: str, number: str, weight: str) -> None:
        """Type in a new patient's file and save it."""
        self.window.navigator.patient_requested.emit(None)
        self.settle()
        panel = self.page(PatientsPage).panel
        form = panel.form
        for editor, text in (
            (form.number, number),
            (form.family_name, family),
            (form.given_name, given),
            (form.birth_date, "3/27/1959"),
            (form.height_cm, "165"),
            (form.weight, weight),
        ):
            QTest.keyClicks(editor, text)
        form.sex.setFocus()
        QTest.keyClick(form.sex, Qt.Key.Key_Down)
        panel.save.click()
        self.settle()

    def type_order(
        self, *, indication: str, product: str, number_of_cycles: str = "4", dose: str = "0.4"
    ) -> NewCoursePage:
        """Fill the form for a new course in front and accept its dose."""
        page = self.page(NewCoursePage)
        fields = page.form.fields
        fields.indication.show_key(indication)
        sheet = page.order.sheet
        assert sheet is not None
        key = next(each.id for each in sheet.products if each.name == product)
        fields.product.show_key(key)
        fields.product.picked.emit(key)
        for name, text in (
            ("dose", dose),
            ("interval_days", "28"),
            ("first_day", "12/01/2026"),
            ("number_of_cycles", number_of_cycles),
        ):
            page.form.line(name).clear()
            QTest.keyClicks(page.form.line(name), text)
        page.order.check_now()
        page.form.dose_box.accept.click()
        page.order.check_now()
        return page

    def book_first_course(self, *, number_of_cycles: str = "4") -> None:
        """Type in two chairs, a patient and their order, and book the course."""
        for name in ("Chair 1", "Chair 2"):
            self.add_chair(name)
        self.add_patient("Haddad", "Leila", "204-881", "70")
        self.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        search = self.page(NewCoursePage).patient.search
        with self.qtbot.waitSignal(search.results_shown):
            QTest.keyClicks(search, "hadd")
        QTest.keyClick(search, Qt.Key.Key_Return)
        self.settle()
        self.plan_and_book(
            self.type_order(
                indication="PI", product="Privigen 10%", number_of_cycles=number_of_cycles
            )
        )

    def plan_and_book(self, page: NewCoursePage) -> None:
        """Press the primary button on both steps."""
        page.header.primary.click()
        self.qtbot.waitUntil(lambda: page.series.plan() is not None)
        self.settle()
        page.header.primary.click()
        self.settle()

    def appointments(self) -> tuple[Appointment, ...]:
        """Return what the database holds, in time order."""
        got: list[tuple[Appointment, ...]] = []
        self.desk.read(lambda store: store.all(Appointment), got.append)
        self.qtbot.waitUntil(lambda: len(got) == 1)
        return tuple(sorted(got[0], key=lambda visit: visit.start))

    def chairs(self) -> dict[str, Chair]:
        """Return the chairs by name."""
        got: list[tuple[Chair, ...]] = []
        self.desk.read(lambda store: store.all(Chair), got.append)
        self.qtbot.waitUntil(lambda: len(got) == 1)
        return {chair.name: chair for chair in got[0]}

    def show_day(self, day: date) -> SchedulePage:
        """Go to a day of the schedule."""
        self.window.navigator.day_requested.emit(day, None)
        self.settle()
        return self.page(SchedulePage)

    def drag(self, page: SchedulePage, start: QPoint, end: QPoint) -> None:
        """Drag from one place of the day's canvas to another and drop."""
        canvas = page.day_view.viewport()
        left = Qt.MouseButton.LeftButton
        QTest.mousePress(canvas, left, pos=start)
        self.settle()
        half = QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2)
        for place in (half, end):
            QTest.mouseMove(canvas, place)
            self.qtbot.wait(1)
        QTest.mouseRelease(canvas, left, pos=end)
        self.settle()
