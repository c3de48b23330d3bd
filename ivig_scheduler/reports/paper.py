"""What stands on a printed sheet, as plain values: the window lays it out on pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Align(StrEnum):
    """On which side of its column a text stands."""

    LEFT = "left"
    RIGHT = "right"


class TextKind(StrEnum):
    """How a line of words is meant."""

    SECTION = "section"
    BODY = "body"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a sheet; the parts follow each other down the page."""


@dataclass(frozen=True, slots=True)
class Words(Block):
    """A paragraph; a SECTION stays together with what follows it."""

    text: str
    kind: TextKind = TextKind.BODY


@dataclass(frozen=True, slots=True)
class Facts(Block):
    """Names with their values, side by side in columns."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `share` is its part of the width beside the other columns' shares."""

    title: str
    share: float
    align: Align = Align.LEFT
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: a text for each column, of one or more lines."""

    cells: tuple[str, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table(Block):
    """Rows under titles that are repeated on each page; no row is cut.

    A table to be filled in has lines around every cell, and rows high enough to write in.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    is_filled_in: bool = False


@dataclass(frozen=True, slots=True)
class PageBreak(Block):
    """What follows begins on a new page; `subtitle` then stands at the head of the pages."""

    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet. `stem` begins the name of its file and names no patient.

    The title, the subtitle and the site are repeated on every page; `patients` are those whose data
    is on it. `points` is the size of its text; `is_wide` asks for pages that are wider than high.
    """

    title: str
    subtitle: str
    site: str
    blocks: tuple[Block, ...]
    stem: str
    patients: tuple[UUID, ...]
    is_wide: bool = False
    points: float = 9.0


def table(columns: Iterable[Column], rows: Iterable[Iterable[str]]) -> Table:
    """Return a table of texts."""
    return Table(tuple(columns), tuple(Row(tuple(cells)) for cells in rows))
