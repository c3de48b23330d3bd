"""The pages of a sheet below each other, as they will be on paper: scrolled and zoomed."""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.printing.page_painter import paint_page
from ivig_scheduler.ui.printing.page_size import UNITS_PER_INCH
from ivig_scheduler.ui.printing.pages import Pages

_GAP_PX = 18
_NOTCH = 120
_MOST_KEPT = 6
#: Of the real size of the paper.
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
WHOLE_PAGE, FULL_WIDTH = "page", "width"


class PagesView(QAbstractScrollArea):
    """Shows laid out pages. `page_changed` carries the page in sight, from 1, and their number.

    `zoom_changed` carries the zoom as a share of the paper's real size.
    """

    page_changed = Signal(int, int)
    zoom_changed = Signal(float)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._pages: Pages | None = None
        self._fit, self._zoom = FULL_WIDTH, 1.0
        self._drawn: dict[int, QPixmap] = {}
        self._told = (0, 0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._tell_page())

    @property
    def pages(self) -> Pages | None:
        """What is shown."""
        return self._pages

    @property
    def zoom(self) -> float:
        """The zoom as a share of the paper's real size."""
        return self._zoom

    @property
    def page(self) -> int:
        """The page in sight, from 1; 0 where there is none."""
        if self._pages is None:
            return 0
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        step = self._page_rect(0).height() + _GAP_PX
        return min(max((middle - _GAP_PX // 2) // step, 0) + 1, len(self._pages.pages))

    def show_pages(self, pages: Pages | None) -> None:
        """Show other pages; the place stays where it is."""
        self._pages = pages
        self._lay_out()
        self._describe()

    def set_look(self, look: Look) -> None:
        """Draw the ground in another theme; paper stays white."""
        self._look = look
        self.viewport().update()

    def fit(self, what: str) -> None:
        """Show the WHOLE_PAGE, or the FULL_WIDTH of it, whatever the size of the window."""
        self._fit = what
        self._lay_out()

    def zoom_by(self, steps: int) -> None:
        """Zoom to the next larger or smaller of the zooms."""
        if steps > 0:
            wanted = next((each for each in ZOOMS if each > self._zoom + 0.01), ZOOMS[-1])
        else:
            wanted = next((each for each in reversed(ZOOMS) if each < self._zoom - 0.01), ZOOMS[0])
        self._fit, self._zoom = "", wanted
        self._lay_out()

    def go_to(self, page: int) -> None:
        """Bring a page, from 1, to the top."""
        if self._pages is None:
            return
        number = min(max(page, 1), len(self._pages.pages))
        top = self._page_rect(number - 1).top() + self.verticalScrollBar().value()
        self.verticalScrollBar().setValue(top - _GAP_PX // 2)

    def _px_per_unit(self) -> float:
        return self._zoom * self.logicalDpiX() / UNITS_PER_INCH

    def _page_rect(self, number: int) -> QRect:
        """Return where a page, from 0, stands in the viewport."""
        if self._pages is None:
            return QRect()
        size, scale = self._pages.size, self._px_per_unit()
        width, height = round(size.width * scale), round(size.height * scale)
        x = max((self.viewport().width() - width) // 2, _GAP_PX)
        y = _GAP_PX + number * (height + _GAP_PX)
        return QRect(
            x - self.horizontalScrollBar().value(),
            y - self.verticalScrollBar().value(),
            width,
            height,
        )

    def _fitting_zoom(self, pages: Pages) -> float:
        dots = self.logicalDpiX() / UNITS_PER_INCH
        across = (self.viewport().width() - 2 * _GAP_PX) / (pages.size.width * dots)
        down = (self.viewport().height() - 2 * _GAP_PX) / (pages.size.height * dots)
        wanted = min(across, down) if self._fit == WHOLE_PAGE else min(across, ZOOMS[-1])
        return max(wanted, 0.1)

    def _lay_out(self) -> None:
        if self._pages is None:
            self.viewport().update()
            return
        if self._fit:
            self._zoom = self._fitting_zoom(self._pages)
        self._drawn.clear()
        page = self._page_rect(0)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        height = len(self._pages.pages) * (page.height() + _GAP_PX) + _GAP_PX
        down.setPageStep(page.height() + _GAP_PX)
        down.setSingleStep(40)
        down.setRange(0, max(height - self.viewport().height(), 0))
        across.setPageStep(self.viewport().width())
        across.setRange(0, max(page.width() + 2 * _GAP_PX - self.viewport().width(), 0))
        self.viewport().update()
        self._tell_page()
        self.zoom_changed.emit(self._zoom)

    def _tell_page(self) -> None:
        now = (self.page, len(self._pages.pages) if self._pages else 0)
        if now != self._told:
            self._told = now
            self.page_changed.emit(*now)
            self._describe()

    def _describe(self) -> None:
        """Let a screen reader read the page in sight."""
        number = self.page
        self.setAccessibleName(self.tr("Pages as they will be printed"))
        text = self._pages.pages[number - 1].text if self._pages and number else ""
        self.setAccessibleDescription(text)

    def _picture(self, number: int, rect: QRect) -> QPixmap:
        """Return a page as it is drawn at this zoom; pages that were seen lately are kept."""
        if number not in self._drawn:
            while len(self._drawn) >= _MOST_KEPT:
                self._drawn.pop(next(iter(self._drawn)))
            self._drawn[number] = self._draw(number, rect)
        return self._drawn[number]

    def _draw(self, number: int, rect: QRect) -> QPixmap:
        assert self._pages is not None
        ratio = self.devicePixelRatioF()
        picture = QPixmap(rect.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        try:
            scale = self._px_per_unit()
            painter.scale(scale, scale)
            paint_page(painter, self._pages.pages[number], self._pages.faces)
        finally:
            painter.end()
        return picture

    def _paint(self, painter: QPainter, seen: QRect) -> None:
        theme = self._look.theme
        painter.fillRect(self.viewport().rect(), theme.color("ground"))
        for number in range(len(self._pages.pages) if self._pages else 0):
            rect = self._page_rect(number)
            if rect.intersects(seen):
                painter.drawPixmap(rect.topLeft(), self._picture(number, rect))
                painter.setPen(theme.color("line"))
                painter.drawRect(QRectF(rect).adjusted(-0.5, -0.5, 0.5, 0.5))
        if self.hasFocus():
            painter.setPen(theme.color("accent"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the pages: PgUp and PgDn one on, Home and End to the first and last."""
        count = len(self._pages.pages) if self._pages else 0
        pages = {
            Qt.Key.Key_PageUp: self.page - 1,
            Qt.Key.Key_PageDown: self.page + 1,
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: count,
        }
        wanted = pages.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        else:
            self.go_to(wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages that are in sight."""
        painter = QPainter(self.viewport())
        try:
            self._paint(painter, event.rect())
        finally:
            # A painter left open would take the whole program down with it.
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new size."""
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            notches = event.angleDelta().y() / _NOTCH
            self.zoom_by(1 if notches > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)
