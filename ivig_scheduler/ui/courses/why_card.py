"""The card that explains how long a visit takes: bar, nurse, vital signs, chart and steps."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ivig_scheduler.domain.quantities import show, show_minutes
from ivig_scheduler.ui.inspector_parts import CheckList
from ivig_scheduler.ui.inspector_value import Check
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.visit.step_chart import StepChart
from ivig_scheduler.ui.visit.step_table import StepTable
from ivig_scheduler.ui.visit.visit_bar import VisitBar
from ivig_scheduler.ui.visit.words import (
    limits_sentence,
    nurse_sentence,
    vital_signs_sentence,
)
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.kind import label
from ivig_scheduler.ui.widgets.segmented import Segmented
from ivig_scheduler.ui.words import sentence

if TYPE_CHECKING:
    from decimal import Decimal

    from ivig_scheduler.domain.visit_plans import ComputedVisit
    from ivig_scheduler.services.orders.form import DraftCheck

USUAL, FIRST = "usual", "first"


class WhyCard(Card):
    """Shows the maintenance visit or the first one, and how long the other takes."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._check: DraftCheck | None = None
        self._colour = 0
        self._pump_step: Decimal | None = None
        self._title, self._other = label("", "strong", wrap=True), label("", "quiet")
        self.which = Segmented(
            [(USUAL, self.tr("Maintenance visit")), (FIRST, self.tr("First visit"))]
        )
        self.which.chosen.connect(lambda _key: self._show())
        self.bar = VisitBar(look.theme)
        self._lines = tuple(label("", "muted", wrap=True) for _ in range(2))
        self._limits = label("", "warning", wrap=True)
        self.chart, self.table = StepChart(look.theme), StepTable(look.theme)
        self.notes = CheckList()
        self._steps, self._is_brief = QWidget(), False
        self._lay_out()
        self.show_check(None)

    def set_look(self, look: Look) -> None:
        """Paint in another theme."""
        for part in (self.bar, self.chart, self.table):
            part.set_theme(look.theme)

    def show_check(
        self, check: "DraftCheck | None", colour: int = 0, pump_step: "Decimal | None" = None
    ) -> None:
        """Show what an order comes to, in its product's colour; None for nothing yet."""
        self._check, self._colour, self._pump_step = check, colour, pump_step
        self._show()

    def set_brief(self, is_brief: bool) -> None:
        """Leave the steps out, where the series needs the room."""
        self._is_brief = is_brief
        self._show()

    def title(self) -> str:
        """Return the heading of the card."""
        return self._title.text()

    def lengths(self) -> str:
        """Return what is said about the other visit."""
        return self._other.text()

    def sentences(self) -> str:
        """Return what is said below the bar."""
        return " ".join(line.text() for line in self._lines)

    def shown(self) -> "ComputedVisit | None":
        """Return the visit that is shown."""
        if self._check is None:
            return None
        if self.which.current() == FIRST:
            return self._check.first or self._check.usual
        return self._check.usual or self._check.first

    def _show(self) -> None:
        visit, check = self.shown(), self._check
        plan = visit.plan if visit else None
        has_both = check is not None and check.first is not None and check.usual is not None
        self.which.setVisible(has_both)
        self._title.setText(self._heading(visit))
        self._other.setText(self._lengths())
        if self._pump_step is not None:
            self.bar.show_plan(plan, self._colour, self._pump_step)
            self.table.show_plan(plan, pump_step=self._pump_step)
        else:
            self.bar.show_plan(plan, self._colour)
            self.table.show_plan(plan)
        self.chart.show_plan(plan, self._colour)
        self._lines[0].setText(self._split(visit) + nurse_sentence(plan) if plan else "")
        self._lines[1].setText(vital_signs_sentence(plan) if plan else "")
        self._limits.setText(limits_sentence(plan) if plan else "")
        self._limits.setVisible(bool(self._limits.text()))
        self._steps.setVisible(plan is not None and not self._is_brief)
        notes = check.notes if check else ()
        self.notes.show_checks([Check("warning", sentence(each)) for each in notes])
        self.notes.setVisible(bool(notes))

    def _heading(self, visit: "ComputedVisit | None") -> str:
        if visit is None:
            why_not = self._check.problem_of("product_id") if self._check else ""
            waits = self.tr("The visit appears here once product, dose and weight are known")
            return sentence(why_not) or waits
        is_first = visit.plan.is_naive_like
        word = self.tr("first") if is_first else self.tr("maintenance")
        takes = show_minutes(visit.plan.booked_minutes)
        return self.tr("Why a {} visit takes {}").format(word, takes)

    def _lengths(self) -> str:
        check = self._check
        if check is None or check.first is None or check.usual is None:
            return ""
        first, usual = (
            show_minutes(each.plan.booked_minutes) for each in (check.first, check.usual)
        )
        return self.tr("First visit {}, then {}").format(first, usual)

    def _split(self, visit: "ComputedVisit | None") -> str:
        order = self._check.order if self._check else None
        if visit is None or order is None or order.days_per_cycle == 1:
            return ""
        a_day = show(visit.plan.dose_g)
        return self.tr("{} g on each of {} days. ").format(a_day, order.days_per_cycle)

    def _lay_out(self) -> None:
        self.header.addWidget(self._title, 1)
        self.header.addWidget(self._other, 0, Qt.AlignmentFlag.AlignVCenter)
        self.header.addWidget(self.which)
        self.body.addLayout(self.header)
        self.add(self.bar)
        for line in (*self._lines, self._limits):
            self.add(line)
        row = QHBoxLayout(self._steps)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(24)
        rates = QVBoxLayout()
        rates.setSpacing(6)
        rates.addWidget(label(self.tr("Rate, mg/kg/min"), "section"))
        rates.addWidget(self.chart)
        rates.addStretch(1)
        row.addLayout(rates, 1)
        row.addWidget(self.table, 1, Qt.AlignmentFlag.AlignTop)
        self.add(self._steps)
        self.add(self.notes)
