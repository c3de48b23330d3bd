"""Planning the day that is shown: reading it, seeking a plan on the computing thread, accepting."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.planning.day import DayProgress
from ivig_scheduler.services.day_plans.planning import (
    DayProblem,
    load_day_problem,
    plan_problem,
)
from ivig_scheduler.services.day_plans.proposals import accept_day_plan, as_proposal
from ivig_scheduler.services.proposals import ProposedMove
from ivig_scheduler.ui.computing import Task
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.schedule.plan_day_sheet import PlanDaySheet, PlannedProposal

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet

_VIEW = "schedule.plan_day"


def open_plan_day(desk: Desk, look: Look, day: date, parent: QWidget) -> None:
    """Open the sheet that plans a day once the day is read; refused, the reason is told."""
    now = desk.local_now()
    desk.read(
        lambda store: load_day_problem(store, day, now),
        lambda problem: PlanDayFlow(desk, look, problem, parent).open(),
        view=_VIEW,
    )


class PlanDayFlow(QObject):
    """Does what the sheet asks for; closed, it drops whatever is still being sought."""

    def __init__(self, desk: Desk, look: Look, problem: DayProblem, parent: QWidget) -> None:
        self.sheet = PlanDaySheet(look, problem, desk.today(), parent)
        super().__init__(self.sheet)
        self._desk = desk
        self._day = problem.day.day
        self._is_open = True
        self.sheet.plan_requested.connect(self._read)
        self.sheet.stop_requested.connect(desk.computing.stop)
        self.sheet.moves_accepted.connect(self._accept)
        self.sheet.finished.connect(self._end)
        desk.changed.connect(self.sheet.leave_if_stale)

    def open(self) -> None:
        """Show the sheet."""
        self.sheet.open()

    def _read(self) -> None:
        """Read the day as it stands now, then seek a plan of it."""
        self.sheet.show_running()
        now, reach = self._desk.local_now(), self.sheet.choices.reach_minutes()
        self._desk.read(
            lambda store: load_day_problem(store, self._day, now, reach),
            self._seek,
            view=_VIEW,
            refused=self._refuse,
        )

    def _seek(self, problem: DayProblem) -> None:
        if not self._is_open:
            return
        objective = self.sheet.choices.wanted()
        self.sheet.problem = problem

        def job(task: Task) -> PlannedProposal:
            def tell(progress: DayProgress) -> bool:
                task.tell(progress)
                return not task.is_stopped()

            planned = plan_problem(problem, objective, tell)
            return PlannedProposal(problem, planned, as_proposal(problem, planned))

        self._desk.computing.start(
            job, self.sheet.show_planned, self._fail, self.sheet.note_progress
        )

    def _accept(self, moves: tuple[ProposedMove, ...]) -> None:
        self._desk.act(
            lambda work: accept_day_plan(work, self._day, moves),
            then=self._done,
            refused=self.sheet.show_refusal,
        )

    def _done(self, _changes: "ChangeSet") -> None:
        self.sheet.accept()

    def _refuse(self, error: RuleBrokenError) -> None:
        self.sheet.reject()
        self._desk.tell(str(error))

    def _fail(self, error: Exception) -> None:
        self.sheet.end_running()
        raise error

    def _end(self) -> None:
        self._is_open = False
        self._desk.computing.drop()
        self.sheet.deleteLater()
