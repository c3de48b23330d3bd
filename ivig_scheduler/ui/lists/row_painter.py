"""How a row of a list is drawn: what leads it, its title and tail, and its lines below."""

from typing import Any

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ivig_scheduler.ui.lists.list_row import Detail, ListRow, row_at
from ivig_scheduler.ui.text_size import LABEL_PX, px
from ivig_scheduler.ui.theme import Theme
from ivig_scheduler.ui.widgets.rows_model import Index, Tone

_MARGIN, _PAD, _GAP = 12, 7, 8
_TOKENS = {
    Tone.PLAIN: "text",
    Tone.STRONG: "text",
    Tone.MUTED: "muted",
    Tone.GOOD: "good",
    Tone.WARNING: "warning",
    Tone.DANGER: "danger",
    Tone.LINK: "accent",
}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WRAPPED = int(
    Qt.AlignmentFlag.AlignLeft.value
    | Qt.AlignmentFlag.AlignTop.value
    | Qt.TextFlag.TextWordWrap.value
)
#: Tones of a title that say nothing of their own.
_OWN = (Tone.PLAIN, Tone.STRONG)
_MOST_PX = 400
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowPainter(QStyledItemDelegate):
    """Draws ListRows; heights follow the fonts."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row's ground as the style sheet has it, then its words."""
        row = row_at(index)
        view: Any = option
        self.initStyleOption(option, index)
        view.text = ""
        view.state &= ~QStyle.StateFlag.State_HasFocus
        style: QStyle = view.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view.widget)
        if row is None:
            return
        painter.save()
        area = view.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        if row.is_heading:
            self._paint_heading(painter, row, area)
        else:
            self._paint_row(painter, row, area)
        painter.restore()

    def _paint_heading(self, painter: QPainter, row: ListRow, area: QRect) -> None:
        font = _font(painter, px(LABEL_PX), QFont.Weight.DemiBold)
        line = QRect(area.left(), area.bottom() - _height(font) - 3, area.width(), _height(font))
        left = self._paint_tail(painter, row, line)
        self._paint_text(painter, font, row.title, row.tone, line.adjusted(0, 0, -left, 0))

    def _paint_row(self, painter: QPainter, row: ListRow, area: QRect) -> None:
        strong = _font(painter, 0, _weight(row.tone))
        small = _font(painter, px(LABEL_PX), QFont.Weight.Normal)
        # What is over stands back by its colour alone: fainter letters could not be read.
        tone = Tone.MUTED if row.is_faded and row.tone in _OWN else row.tone
        first = small if row.is_child else strong
        width = area.width() - _indent(strong, row)
        line = QRect(area.left(), area.top() + _pad(row), area.width(), _height(strong))
        self._paint_text(painter, small, row.lead, Tone.MUTED, line)
        line = QRect(area.right() - width + 1, line.top(), width, _title_height(first, row, width))
        left = self._paint_tail(painter, row, line)
        title = line.adjusted(0, 0, -left, 0)
        self._paint_text(painter, first, row.first_line, tone, title, wraps=row.is_child)
        for detail in row.details:
            height = _detail_height(small, detail, width)
            line = QRect(line.left(), line.bottom() + 1, width, height)
            self._paint_text(painter, small, detail.text, detail.tone, line, wraps=detail.wraps)

    def _paint_tail(self, painter: QPainter, row: ListRow, line: QRect) -> int:
        """Draw the tail and return the room it takes."""
        if not row.tail:
            return 0
        font = _font(painter, px(LABEL_PX), QFont.Weight.Normal)
        width = min(QFontMetrics(font).horizontalAdvance(row.tail) + 1, line.width() // 2)
        place = QRect(line.right() - width + 1, line.top(), width, _height(font))
        self._paint_text(painter, font, row.tail, row.tail_tone, place, _RIGHT)
        return width + _GAP

    def _paint_text(
        self,
        painter: QPainter,
        font: QFont,
        text: str,
        tone: Tone,
        place: QRect,
        side: Qt.AlignmentFlag = _LEFT,
        *,
        wraps: bool = False,
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(self.theme.color(_TOKENS[tone])))
        if wraps:
            painter.drawText(place, _WRAPPED, text)
            return
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, side, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the row's lines in the view's fonts."""
        row = row_at(index)
        view: Any = option
        if row is None:
            return super().sizeHint(option, index)
        strong, small = QFont(view.font), QFont(view.font)
        strong.setWeight(_weight(row.tone))
        small.setPixelSize(px(LABEL_PX))
        if row.is_heading:
            return QSize(0, _height(small) + 14)
        room = view.widget.viewport().width() - 2 * _MARGIN - _indent(strong, row)
        height = _title_height(small if row.is_child else strong, row, room)
        height += sum(_detail_height(small, each, room) for each in row.details)
        return QSize(0, height + 2 * _pad(row))


def _title_height(font: QFont, row: ListRow, width: int) -> int:
    if not row.is_child:
        return _height(font)
    tail = QFontMetrics(font).horizontalAdvance(row.tail) + 1 + _GAP
    return _wrapped_height(font, row.first_line, width - tail)


def _detail_height(font: QFont, detail: Detail, width: int) -> int:
    return _wrapped_height(font, detail.text, width) if detail.wraps else _height(font)


def _wrapped_height(font: QFont, text: str, width: int) -> int:
    room = QRect(0, 0, max(width, 1), _MOST_PX)
    return QFontMetrics(font).boundingRect(room, _WRAPPED, text).height() + 1


def _font(painter: QPainter, pixels: int, weight: QFont.Weight) -> QFont:
    font = QFont(painter.font())
    if pixels:
        font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


def _weight(tone: Tone) -> QFont.Weight:
    return QFont.Weight.DemiBold if tone is Tone.STRONG else QFont.Weight.Normal


def _height(font: QFont) -> int:
    return QFontMetrics(font).height() + 1


def _pad(row: ListRow) -> int:
    return _PAD - 2 if row.is_child else _PAD


def _indent(font: QFont, row: ListRow) -> int:
    # The same for all rows, whatever their weight.
    font = QFont(font)
    font.setWeight(QFont.Weight.DemiBold)
    is_set_in = bool(row.lead) or row.is_child
    return QFontMetrics(font).horizontalAdvance("00:00") + _GAP if is_set_in else 0
