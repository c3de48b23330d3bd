"""The schedule's inks for paper: black words, and a pattern for each product beside its colour."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPixmap, QTransform

from ivig_scheduler.ui.schedule.inks import Fade, Hand, Inks, ProductInk
from ivig_scheduler.ui.theme import load_theme

#: A tile of a pattern is this wide on the schedule, and drawn so much finer for paper.
_TILE_PX, _FINENESS = 6, 8
_BLACK, _GREY, _STROKE = "#000000", "#3C3C3C", "#ADADAD"
#: Names are set in 8.4 points, what stands below them in 7.7.
_STRONG_PX, _SMALL_PX = 12, 11
_Stroke = tuple[tuple[float, float], tuple[float, float]]
_RISING: tuple[_Stroke, ...] = tuple(((s - 1, 7), (s + 7, -1)) for s in (-6, 0, 6))
_FALLING: tuple[_Stroke, ...] = tuple(((s - 1, -1), (s + 7, 7)) for s in (-6, 0, 6))
_LYING: tuple[_Stroke, ...] = (((0, 3), (6, 3)),)
_STANDING: tuple[_Stroke, ...] = (((3, 0), (3, 6)),)
_DOTTED: tuple[_Stroke, ...] = (((2.4, 3), (3.6, 3)),)
#: One for each product, in the order of their colours; then they repeat with the colours.
PATTERNS: tuple[tuple[_Stroke, ...], ...] = (
    _RISING,
    _FALLING,
    _LYING,
    _RISING + _FALLING,
    _STANDING,
    _DOTTED,
    _LYING + _STANDING,
)


class PrintInks(Inks):
    """Inks of the light theme whose words are black and whose hatching tells the product."""

    def __init__(self) -> None:
        super().__init__(load_theme("light"))
        # Paper does not follow the size of the text on the screen.
        self.scale = 1.0
        self.strong = _hand(_STRONG_PX, strong=True)
        self.small, self.body = _hand(_SMALL_PX), _hand(_STRONG_PX)
        self._patterns: Mapping[int, int] = {}
        self.color |= {"text": QColor(_BLACK), "muted": QColor(_GREY), "ground": QColor("#FFFFFF")}
        self.faded_text = self.faded_muted = QColor(_GREY)

    def set_patterns(self, colours: Iterable[int]) -> None:
        """Give each of the places among the products' colours a pattern of its own."""
        self._patterns = {colour: place for place, colour in enumerate(colours)}

    def product(self, index: int, fade: Fade = Fade.NONE) -> ProductInk:
        """Return the ink of the product at place `index`, with its own pattern."""
        key = (index, fade)
        if key not in self._products:
            ink = ProductInk(self.theme, index, fade)
            ink.hatch = pattern(self._patterns.get(index, index))
            self._products[key] = ink
        return self._products[key]


def pattern(place: int) -> QBrush:
    """Return a pattern of grey strokes, clear between them; they repeat when they run out."""
    return _strokes(PATTERNS[place % len(PATTERNS)])


def _hand(pixels: int, *, strong: bool = False) -> Hand:
    hand = Hand(pixels, strong=strong)
    hand.font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return hand


def _strokes(strokes: Sequence[_Stroke]) -> QBrush:
    tile = QPixmap(_TILE_PX * _FINENESS, _TILE_PX * _FINENESS)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_FINENESS, _FINENESS)
    painter.setPen(QPen(QColor(_STROKE), 0.8))
    for (x1, y1), (x2, y2) in strokes:
        painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
    painter.end()
    brush = QBrush(tile)
    brush.setTransform(QTransform.fromScale(1 / _FINENESS, 1 / _FINENESS))
    return brush
