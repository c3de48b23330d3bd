"""The products, and the rate tables of the selected one."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.records import Indication, RateTable
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.services.setup.rate_tables import ProductSheet, load_catalogue_of, load_products
from ivig_scheduler.services.site_settings import load_settings
from ivig_scheduler.storage.reader import Reader
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.setup.preview_card import PreviewCard
from ivig_scheduler.ui.setup.product_card import ProductCard
from ivig_scheduler.ui.setup.section import GAP, Section
from ivig_scheduler.ui.setup.sign_off_card import SignOffCard
from ivig_scheduler.ui.setup.table_panel import TablePanel
from ivig_scheduler.ui.setup.table_words import product_state
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.kind import label, set_kind
from ivig_scheduler.ui.widgets.rows_model import Column, RowsModel
from ivig_scheduler.ui.widgets.scrolled import scrolled
from ivig_scheduler.ui.widgets.table import HouseTable

LIST_PX = 312
WIDEST_PX = 1040

COLUMNS = (
    Column[ProductSheet](
        "Product",
        lambda sheet: sheet.product.name,
        stretches=True,
        tip=lambda sheet: sheet.product.name,
    ),
    Column[ProductSheet](
        "Tables",
        lambda sheet: product_state(sheet)[0],
        is_number=True,
        tone=lambda sheet: product_state(sheet)[1],
    ),
)


@dataclass(frozen=True)
class ProductsView:
    """The products with their tables, and what a table is entered and tried with."""

    sheets: tuple[ProductSheet, ...]
    indications: tuple[Indication, ...]
    settings: Settings


def load_products_view(store: Reader) -> ProductsView:
    """Return what the section shows."""
    catalogue = load_catalogue_of(store)
    return ProductsView(load_products(store), catalogue.indications, load_settings(store))


class ProductsSection(Section):
    """A list that can be searched; beside it the product, a table, its sign-off and a preview."""

    def __init__(self, desk: Desk, look: Look) -> None:
        super().__init__("Products and rate tables", desk, look)
        self._view: ProductsView | None = None
        self._wanted: UUID | None = None
        self.search = QLineEdit()
        self._search_icon = self.search.addAction(
            look.icons.icon("search", "muted", 16), QLineEdit.ActionPosition.LeadingPosition
        )
        self.model = RowsModel(COLUMNS, lambda sheet: sheet.product.id, self)
        self.list = HouseTable(look.theme, self.model)
        self.none = label("", "quiet", wrap=True)
        self.card = ProductCard(look)
        self.panel = TablePanel(desk, look)
        self.sign_off = SignOffCard(desk, look)
        self.preview = PreviewCard(look)
        self._lay_out()
        self._connect()
        self._show_sheet(None)

    def load(self) -> None:
        """Read the products, tables and settings."""
        self.desk.read(load_products_view, self._show, view="setup.products")

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        super().set_look(look)
        self.list.set_theme(look.theme)
        self._search_icon.setIcon(look.icons.icon("search", "muted", 16))
        for card in (self.card, self.panel, self.sign_off, self.preview):
            card.set_look(look)

    def has_unsaved(self) -> bool:
        """Return whether a table or a signature was typed and not saved."""
        return self.panel.has_unsaved() or self.sign_off.has_unsaved()

    def enter_table(self) -> None:
        """Open the form of a new table of the shown product."""
        sheet = self._sheet()
        if sheet is not None:
            self.card.table.clear_choice()
            self.panel.show_table(sheet.product, None)
            self._show_parts()
            self.panel.indications.setFocus()

    def _sheet(self) -> ProductSheet | None:
        record = self.list.current_record()
        return record if isinstance(record, ProductSheet) else None

    def _show(self, view: ProductsView) -> None:
        self._view = view
        self.panel.offer_indications(view.indications)
        self._filter()
        sheet = self._sheet()
        if sheet is None and self.model.rows:
            self.list.selectRow(0)
        elif sheet is not None:
            self._renew(sheet)

    def _filter(self) -> None:
        words = self.search.text().casefold().split()
        sheets = self._view.sheets if self._view else ()
        found = [
            sheet
            for sheet in sheets
            if all(
                word in f"{sheet.product.name} {sheet.product.maker}".casefold() for word in words
            )
        ]
        self.model.show_rows(found)
        self.list.setVisible(bool(found))
        self.none.setVisible(not found)
        self.none.setText(
            self.tr("No product or maker is named '{0}'.").format(self.search.text().strip())
        )

    def _renew(self, sheet: ProductSheet) -> None:
        """Show the stored state of the product that is shown already."""
        self.card.show_sheet(sheet)
        if self._wanted is not None:
            self.card.table.select_key(self._wanted)
            self._wanted = None
        shown, current = self.panel.record, self.card.current_table()
        if current is not None:
            self.panel.renew(current)
        elif shown is not None:
            # The table that was shown is gone, for example because its copy was undone.
            self._open_first(sheet)
        self._show_parts()

    def _show_sheet(self, sheet: ProductSheet | None) -> None:
        for card in (self.card, self.panel, self.sign_off, self.preview):
            card.setVisible(sheet is not None)
        if sheet is None:
            return
        self.card.show_sheet(sheet)
        self._open_first(sheet)
        self._show_parts()

    def _open_first(self, sheet: ProductSheet) -> None:
        """Show the first table of a product; the form of a new one where it has none."""
        if sheet.tables:
            self.card.table.selectRow(0)
        else:
            self.panel.show_table(sheet.product, None)

    def _choose_table(self, table: object) -> None:
        sheet = self._sheet()
        if sheet is not None and isinstance(table, RateTable):
            if self.panel.record is None or self.panel.record.id != table.id:
                self.panel.show_table(sheet.product, table)
            self._show_parts()

    def _show_parts(self) -> None:
        """Show the panels that go with the table in the form."""
        sheet, view = self._sheet(), self._view
        if sheet is None or view is None:
            return
        self.sign_off.show_table(self.panel.record, is_saved=not self.panel.form.is_dirty)
        self.preview.show_table(sheet.product, self.panel.record, view.settings)

    def _close(self) -> None:
        sheet = self._sheet()
        if sheet is not None and self.panel.record is None and sheet.tables:
            self.card.table.selectRow(0)

    def _note_new(self, changes: ChangeSet) -> None:
        records = (change.record for change in changes.changes if change.before is None)
        self._wanted = next((each.id for each in records if isinstance(each, RateTable)), None)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.list.chosen.connect(self._show_sheet)
        self.card.table.chosen.connect(self._choose_table)
        self.card.enter_button.clicked.connect(self.enter_table)
        self.panel.saved.connect(self._note_new)
        self.panel.copied.connect(self._note_new)
        self.panel.closed.connect(self._close)
        self.panel.form.edited.connect(
            lambda: self.sign_off.show_table(
                self.panel.record, is_saved=not self.panel.form.is_dirty
            )
        )

    def _lay_out(self) -> None:
        set_kind(self.search, "search")
        self.search.setPlaceholderText(self.tr("Find a product or maker"))
        self.search.setAccessibleName(self.tr("Find a product or maker"))
        self.search.setClearButtonEnabled(True)
        self.list.setAccessibleName(self.tr("Products"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = Card()
        set_px(left, panel=LIST_PX)
        left.body.setContentsMargins(8, 12, 8, 8)
        left.add(self.search)
        left.add(self.list, 1)
        left.add(self.none, 1)
        self.none.hide()
        sheet = QWidget()
        set_px(sheet, most_width=WIDEST_PX)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for card in (self.card, self.panel, self.preview, self.sign_off):
            column.addWidget(card)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(left)
        row.addWidget(scrolled(sheet), 1)
        self.body.addLayout(row, 1)
