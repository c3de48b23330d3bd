"""From an order to booked chairs: the order at first, then the series it makes."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ivig_scheduler.domain.wording import count
from ivig_scheduler.ui.actions import NEW_COURSE_ACTIONS
from ivig_scheduler.ui.courses.new_course_view import ORDER, SERIES, NewCourseView
from ivig_scheduler.ui.courses.order_desk import OrderDesk
from ivig_scheduler.ui.courses.order_summary import summary_rows
from ivig_scheduler.ui.courses.series_desk import SeriesDesk
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.page import Page
from ivig_scheduler.ui.shortcuts import bind_keys

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.domain.errors import RuleBrokenError
    from ivig_scheduler.services.courses.courses import SeriesPlan
    from ivig_scheduler.services.orders.form import DraftCheck
    from ivig_scheduler.services.orders.sheets import OrderSheet


class NewCoursePage(Page):
    """The form for a course; what is typed stays until it is booked or let go."""

    def __init__(
        self, desk: Desk, navigator: Navigator, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, navigator, look, parent)
        self._wanted: UUID | None = None
        self.view = NewCourseView(desk, look)
        self.header, self.keep_bar = self.view.header, self.view.keep_bar
        self.patient, self.form = self.view.patient, self.view.form
        self.why, self.series = self.view.why, self.view.series
        self.order, self.booking = OrderDesk(desk, self.form, self), SeriesDesk(desk, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.view)
        self._connect()
        self._show_patient(None)

    def start(self, patient_id: UUID | None) -> None:
        """Begin an order for a patient, or for one still to be chosen.

        An order that is typed already is kept; for another patient the user is asked first.
        """
        if patient_id is None and not self.has_unsaved():
            self._clear()
            self.patient.search.setFocus()
        if patient_id is None or patient_id == self.order.patient_id:
            return
        if self.has_unsaved():
            self._wanted = patient_id
            self.keep_bar.ask(
                self.tr("The order for {} is not booked yet.").format(self.patient.texts()[0]),
                self.tr("Let it go and start the new one"),
            )
            return
        self._open(patient_id)

    def refresh(self) -> None:
        """Load anew what the order is computed from; what is typed stays."""
        self.booking.free()
        self.order.reload()

    def set_look(self, look: Look) -> None:
        """Paint in another theme."""
        super().set_look(look)
        self.view.set_look(look)

    def has_unsaved(self) -> bool:
        """Return whether something is typed that is not booked."""
        return self.order.is_dirty()

    def step(self) -> int:
        """Return 0 for the order, 1 for the series."""
        return self.view.step()

    def go_on(self) -> None:
        """Do what the primary button says: plan the series, or book it."""
        if self.view.step() == SERIES:
            plan = self.series.plan()
            if plan is not None and self.header.primary.isEnabled():
                self.booking.book(plan)
            return
        self.order.says_missing = True
        self.order.check_now()
        check = self.order.check
        if check is None:
            self.patient.search.setFocus()
        elif check.problems:
            self.form.focus_problem(check)
        else:
            self._show_step(SERIES)
            self._plan()

    def go_back(self) -> None:
        """Go back to the order; everything typed is still there."""
        self._show_step(ORDER)

    def cancel(self) -> None:
        """Leave; what is typed is let go only when the user says so."""
        if self.has_unsaved():
            self._wanted = None
            self.keep_bar.ask(self.tr("What you typed is not booked yet."), self.tr("Let it go"))
        else:
            self._leave()

    def _leave(self) -> None:
        self._clear()
        self.navigator.page_requested.emit("courses")

    def _drop(self) -> None:
        if self._wanted is None:
            self._leave()
        else:
            self._open(self._wanted)

    def _clear(self) -> None:
        self.keep_bar.hide()
        self.order.close()
        self.booking.forget()
        self.series.clear()
        self._show_step(ORDER)
        self._show_patient(None)

    def _open(self, patient_id: UUID) -> None:
        self._clear()
        self.order.open(patient_id)

    def _take_patient(self, patient_id: UUID) -> None:
        self._wanted = None
        self.order.open(patient_id, keeps_order=self.order.sheet is not None)

    def _show_sheet(self, sheet: "OrderSheet") -> None:
        self._show_patient(sheet)
        self.form.fields.indication.setFocus()

    def _show_patient(self, sheet: "OrderSheet | None") -> None:
        self.patient.show_patient(sheet.patient if sheet else None)
        self.form.setVisible(sheet is not None)
        if sheet is None:
            self.why.show_check(None)
            self._show_primary()

    def _show_check(self, check: "DraftCheck") -> None:
        sheet, draft = self.order.sheet, self.order.draft()
        if sheet is None or draft is None:
            return
        product = sheet.find_product(draft.product_id)
        step = sheet.settings.amount("dose.pump_step")
        self.why.show_check(check, product.colour if product else 0, step)
        self._show_primary()
        if self.view.step() == SERIES:
            self._plan()

    def _show_step(self, step: int) -> None:
        self.view.show_step(step)
        self._show_primary()

    def _show_primary(self) -> None:
        from ivig_scheduler.services.courses.booking import booking_label  # noqa: PLC0415 - slow

        if self.view.step() == ORDER:
            check = self.order.check
            problems = len({each.field for each in check.problems}) if check else 0
            missing = self.tr("{} to fill in or mend").format(count(problems, "answer"))
            self.header.show_primary(
                self.tr("Plan the series"),
                is_ready=check is not None,
                missing=missing if problems else "",
            )
            return
        plan = self.series.plan()
        words = booking_label(plan.cycles) if plan else self.tr("Book the series")
        can_book = plan is not None and plan.visits > 0 and not self.booking.is_busy
        nothing = self.tr("No cycle has a place to book")
        self.header.show_primary(
            words, is_ready=can_book, missing=nothing if plan and not plan.visits else ""
        )

    def _plan(self) -> None:
        sheet, draft, check = self.order.sheet, self.order.draft(), self.order.check
        if sheet is None or draft is None or check is None:
            return
        self.view.who.setText(sheet.patient.full_name)
        self.view.summary.show_rows(summary_rows(draft, check, sheet))
        self.series.begin()
        if self.booking.plan(draft, sheet, self.series.wishes, self.series.skipped):
            self.series.forget_changes()

    def _show_plan(self, plan: "SeriesPlan") -> None:
        if self.view.step() == SERIES:
            self.series.show_plan(plan)
            self._show_primary()

    def _finish(self, changes: "ChangeSet") -> None:
        from ivig_scheduler.domain.records import Appointment  # noqa: PLC0415 - loaded by now

        booked = [
            change.after for change in changes.changes if isinstance(change.after, Appointment)
        ]
        self._clear()
        first = min(booked, key=lambda visit: visit.start)
        self.navigator.day_requested.emit(first.start.date(), first.id)

    def _lose(self, error: "RuleBrokenError") -> None:
        self._clear()
        self.desk.tell(str(error))

    def _connect(self) -> None:
        self.header.cancelled.connect(self.cancel)
        self.header.went_back.connect(self.go_back)
        self.header.went_on.connect(self.go_on)
        self.keep_bar.kept.connect(self.keep_bar.hide)
        self.keep_bar.dropped.connect(self._drop)
        self.patient.patient_chosen.connect(self._take_patient)
        self.patient.new_requested.connect(lambda: self.navigator.patient_requested.emit(None))
        self.form.setup_requested.connect(lambda: self.navigator.setup_requested.emit("products"))
        self.order.loaded.connect(self._show_sheet)
        self.order.checked.connect(self._show_check)
        self.order.lost.connect(self._lose)
        self.series.changed.connect(self._plan)
        self.booking.planned.connect(self._show_plan)
        self.booking.booked.connect(self._finish)
        self.booking.refused.connect(lambda error: self.series.show_refusal(error.problems))
        self.booking.busy_changed.connect(lambda _is_busy: self._show_primary())
        bind_keys(self, NEW_COURSE_ACTIONS, {"go_on": self.go_on})
