"""Draws pages: on the screen, on a printer and into a PDF, the same everywhere."""

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from ivig_scheduler.ui.printing.page_size import UNITS_PER_POINT
from ivig_scheduler.ui.printing.pages import DrawingItem, LineItem, Page, TextItem
from ivig_scheduler.ui.printing.typefaces import Typefaces

#: Paper is white whatever the colours of the window; the greys are readable in black and white.
_BLACK, _MUTED, _THIN = QColor("#000000"), QColor("#3C3C3C"), QColor("#9A9A9A")
_STRONG_LINE = 0.9 * UNITS_PER_POINT
_THIN_LINE = 0.4 * UNITS_PER_POINT


def paint_page(painter: QPainter, page: Page, faces: Typefaces) -> None:
    """Draw a page; the painter's units are those of the page."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    _paint_lines(painter, (each for each in page.items if isinstance(each, LineItem)))
    for item in page.items:
        if isinstance(item, TextItem):
            painter.setFont(faces.of(item.role).font)
            painter.setPen(_MUTED if item.is_muted else _BLACK)
            painter.drawText(QPointF(item.x, item.y), item.text)
    for item in page.items:
        if isinstance(item, DrawingItem):
            painter.save()
            rect = QRectF(item.x, item.y, item.width, item.drawing.height)
            item.drawing.paint(painter, rect)
            painter.restore()


def _paint_lines(painter: QPainter, lines: Iterable[LineItem]) -> None:
    for line in lines:
        width = _STRONG_LINE if line.is_strong else _THIN_LINE
        painter.setPen(QPen(_BLACK if line.is_strong else _THIN, width))
        painter.drawLine(QLineF(line.x1, line.y1, line.x2, line.y2))
