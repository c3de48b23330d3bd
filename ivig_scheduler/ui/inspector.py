"""The panel beside the schedule: all about the visit that is selected, and what can be done."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ivig_scheduler.domain.terms import RESEATABLE, Asker, CancelReason
from ivig_scheduler.ui.clock.stepping import step_visit
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.printing.request import titration_of
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.kind import label, set_kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.domain.errors import RuleBrokenError
    from ivig_scheduler.services.dispatcher import Work
    from ivig_scheduler.services.visit_file import VisitFile
    from ivig_scheduler.storage.reader import Reader
    from ivig_scheduler.ui.clock.clock_desk import ClockDesk
    from ivig_scheduler.ui.inspector_actions import InspectorActions
    from ivig_scheduler.ui.inspector_body import InspectorBody
    from ivig_scheduler.ui.inspector_mover import InspectorMover
    from ivig_scheduler.ui.runs_long_panel import RunsLongPanel

WIDTH = 344
_NOW_EVERY_MS = 30_000


class VisitInspector(QWidget):
    """Shows one visit and follows every change, or says how to select one.

    `shown` carries the VisitFile it shows; `move_requested` the appointment, a chair's id and a
    local start, `wait_requested` the id of one whose patient wants an earlier place.
    """

    shown = Signal(object)
    move_requested = Signal(object, object, object)
    wait_requested = Signal(object)

    def __init__(
        self, desk: Desk, navigator: Navigator, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._navigator = navigator
        self._appointment_id: UUID | None = None
        self._file: VisitFile | None = None
        self._chair = ""
        self._look = look
        self._body: InspectorBody | None = None
        self._mover: InspectorMover | None = None
        self._long: RunsLongPanel | None = None
        self._clock: ClockDesk | None = None
        self._lay_out()
        self._tick = QTimer(self, interval=_NOW_EVERY_MS)
        self._tick.timeout.connect(self._show_file)
        desk.changed.connect(self.refresh)
        set_kind(self, "inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_px(self, width=WIDTH)

    @property
    def body(self) -> "InspectorBody":
        """What shows a visit; made when it is first needed, to keep the start short."""
        if self._body is None:
            from ivig_scheduler.ui.inspector_body import InspectorBody  # noqa: PLC0415

            self._body = InspectorBody(self._look)
            self._connect(self._body)
            self._stack.addWidget(self._body)
        return self._body

    @property
    def actions_of_visit(self) -> "InspectorActions":
        """What can be done with the visit."""
        return self.body.actions_of_visit

    def show_visit(self, appointment_id: UUID | None) -> None:
        """Show a visit by its appointment's id; None for nothing."""
        if appointment_id != self._appointment_id and self._body is not None:
            self._body.actions_of_visit.close_question()
        self._appointment_id = appointment_id
        if appointment_id is None:
            self._file = None
            self._stack.setCurrentIndex(0)
        self.refresh()

    def refresh(self) -> None:
        """Load the visit anew."""
        wanted = self._appointment_id
        if wanted is not None:
            self._desk.read(
                lambda store: _load(store, wanted, self._desk.local_now()),
                self._take,
                view=f"inspector.{id(self)}",
                refused=lambda _error: self.show_visit(None),
            )

    def file(self) -> "VisitFile | None":
        """Return the visit that is selected, once all about it is loaded."""
        file = self._file
        is_loaded = file is not None and file.appointment.id == self._appointment_id
        return file if is_loaded else None

    def awaited(self) -> UUID | None:
        """Return the visit that is selected and not loaded yet."""
        return self._appointment_id if self.file() is None else None

    def set_look(self, look: Look) -> None:
        """Paint in another theme."""
        self._look = look
        if self._body is not None:
            self._body.set_look(look)
        if self._mover is not None:
            self._mover.set_look(look)

    def advance(self) -> None:
        """Step the visit to its next status."""
        if self._file is not None:
            step_visit(self._desk, self._file.appointment, then=self._close, refused=self._refuse)

    def ask_clock(self, what: str) -> None:
        """Ask for the rate, the pause or the times of the visit, where they can be entered."""
        if self._file is not None and self._clock is not None:
            self._clock.ask(what)

    def mark_no_show(self) -> None:
        """Ask whether the patient did not come, and tell what that would bring."""
        if self._file is not None:
            self._call_off.ask_no_show(self._file.appointment)

    def _mark_no_show(self) -> None:
        from ivig_scheduler.services.appointments import mark_no_show  # noqa: PLC0415 - slow

        self._act(mark_no_show)

    def keep_chair(self, is_kept: bool) -> None:
        """Keep the visit in its chair when visits are seated anew, or let its chair change."""
        from ivig_scheduler.services.chair_locks import lock_chair  # noqa: PLC0415 - slow

        self._act(lock_chair, is_kept)

    def change_lock(self) -> None:
        """Keep the visit in its chair where it may change, or let it change where it is kept."""
        if self._file is not None and self._file.appointment.status in RESEATABLE:
            self.keep_chair(not self._file.appointment.is_chair_locked)

    def ask_to_cancel(self) -> None:
        """Ask why the visit is called off, where it still can be."""
        if self._file is not None:
            self._call_off.ask_to_cancel(self._file.appointment)

    def ask_to_move(self) -> None:
        """Ask to which day, time and chair the visit is moved, where it still can be."""
        if self._file is None:
            return
        if self._mover is None:
            from ivig_scheduler.ui.inspector_mover import InspectorMover  # noqa: PLC0415 - slow

            self._mover = InspectorMover(self._desk, self._look, self.actions_of_visit, self)
            self._mover.confirmed.connect(self.move_requested)
        self._mover.ask(self._file)

    def ask_to_run_long(self) -> None:
        """Ask how much longer the visit under way takes."""
        if self._file is None:
            return
        if self._long is None:
            from ivig_scheduler.ui.runs_long_panel import RunsLongPanel  # noqa: PLC0415 - seldom

            self._long = RunsLongPanel()
            self._long.confirmed.connect(self._let_run_long)
        settings = self._file.moving.planner.context.settings
        self.actions_of_visit.open_runs_long(self._long, settings)

    def _let_run_long(self, minutes: int) -> None:
        from ivig_scheduler.ui.proposals.repair_flow import let_run_long  # noqa: PLC0415 - seldom

        self.actions_of_visit.close_question()
        if self._file is not None:
            let_run_long(self._desk, self._look, self._file.appointment, minutes, self)

    def _cancel(self, reason: CancelReason, note: str, asked_by: Asker | None) -> None:
        from ivig_scheduler.services.appointments import cancel_appointment  # noqa: PLC0415 - slow

        self._act(cancel_appointment, reason, note, asked_by)

    def _act(self, service: "Callable[..., ChangeSet]", *arguments: object) -> None:
        if self._file is None:
            return
        before = self._file.appointment

        def run(work: "Work") -> "ChangeSet":
            return service(work, before, *arguments)

        self._desk.act(
            run,
            then=self._close,
            refused=self._refuse,
            about=(before.id,),
        )

    def _close(self, _changes: "ChangeSet") -> None:
        self.actions_of_visit.close_question()

    def _refuse(self, error: "RuleBrokenError") -> None:
        self.actions_of_visit.show_refusal(error.problems)

    def _take(self, found: "tuple[VisitFile, str]") -> None:
        file, self._chair = found
        if file.appointment.id == self._appointment_id:
            self._file = file
            self._show_file()
            self._stack.setCurrentIndex(1)
            self.shown.emit(file)

    def _show_file(self) -> None:
        file = self._file
        if file is None:
            return
        since = file.appointment.status_since
        local = self._desk.as_local(since) if since else None
        now = self._desk.local_now()
        self.body.show_file(file, self._chair, now, local)
        if self._clock is not None:
            self._clock.show_file(file, now)
        self._show_actions(file)
        self._show_history(file)

    def _show_history(self, file: "VisitFile") -> None:
        from ivig_scheduler.ui.inspector_value import history  # noqa: PLC0415 - slow at start

        self.body.show_history(history(file, self._desk.as_local, self._desk.local_now()))

    def _show_actions(self, file: "VisitFile") -> None:
        from ivig_scheduler.services.appointments import (  # noqa: PLC0415 - slow at start
            CANCELLABLE,
            next_status,
        )

        status = file.appointment.status
        self.actions_of_visit.show_status(
            status, next_status(status), can_cancel=status in CANCELLABLE
        )
        is_locked = file.appointment.is_chair_locked
        self.actions_of_visit.show_chair(can_change=status in RESEATABLE, is_locked=is_locked)

    def print_titration(self) -> None:
        """Show the visit's sheet for the bedside as it will be printed."""
        if self._file is not None:
            visit = self._file.appointment
            request = titration_of(visit.id, visit.patient_id, visit.start.date())
            self._navigator.print_requested.emit(request)

    def _ask_to_wait(self) -> None:
        if self._file is not None:
            self.wait_requested.emit(self._file.appointment.id)

    def _open_patient(self) -> None:
        if self._file is not None:
            self._navigator.patient_requested.emit(self._file.patient.id)

    def _open_course(self) -> None:
        if self._file is not None:
            self._navigator.course_requested.emit(self._file.course.id)

    def _connect(self, body: "InspectorBody") -> None:
        body.head.patient_requested.connect(self._open_patient)
        body.head.course_requested.connect(self._open_course)
        body.head.print_requested.connect(self.print_titration)
        actions = body.actions_of_visit
        actions.advance_requested.connect(self.advance)
        actions.no_show_requested.connect(self.mark_no_show)
        actions.cancel_asked.connect(self.ask_to_cancel)
        actions.cancel_confirmed.connect(self._cancel)
        actions.move_asked.connect(self.ask_to_move)
        actions.wait_asked.connect(self._ask_to_wait)
        actions.lock_asked.connect(self.keep_chair)
        actions.runs_long_asked.connect(self.ask_to_run_long)
        from ivig_scheduler.ui.clock.clock_desk import ClockDesk  # noqa: PLC0415 - slow at start
        from ivig_scheduler.ui.inspector_call_off import (  # noqa: PLC0415 - slow at start
            InspectorCallOff,
        )

        self._call_off = InspectorCallOff(self._desk, actions, self._mark_no_show, self)
        self._clock = ClockDesk(self._desk, body.clock, lambda: self._look, self)

    def _lay_out(self) -> None:
        nothing = label(
            self.tr("Select a visit to see its steps, its checks and what can be done with it."),
            "quiet",
            wrap=True,
        )
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing.setContentsMargins(40, 0, 40, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(self._stack)

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the clock while it is seen."""
        super().showEvent(event)
        self._show_file()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the clock alone while it is not seen."""
        super().hideEvent(event)
        self._tick.stop()


def _load(store: "Reader", appointment_id: UUID, now: datetime) -> "tuple[VisitFile, str]":
    from ivig_scheduler.services.setup.chairs import load_chair_names  # noqa: PLC0415 - slow at start
    from ivig_scheduler.services.visit_file import load_visit  # noqa: PLC0415

    file = load_visit(store, appointment_id, now)
    names = load_chair_names(store)
    return file, names.get(file.appointment.chair_id, "")
