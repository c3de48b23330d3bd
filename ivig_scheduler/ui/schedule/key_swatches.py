"""The small pictures of the colour key: a product, a status, a phase, a mark."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from ivig_scheduler.ui.schedule.bar_parts import EDGE_PX
from ivig_scheduler.ui.schedule.inks import Inks
from ivig_scheduler.ui.schedule.picture import Bar

Draw = Callable[[QPainter, QRect, Inks], None]


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """An entry of the key: its words, and what draws the picture before them."""

    words: str
    draw: Draw


def product_entries(bars: Iterable[Bar]) -> tuple[KeyEntry, ...]:
    """Return the products of the visits, by name."""
    colours = {bar.product: bar.colour for bar in bars if bar.product}
    return tuple(KeyEntry(name, _product(colours[name])) for name in sorted(colours))


def status_entries(signs: Iterable[tuple[str, str, str]]) -> tuple[KeyEntry, ...]:
    """Return statuses, given as the word, the sign and the token of the edge."""
    return tuple(KeyEntry(word, _status(mark, edge)) for word, mark, edge in signs)


def phase_entries() -> tuple[KeyEntry, ...]:
    """Return what the parts of a bar, and the marks on it and above it, mean."""
    return (
        KeyEntry("before the infusion", _before),
        KeyEntry("infusion, height by rate", _ladder),
        KeyEntry("observation", _light),
        KeyEntry("turnover", _turnover),
        KeyEntry("runs over", _overrun),
        KeyEntry("closed or out of service", _closed),
        KeyEntry("too many rate changes", _crowded),
    )


def _product(colour: int) -> Draw:
    def draw(painter: QPainter, area: QRect, inks: Inks) -> None:
        ink = inks.product(colour)
        painter.fillRect(area, ink.edge)
        painter.fillRect(area.adjusted(1, 1, -1, -1), ink.fill)
        if ink.round:
            painter.setPen(ink.edge)
            painter.drawRect(area.adjusted(3, 2, -4, -3))

    return draw


def _status(mark: str, edge: str) -> Draw:
    def draw(painter: QPainter, area: QRect, inks: Inks) -> None:
        painter.fillRect(area.x(), area.y(), EDGE_PX, area.height(), inks.color[edge])
        painter.setFont(inks.strong.font)
        painter.setPen(inks.color["text"])
        painter.drawText(area.adjusted(EDGE_PX, -2, 2, 2), int(Qt.AlignmentFlag.AlignCenter), mark)

    return draw


def _before(painter: QPainter, area: QRect, inks: Inks) -> None:
    _product(0)(painter, area, inks)
    painter.fillRect(area.adjusted(1, 1, -1, -1), inks.product(0).hatch)


def _ladder(painter: QPainter, area: QRect, inks: Inks) -> None:
    _product(0)(painter, area, inks)
    third = area.width() // 3
    for step in range(3):
        height = area.height() * (step + 1) // 4
        left, top = area.x() + step * third, area.y() + area.height() - height
        painter.fillRect(left, top, third, height, inks.product(0).ladder)


def _light(painter: QPainter, area: QRect, inks: Inks) -> None:
    _product(0)(painter, area, inks)
    painter.fillRect(area.adjusted(1, 1, -1, -1), inks.product(0).light)


def _turnover(painter: QPainter, area: QRect, inks: Inks) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(inks.turnover)
    painter.drawRect(area.adjusted(0, 0, -1, -1))


def _overrun(painter: QPainter, area: QRect, inks: Inks) -> None:
    painter.setPen(inks.color["danger"])
    painter.setBrush(inks.overrun)
    painter.drawRect(area.adjusted(0, 0, -1, -1))


def _closed(painter: QPainter, area: QRect, inks: Inks) -> None:
    painter.fillRect(area, inks.closed)


def _crowded(painter: QPainter, area: QRect, inks: Inks) -> None:
    painter.setFont(inks.small.font)
    painter.setPen(inks.color["danger"])
    painter.drawText(area.adjusted(-4, -2, 4, 2), int(Qt.AlignmentFlag.AlignCenter), "▲7")
