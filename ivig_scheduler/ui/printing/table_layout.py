"""A table's rows, wrapped and measured before they are put on a page, so that none is cut."""

from dataclasses import dataclass

from ivig_scheduler.reports.paper import Align, Column, Row, Table
from ivig_scheduler.ui.printing.page_size import UNITS_PER_POINT
from ivig_scheduler.ui.printing.pages import Item, LineItem, TextItem
from ivig_scheduler.ui.printing.typefaces import Role, Typefaces

PAD_X = 3 * UNITS_PER_POINT
PAD_Y = 2.5 * UNITS_PER_POINT
#: High enough to write in by hand.
WRITING_ROW = 19 * UNITS_PER_POINT


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row with the lines of each cell; `role` is that of its strong cells, or of all."""

    cells: tuple[tuple[str, ...], ...]
    roles: tuple[Role, ...]
    height: float
    text: str
    is_head: bool = False
    is_total: bool = False


class TableLayout:
    """Wraps the rows of a table for a width and puts them where it is told."""

    def __init__(self, table: Table, left: float, width: float, faces: Typefaces) -> None:
        self._columns, self._faces = table.columns, faces
        self._is_filled_in = table.is_filled_in
        shares = sum(column.share for column in table.columns)
        self._widths = [width * column.share / shares for column in table.columns]
        self._edges = [left + sum(self._widths[:place]) for place in range(len(self._widths) + 1)]
        self.head = self._lay(tuple(column.title for column in table.columns), is_head=True)
        self.rows = [self._lay_row(row) for row in table.rows]

    def items(self, row: LaidRow, top: float) -> list[Item]:
        """Return what is drawn for a row whose top edge is at `top`."""
        items = self._texts(row, top)
        left, right, bottom = self._edges[0], self._edges[-1], top + row.height
        if row.is_total:
            items.append(LineItem(left, top, right, top, is_strong=True))
        else:
            items.append(LineItem(left, bottom, right, bottom, is_strong=row.is_head))
        if self._is_filled_in:
            items += [LineItem(edge, top, edge, bottom) for edge in self._edges]
            if row.is_head:
                items.append(LineItem(left, top, right, top))
        return items

    def _lay_row(self, row: Row) -> LaidRow:
        return self._lay(row.cells, is_total=row.is_total)

    def _lay(
        self, cells: tuple[str, ...], *, is_head: bool = False, is_total: bool = False
    ) -> LaidRow:
        roles = tuple(self._role(column, is_head, is_total) for column in self._columns)
        wrapped = tuple(
            self._faces.of(role).wrapped(text, width - 2 * PAD_X)
            for text, role, width in zip(cells, roles, self._widths, strict=True)
        )
        heights = [
            len(lines) * self._faces.of(role).height
            for lines, role in zip(wrapped, roles, strict=True)
        ]
        height = max(heights) + 2 * PAD_Y
        if self._is_filled_in and not is_head:
            height = max(height, WRITING_ROW)
        text = " | ".join(" ".join(lines) for lines in wrapped)
        return LaidRow(wrapped, roles, height, text, is_head, is_total)

    def _role(self, column: Column, is_head: bool, is_total: bool) -> Role:
        if is_head:
            return Role.SMALL
        return Role.STRONG if column.is_strong or is_total else Role.BODY

    def _texts(self, row: LaidRow, top: float) -> list[Item]:
        items: list[Item] = []
        for place, (lines, role) in enumerate(zip(row.cells, row.roles, strict=True)):
            face = self._faces.of(role)
            spare = row.height - len(lines) * face.height
            above = spare / 2 if self._is_filled_in or row.is_head else PAD_Y
            for number, line in enumerate(lines):
                y = top + above + number * face.height + face.ascent
                items.append(TextItem(self._x(place, line, role), y, line, role, row.is_head))
        return items

    def _x(self, place: int, line: str, role: Role) -> float:
        if self._columns[place].align is Align.RIGHT:
            return self._edges[place + 1] - PAD_X - self._faces.of(role).width(line)
        return self._edges[place] + PAD_X
