"""A fact about to be changed: what it does to booked visits is shown before it is saved."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.proposals.accepting import open_proposal
from ivig_scheduler.ui.widgets.kind import button, label

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.services.courses.changes import CoursePreview
    from ivig_scheduler.services.dispatcher import Work
    from ivig_scheduler.services.proposals import ProposedMove, StuckVisit

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them


def save_with_visits(
    desk: Desk,
    look: Look,
    service: "Callable[[Work], ChangeSet]",
    parent: QWidget,
    *,
    then: "Callable[[ChangeSet], None] | None" = None,
    refused: Callable[[RuleBrokenError], None] | None = None,
    can_leave_visits: bool = True,
    alone: "Callable[[Work], ChangeSet] | None" = None,
) -> None:
    """Run a service that changes a fact, together with the booked visits that follow from it.

    Where no visit is touched it is run at once. Else its effect is shown: accepting it is one act;
    `can_leave_visits` offers to save the fact alone (by `alone`, where that is another service),
    which also happens where the visits cannot be computed by it.
    """
    now = desk.local_now()

    def save_alone() -> None:
        desk.act(alone or service, then=then, refused=refused)

    def show(found: "CoursePreview") -> None:
        if not found.changed:
            save_alone()
            return
        top = _Alone() if can_leave_visits else None
        sheet = open_proposal(desk, look, found.proposal, parent, top=top, accept=accept, then=then)
        if top is not None:
            top.save.clicked.connect(sheet.reject)
            top.save.clicked.connect(save_alone)

    def accept(
        work: "Work", moves: "tuple[ProposedMove, ...]", stuck: "tuple[StuckVisit, ...]"
    ) -> "ChangeSet":
        from ivig_scheduler.services.courses.changes import accept_change

        return accept_change(work, service, moves, stuck)

    def refuse(error: RuleBrokenError) -> None:
        if can_leave_visits:
            # What the service itself refuses, it refuses again.
            save_alone()
        elif refused is not None:
            refused(error)

    from ivig_scheduler.services.courses.changes import preview_change

    desk.read(lambda store: preview_change(store, service, now=now), show, refused=refuse)


class _Alone(QWidget):
    """The way to save a fact and leave the visits as they were planned."""

    def __init__(self) -> None:
        super().__init__()
        self.save = button(self.tr("Save only, leave the visits as they are"), "link")
        self.save.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(self.tr("Nothing is saved yet."), "quiet"))
        row.addWidget(self.save)
        row.addStretch(1)
