"""A fact about to be changed: what it does to booked visits is shown before it is saved."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.proposals.accepting import Accept, open_proposal
from ivig_scheduler.ui.proposals.search_sheet import SearchSheet
from ivig_scheduler.ui.proposals.turn_search import TurnSearch
from ivig_scheduler.ui.widgets.kind import button, label

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.services.courses.change_search import ChangeSearch
    from ivig_scheduler.services.courses.changes import CoursePreview
    from ivig_scheduler.services.dispatcher import Work
    from ivig_scheduler.services.proposals import DayChanges, ProposedMove, StuckVisit
    from ivig_scheduler.storage.reader import Reader

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

    def save_alone() -> None:
        desk.act(alone or service, then=then, refused=refused)

    def show(found: "CoursePreview") -> None:
        if not found.changed:
            save_alone()
            return
        top = _Alone() if can_leave_visits else None
        accept = accepting(found.proposal.days)
        sheet = open_proposal(desk, look, found.proposal, parent, top=top, accept=accept, then=then)
        if top is not None:
            top.save.clicked.connect(sheet.reject)
            top.save.clicked.connect(save_alone)

    def accepting(days: "DayChanges") -> Accept:
        def accept(
            work: "Work", moves: "tuple[ProposedMove, ...]", stuck: "tuple[StuckVisit, ...]"
        ) -> "ChangeSet":
            from ivig_scheduler.services.courses.changes import accept_change

            return accept_change(work, service, moves, stuck, days)

        return accept

    def refuse(error: RuleBrokenError) -> None:
        if can_leave_visits:
            # What the service itself refuses, it refuses again.
            save_alone()
        elif refused is not None:
            refused(error)

    search_change(desk, service, show, refuse, parent)


def search_change(
    desk: Desk,
    service: "Callable[[Work], ChangeSet]",
    then: "Callable[[CoursePreview], None]",
    refused: Callable[[RuleBrokenError], None],
    parent: QWidget,
    *,
    renewed: Sequence[UUID] = (),
) -> None:
    """Look at what a change of a fact does to booked visits and hand it to `then`.

    The courses that are `renewed` are planned by the facts of today as well. Stopped before every
    visit was looked at, nothing is saved.
    """
    now = desk.local_now()
    told, stop = desk.tr("Looking at the booked visits…"), desk.tr("Stop")
    sheet = SearchSheet(desk.tr("What this does to booked visits"), told, stop, parent)

    def begin(store: "Reader") -> "ChangeSearch":
        from ivig_scheduler.services.courses.change_search import ChangeSearch

        return ChangeSearch(store, service, now, renewed=renewed)

    def finish(found: "ChangeSearch") -> None:
        from ivig_scheduler.services.courses.changes import tell_change

        then(tell_change(found))

    search: TurnSearch[ChangeSearch] = TurnSearch(
        desk,
        sheet,
        finish,
        refused,
        "change",
        left=lambda: desk.tell(desk.tr("Nothing was saved: the visits were not looked at.")),
    )
    search.start(begin)


def renew_courses(desk: Desk, look: Look, course_ids: Sequence[UUID], parent: QWidget) -> None:
    """Show what becomes of courses' coming visits by the facts of today; accepting is one act."""

    def nothing(_work: "Work") -> "ChangeSet":
        from ivig_scheduler.domain.changes import ChangeSet

        return ChangeSet("", ())

    def accept(
        work: "Work", moves: "tuple[ProposedMove, ...]", stuck: "tuple[StuckVisit, ...]"
    ) -> "ChangeSet":
        from ivig_scheduler.services.courses.changes import renew_visits

        return renew_visits(work, moves, stuck)

    def show(found: "CoursePreview") -> None:
        if found.changed:
            open_proposal(desk, look, found.proposal, parent, accept=accept)
        else:
            desk.tell(desk.tr("Every coming visit is planned by the facts of today."))

    def refuse(error: RuleBrokenError) -> None:
        desk.tell(str(error))

    search_change(desk, nothing, show, refuse, parent, renewed=course_ids)


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
