"""Colours, pens, brushes, fonts and shaped texts of one theme, made once and kept for painting."""

from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPen,
    QPixmap,
    QStaticText,
    QTransform,
)

from ivig_scheduler.ui.stylesheet import mix
from ivig_scheduler.ui.text_size import BODY_PX, LABEL_PX, text_scale
from ivig_scheduler.ui.theme import Theme

_TILE_PX = 6
_DOTS = "…"
#: The least share of its letters' widths a text takes.
_KERNED = 0.85
_MOST_TEXTS = 4000


class Hand:
    """A font, with what was measured and shaped in it."""

    def __init__(self, pixels: int, *, strong: bool = False) -> None:
        self.font = QFont(QGuiApplication.font())
        self.font.setPixelSize(pixels)
        if strong:
            self.font.setWeight(QFont.Weight.DemiBold)
        self._metrics = QFontMetrics(self.font)
        self.height = self._metrics.height()
        self.ascent = self._metrics.ascent()
        self._advances: dict[str, float] = {}
        self._shaped: dict[tuple[str, int], QStaticText] = {}
        self._cut: dict[tuple[str, int], str] = {}

    def width(self, text: str) -> int:
        """Return how wide a text is."""
        return self._metrics.horizontalAdvance(text)

    def fits(self, text: str, room: int) -> bool:
        """Return whether a text needs no more than `room` pixels, as far as its letters tell."""
        return self._reach(text) <= room

    def cut(self, text: str, room: int) -> str:
        """Return the text, shortened with dots where it is wider than `room` pixels."""
        reach = self._reach(text)
        if reach <= room:
            return text
        key = (text, room)
        found = self._cut.get(key)
        if found is None:
            _make_room(self._cut)
            # Letters that lean towards each other need a little less than their widths.
            is_close = reach * _KERNED <= room and self.width(text) <= room
            found = self._cut[key] = text if is_close else self._shorten(text, room)
        return found

    def _reach(self, text: str) -> float:
        """Return the letters' widths added up: not below the text's width, and quick."""
        advances = self._advances
        try:
            return sum([advances[letter] for letter in text])
        except KeyError:
            exact = QFontMetricsF(self.font)
            for letter in (*text, _DOTS):
                advances[letter] = exact.horizontalAdvance(letter)
            return sum([advances[letter] for letter in text])

    def _shorten(self, text: str, room: int) -> str:
        if not text.isascii():
            # Letters may belong together there: Qt knows where a text can be cut.
            return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        left = room - self._advances[_DOTS]
        for place, letter in enumerate(text):
            left -= self._advances[letter]
            if left < 0:
                return text[:place].rstrip() + _DOTS
        return text

    def shape(self, text: str, room: int = 0) -> QStaticText:
        """Return the text ready to draw many times, cut to `room` pixels (0: not cut)."""
        key = (text, room)
        found = self._shaped.get(key)
        if found is None:
            _make_room(self._shaped)
            found = self._shaped[key] = self._make(self.cut(text, room) if room else text)
        return found

    def _make(self, text: str) -> QStaticText:
        made = QStaticText(text)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.prepare(QTransform(), self.font)
        return made


def _make_room(kept: dict[Any, Any]) -> None:
    """Forget what was kept before it grows without end."""
    if len(kept) >= _MOST_TEXTS:
        kept.clear()


class Fade(Enum):
    """How much a bar stands back: a visit that is done does, one a filter leaves out more so."""

    NONE = auto()
    DONE = auto()
    ASIDE = auto()

    @staticmethod
    def of(*, is_done: bool) -> "Fade":
        """Return how much a visit stands back by itself."""
        return Fade.DONE if is_done else Fade.NONE


#: How much of its fill and of its edge a faded bar keeps.
_KEPT = {Fade.DONE: (0.5, 0.45), Fade.ASIDE: (0.22, 0.22)}


class ProductInk:
    """The colours of a product's bars, plain or faded."""

    def __init__(self, theme: Theme, index: int, fade: Fade = Fade.NONE) -> None:
        fill, edge = theme.product_fill(index).name(), theme.product_edge(index).name()
        if fade in _KEPT:
            kept = _KEPT[fade]
            fill, edge = mix(theme.surface, fill, kept[0]), mix(theme.surface, edge, kept[1])
        self.fill = QColor(fill)
        self.edge = QColor(edge)
        self.ladder = QColor(mix(fill, edge, 0.42))
        self.light = QColor(mix(fill, theme.surface, 0.5))
        self.hatch = hatch(QColor(mix(fill, edge, 0.5)))
        #: How often the colours were used up before this one: drawn as more lines at the edge.
        self.round = theme.product_round(index)


class Inks:
    """Everything a painter of the schedule needs of a theme."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        #: How much larger the program's text is than its usual size.
        self.scale = text_scale()
        self.strong = Hand(round(BODY_PX * self.scale), strong=True)
        self.small = Hand(round(LABEL_PX * self.scale))
        self.body = Hand(round(BODY_PX * self.scale))
        self.color = {token: theme.color(token) for token in theme.tokens()}
        self.faded_text = QColor(mix(theme.surface, theme.text, 0.7))
        #: On a product's fill muted words need a little more of the text's colour to be read.
        self.detail = self.faded_muted = QColor(mix(theme.muted, theme.text, 0.2))
        self._aside = QColor(mix(theme.surface, theme.muted, 0.6))
        self.area = QColor(mix(theme.surface, theme.accent, 0.12))
        self.nurse = QColor(mix(theme.surface, theme.good, 0.55))
        self.closed = hatch(QColor(mix(theme.closed, theme.muted, 0.22)), self.color["closed"])
        self.turnover = QPen(QColor(mix(theme.surface, theme.muted, 0.8)), 1)
        self.turnover.setDashPattern([2, 2])
        self.limit = QPen(QColor(mix(theme.surface, theme.muted, 0.8)), 1)
        self.limit.setDashPattern([3, 3])
        self.overrun = hatch(QColor(theme.danger), QColor(theme.danger_ground))
        self._products: dict[tuple[int, Fade], ProductInk] = {}

    def product(self, index: int, fade: Fade = Fade.NONE) -> ProductInk:
        """Return the colours of the product at place `index`."""
        key = (index, fade)
        if key not in self._products:
            self._products[key] = ProductInk(self.theme, index, fade)
        return self._products[key]

    def edge_color(self, token: str, fade: Fade = Fade.NONE) -> QColor:
        """Return the colour of a status edge."""
        if fade is Fade.NONE:
            return self.color[token]
        return self._aside

    def title_color(self, fade: Fade) -> QColor:
        """Return the colour of a name on a bar."""
        return {Fade.NONE: self.color["text"], Fade.DONE: self.faded_text}.get(
            fade, self.color["muted"]
        )

    def detail_color(self, fade: Fade) -> QColor:
        """Return the colour of what stands below the name."""
        return {Fade.NONE: self.detail, Fade.DONE: self.faded_muted}.get(fade, self.color["muted"])


def hatch(color: QColor, ground: QColor | None = None) -> QBrush:
    """Return a brush of thin diagonal lines, clear between them or on a `ground`."""
    tile = QPixmap(_TILE_PX, _TILE_PX)
    tile.fill(ground or Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 0.9))
    # Three strokes, so that the lines meet where the tiles do.
    for shift in (-_TILE_PX, 0, _TILE_PX):
        painter.drawLine(QPointF(shift - 1, _TILE_PX + 1), QPointF(shift + _TILE_PX + 1, -1))
    painter.end()
    return QBrush(tile)
