"""A sheet over the window that asks about an exception and shows what it would bring."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.domain.wording import count
from ivig_scheduler.ui.actions import PANEL_ACTIONS
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.exceptions.consequences_box import ConsequencesBox
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.shortcuts import bind_button
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.foot import sheet_foot
from ivig_scheduler.ui.widgets.form import Form
from ivig_scheduler.ui.widgets.kind import button, label

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.services.dispatcher import Work
    from ivig_scheduler.services.exceptions.outlook import Consequences
    from ivig_scheduler.services.repair.troubles import Trouble

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them

_WIDTH_PX = 560


class ExceptionSheet(QDialog):
    """A form, what it would bring, and one act; where visits are affected, also their repair.

    What it would bring is shown before a reason is given; without one it is not done. A subclass
    says what is asked, by which service it is done, and what the button says.
    """

    def __init__(self, desk: Desk, look: Look, title: str, form: Form, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.look, self.form = desk, look, form
        self._window = parent
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.box = ConsequencesBox(desk, f"exception.{type(self).__name__}")
        self.repair_button = button(self.tr("Find other places…"))
        self.confirm_button = button("", "primary")
        self.confirm_button.setDefault(True)
        self.leave_button = button(self.tr("Leave as it is"))
        bind_button(self.confirm_button, PANEL_ACTIONS, "confirm", self)
        bind_button(self.repair_button, PANEL_ACTIONS, "make_room", self)
        self._lay_out(title)
        set_px(self, least_width=_WIDTH_PX)
        self.box.shown.connect(self._take)
        form.edited.connect(self.look_ahead)
        form.submitted.connect(self.confirm)
        self.confirm_button.clicked.connect(self.confirm)
        self.repair_button.clicked.connect(self.repair)
        self.leave_button.clicked.connect(self.reject)
        desk.changed.connect(self._leave_if_stale)
        self._take(None)

    def make_service(self) -> "Callable[[Work], ChangeSet]":
        """Return what is done; called only where `problems` finds nothing."""
        raise NotImplementedError

    def problems(self) -> tuple[Problem, ...]:
        """Return what cannot be read in the form, or is missing."""
        return self.form.unreadable()

    def act_words(self) -> str:
        """Return what the button does."""
        raise NotImplementedError

    def look_ahead(self) -> None:
        """Show what the answers so far would bring."""
        # What it brings does not depend on why it is done.
        missing = [each for each in self.problems() if each.field != "reason"]
        self.box.foresee(None if missing else self.make_service())

    def confirm(self) -> None:
        """Do it, and leave the visits it affects to be repaired."""
        problems = self.problems()
        self.form.show_problems(problems)
        if problems:
            return
        self.desk.act(
            self.make_service(), then=lambda _changes: self.accept(), refused=self._refuse
        )

    def repair(self) -> None:
        """Look for other places for the visits affected: both are done in one act then."""
        problems = self.problems()
        self.form.show_problems(problems)
        if problems:
            return
        from ivig_scheduler.services.exceptions.outlook import foresee_trouble

        service, now = self.make_service(), self.desk.local_now()
        self.desk.read(
            lambda store: foresee_trouble(store, service, now),
            self._open_repair,
            view="exception.repair",
            refused=self._refuse,
        )

    def _open_repair(self, trouble: "Trouble | None") -> None:
        from ivig_scheduler.ui.proposals.repair_flow import open_repair

        self.accept()
        if trouble is not None:
            open_repair(self.desk, self.look, trouble, self._window)

    def _take(self, found: "Consequences | None") -> None:
        affected = len(found.affected) if found else 0
        self.repair_button.setVisible(bool(affected))
        words = self.act_words()
        if affected:
            words += self.tr(", leave {0}").format(count(affected, "visit"))
        self.confirm_button.setText(words)
        self.adjustSize()

    def _refuse(self, error: RuleBrokenError) -> None:
        self.form.show_problems(error.problems)

    def _leave_if_stale(self, changes: object) -> None:
        if changes is None:
            self.reject()
        else:
            self.look_ahead()

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(title, "heading"))
        column.addWidget(self.form)
        column.addWidget(self.box)
        column.addStretch(1)
        buttons = (self.leave_button, self.repair_button, self.confirm_button)
        for each in buttons:
            each.setAutoDefault(each is self.confirm_button)
        column.addLayout(sheet_foot(*buttons))
