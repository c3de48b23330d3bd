"""The window in which a sheet is looked at before it is printed or saved."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ivig_scheduler.ui.actions import PRINT_ACTIONS, keys_of
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.printing.options_panel import OptionsPanel
from ivig_scheduler.ui.printing.pages import Pages
from ivig_scheduler.ui.printing.pages_view import FULL_WIDTH, WHOLE_PAGE, PagesView
from ivig_scheduler.ui.printing.request import PrintRequest
from ivig_scheduler.ui.shortcuts import bind_keys
from ivig_scheduler.ui.widgets.kind import button, label, set_kind

_MOST_SIZE, _LEAST_SIZE = QSize(1440, 1040), QSize(820, 520)
_INSET_PX = 48


class PrintPreview(QDialog):
    """Pages at the left, choices at the right; printing and saving are asked for, not done."""

    print_requested = Signal()
    save_requested = Signal()

    def __init__(self, look: Look, request: PrintRequest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = OptionsPanel(request.kinds, request.first)
        self.view = PagesView(look)
        self._page = label("", "quiet")
        self._zoom = label("", "quiet")
        self.before, self.after = QToolButton(), QToolButton()
        self.fit_page, self.fit_width = button(self.tr("Whole page")), button(self.tr("Full width"))
        self.smaller, self.larger = button("−"), button("+")
        self.setWindowTitle(self.tr("Print"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._lay_out(look)
        self._connect()
        self._size_to(parent)
        self.show_pages(None)
        self.view.setFocus()

    def show_pages(self, pages: Pages | None) -> None:
        """Show the pages of a sheet; None while there are none."""
        self.view.show_pages(pages)
        self.options.set_ready(pages is not None)

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        self.view.set_look(look)
        self._set_icons(look)

    @property
    def page_words(self) -> str:
        """Which page is in sight, in words."""
        return self._page.text()

    def _show_page(self, page: int, count: int) -> None:
        self._page.setText(self.tr("Page {0} of {1}").format(page, count) if count else "")
        self.before.setEnabled(page > 1)
        self.after.setEnabled(page < count)

    def _show_zoom(self, zoom: float) -> None:
        self._zoom.setText(f"{round(zoom * 100)} %")

    def _lay_out(self, look: Look) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.view, 1)
        left.addWidget(self._bar())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.options)
        self._set_icons(look)

    def _bar(self) -> QWidget:
        bar = QWidget()
        set_kind(bar, "topbar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(6)
        ways: tuple[QWidget, ...] = (self.before, self._page, self.after)
        sizes: tuple[QWidget, ...] = (self.smaller, self._zoom, self.larger)
        for each in ways:
            row.addWidget(each)
        row.addStretch(1)
        for each in (*sizes, self.fit_width, self.fit_page):
            row.addWidget(each)
        self._zoom.setMinimumWidth(44)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return bar

    def _set_icons(self, look: Look) -> None:
        for each, name in ((self.before, "previous"), (self.after, "next")):
            each.setIcon(look.icons.icon(name, "muted", 16))

    def _connect(self) -> None:
        acts: dict[str, Callable[[], None]] = {
            "page_before": lambda: self.view.go_to(self.view.page - 1),
            "page_after": lambda: self.view.go_to(self.view.page + 1),
            "larger": partial(self.view.zoom_by, 1),
            "smaller": partial(self.view.zoom_by, -1),
            "fit_page": partial(self.view.fit, WHOLE_PAGE),
            "fit_width": partial(self.view.fit, FULL_WIDTH),
            "print_now": self.options.print_button.click,
            "save_pdf": self.options.save_button.click,
        }
        bind_keys(self, PRINT_ACTIONS, acts)
        pressed: dict[str, QAbstractButton] = {
            "page_before": self.before,
            "page_after": self.after,
            "larger": self.larger,
            "smaller": self.smaller,
            "fit_page": self.fit_page,
            "fit_width": self.fit_width,
        }
        names = {action.key: self.tr(action.words) for action in PRINT_ACTIONS}
        for key, each in pressed.items():
            each.clicked.connect(acts[key])
            each.setAccessibleName(names[key])
            each.setToolTip(f"{names[key]} ({keys_of(PRINT_ACTIONS, key)[0]})")
        self.options.print_button.setToolTip(keys_of(PRINT_ACTIONS, "print_now")[0])
        self.options.save_button.setToolTip(keys_of(PRINT_ACTIONS, "save_pdf")[0])
        self.options.print_button.clicked.connect(self.print_requested)
        self.options.save_button.clicked.connect(self.save_requested)
        self.options.close_button.clicked.connect(self.reject)
        self.view.page_changed.connect(self._show_page)
        self.view.zoom_changed.connect(self._show_zoom)

    def _size_to(self, parent: QWidget | None) -> None:
        """Be a little smaller than the window below, so that it is seen to be still there."""
        if parent is None:
            self.resize(_MOST_SIZE)
            return
        room = parent.window().size() - QSize(_INSET_PX, _INSET_PX)
        self.resize(room.boundedTo(_MOST_SIZE).expandedTo(_LEAST_SIZE))
