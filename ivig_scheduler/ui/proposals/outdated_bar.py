"""Where coming visits still stand by older facts: how many, and the way to plan them anew."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.wording import count
from ivig_scheduler.ui.actions import PATIENTS_ACTIONS
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.proposals.fact_change import renew_courses
from ivig_scheduler.ui.shortcuts import bind_button
from ivig_scheduler.ui.widgets.kind import button, label, set_kind

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Appointment
    from ivig_scheduler.storage.reader import Reader

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them


class OutdatedBar(QFrame):
    """Hidden where every coming visit is planned by the facts of today."""

    def __init__(self, desk: Desk, look: Callable[[], Look], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look = desk, look
        self._course_ids: tuple[UUID, ...] = ()
        self._view = f"outdated.{id(self)}"
        set_kind(self, "banner-warning")
        self.told = label("", wrap=True)
        self.renew = button(self.tr("Plan them anew…"), "link-strong")
        bind_button(self.renew, PATIENTS_ACTIONS, "renew")
        self.renew.clicked.connect(self._renew)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(8)
        row.addWidget(self.told, 1)
        row.addWidget(self.renew)
        self.hide()

    def show_courses(self, course_ids: Sequence[UUID]) -> None:
        """Look at the coming visits of courses."""
        if tuple(course_ids) != self._course_ids:
            self.hide()
        self._course_ids = tuple(course_ids)
        asked, now = self._course_ids, self._desk.local_now()

        def query(store: "Reader") -> "tuple[Appointment, ...]":
            from ivig_scheduler.services.courses.renewing import find_outdated

            return find_outdated(store, asked, now)

        self._desk.read(query, self._show, view=self._view, refused=self._forget)

    def _show(self, found: "tuple[Appointment, ...]") -> None:
        stand = count(len(found), "coming visit still stands", "coming visits still stand")
        self.told.setText(self.tr("{} by older facts than those of today.").format(stand))
        self.renew.setText(
            self.tr("Plan it anew…") if len(found) == 1 else self.tr("Plan them anew…")
        )
        self.setVisible(bool(found))

    def _forget(self, _error: RuleBrokenError) -> None:
        self.hide()

    def _renew(self) -> None:
        renew_courses(self._desk, self._look(), self._course_ids, self)
