"""Plain widgets that paint the same pictures with nothing in between: the limit to compare with."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ivig_scheduler.ui.schedule.inks import hatch
from ivig_scheduler.ui.schedule.picture import Bar, DayPicture, WeekPicture
from ivig_scheduler.ui.theme import Theme

COLUMN, HEADER, ROW = 116, 126, 44
WEEK_HEADER = 62


class _Bare(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.strong, self.small = QFont(self.font()), QFont(self.font())
        self.strong.setPixelSize(12)
        self.strong.setWeight(QFont.Weight.DemiBold)
        self.small.setPixelSize(11)
        self.text, self.muted = theme.color("text"), theme.color("muted")
        self.surface, self.line = theme.color("surface"), theme.color("faint_line")
        self.fills = [theme.product_fill(index) for index in range(40)]
        self.edges = [theme.product_edge(index) for index in range(40)]
        self.status = {name: theme.color(name) for name in ("good", "accent", "muted")}
        self.hatch = hatch(theme.color("muted"))
        self.turnover = QPen(self.muted, 1)
        self.turnover.setDashPattern([2, 2])
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)


class BareDay(_Bare):
    """The rectangles and texts of a day."""

    def __init__(self, theme: Theme, picture: DayPicture) -> None:
        super().__init__(theme)
        self.picture = picture

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.surface)
        rows = min(len(self.picture.rows), (self.height() - HEADER) // ROW + 1)
        scale = (self.width() - COLUMN) / (self.picture.last_minute - self.picture.first_minute)
        self._ground(painter, rows, scale)
        self._header(painter, scale)
        for bar in self.picture.bars:
            if bar.row < rows:
                self._bar(painter, bar, scale)
        painter.end()

    def _ground(self, painter: QPainter, rows: int, scale: float) -> None:
        first = self.picture.first_minute
        height = self.height() - HEADER
        closes = COLUMN + round((self.picture.closes - first) * scale)
        painter.fillRect(closes, HEADER, self.width() - closes, height, self.hatch)
        for hour in range(8, 19):
            x = COLUMN + round((hour * 60 - first) * scale)
            painter.fillRect(x, HEADER, 1, height, self.line)
            painter.setFont(self.small)
            painter.drawText(x + 4, HEADER - 12, f"{hour:02d}:00")
        for row in range(rows):
            y = HEADER + row * ROW
            painter.fillRect(0, y, self.width(), 1, self.line)
            painter.setFont(self.strong)
            painter.setPen(self.text)
            painter.drawText(14, y + 18, self.picture.rows[row].name)
            painter.setFont(self.small)
            painter.setPen(self.muted)
            painter.drawText(14, y + 33, self.picture.rows[row].detail)

    def _header(self, painter: QPainter, scale: float) -> None:
        load = self.picture.load
        for index, (used, minutes) in enumerate(
            zip(load.chairs_in_use, load.nurse_minutes, strict=True)
        ):
            x = COLUMN + round(index * 15 * scale)
            painter.fillRect(x, 55 - used, round(15 * scale), used, self.fills[0])
            painter.fillRect(
                x, 96 - minutes // 2, round(15 * scale) - 1, minutes // 2, self.fills[2]
            )

    def _bar(self, painter: QPainter, bar: Bar, scale: float) -> None:
        first = self.picture.first_minute
        x = COLUMN + round((bar.start - first) * scale)
        width = round(bar.minutes * scale)
        y, height = HEADER + bar.row * ROW + 5, ROW - 10
        fill, edge = self.fills[bar.colour], self.edges[bar.colour]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(edge)
        painter.drawRoundedRect(x, y, width, height, 5, 5)
        painter.setBrush(fill)
        painter.drawRoundedRect(x + 1, y + 1, width - 2, height - 2, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(x, y, 5, height, self.status[bar.edge])
        before = round((bar.before[1] - bar.before[0]) * scale)
        painter.fillRect(x + 5, y + 1, before, height - 2, self.hatch)
        light = round((bar.light[1] - bar.light[0]) * scale)
        left = COLUMN + round((bar.light[0] - first) * scale)
        painter.fillRect(left, y + 1, light, height - 2, self.surface)
        for step in bar.ladder:
            left = COLUMN + round((step.start - first) * scale)
            rung = round(step.height * 10)
            wide = round((step.end - step.start) * scale)
            painter.fillRect(left, y + height - 1 - rung, wide, rung, edge)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self.turnover)
        turnover = round((bar.held_until - bar.end) * scale)
        painter.drawRect(x + width + 1, y + 6, turnover, height - 12)
        painter.setFont(self.strong)
        painter.setPen(self.text)
        painter.drawText(x + 10, y + 15, bar.title)
        painter.setFont(self.small)
        painter.setPen(self.muted)
        painter.drawText(x + 10, y + 28, bar.second_line)


class BareWeek(_Bare):
    """The rectangles and texts of a week."""

    def __init__(self, theme: Theme, picture: WeekPicture) -> None:
        super().__init__(theme)
        self.picture = picture

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.surface)
        picture = self.picture
        row_px = max((self.height() - WEEK_HEADER) // len(picture.rows), 22)
        day_px = (self.width() - COLUMN) / len(picture.days)
        scale = (day_px - 8) / (picture.last_minute - picture.first_minute)
        for row, chair in enumerate(picture.rows):
            y = WEEK_HEADER + row * row_px
            painter.fillRect(0, y, self.width(), 1, self.line)
            painter.setFont(self.strong)
            painter.setPen(self.text)
            painter.drawText(14, y + 15, chair.name)
        painter.setFont(self.small)
        for index, day in enumerate(picture.days):
            left = COLUMN + round(index * day_px)
            painter.fillRect(left, 0, 1, self.height(), self.line)
            painter.setPen(self.text)
            painter.drawText(left + 8, 20, f"{day.day:%a %m/%d}")
            painter.drawText(left + 8, 36, f"{len(day.bars)} visits")
            for bar in day.bars:
                x = left + 4 + round((bar.start - picture.first_minute) * scale)
                y = WEEK_HEADER + bar.row * row_px + 2
                width = round((bar.end - bar.start) * scale)
                self._bar(painter, x, y, width, row_px - 5, self.fills[bar.colour], bar.colour)
                painter.fillRect(x, y, 3, row_px - 5, self.status[bar.edge])
                painter.setPen(self.text)
                painter.drawText(x + 7, y + 13, bar.name)
        painter.end()

    def _bar(
        self, painter: QPainter, x: int, y: int, width: int, height: int, fill: QColor, place: int
    ) -> None:
        painter.fillRect(x, y, width, height, self.edges[place])
        painter.fillRect(x + 1, y + 1, width - 2, height - 2, fill)
