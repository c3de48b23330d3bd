"""The letters of printed sheets, measured in units of a page and not in dots of a screen."""

from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QTextLayout, QTextOption

from ivig_scheduler.ui.printing.page_size import UNITS_PER_POINT

#: No cell of a table has more lines than these: more is nothing that is read at a glance.
MOST_LINES = 14
_DOTS = "…"


class Role(Enum):
    """What a text is on the page."""

    TITLE = auto()
    SUBTITLE = auto()
    SECTION = auto()
    STRONG = auto()
    BODY = auto()
    SMALL = auto()


_POINTS = {Role.TITLE: 14.0, Role.SUBTITLE: 10.0, Role.SMALL: 8.0}
_STRONG = frozenset({Role.TITLE, Role.SECTION, Role.STRONG, Role.SUBTITLE})
_SECTION_MORE = 2.0


class Typeface:
    """The font of one role, with what is measured in it."""

    def __init__(self, points: float, *, is_strong: bool) -> None:
        self.font = QFont(QGuiApplication.font().family())
        self.font.setPixelSize(round(points * UNITS_PER_POINT))
        self.font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if is_strong:
            self.font.setWeight(QFont.Weight.DemiBold)
        self._metrics = QFontMetricsF(self.font)
        self.ascent = self._metrics.ascent()
        self.height = self._metrics.height()

    def width(self, text: str) -> float:
        """Return how wide a text is."""
        return self._metrics.horizontalAdvance(text)

    def elided(self, text: str, room: float) -> str:
        """Return the text, ended by dots where it is wider than `room`."""
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    def wrapped(self, text: str, room: float) -> tuple[str, ...]:
        """Return the lines of a text in a column of `room`; a word too long for it is broken."""
        lines = [line for part in text.split("\n") for line in self._wrap(part, room)]
        if len(lines) > MOST_LINES:
            lines = lines[:MOST_LINES]
            lines[-1] = self.elided(lines[-1] + _DOTS * 2, room)
        return tuple(lines)

    def _wrap(self, text: str, room: float) -> list[str]:
        if self.width(text) <= room:
            return [text]
        layout = QTextLayout(text, self.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        lines = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            lines.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
        layout.endLayout()
        return lines


@dataclass(frozen=True)
class Typefaces:
    """The fonts of a sheet whose body text has a size in points."""

    points: float

    def of(self, role: Role) -> Typeface:
        """Return the font of a role."""
        return self._faces[role]

    @cached_property
    def _faces(self) -> dict[Role, Typeface]:
        sizes = {role: _POINTS.get(role, self.points) for role in Role}
        sizes[Role.SECTION] = self.points + _SECTION_MORE
        return {role: Typeface(points, is_strong=role in _STRONG) for role, points in sizes.items()}
