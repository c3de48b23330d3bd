"""Lays a sheet out on pages: a head on each, tables that go on with their titles, a foot."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ivig_scheduler.reports.paper import Block, Facts, PageBreak, Paper, Table, TextKind, Words
from ivig_scheduler.ui.printing.page_size import MARGIN, UNITS_PER_POINT, PageSize
from ivig_scheduler.ui.printing.pages import (
    DrawingItem,
    DrawnBlock,
    Item,
    LineItem,
    Page,
    Pages,
    TextItem,
)
from ivig_scheduler.ui.printing.table_layout import LaidRow, TableLayout
from ivig_scheduler.ui.printing.typefaces import Role, Typefaces

_GAP = 8 * UNITS_PER_POINT
_BELOW_HEAD = 10 * UNITS_PER_POINT
_FOOT = 20 * UNITS_PER_POINT
_ROLES = {
    TextKind.SECTION: Role.SECTION,
    TextKind.BODY: Role.BODY,
    TextKind.NOTE: Role.SMALL,
}
#: Facts stand in two pairs side by side: names take this share of half the width.
_NAME_SHARE = 0.24


def lay_out(paper: Paper, size: PageSize, printed: str) -> Pages:
    """Return the pages of a sheet; `printed` says in the foot when they were printed."""
    return _Pager(paper, size).run(printed)


@dataclass
class _Leaf:
    """A page that is being filled."""

    subtitle: str
    items: list[Item] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


class _Pager:
    def __init__(self, paper: Paper, size: PageSize) -> None:
        self._paper, self._size = paper, size
        self._faces = Typefaces(paper.points)
        self._left, self._right = MARGIN, size.width - MARGIN
        self._width = self._right - self._left
        self._bottom = size.height - MARGIN - _FOOT
        title, subtitle = self._faces.of(Role.TITLE), self._faces.of(Role.SUBTITLE)
        self._top = MARGIN + title.height + subtitle.height + _BELOW_HEAD
        self._subtitle = paper.subtitle
        self._leaves: list[_Leaf] = []
        self._y = 0.0

    def run(self, printed: str) -> Pages:
        self._turn()
        for place, block in enumerate(self._paper.blocks):
            self._put(block, self._paper.blocks[place + 1 :])
        count = len(self._leaves)
        pages = tuple(
            self._finish(leaf, number, count, printed)
            for number, leaf in enumerate(self._leaves, 1)
        )
        return Pages(self._size, self._faces, pages)

    @property
    def _leaf(self) -> _Leaf:
        return self._leaves[-1]

    @property
    def _is_fresh(self) -> bool:
        return not self._leaf.items

    def _turn(self) -> None:
        self._leaves.append(_Leaf(self._subtitle))
        self._y = self._top

    def _need(self, height: float) -> None:
        """Go on to a new page where what comes does not fit any more."""
        if self._y + height > self._bottom and not self._is_fresh:
            self._turn()

    def _put(self, block: Block, following: Sequence[Block]) -> None:
        match block:
            case PageBreak():
                self._break(block)
            case Words():
                self._put_words(block, following)
            case Facts():
                self._put_facts(block)
            case Table():
                self._put_table(block)
            case DrawnBlock():
                self._put_drawings(block)

    def _break(self, block: PageBreak) -> None:
        self._subtitle = block.subtitle or self._paper.subtitle
        if self._is_fresh:
            self._leaf.subtitle = self._subtitle
        else:
            self._turn()

    def _put_words(self, words: Words, following: Sequence[Block]) -> None:
        role = _ROLES[words.kind]
        face = self._faces.of(role)
        lines = [
            line for part in words.text.split("\n") for line in face.wrapped(part, self._width)
        ]
        needed = face.height * min(len(lines), 2)
        if words.kind is TextKind.SECTION:
            needed += _GAP + self._least(following[0]) if following else 0
        self._need(needed)
        for line in lines:
            self._need(face.height)
            self._text(self._left, self._y + face.ascent, line, role)
            self._leaf.lines.append(line)
            self._y += face.height
        self._y += _GAP / (4 if words.kind is TextKind.SECTION else 1)

    def _least(self, block: Block) -> float:
        """Return how much of a block must stand below its section's title."""
        if isinstance(block, Table):
            table = self._table(block)
            return table.head.height + sum(row.height for row in table.rows[:1])
        return 2 * self._faces.of(Role.BODY).height

    def _put_facts(self, facts: Facts) -> None:
        half = self._width / 2
        for first in range(0, len(facts.rows), 2):
            pair = facts.rows[first : first + 2]
            wrapped = [self._wrap_fact(fact, half) for fact in pair]
            height = max(len(lines) for _, lines in wrapped) * self._faces.of(Role.BODY).height
            self._need(height)
            for place, (name, lines) in enumerate(wrapped):
                self._put_fact(name, lines, self._left + place * half, half)
            self._leaf.lines.append(" | ".join(f"{name}: {value}" for name, value in pair))
            self._y += height + _GAP / 4
        self._y += _GAP * 0.75

    def _wrap_fact(self, fact: tuple[str, str], half: float) -> tuple[str, tuple[str, ...]]:
        room = half * (1 - _NAME_SHARE) - _GAP
        return fact[0], self._faces.of(Role.STRONG).wrapped(fact[1], room)

    def _put_fact(self, name: str, lines: tuple[str, ...], left: float, half: float) -> None:
        face = self._faces.of(Role.STRONG)
        y = self._y + face.ascent
        self._text(left, y, name, Role.SMALL, is_muted=True)
        for line in lines:
            self._text(left + half * _NAME_SHARE, y, line, Role.STRONG)
            y += face.height

    def _table(self, block: Table) -> TableLayout:
        return TableLayout(block, self._left, self._width, self._faces)

    def _put_table(self, block: Table) -> None:
        table = self._table(block)
        self._need(table.head.height + sum(row.height for row in table.rows[:1]))
        self._put_row(table, table.head)
        for row in table.rows:
            if self._y + row.height > self._bottom:
                self._turn()
                self._put_row(table, table.head)
            self._put_row(table, row)
        self._y += _GAP

    def _put_row(self, table: TableLayout, row: LaidRow) -> None:
        self._leaf.items += table.items(row, self._y)
        self._leaf.lines.append(row.text)
        self._y += row.height

    def _put_drawings(self, block: DrawnBlock) -> None:
        room = self._bottom - self._y
        for place, drawing in enumerate(block.split(self._width, room, self._bottom - self._top)):
            if place:
                self._turn()
            self._leaf.items.append(DrawingItem(self._left, self._y, self._width, drawing))
            self._leaf.lines += drawing.words
            self._y += drawing.height + _GAP

    def _text(self, x: float, y: float, text: str, role: Role, *, is_muted: bool = False) -> None:
        self._leaf.items.append(TextItem(x, y, text, role, is_muted))

    def _finish(self, leaf: _Leaf, number: int, count: int, printed: str) -> Page:
        number_words = f"Page {number} of {count}"
        head = self._head(leaf.subtitle)
        foot = self._foot(printed, number_words)
        lines = (
            f"{self._paper.title} | {self._paper.site}",
            leaf.subtitle,
            *leaf.lines,
            f"{printed} | {number_words}",
        )
        return Page((*head, *leaf.items, *foot), lines)

    def _head(self, subtitle: str) -> tuple[Item, ...]:
        title, second = self._faces.of(Role.TITLE), self._faces.of(Role.SUBTITLE)
        small = self._faces.of(Role.SMALL)
        site = small.elided(self._paper.site, self._width * 0.45)
        y = MARGIN + title.ascent
        below = MARGIN + title.height
        line = below + second.height + _BELOW_HEAD * 0.3
        return (
            TextItem(self._left, y, self._paper.title, Role.TITLE),
            TextItem(self._right - small.width(site), y, site, Role.SMALL, is_muted=True),
            TextItem(
                self._left,
                below + second.ascent,
                second.elided(subtitle, self._width),
                Role.SUBTITLE,
            ),
            LineItem(self._left, line, self._right, line, is_strong=True),
        )

    def _foot(self, printed: str, number: str) -> tuple[Item, ...]:
        small = self._faces.of(Role.SMALL)
        y = self._size.height - MARGIN
        line = y - small.ascent - 3 * UNITS_PER_POINT
        return (
            LineItem(self._left, line, self._right, line),
            TextItem(self._left, y, printed, Role.SMALL, is_muted=True),
            TextItem(self._right - small.width(number), y, number, Role.SMALL, is_muted=True),
        )
