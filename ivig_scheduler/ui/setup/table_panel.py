"""The form of a rate table: edited while it is a draft, read and copied once it is in use."""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.domain.records import Indication, Product, RateTable
from ivig_scheduler.domain.terms import RateUnit, TableOrigin, TableUse
from ivig_scheduler.services.setup.rate_tables import (
    copy_rate_table,
    edit_rate_table,
    enter_rate_table,
)
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.setup.record_panel import RecordPanel
from ivig_scheduler.ui.setup.steps_grid import StepsGrid
from ivig_scheduler.ui.setup.table_words import USES, table_facts, table_title, why
from ivig_scheduler.ui.widgets.kind import button, label, set_kind
from ivig_scheduler.ui.widgets.pick import Pick

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.services.dispatcher import Work


class TablePanel(RecordPanel[RateTable]):
    """One rate table; `copied` carries the ChangeSet of a copy."""

    copied = Signal(object)

    def __init__(self, desk: Desk, look: Look) -> None:
        self.indications = QLineEdit()
        self.use = Pick([(use, words) for use, words in USES.items()])
        self.unit = Pick([(unit, unit.value) for unit in RateUnit])
        self.at_risk = QLineEdit()
        self.tolerated = QLineEdit()
        self.table_note = QLineEdit()
        self.steps = StepsGrid(look)
        self.state = label("", wrap=True)
        self.facts = label("", "muted", wrap=True)
        self.copy_button = button("Copy to edit")
        self._product: Product | None = None
        super().__init__(desk, "table")
        self.copy_button.clicked.connect(self.copy)

    @property
    def is_editable(self) -> bool:
        """Whether the shown table may be changed: a draft, or one that is being entered."""
        return self._before is None or self._before.is_draft

    def show_table(self, product: Product, table: RateTable | None) -> None:
        """Show a table of a product, or the form of a new one for None."""
        self._keep_draft()
        self._product = product
        self._before = table
        self.show_record(table)

    def offer_indications(self, indications: tuple[Indication, ...]) -> None:
        """Name the codes there are."""
        codes = ", ".join(each.code for each in indications)
        self._indications.set_hint(self.tr("Separated by commas. Known: {0}").format(codes))

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        self.steps.table.set_theme(look.theme)

    def copy(self) -> None:
        """Copy the shown table into a draft that can be edited."""
        table = self._before
        if table is not None:
            self._desk.act(
                lambda work: copy_rate_table(work, table),
                then=self.copied.emit,
                refused=self._show_refusal,
            )

    def _build_form(self) -> None:
        first = self.form.add_row(
            ("indications", self.tr("Indications"), self.indications),
            ("use", self.tr("For"), self.use),
            ("unit", self.tr("Unit of the rates"), self.unit),
            stretches=(4, 3, 2),
        )
        second = self.form.add_row(
            ("at_risk_max_mg_kg_min", self.tr("At-risk ceiling, mg/kg/min"), self.at_risk),
            ("tolerated_infusions_before", self.tr("After tolerated infusions"), self.tolerated),
            ("note", self.tr("Note"), self.table_note),
            stretches=(2, 2, 5),
        )
        self._indications = first[0]
        self._fields = (*first, *second)
        self.indications.setPlaceholderText(self.tr("Such as PI, ITP"))
        self.form.column.insertWidget(0, self.facts)
        self.form.column.insertWidget(0, self.state)
        self.form.column.addWidget(self.steps)
        self.form.watch("steps", self.steps)
        self.form.add_slot("steps", self.steps)
        self.unit.currentTextChanged.connect(self.steps.set_unit)

    def _lay_out_panel(self) -> None:
        super()._lay_out_panel()
        self.buttons.insertWidget(2, self.copy_button)

    def _fill(self, record: RateTable | None) -> None:
        self.indications.setText(", ".join(record.indications) if record else "")
        self.use.show_key(record.use if record else TableUse.ANY)
        self.unit.show_key(record.unit if record else RateUnit.ML_KG_H)
        self.at_risk.setText(_text(record.at_risk_max_mg_kg_min if record else None))
        self.tolerated.setText(_text(record.tolerated_infusions_before if record else None))
        self.table_note.setText(record.note if record else "")
        self.steps.set_unit(self.unit.currentText())
        self.steps.show_steps(record.steps if record else ())
        self.steps.set_editable(self.is_editable)
        for field in self._fields:
            field.setVisible(self.is_editable)
        self._tell_state(record)

    def _tell_state(self, record: RateTable | None) -> None:
        self.facts.setText(table_facts(record) if record else "")
        self.facts.setVisible(record is not None)
        self.state.setText(
            why(record)
            if record
            else self.tr(
                "Enter the rates from the label. The last step is open: leave its minutes empty."
            )
        )
        set_kind(self.state, "warning" if record and record.is_draft else "quiet")

    def _key(self, record: RateTable) -> Hashable:
        return record.id

    def _key_of(self, record: RateTable | None) -> Hashable:
        if record is not None or self._product is None:
            return super()._key_of(record)
        return ("new", self._product.id)

    def _name(self, record: RateTable) -> str:
        return table_title(record)

    def _problems(self) -> tuple[Problem, ...]:
        try:
            self.steps.read_steps()
        except RuleBrokenError as error:
            return error.problems
        return ()

    def _saving(self, before: RateTable | None) -> "Callable[[Work], ChangeSet]":
        # Not validated here: the service looks at every field and names what is wrong.
        values: dict[str, Any] = {
            "indications": _codes(self.indications.text()),
            "use": self.use.key(),
            "unit": self.unit.key(),
            "at_risk_max_mg_kg_min": _number(self.at_risk.text()),
            "tolerated_infusions_before": _number(self.tolerated.text()),
            "note": self.table_note.text(),
            "steps": self.steps.read_steps(),
        }
        if before is not None:
            after = before.model_copy(update=values)
            return lambda work: edit_rate_table(work, before, after)
        assert self._product is not None, "a table is entered for the product that is shown"
        new = RateTable.model_construct(
            product_id=self._product.id, lineage=uuid4(), origin=TableOrigin.SITE, **values
        )
        return lambda work: enter_rate_table(work, new)

    def _show_buttons(self) -> None:
        super()._show_buttons()
        is_editable = self.is_editable
        self.save_button.setVisible(is_editable)
        self.remove_button.hide()
        self.copy_button.setVisible(not is_editable)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code.strip() for code in text.split(",") if code.strip()))


def _number(text: str) -> str | None:
    return text.strip().replace(",", ".") or None


def _text(number: object) -> str:
    return "" if number is None else str(number)
