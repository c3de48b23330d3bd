"""From the drop of a visit to its new place: asked first where that is more than a move."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, Unpack
from uuid import UUID

from PySide6.QtCore import QObject

from ivig_scheduler.domain.wording import count
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.proposals.search_sheet import SearchSheet
from ivig_scheduler.ui.proposals.turn_search import TurnSearch
from ivig_scheduler.ui.schedule.day_view import DayCanvas

if TYPE_CHECKING:
    from ivig_scheduler.domain.clearance.overriding import Override
    from ivig_scheduler.domain.errors import RuleBrokenError
    from ivig_scheduler.domain.records import Appointment
    from ivig_scheduler.services.courses.compared_cycles import FollowingPlan
    from ivig_scheduler.services.courses.move_outlook import CourseMove
    from ivig_scheduler.services.proposals import Proposal, ProposedMove
    from ivig_scheduler.services.reseating import Reseating
    from ivig_scheduler.storage.reader import Reader
    from ivig_scheduler.ui.schedule.move_question import MoveQuestion

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them


class _Asked(TypedDict, total=False):
    """What a move takes besides its place."""

    keeps_rhythm: bool | None
    along: "Sequence[ProposedMove]"
    following: "FollowingPlan | None"


class MoveFlow(QObject):
    """Moves visits for the schedule's canvas and the inspector; `refused` takes the reasons."""

    def __init__(
        self,
        desk: Desk,
        canvas: DayCanvas,
        refused: "Callable[[RuleBrokenError], None]",
    ) -> None:
        super().__init__(canvas)
        self._desk, self._canvas, self._refused = desk, canvas, refused
        self.question: MoveQuestion | None = None

    def move(
        self,
        before: "Appointment",
        chair_id: UUID,
        start: datetime,
        override: "Override | None" = None,
    ) -> None:
        """Move a visit to a chair and local start; to another day a question may come first.

        With an override only this visit moves: the question of what follows is not asked.
        """
        if override is not None:
            self._move_all_the_same(before, chair_id, start, override)
            return
        if start.date() == before.start.date():
            self._act(before, chair_id, start)
            return
        from ivig_scheduler.services.courses.move_outlook import foresee_move

        now = self._desk.local_now()
        self._desk.read(
            lambda store: foresee_move(store, before, chair_id, start, now),
            self._take,
            view="schedule.move",
            refused=self._refused,
        )

    def _move_all_the_same(
        self, before: "Appointment", chair_id: UUID, start: datetime, override: "Override"
    ) -> None:
        from ivig_scheduler.services.appointments import move_appointment

        self._desk.act(
            lambda work: move_appointment(work, before, chair_id, start, override),
            refused=self._refused,
        )

    def make_room(self, before: "Appointment", chair_id: UUID, start: datetime) -> None:
        """Offer how a visit fits at a place that is taken, where changing chairs is enough."""
        now = self._desk.local_now()
        told, stop = self.tr("Looking who could change chairs…"), self.tr("Stop")
        sheet = SearchSheet(self.tr("Make room"), told, stop, self._canvas)

        def begin(store: "Reader") -> "Reseating":
            from ivig_scheduler.services.reseating import Reseating

            return Reseating(store, before, chair_id, start, now)

        search: TurnSearch[Proposal | None] = TurnSearch(
            self._desk, sheet, self._offer, self._refused, "schedule.room"
        )
        search.start(begin)

    def _offer(self, found: "Proposal | None") -> None:
        if found is not None and found.moves:
            from ivig_scheduler.ui.proposals.accepting import open_proposal

            told = count(len(found.moves) - 1, "visit changes chairs", "visits change chairs")
            self._desk.tell(self.tr("Not moved yet: it fits where {}").format(told))
            open_proposal(self._desk, self._canvas.look, found, self._canvas)

    def _take(self, move: "CourseMove") -> None:
        if not move.asks:
            self._move(move)
            return
        from ivig_scheduler.ui.schedule.move_question import MoveQuestion

        question = MoveQuestion(move, self._canvas)
        question.answered.connect(self._move)
        question.rejected.connect(self._canvas.put_back)
        question.finished.connect(self._forget)
        self.question = question
        question.open()

    def _forget(self) -> None:
        if self.question is not None:
            self.question.deleteLater()
            self.question = None

    def _move(
        self,
        move: "CourseMove",
        keeps_rhythm: bool | None = None,
        following: "FollowingPlan | None" = None,
    ) -> None:
        self._act(
            move.visit,
            move.chair_id,
            move.start,
            keeps_rhythm=keeps_rhythm,
            along=move.along,
            following=following,
        )

    def _act(
        self, before: "Appointment", chair_id: UUID, start: datetime, **asked: "Unpack[_Asked]"
    ) -> None:
        from ivig_scheduler.services.courses.moves import move_visit

        self._desk.act(
            lambda work: move_visit(work, before, chair_id, start, **asked), refused=self._refused
        )
