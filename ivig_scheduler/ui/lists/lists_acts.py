"""What the keys, the menus and double presses do in the lists beside the schedule."""

from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.services.appointments import advance_status
from ivig_scheduler.services.needs_booking import BookingNeed
from ivig_scheduler.services.readiness import Mend, Missing, ReadyLine
from ivig_scheduler.services.today import TodayLine
from ivig_scheduler.services.waiting.entries import WaitingLine
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.lists.book_sheet import BookSheet
from ivig_scheduler.ui.lists.list_menu import list_menu
from ivig_scheduler.ui.lists.list_row import ListRow
from ivig_scheduler.ui.lists.waiting_flow import WaitingFlow
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.schedule.visit_acts import make_menu


class ListsActs(QObject):
    """Carries out what a row is asked for. `selected` is the visit selected on the schedule.

    `visit_opened` carries a visit of the shown day, `menu_asked` one with a place on the screen.
    """

    visit_opened = Signal(object)
    menu_asked = Signal(object, QPoint)

    def __init__(self, desk: Desk, navigator: Navigator, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._navigator, self._over = desk, navigator, parent
        self.flow = WaitingFlow(desk, look, parent)
        self.selected: UUID | None = None
        self.book_sheet: BookSheet | None = None

    @property
    def look(self) -> Look:
        """How the sheets are drawn."""
        return self.flow.look

    @look.setter
    def look(self, look: Look) -> None:
        self.flow.look = look

    def act(self, row: ListRow, what: str) -> None:
        """Do what a key, a menu or a press asks for with a row."""
        about = row.record
        if what in {"patient", "course", "visit"}:
            self._go(about, what)
        elif isinstance(about, TodayLine):
            self._act_on_visit(about, what)
        elif isinstance(about, BookingNeed):
            self._act_on_need(about, what)
        elif isinstance(about, WaitingLine):
            self._act_on_entry(about, what)
        elif isinstance(about, ReadyLine):
            self._act_on_ready(about, what)
        elif isinstance(about, tuple) and what in {"open", "advance"}:
            self._mend(*about)

    def open_menu(self, row: ListRow, place: QPoint) -> None:
        """Open the menu of a row at a place on the screen."""
        entries = list_menu(row)
        if not entries:
            if isinstance(row.record, TodayLine):
                self.menu_asked.emit(row.visit_id, place)
            return
        menu = make_menu(entries, self._over)
        menu.triggered.connect(lambda action: self.act(row, action.data()))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def wait_with_selected(self) -> None:
        """Put the patient of the selected visit on the waiting list."""
        if self.selected is not None:
            self.flow.ask_to_wait(self.selected)

    def _act_on_visit(self, line: TodayLine, what: str) -> None:
        if what == "open":
            self.visit_opened.emit(line.visit.appointment.id)
        elif what == "advance":
            self._advance(line.visit.appointment)

    def _act_on_need(self, need: BookingNeed, what: str) -> None:
        if what != "open":
            return
        if need.item is None:
            self._go(need, "visit")
            return
        sheet = BookSheet(self._desk, self._navigator, self.look, need.item, self._over)
        sheet.finished.connect(self._forget_sheet)
        self.book_sheet = sheet
        sheet.open()

    def _act_on_entry(self, line: WaitingLine, what: str) -> None:
        if what == "open":
            self.flow.find_place(line)
        elif what == "edit":
            self.flow.edit(line)
        elif what == "remove":
            self.flow.remove(line.entry)

    def _act_on_ready(self, line: ReadyLine, what: str) -> None:
        if what == "open":
            self._go(line, "visit")
        elif what == "advance" and any(each.mend is Mend.CONFIRM for each in line.missing):
            self._advance(line.visit.appointment)

    def _mend(self, line: ReadyLine, missing: Missing) -> None:
        if missing.mend is Mend.CONFIRM:
            self._advance(line.visit.appointment)
        elif missing.mend is Mend.PRODUCTS:
            self._navigator.setup_requested.emit("products")
        else:
            self._go(line, missing.mend.value)

    def _advance(self, visit: Appointment) -> None:
        self._desk.act(lambda work: advance_status(work, visit))

    def _go(self, about: object, where: str) -> None:
        """Go to the patient, the course or the visit of what a row is about."""
        visit, patient_id, course_id = _whose(about)
        if where == "patient" and patient_id is not None:
            self._navigator.patient_requested.emit(patient_id)
        elif where == "course" and course_id is not None:
            self._navigator.course_requested.emit(course_id)
        elif where == "visit" and visit is not None:
            self._navigator.day_requested.emit(visit.start.date(), visit.id)

    def _forget_sheet(self) -> None:
        self.book_sheet = None
        self.flow.closed.emit()


def _whose(about: object) -> tuple[Appointment | None, UUID | None, UUID | None]:
    """Return the visit, the patient and the course that something is about."""
    if isinstance(about, TodayLine | ReadyLine):
        visit = about.visit.appointment
        return visit, visit.patient_id, visit.course_id
    if isinstance(about, BookingNeed):
        return about.visit, about.patient.id, about.cycle.course_id
    if isinstance(about, WaitingLine):
        return about.visit, about.patient.id, about.entry.course_id
    return None, None, None
