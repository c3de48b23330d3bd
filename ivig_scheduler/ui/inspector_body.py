"""All about one visit in a column: who, what, how fast, the checks, what follows, what to do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ivig_scheduler.ui import inspector_value as value
from ivig_scheduler.ui.clock.clock_card import ClockCard
from ivig_scheduler.ui.inspector_actions import InspectorActions
from ivig_scheduler.ui.inspector_head import InspectorHead
from ivig_scheduler.ui.inspector_parts import ActList, CheckList, RowList
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.visit.step_chart import StepChart
from ivig_scheduler.ui.visit.step_table import StepTable
from ivig_scheduler.ui.widgets.kind import label, set_kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ivig_scheduler.domain.progress import VisitProgress
    from ivig_scheduler.services.visit_file import VisitFile

_MARGIN = 16
_GAP = 8


class InspectorBody(QScrollArea):
    """Shows what it is given; what is asked for comes out of `head` and `actions_of_visit`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.actions_of_visit = InspectorHead(), InspectorActions()
        self.rows, self.checks = RowList(), CheckList()
        self.chart, self.table = StepChart(look.theme), StepTable(look.theme)
        self.clock = ClockCard()
        self.history = ActList()
        self._history_title = label(self.tr("History"), "section")
        self._checks_title = label(self.tr("Checks"), "section")
        self._next = QWidget()
        self._next_title, self._next_who = label("", "section"), label("", wrap=True)
        self._next_risk = label("", "danger")
        self.actions_of_visit.cancel_opened.connect(self._show_question)
        self.clock.opened.connect(self._show_clock)
        self.actions_of_visit.set_icons(look.icons)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()

    def set_look(self, look: Look) -> None:
        """Paint in another theme."""
        self.chart.set_theme(look.theme)
        self.table.set_theme(look.theme)
        self.actions_of_visit.set_icons(look.icons)

    def show_file(
        self,
        file: "VisitFile",
        chair: str,
        now: "datetime",
        since: "datetime | None",
    ) -> None:
        """Show a visit at the wall clock `now`; `since` is when it came to its status."""
        progress = file.expect(now)
        self.head.show_patient(file.patient.full_name, value.identity(file, now))
        self.head.show_chips(value.chips(file, progress, since))
        self.head.show_section(value.section(file))
        self.rows.show_rows(value.rows(file, progress, chair))
        self._show_steps(file, progress, now)
        found = value.checks(file)
        self.checks.show_checks(found)
        self._checks_title.setVisible(bool(found))
        self._show_next(value.next_in_chair(file, progress, chair))

    def show_history(self, acts: "Sequence[value.Act]") -> None:
        """Show what was done with the visit, newest first."""
        self.history.show_acts(acts)
        self._history_title.setVisible(bool(acts))

    def _show_steps(self, file: "VisitFile", progress: "VisitProgress", now: "datetime") -> None:
        from ivig_scheduler.domain.progress import plan_as_it_goes  # noqa: PLC0415 - slow at start

        start, plan = progress.sits_down, plan_as_it_goes(file.plan, progress, file.zone)
        pump_step = file.moving.planner.context.settings.amount("dose.pump_step")
        self.chart.show_plan(plan, file.product.colour, start, now)
        self.table.show_plan(plan, start, now, pump_step)

    def _show_next(self, following: "value.NextInChair | None") -> None:
        self._next.setVisible(following is not None)
        if following is not None:
            self._next_title.setText(following.title)
            self._next_who.setText(following.who)
            self._next_risk.setText(following.at_risk)

    def _show_question(self) -> None:
        # Once the layout has made room for it.
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.actions_of_visit))

    def _show_clock(self) -> None:
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.clock))

    def _lay_out(self) -> None:
        body = QWidget()
        set_kind(body, "plain")
        column = QVBoxLayout(body)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(6)
        self._lay_out_next()
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self.head, self.rows),
            (self.clock,),
            (label(self.tr("Rate, mg/kg/min"), "section"), self.chart, self.table),
            (self._checks_title, self.checks),
            (self._next,),
            (self.actions_of_visit,),
            (self._history_title, self.history),
        )
        for group in groups:
            for part in group:
                column.addWidget(part)
            column.addSpacing(_GAP)
        column.addStretch(1)
        self.setWidget(body)

    def _lay_out_next(self) -> None:
        column = QVBoxLayout(self._next)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._next_title)
        row = QHBoxLayout()
        row.addWidget(self._next_who, 1)
        row.addWidget(self._next_risk)
        column.addLayout(row)
