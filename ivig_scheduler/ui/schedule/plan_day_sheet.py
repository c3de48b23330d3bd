"""The sheet that plans a day anew: what is wanted, the day before and after, and the moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QElapsedTimer, QSize, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ivig_scheduler.planning.day import DayProgress, DayStatus
from ivig_scheduler.services.day_plans.planning import DayProblem, PlannedDay
from ivig_scheduler.services.day_plans.proposals import day_after, tell_figures
from ivig_scheduler.services.proposals import Proposal
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.proposals.moves_sheet import MovesSheet
from ivig_scheduler.ui.proposals.proposal_words import tell_accepting
from ivig_scheduler.ui.schedule.day_texts import day_heading
from ivig_scheduler.ui.schedule.picture import DayPicture
from ivig_scheduler.ui.schedule.picture_maker import make_day_picture
from ivig_scheduler.ui.schedule.plan_day_parts import (
    ConflictList,
    PlanChoices,
    PlanFigures,
    PlanPictures,
)
from ivig_scheduler.ui.schedule.plan_day_words import tell_free, tell_nothing, tell_progress
from ivig_scheduler.ui.widgets.kind import label, set_kind
from ivig_scheduler.ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from ivig_scheduler.services.proposals import ProposedMove

_MARGIN_PX = 20
_MOST_SIZE, _USUAL_SIZE = QSize(1560, 980), QSize(1200, 740)
_TICK_MS = 250
#: The sign before what is said of a plan, and how it looks.
_SIGNS = {
    DayStatus.OPTIMAL: ("✓", "good"),
    DayStatus.FEASIBLE: ("△", "warning"),
    DayStatus.IMPOSSIBLE: ("✗", "danger"),
    DayStatus.UNKNOWN: ("△", "warning"),
}


@dataclass(frozen=True)
class PlannedProposal:
    """A day's problem, its plan, and the moves proposed."""

    problem: DayProblem
    planned: PlannedDay
    proposal: Proposal


class PlanDaySheet(MovesSheet):
    """The moves a plan of the day asks for; `plan_requested` asks for one of what is chosen."""

    plan_requested = Signal()
    stop_requested = Signal()

    def __init__(
        self, look: Look, problem: DayProblem, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Plan this day"))
        self.problem = problem
        self._today = today
        self.choices = PlanChoices(problem.reach_minutes)
        self.pictures = PlanPictures(look)
        self.figures = PlanFigures()
        self.quality = label("", wrap=True)
        self.free = label("", "quiet")
        self.below: QScrollArea = scrolled(QWidget())
        self._surface = self._surface_of(self.below)
        self._planned: PlannedProposal | None = None
        self._progress: DayProgress | None = None
        self._elapsed = QElapsedTimer()
        self._ticking = QTimer(self, interval=_TICK_MS)
        self._lay_out()
        # Left to itself, Qt gives a sheet no more than two thirds of the screen.
        self.resize(self.sizeHint())
        self._connect()
        self.show_problem(problem)

    @property
    def offered(self) -> "tuple[ProposedMove, ...]":
        """The moves of the plan; none before there is one."""
        return self._planned.proposal.moves if self._planned is not None else ()

    def show_problem(self, problem: DayProblem) -> None:
        """Show the day as it stands, ready to be planned."""
        self.problem = problem
        self._planned = None
        self.pictures.show_before(self._picture())
        self.pictures.after.say(tell_nothing(problem) or self.tr("Choose what you want and plan."))
        self.free.setText(tell_free(problem))
        self.choices.plan.setEnabled(bool(problem.free))
        self._say("", "quiet")
        self.figures.hide()
        self._surface.hide()
        self.refusal.hide()
        self._show_chosen()

    def show_running(self) -> None:
        """Show that a plan is being sought; what was planned before is gone."""
        self.show_problem(self.problem)
        self._progress = None
        self.pictures.after.say("")
        self.choices.show_running(is_running=True)
        self.choices.stop.setFocus()
        self._elapsed.start()
        self._ticking.start()
        self._show_progress()

    def note_progress(self, progress: DayProgress) -> None:
        """Take how far the search is."""
        self._progress = progress

    def show_planned(self, planned: PlannedProposal) -> None:
        """Show a plan: both pictures, the figures, what is proved and the moves, all ticked."""
        self.end_running()
        self._planned, self.problem = planned, planned.problem
        status = planned.planned.plan.status
        sign, kind = _SIGNS[status]
        if planned.planned.is_lenient:
            kind = "warning"
        self._say(f"{sign} {planned.proposal.note}", kind)
        self._fill(planned)
        if status in {DayStatus.IMPOSSIBLE, DayStatus.UNKNOWN}:
            self.pictures.after.say(self.tr("No plan."))
        self._show_chosen()
        (self.accept_button if self.chosen_moves else self.leave_button).setFocus()

    def end_running(self) -> None:
        """Show that nothing is being sought any more."""
        self._ticking.stop()
        self.choices.show_running(is_running=False)
        self._say("", "quiet")

    def _fill(self, planned: PlannedProposal) -> None:
        proposal = planned.proposal
        if proposal.stuck:
            self.below.setWidget(ConflictList(proposal.stuck))
        else:
            self.lines = self._make_lines()
            set_kind(self.lines, "plain")
            self._add_moves(planned.proposal, self._chair_names())
            self.below.setWidget(self.lines)
        self._surface.setVisible(bool(proposal.stuck or proposal.moves))

    def _show_chosen(self) -> None:
        """Show what the ticked moves come to."""
        moves = self.chosen_moves
        of_moves = len(self.offered)
        self.accept_button.setText(tell_accepting(len(moves), of_moves, 0))
        self.accept_button.setVisible(of_moves > 0)
        self.leave_button.setText(self.tr("Leave as it is") if of_moves else self.tr("Close"))
        self.accept_button.setEnabled(bool(moves))
        self._show_ticking()
        has_plan = self._planned is not None and bool(self._planned.planned.plan.visits)
        self.figures.setVisible(has_plan)
        if has_plan:
            self._show_after(moves)

    def _show_after(self, moves: "tuple[ProposedMove, ...]") -> None:
        self.figures.show_figures(tell_figures(self.problem, moves))
        before = self._picture()
        after = make_day_picture(day_after(self.problem.day, moves))
        moved = frozenset(each.before.id for each in moves)
        self.pictures.show_both(before, after, moved)
        if self._planned is not None and not self._planned.proposal.moves:
            self.pictures.after.say(self.tr("The day stands as well as it can."))

    def _show_progress(self) -> None:
        told = tell_progress(
            self.problem, self.choices.wanted(), self._progress, self._elapsed.elapsed() // 1000
        )
        self._say(told, "quiet")

    def _note_choice(self) -> None:
        self.show_problem(self.problem)

    def _picture(self) -> DayPicture:
        return make_day_picture(self.problem.day)

    def _chair_names(self) -> Mapping[UUID, str]:
        return {chair.id: chair.name for chair in self.problem.day.facts.chairs}

    def _say(self, text: str, kind: str) -> None:
        self.quality.setText(text)
        set_kind(self.quality, kind)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN_PX, 16, _MARGIN_PX, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        heading = self.tr("Plan {}").format(day_heading(self.problem.day.day, self._today))
        head.addWidget(label(heading, "heading"))
        head.addStretch(1)
        head.addWidget(self.free)
        column.addLayout(head)
        column.addWidget(self.choices)
        column.addWidget(self.pictures)
        column.addWidget(self.quality)
        column.addWidget(self.figures)
        column.addWidget(self._surface, 1)
        column.addStretch(0)
        column.addWidget(self.refusal)
        column.addLayout(self._foot())

    def _connect(self) -> None:
        self.choices.plan_requested.connect(self.plan_requested)
        self.choices.stop_requested.connect(self.stop_requested)
        self.choices.changed.connect(self._note_choice)
        self._ticking.timeout.connect(self._show_progress)

    def sizeHint(self) -> QSize:
        """Return most of the window behind, so that both pictures and the moves find room."""
        parent = self.parentWidget()
        if parent is None:
            return _USUAL_SIZE
        return (parent.window().size() - QSize(60, 60)).boundedTo(_MOST_SIZE)
