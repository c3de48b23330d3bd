"""What is done with a visit of the schedule: moved, checked on its way, stepped on, called off."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.inspector import VisitInspector
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.printing.request import letter_of
from ivig_scheduler.ui.schedule.day_view import DayCanvas
from ivig_scheduler.ui.schedule.move_flow import MoveFlow
from ivig_scheduler.ui.schedule.picture import Reason
from ivig_scheduler.ui.schedule.visit_menu import MenuEntry, visit_menu

if TYPE_CHECKING:
    from ivig_scheduler.domain.errors import RuleBrokenError
    from ivig_scheduler.services.day import Day

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them


class VisitActs(QObject):
    """Carries out what the canvas and the keys ask for.

    `details_requested` is emitted where the panel beside the schedule is needed; `wait_requested`
    carries a visit whose patient wants an earlier place.
    """

    details_requested = Signal()
    wait_requested = Signal(object)

    def __init__(
        self, desk: Desk, navigator: Navigator, canvas: DayCanvas, inspector: VisitInspector
    ) -> None:
        super().__init__(canvas)
        self._desk = desk
        self._navigator = navigator
        self._canvas = canvas
        self._inspector = inspector
        self._day: Day | None = None
        self.flow = MoveFlow(desk, canvas, self._refuse_move)
        canvas.set_check(self.check)
        canvas.move_requested.connect(self.move)
        canvas.drop_blocked.connect(self.make_room)
        canvas.menu_requested.connect(self.open_menu)
        canvas.opened.connect(lambda _id: self.act("open"))
        canvas.told.connect(desk.tell)
        inspector.move_requested.connect(self.flow.move)
        inspector.shown.connect(lambda _file: canvas.check_again())
        desk.changed.connect(self._note_change)
        desk.troubled.connect(lambda *_: canvas.put_back())

    def take_day(self, day: "Day") -> None:
        """Take the day the canvas shows, with the facts that moves are checked against."""
        self._day = day

    def act(self, key: str) -> None:
        """Do what an entry of the menu, or a key, asks for with the selected visit."""
        if key == "open":
            self.details_requested.emit()
            self._inspector.actions_of_visit.next_button.setFocus()
            return
        file = self._inspector.file()
        if file is None:
            return
        match key:
            case "advance":
                self._inspector.advance()
            case "no_show":
                self._inspector.mark_no_show()
            case "move":
                self.details_requested.emit()
                self._inspector.ask_to_move()
            case "wait":
                self.wait_requested.emit(file.appointment.id)
            case "rate" | "pause" | "go_on" | "times":
                self.details_requested.emit()
                self._inspector.ask_clock(key)
            case "runs_long":
                self.details_requested.emit()
                self._inspector.ask_to_run_long()
            case "cancel":
                self.details_requested.emit()
                self._inspector.ask_to_cancel()
            case "titration" | "letter":
                self._print(key, file.patient.id)
            case "patient":
                self._navigator.patient_requested.emit(file.patient.id)
            case "course":
                self._navigator.course_requested.emit(file.course.id)

    def move(self, appointment_id: UUID, chair_id: UUID, start: datetime) -> None:
        """Move a visit to a chair and local start; refused, it is shown where it was."""
        visit = self._day.find_visit(appointment_id) if self._day else None
        if visit is None:
            self._canvas.put_back()
            return
        self.flow.move(visit.appointment, chair_id, start)

    def make_room(self, appointment_id: UUID, chair_id: UUID, start: datetime) -> None:
        """Offer to change other visits' chairs where only they are in the way of a drop."""
        visit = self._day.find_visit(appointment_id) if self._day else None
        if visit is not None:
            self.flow.make_room(visit.appointment, chair_id, start)

    def check(
        self, appointment_id: UUID, chair_id: UUID, start: datetime
    ) -> tuple[Reason, ...] | None:
        """Return every reason against a visit at a place; None until the visit is loaded."""
        from ivig_scheduler.domain.terms import Severity
        from ivig_scheduler.services.appointments import check_move

        file = self._inspector.file()
        if file is None or file.appointment.id != appointment_id or self._day is None:
            return None
        return tuple(
            Reason(conflict.message, conflict.severity is Severity.BLOCK)
            for conflict in check_move(self._day.facts, file, chair_id, start)
        )

    def menu_of(self, appointment_id: UUID) -> tuple[MenuEntry, ...]:
        """Return the menu of a visit on the canvas."""
        from ivig_scheduler.services.appointments import CANCELLABLE, next_status

        bar = self._canvas.picture.find(appointment_id)
        visit = self._day.find_visit(appointment_id) if self._day else None
        if bar is None or visit is None:
            return ()
        status = visit.appointment.status
        following = str(next_status(status) or "")
        return visit_menu(bar, following, can_cancel=status in CANCELLABLE)

    def open_menu(self, appointment_id: UUID, place: QPoint) -> None:
        """Open the menu of a visit at a place on the screen."""
        menu = make_menu(self.menu_of(appointment_id), self._canvas)
        menu.triggered.connect(lambda action: self.act(action.data()))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _print(self, sheet: str, patient_id: UUID) -> None:
        if sheet == "titration":
            self._inspector.print_titration()
        else:
            self._navigator.print_requested.emit(letter_of(patient_id))

    def _refuse_move(self, error: "RuleBrokenError") -> None:
        self._canvas.put_back()
        reasons = "; ".join(problem.message for problem in error.problems)
        self._desk.tell(self.tr("Not moved: {}").format(reasons))

    def _note_change(self, changes: object) -> None:
        if changes is None:
            self._canvas.put_back()


def make_menu(entries: tuple[MenuEntry, ...], parent: QWidget) -> QMenu:
    """Return a menu of those entries; each action's data is the key of what it does."""
    menu = QMenu(parent)
    for entry in entries:
        if not entry.key:
            menu.addSeparator()
            continue
        action = menu.addAction(f"{entry.words}\t{entry.keys}" if entry.keys else entry.words)
        action.setData(entry.key)
        action.setEnabled(entry.is_enabled)
    return menu
