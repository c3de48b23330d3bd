"""What is done with a visit of the schedule: moved, checked on its way, stepped on, called off."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ivig_scheduler.ui.actions import CLOCK_ACTS, WINDOW_ACTIONS, keys_of
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.inspector import VisitInspector
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.printing.request import letter_of
from ivig_scheduler.ui.schedule.carrying import Carrying
from ivig_scheduler.ui.schedule.day_view import DayCanvas
from ivig_scheduler.ui.schedule.move_flow import MoveFlow
from ivig_scheduler.ui.schedule.picture import Reason
from ivig_scheduler.ui.schedule.taken_marks import TakenMarks
from ivig_scheduler.ui.schedule.visit_menu import MenuEntry, visit_menu

if TYPE_CHECKING:
    from ivig_scheduler.domain.clearance import Conflict
    from ivig_scheduler.domain.clearance.overriding import Override
    from ivig_scheduler.domain.errors import RuleBrokenError
    from ivig_scheduler.services.day import Day
    from ivig_scheduler.services.visit_file import VisitFile
    from ivig_scheduler.ui.schedule.override_question import OverrideQuestion

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them

#: What is asked in the panel beside the schedule.
_ASKS = frozenset({"move", "runs_long", "no_show", "cancel", *CLOCK_ACTS})


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
        #: What was asked of a visit before it was loaded.
        self._later: tuple[UUID | None, str] = (None, "")
        self.flow = MoveFlow(desk, canvas, self._refuse_move)
        self.carrying = Carrying(desk, canvas, self.flow, self._refuse_move)
        self.override_question: OverrideQuestion | None = None
        canvas.set_check(self.check)
        canvas.move_requested.connect(self.move)
        canvas.drop_blocked.connect(self.answer_block)
        canvas.length_requested.connect(self.ask_length)
        canvas.menu_requested.connect(self.open_menu)
        canvas.chair_menu_requested.connect(self.open_chair_menu)
        canvas.opened.connect(lambda _id: self.act("open"))
        canvas.told.connect(desk.tell)
        inspector.move_requested.connect(self.flow.move)
        inspector.shown.connect(lambda _file: canvas.check_again())
        inspector.shown.connect(self._do_later)
        self.marks = TakenMarks(canvas)
        desk.taken.connect(self.marks.show)
        desk.settled.connect(self.marks.clear)
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
        elif key == "paste":
            self.carrying.paste(self._day)
        elif (file := self._inspector.file()) is not None:
            if key in _ASKS:
                self.details_requested.emit()
            self._acts()[key](file)
        else:
            self._later = self._inspector.awaited(), key

    def _do_later(self, file: "VisitFile") -> None:
        """Do what was asked while the visit was still being loaded."""
        wanted, self._later = self._later, (None, "")
        if wanted[0] == file.appointment.id:
            self.act(wanted[1])

    def _acts(self) -> "Mapping[str, Callable[[VisitFile], None]]":
        """Return what is done with a visit, by the keys of the actions."""
        inspector, navigator, carrying = self._inspector, self._navigator, self.carrying
        return {
            "advance": lambda _file: inspector.advance(),
            "no_show": lambda _file: inspector.mark_no_show(),
            "move": lambda _file: inspector.ask_to_move(),
            "cut": lambda file: carrying.cut(file.appointment.id),
            "copy": lambda file: carrying.copy(file.appointment.id),
            "set_aside": lambda file: self.set_aside(file.appointment.id),
            "length": lambda file: self.ask_length(file.appointment.id),
            "wait": lambda file: self.wait_requested.emit(file.appointment.id),
            **{key: partial(self._ask_clock, key) for key in CLOCK_ACTS},
            "make_room": lambda _file: inspector.ask_clock("room"),
            "lock": lambda _file: inspector.change_lock(),
            "runs_long": lambda _file: inspector.ask_to_run_long(),
            "cancel": lambda _file: inspector.ask_to_cancel(),
            "titration": lambda _file: inspector.print_titration(),
            "letter": lambda file: navigator.print_requested.emit(letter_of(file.patient.id)),
            "patient": lambda file: navigator.patient_requested.emit(file.patient.id),
            "course": lambda file: navigator.course_requested.emit(file.course.id),
        }

    def _ask_clock(self, key: str, _file: "VisitFile") -> None:
        self._inspector.ask_clock(key)

    def move(self, appointment_id: UUID, chair_id: UUID, start: datetime) -> None:
        """Move a visit to a chair and local start; refused, it is shown where it was."""
        self._move(appointment_id, chair_id, start)

    def _move(
        self,
        appointment_id: UUID,
        chair_id: UUID,
        start: datetime,
        override: "Override | None" = None,
    ) -> None:
        if self.carrying.holds(appointment_id):
            self.carrying.put_down(chair_id, start, override)
            return
        visit = self._day.find_visit(appointment_id) if self._day else None
        if visit is None:
            self._canvas.put_back()
            return
        self.flow.move(visit.appointment, chair_id, start, override)

    def answer_block(self, appointment_id: UUID, chair_id: UUID, start: datetime) -> None:
        """Ask for a reason where a person may let pass what blocks a drop.

        Else offer to change other visits' chairs, where only they are in the way.
        """
        from ivig_scheduler.domain.clearance.overriding import can_let_pass

        conflicts = self._conflicts(appointment_id, chair_id, start) or ()
        if can_let_pass(conflicts) and not self.carrying.is_copied(appointment_id):
            self._ask_override(appointment_id, chair_id, start, conflicts)
        elif not self.carrying.holds(appointment_id):
            self.make_room(appointment_id, chair_id, start)

    def make_room(self, appointment_id: UUID, chair_id: UUID, start: datetime) -> None:
        """Offer to change other visits' chairs where only they are in the way of a drop."""
        visit = self._day.find_visit(appointment_id) if self._day else None
        if visit is not None:
            self.flow.make_room(visit.appointment, chair_id, start)

    def take_from_strip(self, appointment_id: UUID) -> None:
        """Begin to put a visit that was set aside down on the day that is shown."""
        self.carrying.take(appointment_id, self._day)

    def set_aside(self, appointment_id: UUID) -> None:
        """Take a visit of the day off the calendar and keep it at hand in the strip."""
        from ivig_scheduler.services.set_aside import set_aside

        visit = self._day.find_visit(appointment_id) if self._day else None
        if visit is not None:
            before = visit.appointment
            self._desk.act(
                lambda work: set_aside(work, before),
                refused=self._refuse_move,
                about=(before.id,),
            )

    def ask_length(self, appointment_id: UUID, minutes: int | None = None) -> None:
        """Ask how long a visit of the day is to be; `minutes` is what was drawn by hand."""
        from ivig_scheduler.ui.schedule.length_flow import ask_length

        visit = self._day.find_visit(appointment_id) if self._day else None
        if visit is not None and self._day is not None:
            grid = self._day.facts.settings.whole("calendar.grid")
            ask_length(self._desk, visit, minutes, grid, self._canvas)

    def check(
        self, appointment_id: UUID, chair_id: UUID, start: datetime
    ) -> tuple[Reason, ...] | None:
        """Return every reason against a visit at a place; None until the visit is loaded."""
        from ivig_scheduler.domain.terms import Severity

        conflicts = self._conflicts(appointment_id, chair_id, start)
        if conflicts is None:
            return None
        return tuple(
            Reason(conflict.message, conflict.severity is Severity.BLOCK) for conflict in conflicts
        )

    def _conflicts(
        self, appointment_id: UUID, chair_id: UUID, start: datetime
    ) -> "tuple[Conflict, ...] | None":
        from ivig_scheduler.services.appointments import check_move

        if self._day is None:
            return None
        if self.carrying.holds(appointment_id):
            return self.carrying.check(self._day, chair_id, start)
        file = self._inspector.file()
        if file is None or file.appointment.id != appointment_id:
            return None
        return check_move(self._day.facts_at(self._desk.local_now()), file, chair_id, start)

    def _ask_override(
        self,
        appointment_id: UUID,
        chair_id: UUID,
        start: datetime,
        conflicts: "tuple[Conflict, ...]",
    ) -> None:
        from ivig_scheduler.domain.wording import show_near_day, show_time
        from ivig_scheduler.ui.schedule.override_question import OverrideQuestion

        chair = self._day.facts.chair(chair_id) if self._day else None
        where = chair.name if chair else self.tr("another chair")
        place = f"{where}, {show_near_day(start.date())} {show_time(start)}"
        question = OverrideQuestion(place, conflicts, self._canvas.window())
        question.answered.connect(
            lambda override: self._move(appointment_id, chair_id, start, override)
        )
        question.finished.connect(question.deleteLater)
        self.override_question = question
        question.open()

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

    def open_chair_menu(self, chair_id: UUID, place: QPoint) -> None:
        """Open the menu of a chair at a place on the screen."""
        from ivig_scheduler.ui.exceptions.opening import take_chair_out

        out = MenuEntry(
            "chair_out", self.tr("Out of service…"), keys_of(WINDOW_ACTIONS, "chair_out")[0]
        )
        menu = make_menu((out,), self._canvas)
        window = self._canvas.window()
        menu.triggered.connect(
            lambda _action: take_chair_out(self._desk, self._canvas.look, window, chair_id)
        )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def open_menu(self, appointment_id: UUID, place: QPoint) -> None:
        """Open the menu of a visit at a place on the screen."""
        menu = make_menu(self.menu_of(appointment_id), self._canvas)
        menu.triggered.connect(lambda action: self.act(action.data()))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

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
