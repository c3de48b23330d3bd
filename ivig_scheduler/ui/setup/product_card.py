"""A product, what it lacks, and the list of its rate tables."""

from dataclasses import dataclass
from typing import Any

from ivig_scheduler.domain.records import RateTable
from ivig_scheduler.domain.terms import TableOrigin
from ivig_scheduler.domain.wording import listed
from ivig_scheduler.services.setup.rate_tables import ProductSheet
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.setup.steps_grid import HEADER_PX
from ivig_scheduler.ui.setup.table_words import USES, product_facts, table_state
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.widgets.rows_model import Column, RowsModel, Tone
from ivig_scheduler.ui.widgets.table import ROW_PX, HouseTable


@dataclass(frozen=True)
class TableLine:
    """A rate table and how it stands among the others."""

    table: RateTable
    state: str
    tone: Tone


COLUMNS = (
    Column[TableLine](
        "Indications",
        lambda line: listed(line.table.indications),
        stretches=True,
        tip=lambda line: listed(line.table.indications),
    ),
    Column[TableLine]("For", lambda line: USES[line.table.use], 176),
    Column[TableLine]("Version", lambda line: str(line.table.table_version), 64, is_number=True),
    Column[TableLine](
        "From",
        lambda line: "catalogue" if line.table.origin is TableOrigin.CATALOGUE else "site",
        80,
        tone=Tone.MUTED,
    ),
    Column[TableLine]("State", lambda line: line.state, 168, tone=lambda line: line.tone),
)


class TablesTable(HouseTable):
    """The list of tables: `chosen` and the current record are rate tables."""

    def current_record(self) -> Any:  # noqa: ANN401 - as the base has it
        """Return the selected rate table, or None."""
        line = super().current_record()
        return line.table if isinstance(line, TableLine) else None


class ProductCard(Card):
    """Name and facts of a product above its tables."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.name = label("", "strong")
        self.facts = label("", "muted", wrap=True)
        self.cautions = label("", "muted", wrap=True)
        self.note = label("", "warning", wrap=True)
        self.enter_button = button("")
        self.model = RowsModel(COLUMNS, lambda line: line.table.id, self)
        self.table = TablesTable(look.theme, self.model)
        self.table.setAccessibleName(self.tr("Rate tables of the product"))
        self.body.addLayout(self.header)
        self.header.addWidget(self.name, 1)
        self.header.addWidget(self.enter_button)
        for one in (self.facts, self.cautions, self.note, self.table):
            self.add(one)

    def show_sheet(self, sheet: ProductSheet) -> None:
        """Show a product and its tables."""
        product = sheet.product
        self.name.setText(product.name)
        self.facts.setText(product_facts(product))
        cautions = "; ".join((*product.contraindicated_in, *product.cautions))
        self.cautions.setText(cautions)
        self.cautions.setVisible(bool(cautions))
        self.note.setText(sheet.note)
        self.note.setVisible(bool(sheet.note))
        self.enter_button.setText(self.tr("Enter another table"))
        self.enter_button.setVisible(bool(sheet.tables))
        self.model.show_rows(
            [TableLine(table, *table_state(table, sheet.tables)) for table in sheet.tables]
        )
        self.table.setVisible(bool(sheet.tables))
        set_px(self.table, height=HEADER_PX + len(sheet.tables) * ROW_PX + 4)

    def current_table(self) -> RateTable | None:
        """Return the selected table."""
        table = self.table.current_record()
        return table if isinstance(table, RateTable) else None

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        self.table.set_theme(look.theme)
