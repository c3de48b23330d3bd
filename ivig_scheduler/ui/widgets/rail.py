"""The rail at the left of the window: one button for each page, an icon above a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ivig_scheduler.ui.icons import IconSet
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.kind import set_kind

_ICON_PX = 22
RAIL_WIDTH, RAIL_HEIGHT = 64, 58
_MARGIN = 6


@dataclass(frozen=True, slots=True)
class RailItem:
    """One page: its key, its word and the name of its icon."""

    page: str
    title: str
    icon: str


class Rail(QWidget):
    """The buttons. `page_chosen` carries the key of the page the user picked."""

    page_chosen = Signal(str)

    def __init__(
        self, items: Sequence[RailItem], icons: IconSet, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._items = tuple(items)
        self._group = QButtonGroup(self)
        self._buttons = {item.page: self._make_button(item) for item in self._items}
        set_kind(self, "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._lay_out()
        self.set_icons(icons)
        self._group.buttonClicked.connect(self._report)

    def current(self) -> str:
        """Return the key of the page that is marked, or "" before one is."""
        return next((page for page, one in self._buttons.items() if one.isChecked()), "")

    def select(self, page: str) -> None:
        """Mark `page` without announcing it."""
        self._buttons[page].setChecked(True)

    def set_icons(self, icons: IconSet) -> None:
        """Draw the icons of another theme."""
        for item in self._items:
            drawn = icons.icon(item.icon, "muted", _ICON_PX, checked="accent")
            self._buttons[item.page].setIcon(drawn)

    def add_below(self, widget: QWidget) -> None:
        """Put `widget` at the foot of the rail."""
        layout = self.layout()
        if layout is not None:
            layout.addWidget(widget)

    def _make_button(self, item: RailItem) -> QToolButton:
        one = QToolButton(self)
        one.setText(item.title)
        one.setCheckable(True)
        one.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        one.setIconSize(QSize(_ICON_PX, _ICON_PX))
        set_px(one, width=RAIL_WIDTH, height=RAIL_HEIGHT)
        # Reached with Tab only: a click must not take the focus from the page.
        one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_kind(one, "rail")
        self._group.addButton(one)
        return one

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN + 2, _MARGIN + 1, _MARGIN)
        column.setSpacing(2)
        for one in self._buttons.values():
            column.addWidget(one)
        column.addStretch(1)

    def _report(self) -> None:
        self.page_chosen.emit(self.current())
