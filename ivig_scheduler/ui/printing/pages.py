"""A sheet laid out on pages, as plain values: what stands where, and what is read there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ivig_scheduler.reports.paper import Block
from ivig_scheduler.ui.printing.page_size import PageSize
from ivig_scheduler.ui.printing.typefaces import Role, Typefaces


@dataclass(frozen=True, slots=True)
class TextItem:
    """A line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    role: Role
    is_muted: bool = False


@dataclass(frozen=True, slots=True)
class LineItem:
    """A straight line; a strong one is black, others are grey and thin."""

    x1: float
    y1: float
    x2: float
    y2: float
    is_strong: bool = False


class Drawing(Protocol):
    """A picture on a page; `words` is what is read in it, a line each."""

    height: float
    words: tuple[str, ...]

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the picture into a rectangle of the page."""


@dataclass(frozen=True, slots=True)
class DrawingItem:
    """A picture and where it stands."""

    x: float
    y: float
    width: float
    drawing: Drawing


Item = TextItem | LineItem | DrawingItem


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page, and its text a line for each row."""

    items: tuple[Item, ...]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The page as plain text."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Pages:
    """A sheet laid out for one size of paper."""

    size: PageSize
    faces: Typefaces
    pages: tuple[Page, ...]


class DrawnBlock(Block):
    """A part of a sheet that draws itself, over as many pages as it needs."""

    def split(self, width: float, first: float, other: float) -> Sequence[Drawing]:
        """Return the pictures, one a page, for the room on the first page and on others."""
        raise NotImplementedError
