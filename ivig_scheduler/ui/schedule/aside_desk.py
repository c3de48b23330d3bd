"""Keeps the strip of visits set aside in step with the database, and the canvas with the strip."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtWidgets import QLabel, QWidget

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.schedule.aside_strip import AsideCard, AsideStrip
from ivig_scheduler.ui.schedule.visit_acts import VisitActs, make_menu
from ivig_scheduler.ui.schedule.visit_menu import aside_menu
from ivig_scheduler.ui.widgets.kind import set_kind

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.services.day import DayVisit
    from ivig_scheduler.storage.reader import Reader
    from ivig_scheduler.ui.schedule.day_view import DayCanvas

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them

_VIEW = "schedule.aside"


class AsideDesk(QObject):
    """Fills the strip, sets aside what is dropped on it, and carries its visits to the canvas.

    `show_day` brings the day to the front, where a visit can be put down.
    """

    def __init__(
        self,
        desk: Desk,
        canvas: "DayCanvas",
        acts: VisitActs,
        show_day: Callable[[], None],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._desk, self._canvas, self._acts, self._show_day = desk, canvas, acts, show_day
        self._visits: dict[UUID, DayVisit] = {}
        self.strip = AsideStrip()
        self.zone = _DropZone(page)
        canvas.drag_begun.connect(lambda _id: self.zone.show_over())
        canvas.drag_ended.connect(self.zone.hide)
        canvas.dropped_outside.connect(self._drop_from_day)
        self.strip.taken.connect(self._take)
        self.strip.dragged.connect(self._drag)
        self.strip.dropped.connect(self._drop_on_day)
        self.strip.removal_requested.connect(self._cancel)
        self.strip.menu_requested.connect(self._open_menu)
        desk.changed.connect(self._note_change)

    def refresh(self) -> None:
        """Read the visits that are set aside."""
        self._desk.read(_load, self._show, view=_VIEW)

    def _show(self, visits: "tuple[DayVisit, ...]") -> None:
        self._visits = {each.appointment.id: each for each in visits}
        self.strip.show_cards([_card(each) for each in visits])

    def _note_change(self, changes: "ChangeSet | None") -> None:
        from ivig_scheduler.domain.records import Appointment

        if changes is None or changes.touches(Appointment):
            self.refresh()

    def _drop_from_day(self, appointment_id: UUID, place: QPoint) -> None:
        if any(_is_over(each, place) for each in (self.zone, self.strip)):
            self._acts.set_aside(appointment_id)

    def _take(self, appointment_id: UUID) -> None:
        self._show_day()
        self._acts.take_from_strip(appointment_id)

    def _drag(self, appointment_id: UUID, place: QPoint) -> None:
        carried = self._acts.carrying.carried
        if carried is None or carried.appointment.id != appointment_id:
            self._take(appointment_id)
        self._canvas.carry_to(QPointF(self._canvas.viewport().mapFromGlobal(place)))

    def _drop_on_day(self, _appointment_id: UUID, place: QPoint) -> None:
        self._canvas.carry_to(QPointF(self._canvas.viewport().mapFromGlobal(place)))
        self._canvas.drop()

    def _cancel(self, appointment_id: UUID) -> None:
        """Call the visit off for good; it then waits on the work list like any other."""
        from ivig_scheduler.domain.terms import CancelReason
        from ivig_scheduler.services.appointments import cancel_appointment

        visit = self._visits.get(appointment_id)
        if visit is not None:
            before, why = visit.appointment, self.tr("let go from the visits set aside")
            self._desk.act(lambda work: cancel_appointment(work, before, CancelReason.OTHER, why))

    def _open_menu(self, appointment_id: UUID, place: QPoint) -> None:
        menu = make_menu(aside_menu(), self.strip)
        acts = {"put_down": self._take, "let_go": self._cancel}
        menu.triggered.connect(lambda action: acts[action.data()](appointment_id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)


class _DropZone(QLabel):
    """Where a visit that is dragged can be dropped to be set aside; there only meanwhile."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(self.tr("Drop here to set the visit aside"), page)
        self.over: QWidget | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_kind(self, "drop-zone")
        self.hide()

    def show_over(self) -> None:
        """Cover the widget it stands for while something is dragged."""
        if self.over is not None:
            self.setGeometry(self.over.geometry())
            self.raise_()
            self.show()


def _load(store: "Reader") -> "tuple[DayVisit, ...]":
    from ivig_scheduler.services.set_aside import load_strip

    return load_strip(store)


def _card(visit: "DayVisit") -> AsideCard:
    from ivig_scheduler.domain.quantities import show, show_minutes
    from ivig_scheduler.domain.wording import show_day, show_near_day
    from ivig_scheduler.ui.schedule.bar_maker import short_name

    plan, patient = visit.plan, visit.patient
    length = show_minutes(plan.booked_minutes)
    due = f", due {show_near_day(visit.cycle_due)}" if visit.cycle_due else ""
    second = f"{visit.product.name} {show(plan.dose_g)} g, {length}{due}"
    spoken = f"{patient.full_name}, born {show_day(patient.birth_date)}. {second}. Set aside."
    return AsideCard(visit.appointment.id, short_name(patient), second, spoken)


def _is_over(widget: QWidget, place: QPoint) -> bool:
    return widget.isVisible() and widget.rect().contains(widget.mapFromGlobal(place))
