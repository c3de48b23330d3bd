"""The clock in the inspector: how the infusion runs, when the visit ends, what can be entered."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ivig_scheduler.ui.actions import SCHEDULE_ACTIONS
from ivig_scheduler.ui.inspector_parts import RowList
from ivig_scheduler.ui.shortcuts import name_action
from ivig_scheduler.ui.widgets.flow import FlowLayout
from ivig_scheduler.ui.widgets.kind import button, label

if TYPE_CHECKING:
    from ivig_scheduler.ui.clock.clock_panel import ClockPanel
    from ivig_scheduler.ui.clock.clock_value import ClockValue

RATE, PAUSE, RESUME, GO_ON, TIMES, ROOM = "rate", "pause", "resume", "go_on", "times", "room"
#: A pause whose cause is known.
REACTION = "reaction"


class ClockCard(QWidget):
    """Rows, what stands out, buttons, and in their place the panel that asks.

    `asked` carries the name of what is to be done; `opened` is emitted where a panel is shown.
    """

    asked = Signal(str)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowList()
        self.alert = label("", "warning", wrap=True)
        self.refusal = label("", "danger", wrap=True)
        self.buttons = {
            RATE: button(self.tr("Rate…")),
            PAUSE: button(self.tr("Pause…")),
            RESUME: button(self.tr("Resume…")),
            GO_ON: button(self.tr("Go on with the table")),
            ROOM: button(self.tr("Make room…"), "link-strong"),
            TIMES: button(self.tr("Correct times…"), "link"),
        }
        self._panel: ClockPanel | None = None
        for name, each in self.buttons.items():
            each.clicked.connect(lambda _checked=False, key=name: self.asked.emit(key))
        for name, one in self.buttons.items():
            name_action(one, SCHEDULE_ACTIONS, _KEYS.get(name, name))
        self._lay_out()

    def show_value(self, value: "ClockValue") -> None:
        """Show how things stand; a panel that asks stays as it is."""
        self.setHidden(value.is_empty)
        self.rows.show_rows(value.rows)
        self.alert.setText("\n".join(f"△ {each}" for each in value.alerts))
        self.alert.setVisible(bool(value.alerts))
        offered = {
            RATE: value.can_set_rate,
            PAUSE: value.can_pause,
            RESUME: value.can_resume,
            GO_ON: value.can_go_on,
            ROOM: value.longer_by > 0 and bool(value.alerts),
            TIMES: value.can_correct,
        }
        for name, is_offered in offered.items():
            self.buttons[name].setVisible(is_offered)
        self._acts.setHidden(self._panel is not None or not any(offered.values()))

    def panel(self) -> "ClockPanel | None":
        """Return the panel that asks, or None."""
        return self._panel

    def open_panel(self, panel: "ClockPanel") -> None:
        """Ask with a panel in place of the buttons."""
        self.close_panel()
        self._panel = panel
        if panel.parentWidget() is not self:
            self._column.addWidget(panel)
        # The panel notes who had the keys before the button that opened it is hidden.
        panel.show()
        self._acts.hide()
        self.opened.emit()

    def close_panel(self) -> None:
        """Go back to the buttons."""
        self.show_refusal("")
        if self._panel is None:
            return
        panel, self._panel = self._panel, None
        # Its buttons come first: the one that opened it gets the keys back.
        self._acts.show()
        panel.hide()

    def show_refusal(self, text: str) -> None:
        """Say why nothing was done; "" for nothing."""
        self.refusal.setText(text)
        self.refusal.setVisible(bool(text))

    def texts(self) -> tuple[str, ...]:
        """Return the rows' words and what stands out."""
        return (*self.rows.texts(), self.alert.text()) if self.alert.text() else self.rows.texts()

    def _lay_out(self) -> None:
        self._acts = QWidget()
        flow = FlowLayout(self._acts)
        for each in self.buttons.values():
            flow.addWidget(each)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Clock"), "section"), 1)
        column.addLayout(head)
        for part in (self.rows, self.alert, self._acts, self.refusal):
            column.addWidget(part)
        self.refusal.hide()
        self.alert.hide()


#: The actions whose keys have another name.
_KEYS = {RESUME: PAUSE, ROOM: "make_room"}
