"""From an order to booked chairs: the order at first, then the series it makes."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ivig_scheduler.domain.wording import count
from ivig_scheduler.ui.courses.course_header import CourseHeader, KeepBar
from ivig_scheduler.ui.courses.order_desk import OrderDesk
from ivig_scheduler.ui.courses.order_form import OrderForm
from ivig_scheduler.ui.courses.order_summary import summary_rows
from ivig_scheduler.ui.courses.patient_box import PatientBox
from ivig_scheduler.ui.courses.series_card import SeriesCard
from ivig_scheduler.ui.courses.why_card import WhyCard
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.inspector_parts import RowList
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.page import Page
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.kind import label, set_kind

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.domain.errors import RuleBrokenError
    from ivig_scheduler.services.courses import SeriesPlan
    from ivig_scheduler.services.dispatcher import Work
    from ivig_scheduler.services.order_form import DraftCheck, OrderDraft
    from ivig_scheduler.services.order_sheets import OrderSheet
    from ivig_scheduler.storage.reader import Reader

ORDER, SERIES = 0, 1
FORM_WIDTH, SUMMARY_WIDTH = 392, 288
_MARGIN = 20


class NewCoursePage(Page):
    """The form for a course; what is typed stays until it is booked or let go."""

    def __init__(
        self, desk: Desk, navigator: Navigator, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, navigator, look, parent)
        self._step = ORDER
        self._wanted: UUID | None = None
        self._planned: OrderDraft | None = None
        self._is_busy = False
        self.header, self.keep_bar = CourseHeader(), KeepBar()
        self.patient = PatientBox(desk)
        self.form = OrderForm(desk, look)
        self.order = OrderDesk(desk, self.form, self)
        self.why, self.series = WhyCard(look), SeriesCard(look)
        self.summary, self._who = RowList(), label("", "strong", wrap=True)
        self._lay_out()
        self._connect()
        self._show_step(ORDER)
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
        self._free()
        self.order.reload()

    def set_look(self, look: Look) -> None:
        """Paint in another theme."""
        super().set_look(look)
        for part in (self.form, self.why, self.series):
            part.set_look(look)

    def has_unsaved(self) -> bool:
        """Return whether something is typed that is not booked."""
        return self.order.is_dirty()

    def step(self) -> int:
        """Return 0 for the order, 1 for the series."""
        return self._step

    def go_on(self) -> None:
        """Do what the primary button says: plan the series, or book it."""
        if self._step == SERIES:
            self._book()
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
        if self._step == SERIES:
            self._plan()

    def _show_step(self, step: int) -> None:
        self._step = step
        self.header.show_step(step)
        self._left.setCurrentIndex(step)
        self._left.setFixedWidth(SUMMARY_WIDTH if step == SERIES else FORM_WIDTH)
        self.why.set_brief(step == SERIES)
        self.series.setVisible(step == SERIES)
        self._filler.setVisible(step == ORDER)
        self._show_primary()

    def _show_primary(self) -> None:
        from ivig_scheduler.services.course_booking import booking_label  # noqa: PLC0415 - slow

        if self._step == ORDER:
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
        can_book = plan is not None and plan.visits > 0 and not self._is_busy
        self.header.show_primary(words, is_ready=can_book)

    def _plan(self) -> None:
        sheet, draft, check = self.order.sheet, self.order.draft(), self.order.check
        if sheet is None or draft is None or check is None:
            return
        if self._planned is not None and _span(self._planned) != _span(draft):
            self.series.forget_changes()
        self._planned = draft
        self._who.setText(sheet.patient.full_name)
        self.summary.show_rows(summary_rows(draft, check, sheet))
        self.series.begin()
        wishes, skipped, now = dict(self.series.wishes), self.series.skipped, self.desk.local_now()

        def plan(store: "Reader") -> "SeriesPlan":
            from ivig_scheduler.services.courses import plan_course  # noqa: PLC0415 - slow

            return plan_course(store, draft, sheet, wishes, skipped, now=now)

        self.desk.read(plan, self._show_plan, view=f"new_course.{id(self)}", refused=self._refuse)

    def _show_plan(self, plan: "SeriesPlan") -> None:
        if self._step == SERIES:
            self.series.show_plan(plan)
            self._show_primary()

    def _book(self) -> None:
        from ivig_scheduler.services.course_booking import book_course  # noqa: PLC0415 - slow

        plan, draft = self.series.plan(), self._planned
        if plan is None or draft is None or not self.header.primary.isEnabled():
            return
        self._is_busy = True
        self._show_primary()
        cycles = plan.cycles

        def book(work: "Work") -> "ChangeSet":
            return book_course(work, draft, cycles)

        self.desk.act(book, then=self._finish, refused=self._refuse)

    def _finish(self, changes: "ChangeSet") -> None:
        from ivig_scheduler.domain.records import Appointment  # noqa: PLC0415 - loaded by now

        booked = [
            change.after for change in changes.changes if isinstance(change.after, Appointment)
        ]
        self._is_busy = False
        self._clear()
        first = min(booked, key=lambda visit: visit.start)
        self.navigator.day_requested.emit(first.start.date(), first.id)

    def _refuse(self, error: "RuleBrokenError") -> None:
        self.series.show_refusal(error.problems)
        self._free()

    def _free(self) -> None:
        """Let the user press again, whatever became of the booking."""
        self._is_busy = False
        self._show_primary()

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
        self.desk.troubled.connect(lambda _problem, _remedy: self._free())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.go_on)

    def _lay_out(self) -> None:
        self._left = QStackedWidget()
        self._left.addWidget(self._make_form_card())
        self._left.addWidget(self._make_summary_card())
        self._filler = QWidget()
        right = QVBoxLayout()
        right.setSpacing(14)
        right.addWidget(self.why)
        right.addWidget(self.series, 1)
        right.addWidget(self._filler, 1)
        columns = QHBoxLayout()
        columns.setSpacing(14)
        columns.addWidget(self._left)
        columns.addLayout(right, 1)
        page = QVBoxLayout()
        page.setContentsMargins(_MARGIN, 14, _MARGIN, _MARGIN)
        page.setSpacing(14)
        page.addWidget(self.header)
        page.addLayout(columns, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.keep_bar)
        outer.addLayout(page, 1)

    def _make_form_card(self) -> Card:
        body = QWidget()
        set_kind(body, "plain")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addWidget(self.patient)
        column.addWidget(self.form)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        card = Card()
        card.body.setContentsMargins(1, 2, 1, 2)
        card.add(area, 1)
        return card

    def _make_summary_card(self) -> Card:
        card = Card()
        card.add(self._who)
        card.add(self.summary)
        card.body.addStretch(1)
        return card


def _span(draft: "OrderDraft") -> tuple[str, ...]:
    """Return the answers that decide which cycles there are: others leave the wishes standing."""
    return (draft.first_day, draft.interval_days, draft.days_per_cycle)
