"""A row of a list beside the schedule as a plain value, and the model that shows rows."""

import html
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt

from ivig_scheduler.ui.widgets.rows_model import Column, Index, RowRole, RowsModel, Tone


@dataclass(frozen=True, slots=True)
class Detail:
    """A line below the first one; one that wraps goes on below where it finds no room."""

    text: str
    tone: Tone = Tone.MUTED
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row: `lead` stands before the title, `tail` at the right of its line.

    `spoken` is what a screen reader says, in sentences, and `hint` what the keys do. A heading is
    read and not chosen; a child hangs below the row before it. `record` is what the row is about,
    `visit_id` the appointment it stands for, where there is one.
    """

    key: Hashable
    title: str
    lead: str = ""
    sign: str = ""
    tail: str = ""
    tail_tone: Tone = Tone.MUTED
    details: tuple[Detail, ...] = ()
    spoken: str = ""
    hint: str = ""
    is_heading: bool = False
    is_child: bool = False
    is_faded: bool = False
    tone: Tone = Tone.STRONG
    record: Any = None
    visit_id: UUID | None = None

    @property
    def first_line(self) -> str:
        """The title with its sign before it."""
        return f"{self.sign} {self.title}" if self.sign else self.title


def heading(key: Hashable, title: str, tail: str = "", tone: Tone = Tone.MUTED) -> ListRow:
    """Return a heading of the rows after it."""
    spoken = f"{title}, {tail}" if tail else title
    return ListRow(key, title, tail=tail, spoken=spoken, is_heading=True, tone=tone)


class ListModel(RowsModel[ListRow]):
    """Shows ListRows; typing letters finds a row by the start of its title."""

    def __init__(self, parent: QObject | None = None) -> None:
        column = Column[ListRow]("", lambda row: row.title, stretches=True, tip=_tip)
        super().__init__([column], lambda row: row.key, parent)

    @property
    def count(self) -> int:
        """How many rows there are to choose from, headings and children aside."""
        return sum(1 for row in self.rows if not row.is_heading and not row.is_child)

    def place_of_visit(self, visit_id: UUID | None) -> int:
        """Return the place of the row of an appointment, -1 where there is none."""
        places = (place for place, row in enumerate(self.rows) if row.visit_id == visit_id)
        return next(places, -1) if visit_id is not None else -1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.rows[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if index.isValid() and role == Qt.ItemDataRole.AccessibleTextRole:
            return self.rows[index.row()].spoken
        if index.isValid() and role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.rows[index.row()].hint
        return super().data(index, role)


def _tip(row: ListRow) -> str:
    """Return all of a row's words, for those that were shortened."""
    lines = (row.title, *(each.text for each in row.details))
    return "" if row.is_heading else "<br>".join(html.escape(line) for line in lines)


def row_at(index: Index) -> ListRow | None:
    """Return the row of an index, or None where it is none."""
    found = index.data(RowRole.RECORD) if index.isValid() else None
    return found if isinstance(found, ListRow) else None
