"""A course's order, changed beside the list: its facts, and for which visits the change holds."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ivig_scheduler.domain.wording import count
from ivig_scheduler.ui.actions import PANEL_ACTIONS
from ivig_scheduler.ui.courses.order_desk import OrderDesk
from ivig_scheduler.ui.courses.order_form import OrderForm
from ivig_scheduler.ui.courses.scope_question import ScopeQuestion
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.proposals.fact_change import save_with_visits
from ivig_scheduler.ui.shortcuts import bind_button
from ivig_scheduler.ui.widgets.foot import panel_foot
from ivig_scheduler.ui.widgets.kind import button, label, set_kind
from ivig_scheduler.ui.widgets.scrolled import scrolled
from ivig_scheduler.ui.words import sentence

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.domain.errors import RuleBrokenError
    from ivig_scheduler.domain.records import Cycle
    from ivig_scheduler.services.courses.courses import CourseFile
    from ivig_scheduler.services.dispatcher import Work
    from ivig_scheduler.services.orders.form import DraftCheck

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them
_MARGIN = 16


class OrderEdit(QWidget):
    """`closed` is emitted once the change is made or let go."""

    closed = Signal()

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look = desk, look
        self._file: CourseFile | None = None
        self.form = OrderForm(desk, look)
        self.form.fields.leave_out_course()
        self.order = OrderDesk(desk, self.form, self)
        self.scope = ScopeQuestion(desk)
        self.save = button(self.tr("Show what changes"), "primary")
        self.cancel = button(self.tr("Cancel"))
        self._problem = label("", "error", wrap=True)
        self._who = label("", "quiet", wrap=True)
        set_kind(self, "inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bind_button(self.save, PANEL_ACTIONS, "confirm", self)
        self._lay_out()
        self.order.checked.connect(self._show_check)
        self.order.lost.connect(lambda _error: self.closed.emit())
        self.scope.changed.connect(self._show_primary)
        self.save.clicked.connect(self.go_on)
        self.cancel.clicked.connect(self.close_form)

    @property
    def course_id(self) -> UUID | None:
        """The course whose order is edited, or None."""
        return self._file.course.id if self._file else None

    def start(self, file: "CourseFile", cycle: "Cycle | None") -> None:
        """Begin with a course's order; `cycle` is the one that is marked."""
        self._file = file
        self._problem.hide()
        self._who.setText(file.patient.full_name)
        self.scope.ask(file, cycle)
        this = self.scope.cycle
        order = file.orders[this.id] if this is not None else file.order
        self.order.edit(order)

    def has_unsaved(self) -> bool:
        """Return whether something was changed that is not saved."""
        return self._file is not None and self.order.is_dirty()

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        self._look = look
        self.form.set_look(look)

    def close_form(self) -> None:
        """Let go of what was typed."""
        self._file = None
        self.order.close()
        self.closed.emit()

    def go_on(self) -> None:
        """Show what the change does to the visits, or the first problem of the form."""
        self.order.says_missing = True
        self.order.check_now()
        check, file = self.order.check, self._file
        if check is None or file is None:
            return
        if check.order is None:
            self.form.focus_problem(check)
            return
        self._problem.hide()
        order, scope = check.order, self.scope.scope()
        cycle = self.scope.cycle
        cycle_id = cycle.id if cycle else None

        def change(work: "Work") -> "ChangeSet":
            from ivig_scheduler.services.orders.changes import change_order

            return change_order(work, file.course.id, order, scope, cycle_id)

        save_with_visits(
            self._desk,
            self._look,
            change,
            self,
            then=lambda _changes: self.close_form(),
            refused=self._refuse,
            can_leave_visits=False,
        )

    def _refuse(self, error: "RuleBrokenError") -> None:
        self._problem.setText("\n".join(sentence(each.message) for each in error.problems))
        self._problem.show()

    def _show_check(self, _check: "DraftCheck") -> None:
        self._problem.hide()
        self._show_primary()

    def _show_primary(self) -> None:
        found = self.scope.count()
        is_typed = self.order.is_dirty()
        self.save.setEnabled(found is not None and found.changed > 0 and is_typed)
        if found is not None:
            self.save.setText(self.tr("Change {}…").format(count(found.changed, "visit")))

    def _lay_out(self) -> None:
        body = QWidget()
        form = QVBoxLayout(body)
        form.setContentsMargins(_MARGIN, 4, _MARGIN, 14)
        form.setSpacing(12)
        form.addWidget(self.form)
        form.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(_MARGIN, 14, _MARGIN, 8)
        head.addWidget(label(self.tr("Edit the order"), "heading"))
        head.addWidget(self._who)
        foot = QVBoxLayout()
        foot.setContentsMargins(_MARGIN, 8, _MARGIN, 12)
        foot.setSpacing(8)
        foot.addWidget(self.scope)
        foot.addWidget(self._problem)
        foot.addLayout(panel_foot(self.save, self.cancel))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(scrolled(body), 1)
        column.addLayout(foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the change go on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)
