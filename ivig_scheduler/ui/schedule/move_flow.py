"""From the drop of a visit to its new place: asked first where that is more than a move."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ivig_scheduler.ui.desk import Desk

if TYPE_CHECKING:
    from ivig_scheduler.domain.errors import RuleBrokenError
    from ivig_scheduler.domain.records import Appointment
    from ivig_scheduler.services.course_moves import CourseMove
    from ivig_scheduler.services.following import FollowingPlan
    from ivig_scheduler.ui.schedule.move_question import MoveQuestion

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them


class MoveFlow(QObject):
    """Moves visits for the schedule and the inspector.

    `put_back` is called where a visit stays after all; `refused` with the reasons.
    """

    def __init__(
        self,
        desk: Desk,
        window: QWidget,
        put_back: Callable[[], None],
        refused: "Callable[[RuleBrokenError], None]",
    ) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._put_back, self._refused = put_back, refused
        self.question: MoveQuestion | None = None

    def move(self, before: "Appointment", chair_id: UUID, start: datetime) -> None:
        """Move a visit to a chair and local start; to another day a question may come first."""
        if start.date() == before.start.date():
            self._act(before, chair_id, start)
            return
        from ivig_scheduler.services.course_moves import foresee_move

        now = self._desk.local_now()
        self._desk.read(
            lambda store: foresee_move(store, before, chair_id, start, now),
            self._take,
            view="schedule.move",
            refused=self._refused,
        )

    def _take(self, move: "CourseMove") -> None:
        if not move.asks:
            self._act(move.visit, move.chair_id, move.start)
            return
        from ivig_scheduler.ui.schedule.move_question import MoveQuestion

        question = MoveQuestion(move, self._window)
        question.answered.connect(
            lambda keeps, following: self._act(
                move.visit,
                move.chair_id,
                move.start,
                keeps if move.next_due[True] != move.next_due[False] else None,
                following,
            )
        )
        question.rejected.connect(self._put_back)
        question.finished.connect(self._forget)
        self.question = question
        question.open()

    def _forget(self) -> None:
        if self.question is not None:
            self.question.deleteLater()
            self.question = None

    def _act(
        self,
        before: "Appointment",
        chair_id: UUID,
        start: datetime,
        keeps_rhythm: bool | None = None,
        following: "FollowingPlan | None" = None,
    ) -> None:
        from ivig_scheduler.services.course_moves import move_visit

        self._desk.act(
            lambda work: move_visit(
                work, before, chair_id, start, keeps_rhythm=keeps_rhythm, following=following
            ),
            refused=self._refused,
        )
