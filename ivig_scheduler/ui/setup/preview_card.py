"""What a rate table gives for a weight and a dose: the rates in time and the minutes."""

from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ivig_scheduler.domain.dose_checks import check_amounts
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.quantities import clock, read_amount, round_down_to, show, show_minutes
from ivig_scheduler.domain.records import PlannedStep, Product, RateTable
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.titration import TitrationPlan, titrate
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.setup.steps_grid import HEADER_PX
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.form import Form
from ivig_scheduler.ui.widgets.kind import label, set_kind
from ivig_scheduler.ui.widgets.rows_model import Column, RowsModel, Tone
from ivig_scheduler.ui.widgets.table import ROW_PX, HouseTable
from ivig_scheduler.ui.words import sentence

USUAL_WEIGHT, USUAL_DOSE = "70", "35"


def plan_preview(
    table: RateTable, product: Product, weight: str, dose: str, settings: Settings
) -> TitrationPlan:
    """Return the plan of a dose in grams for a weight in kg, both as typed.

    Raises RuleBrokenError with what is wrong, for a draft table too.
    """
    weight_kg, dose_g = read_amount("weight", weight, "kg"), read_amount("dose", dose, "g")
    check_amounts(dose_g, weight_kg, settings)
    return titrate(table, product.concentration_g_per_ml, weight_kg, dose_g)


def columns(pump_step: Decimal) -> tuple[Column[PlannedStep], ...]:
    """Return the columns of the plan; mL/h are rounded down to what the pump can be set to."""
    return (
        Column("From", lambda step: clock(step.start_minute), 60, is_number=True, tone=Tone.MUTED),
        Column("Minutes", lambda step: show(step.minutes, 1), 80, is_number=True),
        Column("mg/kg/min", lambda step: show(step.mg_per_kg_min), 90, is_number=True),
        Column(
            "mL/h", lambda step: str(round_down_to(step.ml_per_h, pump_step)), 80, is_number=True
        ),
        Column("mL so far", lambda step: show(step.total_ml, 1), 90, is_number=True),
        Column("", lambda _step: "", stretches=True),
    )


class PreviewCard(Card):
    """A weight, a dose, the sentence they give and the rates below it."""

    def __init__(self, look: Look) -> None:
        super().__init__("What it gives")
        self._table: RateTable | None = None
        self._product: Product | None = None
        self._settings = Settings()
        self.weight, self.dose = QLineEdit(USUAL_WEIGHT), QLineEdit(USUAL_DOSE)
        self.form = Form()
        self.words = label("", "strong", wrap=True)
        self.model = RowsModel(
            columns(self._settings.amount("dose.pump_step")), lambda step: step.start_minute, self
        )
        self.table = HouseTable(look.theme, self.model)
        self.table.setAccessibleName(self.tr("Rates of the preview"))
        self._lay_out()
        self.form.edited.connect(self._compute)

    def show_table(self, product: Product, table: RateTable | None, settings: Settings) -> None:
        """Compute with another table."""
        self._product, self._table, self._settings = product, table, settings
        self.model.columns = columns(settings.amount("dose.pump_step"))
        self.setVisible(table is not None)
        self._compute()

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        self.table.set_theme(look.theme)

    def _compute(self) -> None:
        table, product = self._table, self._product
        if table is None or product is None:
            return
        self.form.clear_problems()
        try:
            plan = plan_preview(
                table, product, self.weight.text(), self.dose.text(), self._settings
            )
        except RuleBrokenError as error:
            self._show_refusal(error)
            return
        self.model.show_rows(plan.steps)
        set_px(self.table, height=HEADER_PX + len(plan.steps) * ROW_PX + 4)
        self.table.show()
        set_kind(self.words, "strong")
        self.words.setText(
            self.tr("Infusion {0}: {1} mL").format(
                show_minutes(plan.planned_minutes), show(plan.volume_ml, 1)
            )
        )

    def _show_refusal(self, error: RuleBrokenError) -> None:
        self.table.hide()
        at_table = [each for each in error.problems if each.field not in {"weight", "dose"}]
        self.form.show_problems(
            [each for each in error.problems if each not in at_table], focus=False
        )
        set_kind(self.words, "warning")
        self.words.setText("\n".join(sentence(each.message) for each in at_table))

    def _lay_out(self) -> None:
        self.form.add_row(
            ("weight", self.tr("Weight, kg"), self.weight),
            ("dose", self.tr("Dose of the day, g"), self.dose),
        )
        set_px(self.form, width=320)
        row = QHBoxLayout()
        row.addWidget(self.form)
        row.addStretch(1)
        self.body.addLayout(row)
        self.add(self.words)
        self.add(self.table)
