"""Patients as the rows of a list, and how such a row is drawn: the name above what identifies."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ivig_scheduler.ui.text_size import LABEL_PX, px
from ivig_scheduler.ui.widgets.rows_model import Column, Index, RowRole, RowsModel
from ivig_scheduler.ui.words import identify

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Patient

ROW_PX = 46
_MARGIN = 12


def patient_rows(parent: QObject | None = None) -> "RowsModel[Patient]":
    """Return a model that shows patients by name, one column wide."""
    name = Column[Any]("Patient", lambda patient: patient.full_name, stretches=True)
    return RowsModel([name], lambda patient: patient.id, parent)


class TwoLineDelegate(QStyledItemDelegate):
    """Draws a row's text in strong letters and what `detail` says of its record muted below."""

    def __init__(self, detail: Callable[[Any], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._detail = detail

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row's ground as the style sheet has it, then both lines."""
        view: Any = option
        self.initStyleOption(option, index)
        view.text = ""
        # The view's frame shows the focus; a second one round the row would be a frame in a frame.
        view.state &= ~QStyle.StateFlag.State_HasFocus
        style: QStyle = view.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view.widget)
        painter.save()
        self._paint_lines(painter, view.rect, view.palette, index)
        painter.restore()

    def _paint_lines(self, painter: QPainter, area: QRect, palette: QPalette, index: Index) -> None:
        left, width, middle = area.left() + _MARGIN, area.width() - 2 * _MARGIN, area.center().y()
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setPen(palette.text().color())
        _paint_line(painter, font, str(index.data()), QRect(left, middle - px(17), width, px(18)))
        small = QFont(painter.font())
        small.setWeight(QFont.Weight.Normal)
        small.setPixelSize(px(LABEL_PX))
        # The view's own palette holds a fainter colour: the style sheet puts it there.
        painter.setPen(QGuiApplication.palette().placeholderText().color())
        detail = self._detail(index.data(RowRole.RECORD))
        _paint_line(painter, small, detail, QRect(left, middle + 1, width, px(16)))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), px(ROW_PX))


def identifying(today: Callable[[], date]) -> "Callable[[Patient], str]":
    """Return what tells patients apart, with their ages on the day `today` gives when drawn."""
    return lambda patient: identify(patient, today())


def _paint_line(painter: QPainter, font: QFont, text: str, place: QRect) -> None:
    painter.setFont(font)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
