"""A card with a list above a form: the form adds a record, or changes the one selected."""

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt

from ivig_scheduler.domain.records import Record
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.setup.record_panel import RecordPanel
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.kind import label
from ivig_scheduler.ui.widgets.rows_model import Column, RowsModel
from ivig_scheduler.ui.widgets.table import HouseTable

R = TypeVar("R", bound=Record)
_LIST_PX = 130


class RecordsCard(Card, Generic[R]):
    """`empty` stands in the list's place while there is none; the panel has no frame of its own."""

    def __init__(
        self,
        title: str,
        columns: Sequence[Column[R]],
        panel: RecordPanel[R],
        empty: str,
        look: Look,
    ) -> None:
        super().__init__(title)
        self.model = RowsModel(columns, _key_of, self)
        self.table = HouseTable(look.theme, self.model)
        self.table.setAccessibleName(title)
        set_px(self.table, least_height=_LIST_PX)
        self.empty = label(empty, "quiet", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.panel = panel
        self.add(self.empty, 1)
        self.add(self.table, 1)
        self.body.addSpacing(4)
        self.add(panel)
        self.table.chosen.connect(self._choose)
        panel.closed.connect(self.start_new)
        panel.saved.connect(lambda _changes: self._note_saved())

    def show_records(self, records: Sequence[R]) -> None:
        """Show the records; what was typed stays."""
        self.model.show_rows(records)
        self.table.setVisible(bool(records))
        self.empty.setVisible(not records)
        chosen = self.table.current_record()
        current = next((each for each in records if each is chosen), None)
        if current is not None:
            self.panel.renew(current)

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        self.table.set_theme(look.theme)

    def has_unsaved(self) -> bool:
        """Return whether a record was typed and not saved."""
        return self.panel.has_unsaved()

    def start_new(self) -> None:
        """Leave the selected record for the form of a new one."""
        self.table.clear_choice()
        if self.panel.record is not None:
            self.panel.show_record(None)

    def _note_saved(self) -> None:
        if self.panel.record is None:
            self.panel.empty()
        else:
            self.start_new()

    def _choose(self, chosen: object) -> None:
        shown = self.panel.record
        record = next((each for each in self.model.rows if each is chosen), None)
        if record is not None and (shown is None or shown.id != record.id):
            self.panel.show_record(record)
        elif record is None and shown is not None:
            self.panel.show_record(None)


def _key_of(record: Record) -> Hashable:
    return record.id
