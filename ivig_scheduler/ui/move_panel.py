"""Where a visit is moved to any day, time and chair, with every reason against the place."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.ui.actions import PANEL_ACTIONS
from ivig_scheduler.ui.icons import IconSet
from ivig_scheduler.ui.question_panel import QuestionPanel
from ivig_scheduler.ui.shortcuts import bind_button
from ivig_scheduler.ui.widgets.dates import DateField, TimeField
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.widgets.pick import Pick
from ivig_scheduler.ui.words import sentence

if TYPE_CHECKING:
    from ivig_scheduler.domain.clearance import Conflict
    from ivig_scheduler.domain.records import Appointment

_PAUSE_MS = 120
#: The sign before a reason, as the drag shows it.
_SIGNS = {Severity.BLOCK: "!", Severity.WARN: "△"}


class MovePanel(QuestionPanel):
    """`asked` and `confirmed` carry a chair's id and a local start; `closed` where it stays.

    `room_wanted` where others are to change chairs so that the visit fits.
    """

    asked = Signal(object, object)
    confirmed = Signal(object, object)
    room_wanted = Signal()

    def __init__(self, icons: IconSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: tuple[UUID, datetime] | None = None
        self.day, self.time, self.chair = DateField(icons), TimeField(), Pick()
        self.move_button = button(self.tr("Move"), "primary")
        self.keep = button(self.tr("Keep its place"))
        self.reasons = label("", "quiet", wrap=True)
        self.room = button("", "link-strong")
        self.room.hide()
        for editor, name in (
            (self.day, self.tr("New day")),
            (self.time, self.tr("New time")),
            (self.chair, self.tr("New chair")),
        ):
            editor.setAccessibleName(name)
        bind_button(self.room, PANEL_ACTIONS, "make_room", self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._lay_out()
        for line in (self.day, self.time):
            line.textChanged.connect(lambda _text: self._note())
            line.returnPressed.connect(self._confirm)
        self.chair.picked.connect(lambda _key: self._note())
        self.move_button.clicked.connect(self._confirm)
        self.room.clicked.connect(self.room_wanted)

    def open(self, visit: "Appointment", chairs: Sequence[tuple[UUID, str]]) -> None:
        """Begin where the visit stands; `chairs` are all chairs with their names."""
        self._before = visit.chair_id, visit.start
        self.chair.set_options(chairs)
        self.chair.show_key(visit.chair_id)
        self.day.show_day(visit.start.date())
        self.time.show_time(visit.start.time())
        self._note()
        self.show()
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        self.day.selectAll()

    def set_icons(self, icons: IconSet) -> None:
        """Draw the calendar's icon in another theme."""
        self.day.set_icons(icons)

    def place(self) -> tuple[UUID, datetime] | None:
        """Return the chair and local start that are typed, or None while they cannot be read."""
        day, moment, chair = self.day.day(), self.time.moment(), self.chair.key()
        if day is None or moment is None or not isinstance(chair, UUID):
            return None
        return chair, datetime.combine(day, moment)

    def show_reasons(
        self,
        conflicts: "Sequence[Conflict]",
        *,
        is_blocked: bool,
        offer: str = "",
        is_for_all_days: bool = False,
    ) -> None:
        """Show what is against the place; it cannot be moved where the place is blocked.

        `offer` says who could make room; `is_for_all_days` where it fits with its whole cycle.
        """
        told = [f"{_SIGNS[each.severity]} {sentence(each.message)}" for each in conflicts]
        if is_for_all_days:
            told.append(self.tr("✓ It fits together with the other days of its cycle"))
        words = "\n".join(dict.fromkeys(told)) or self.tr("✓ Nothing against it")
        self.reasons.setText(words)
        self.room.setText(offer)
        self.room.setVisible(bool(offer))
        self.move_button.setText(self.tr("Move the cycle…") if is_for_all_days else self.tr("Move"))
        self.move_button.setEnabled(not is_blocked)

    def _note(self) -> None:
        place = self.place()
        self.move_button.setEnabled(False)
        self.room.hide()
        if place is None:
            wrong = self.day.problem() or self.time.problem()
            self.reasons.setText(sentence(wrong) or self.tr("Give the new day and time."))
        elif place == self._before:
            self.reasons.setText(self.tr("Where it stands now"))
        else:
            self.reasons.setText(self.tr("Checking…"))
            self._pause.start()

    def _ask(self) -> None:
        place = self.place()
        if place is not None:
            self.asked.emit(*place)

    def _confirm(self) -> None:
        place = self.place()
        if place is not None and self.move_button.isEnabled():
            self.confirmed.emit(*place)

    def _lay_out(self) -> None:
        column = self._column
        column.setSpacing(6)
        column.addWidget(label(self.tr("Move the visit to"), "section"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.day, 3)
        row.addWidget(self.time, 2)
        column.addLayout(row)
        column.addWidget(self.chair)
        column.addWidget(self.reasons)
        room = QHBoxLayout()
        room.addWidget(self.room)
        room.addStretch(1)
        column.addLayout(room)
        self._end_with(self.move_button, self.keep)
