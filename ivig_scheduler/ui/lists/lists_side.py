"""The place of the lists at the left of the schedule: opened, closed, made wider, remembered.

The lists themselves are made when they are first opened: the start of the program does without.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ivig_scheduler.ui.actions import WINDOW_ACTIONS, keys_of
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.text_size import set_px, text_scale
from ivig_scheduler.ui.widgets.kind import set_kind

if TYPE_CHECKING:
    from ivig_scheduler.ui.lists.lists_panel import ListsPanel
    from ivig_scheduler.ui.schedule.loading import LoadedDay

#: A window as wide as this has room for the lists; a narrower one shows them when asked.
ROOMY_PX = 1500
_LEAST_PX, _FIRST_PX, _MOST_PX = 300, 352, 640
_GRIP_PX, _HANDLE_PX = 6, 18
_SHOWN, _WIDTH = "lists/shown", "lists/width"


class ListsSide(QWidget):
    """A handle that opens the lists, and the lists with a grip at their right edge.

    The signals are those of the ListsPanel; `wait_requested` is for who asks for it elsewhere.
    """

    visit_chosen = Signal(object)
    visit_opened = Signal(object)
    menu_asked = Signal(object, QPoint)
    left = Signal()

    def __init__(
        self, desk: Desk, navigator: Navigator, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._navigator, self._look = desk, navigator, look
        self._panel: ListsPanel | None = None
        self._day: LoadedDay | None = None
        self._selected: UUID | None = None
        self._kept: QSettings | None = None
        self._choice: bool | None = None
        self._width = _FIRST_PX
        self.handle = QPushButton("›")
        self.grip = Grip()
        self._lay_out()
        self.handle.clicked.connect(self.toggle)
        self.grip.dragged.connect(self._widen)
        self.grip.dropped.connect(self._keep_width)

    @property
    def is_open(self) -> bool:
        """Whether the lists are shown."""
        return self._panel is not None and not self._panel.isHidden()

    @property
    def panel(self) -> "ListsPanel":
        """The lists, made when they are first needed."""
        if self._panel is None:
            from ivig_scheduler.ui.lists.lists_panel import ListsPanel  # noqa: PLC0415 - seldom

            self._panel = panel = ListsPanel(self._desk, self._navigator, self._look)
            panel.hide()
            self._row.insertWidget(0, panel)
            panel.visit_chosen.connect(self.visit_chosen)
            panel.visit_opened.connect(self.visit_opened)
            panel.menu_asked.connect(self.menu_asked)
            panel.left.connect(self.left)
            panel.closed.connect(self.toggle)
            if self._day is not None:
                panel.show_day(self._day)
            panel.select_visit(self._selected)
        return self._panel

    def follow(self, kept: QSettings) -> None:
        """Remember in that file whether the lists are open, and how wide; begin as it says."""
        self._kept = kept
        known = kept.value(_SHOWN)
        self._choice = None if known is None else str(known).lower() == "true"
        width = str(kept.value(_WIDTH, _FIRST_PX))
        self._width = _within(int(width)) if width.isdigit() else _FIRST_PX

    def settle(self, window_px: int) -> None:
        """Open the lists where the user left them open, or the window is wide and nobody chose."""
        wanted = window_px >= ROOMY_PX if self._choice is None else self._choice
        if wanted != self.is_open:
            self.show_lists(wanted)

    def toggle(self) -> None:
        """Open the lists and go to them, or close them; the choice is remembered."""
        is_open = not self.is_open
        self.show_lists(is_open)
        self._choice = is_open
        if self._kept is not None:
            self._kept.setValue(_SHOWN, is_open)
        if is_open:
            self.panel.start()
        else:
            self.left.emit()

    def show_lists(self, is_shown: bool) -> None:
        """Show the lists, or only the handle that opens them."""
        if is_shown or self._panel is not None:
            set_px(self.panel, panel=self._width)
            self.panel.setVisible(is_shown)
        self.grip.setVisible(is_shown)
        self.handle.setVisible(not is_shown)

    def show_day(self, loaded: "LoadedDay") -> None:
        """Let the list of the day follow the day that is shown.

        With the first day the lists open, where they are to: the day itself does not wait for them.
        """
        is_first, self._day = self._day is None, loaded
        if is_first:
            self.settle(self.window().width())
        if self._panel is not None:
            self._panel.show_day(loaded)

    def select_visit(self, appointment_id: UUID | None) -> None:
        """Let the list follow the visit that is selected on the schedule."""
        self._selected = appointment_id
        if self._panel is not None:
            self._panel.select_visit(appointment_id)

    def ask_to_wait(self, appointment_id: UUID) -> None:
        """Ask what earlier place the patient of a visit waits for."""
        self.panel.acts.flow.ask_to_wait(appointment_id)

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        self._look = look
        if self._panel is not None:
            self._panel.set_look(look)

    def _widen(self, by: int) -> None:
        self._width = _within(self._width + round(by / text_scale()))
        set_px(self.panel, panel=self._width)

    def _keep_width(self) -> None:
        if self._kept is not None:
            self._kept.setValue(_WIDTH, self._width)

    def _lay_out(self) -> None:
        words = self.tr("Lists beside the schedule")
        self.handle.setToolTip(f"{words} ({keys_of(WINDOW_ACTIONS, 'lists')[0]})")
        self.handle.setAccessibleName(words)
        set_kind(self.handle, "handle")
        set_px(self.handle, width=_HANDLE_PX)
        self.handle.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.handle.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        for each in (self.grip, self.handle):
            self._row.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._row)
        self.grip.hide()


class Grip(QWidget):
    """A narrow edge that is dragged: `dragged` carries by how many pixels, then `dropped`."""

    dragged = Signal(int)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._from: int | None = None
        set_kind(self, "grip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_px(self, width=_GRIP_PX)
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        self._from = round(event.globalPosition().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell how far the pointer went since it was told last."""
        if self._from is not None:
            now = round(event.globalPosition().x())
            by, self._from = now - self._from, now
            self.dragged.emit(by)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._from = None
        self.dropped.emit()


def _within(width: int) -> int:
    return min(max(width, _LEAST_PX), _MOST_PX)
