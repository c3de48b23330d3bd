"""The foot of the inspector: what can be done with the visit, and why something was refused."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.terms import MOVABLE, Status
from ivig_scheduler.ui.actions import SCHEDULE_ACTIONS
from ivig_scheduler.ui.cancel_panel import CancelPanel
from ivig_scheduler.ui.shortcuts import name_action
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.words import sentence

if TYPE_CHECKING:
    from ivig_scheduler.domain.settings import Settings
    from ivig_scheduler.ui.icons import IconSet
    from ivig_scheduler.ui.move_panel import MovePanel
    from ivig_scheduler.ui.no_show_panel import NoShowPanel
    from ivig_scheduler.ui.runs_long_panel import RunsLongPanel

    QuestionPanel = MovePanel | RunsLongPanel | NoShowPanel

#: The patient sits and is not done: only then a visit can run long.
_UNDER_WAY = frozenset({Status.IN_CHAIR, Status.INFUSING, Status.OBSERVING})


class InspectorActions(QWidget):
    """Buttons, and in their place the question why a visit is called off.

    `cancel_confirmed` carries the reason, the note and who asked.
    """

    advance_requested = Signal()
    no_show_requested = Signal()
    cancel_confirmed = Signal(object, str, object)
    cancel_asked = Signal()
    cancel_opened = Signal()
    move_asked = Signal()
    runs_long_asked = Signal()
    wait_asked = Signal()
    #: Whether the visit is to be kept in its chair.
    lock_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.next_button = button("", "primary")
        self.no_show_button = button(self.tr("No-show…"))
        self.cancel_button = button(self.tr("Cancel…"))
        self.cancel_panel = CancelPanel()
        self._refusal = label("", "danger", wrap=True)
        self._move_hint = QWidget()
        self.move_link = button(self.tr("Move…"), "link")
        self.move_link.clicked.connect(self.move_asked)
        self.runs_long_link = button(self.tr("Runs long…"), "link")
        self.runs_long_link.clicked.connect(self.runs_long_asked)
        self.wait_link = button(self.tr("Wants an earlier place…"), "link")
        self.wait_link.clicked.connect(self.wait_asked)
        self._is_locked = False
        self.chair_link = button(self.tr("Keep in this chair"), "link")
        self.chair_link.clicked.connect(lambda: self.lock_asked.emit(not self._is_locked))
        for one, name in (
            (self.next_button, "advance"),
            (self.no_show_button, "no_show"),
            (self.cancel_button, "cancel"),
            (self.move_link, "move"),
            (self.runs_long_link, "runs_long"),
            (self.wait_link, "wait"),
            (self.chair_link, "lock"),
        ):
            name_action(one, SCHEDULE_ACTIONS, name)
        self._lock = QIcon()
        #: The questions that were asked so far, with what each stands in the place of.
        self._panels: dict[QuestionPanel, QWidget] = {}
        self._lay_out()
        self.next_button.clicked.connect(self.advance_requested)
        self.no_show_button.clicked.connect(self.no_show_requested)
        self.cancel_button.clicked.connect(self.cancel_asked)
        self.cancel_panel.confirmed.connect(self.cancel_confirmed)
        self.cancel_panel.closed.connect(self.close_question)
        self.close_question()

    def show_status(self, status: Status, following: Status | None, *, can_cancel: bool) -> None:
        """Offer what a visit in that status allows; `following` is its next status."""
        self.next_button.setVisible(following is not None)
        self.next_button.setText(sentence(str(following)) if following else "")
        self.no_show_button.setVisible(status in MOVABLE)
        self.cancel_button.setVisible(can_cancel)
        is_asked = self._is_asked(self._move_hint) or self._is_asked(self.no_show_button)
        self._move_hint.setVisible(status in MOVABLE and not is_asked)
        self.wait_link.setVisible(status in MOVABLE)
        self.runs_long_link.setVisible(status in _UNDER_WAY)
        if self._is_asked(self.runs_long_link) and status in _UNDER_WAY:
            self.runs_long_link.hide()
            return
        if not can_cancel or (is_asked and status not in MOVABLE):
            self.close_question()

    def show_chair(self, *, can_change: bool, is_locked: bool) -> None:
        """Offer to keep the visit in its chair when others are seated anew, or to let it change."""
        self._is_locked = is_locked
        self.chair_link.setVisible(can_change)
        words = self.tr("Let the chair change") if is_locked else self.tr("Keep in this chair")
        self.chair_link.setText(words)
        self.chair_link.setIcon(self._lock if is_locked else QIcon())
        tip = (
            self.tr("When others are seated anew to make room, this visit stays in its chair.")
            if is_locked
            else self.tr("To make room for another visit, this one may be given another chair.")
        )
        self.chair_link.setToolTip(tip)
        name_action(self.chair_link, SCHEDULE_ACTIONS, "lock")

    def set_icons(self, icons: "IconSet") -> None:
        """Draw the mark of a chair that is kept in another theme."""
        self._lock = icons.icon("lock", "accent", 16)
        self.chair_link.setIcon(self._lock if self._is_locked else QIcon())

    def ask_to_cancel(self) -> None:
        """Ask why, where the visit can still be called off."""
        if not self.cancel_button.isHidden():
            self._refusal.hide()
            self.cancel_panel.open()
            self._buttons.hide()
            self.cancel_opened.emit()

    def open_move(self, panel: "QuestionPanel") -> None:
        """Ask with the panel where the visit is moved to, in place of the buttons."""
        self._open(panel, self._move_hint)
        panel.show()

    def open_runs_long(self, panel: "RunsLongPanel", settings: "Settings") -> None:
        """Ask with the panel how much longer the visit takes, in place of the buttons."""
        self._open(panel, self.runs_long_link)
        panel.open(settings)

    def open_no_show(self, panel: "QuestionPanel") -> None:
        """Ask with the panel whether the patient did not come, in place of the buttons."""
        self._open(panel, self.no_show_button)
        panel.show()

    def close_question(self) -> None:
        """Go back to the buttons, whatever was refused before forgotten."""
        self._refusal.hide()
        # The button that opened a question comes first: it gets the keys back.
        self._buttons.show()
        for panel, link in self._panels.items():
            if not panel.isHidden():
                link.show()
                panel.hide()
        self.cancel_panel.hide()

    def _open(self, panel: "QuestionPanel", link: QWidget) -> None:
        if panel not in self._panels:
            self._panels[panel] = link
            panel.closed.connect(self.close_question)
            self._column.insertWidget(1, panel)
        self.close_question()
        panel.show()
        self._buttons.hide()
        link.hide()
        self.cancel_opened.emit()

    def _is_asked(self, link: QWidget) -> bool:
        """Return whether the question that stands in the place of `link` is open."""
        return any(of is link and not panel.isHidden() for panel, of in self._panels.items())

    def show_refusal(self, problems: Iterable[Problem]) -> None:
        """Say why nothing was done: in the question where it is open, else below the buttons."""
        found = tuple(problems)
        if not self.cancel_panel.isHidden():
            self.cancel_panel.show_problems(found)
            return
        self._refusal.setText("\n".join(sentence(each.message) for each in found))
        self._refusal.show()

    def refusal(self) -> str:
        """Return what was refused, or nothing."""
        return "" if self._refusal.isHidden() else self._refusal.text()

    def _lay_out(self) -> None:
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for each in (self.next_button, self.no_show_button, self.cancel_button):
            row.addWidget(each)
        row.addStretch(1)
        hint = QHBoxLayout(self._move_hint)
        hint.setContentsMargins(0, 0, 0, 0)
        hint.addWidget(label(self.tr("Drag the bar, Alt+arrows, or"), "muted"))
        hint.addWidget(self.move_link)
        hint.addStretch(1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self._buttons, self.cancel_panel, self._refusal, self._move_hint):
            column.addWidget(part)
        column.addWidget(self.chair_link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.wait_link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.runs_long_link, 0, Qt.AlignmentFlag.AlignLeft)
