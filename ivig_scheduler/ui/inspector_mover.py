"""Moving the visit of the inspector to any day: its panel, checked against that day's calendar."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ivig_scheduler.services.place_looks import PlaceLook, look_at_place
from ivig_scheduler.services.reseating import tell_reseating
from ivig_scheduler.services.setup.chairs import load_chairs
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.inspector_actions import InspectorActions
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.move_panel import MovePanel
from ivig_scheduler.ui.proposals.accepting import open_proposal

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.domain.records import Appointment
    from ivig_scheduler.services.proposals import Proposal
    from ivig_scheduler.services.visit_file import VisitFile
    from ivig_scheduler.storage.reader import Reader


class InspectorMover(QObject):
    """`confirmed` carries the appointment, a chair's id and a local start."""

    confirmed = Signal(object, object, object)

    def __init__(self, desk: Desk, look: Look, actions: InspectorActions, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._look, self._actions = desk, look, actions
        self._room: Proposal | None = None
        self._visit: Appointment | None = None
        self.panel = MovePanel(look.icons)
        self.panel.asked.connect(self._check)
        self.panel.confirmed.connect(self._confirm)
        self.panel.room_wanted.connect(self._make_room)

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        self._look = look
        self.panel.set_icons(look.icons)

    def ask(self, file: "VisitFile") -> None:
        """Open the panel for a visit."""
        self._visit = file.appointment
        self._desk.read(_chairs, self._open, view="inspector.chairs")

    def _open(self, chairs: Sequence[tuple[UUID, str]]) -> None:
        if self._visit is not None:
            self._actions.open_move(self.panel)
            self.panel.open(self._visit, chairs)

    def _check(self, chair_id: UUID, start: datetime) -> None:
        visit = self._visit
        if visit is None:
            return

        now = self._desk.local_now()
        self._desk.read(
            lambda store: look_at_place(store, visit, chair_id, start, now=now),
            self._show_look,
            view="inspector.check",
        )

    def _show_look(self, found: PlaceLook) -> None:
        self._room = found.room
        others = found.room.moves[1:] if found.room else ()
        self.panel.show_reasons(
            found.conflicts,
            is_blocked=found.is_blocked,
            offer=f"{tell_reseating(others)}…" if others else "",
            is_for_all_days=found.is_for_all_days,
        )
        # With more reasons the panel grows, and its buttons are to stay in sight.
        self._actions.cancel_opened.emit()

    def _make_room(self) -> None:
        if self._room is not None:
            open_proposal(self._desk, self._look, self._room, self.panel, then=self._close)

    def _close(self, _changes: "ChangeSet") -> None:
        self._actions.close_question()

    def _confirm(self, chair_id: UUID, start: datetime) -> None:
        if self._visit is not None:
            self._actions.close_question()
            self.confirmed.emit(self._visit, chair_id, start)


def _chairs(store: "Reader") -> tuple[tuple[UUID, str], ...]:
    return tuple((chair.id, chair.name) for chair in load_chairs(store))
