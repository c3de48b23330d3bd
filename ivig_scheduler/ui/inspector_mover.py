"""Moving the visit of the inspector to any day: its panel, checked against that day's calendar."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ivig_scheduler.domain.clearance import is_blocked
from ivig_scheduler.services.appointments import check_move
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.services.setup.chairs import load_chairs
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.inspector_actions import InspectorActions
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.move_panel import MovePanel

if TYPE_CHECKING:
    from ivig_scheduler.domain.clearance import Conflict
    from ivig_scheduler.domain.records import Appointment
    from ivig_scheduler.services.visit_file import VisitFile
    from ivig_scheduler.storage.reader import Reader


class InspectorMover(QObject):
    """`confirmed` carries the appointment, a chair's id and a local start."""

    confirmed = Signal(object, object, object)

    def __init__(self, desk: Desk, look: Look, actions: InspectorActions, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._actions = desk, actions
        self._visit: Appointment | None = None
        self.panel = MovePanel(look.icons)
        self.panel.asked.connect(self._check)
        self.panel.confirmed.connect(self._confirm)

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
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

        def query(store: "Reader") -> "tuple[Conflict, ...]":
            facts = load_facts(store, start.date(), start.date())
            return check_move(facts, load_moving_visit(store, visit), chair_id, start)

        self._desk.read(
            query,
            lambda found: self.panel.show_reasons(found, is_blocked=is_blocked(found)),
            view="inspector.check",
        )

    def _confirm(self, chair_id: UUID, start: datetime) -> None:
        if self._visit is not None:
            self._actions.close_question()
            self.confirmed.emit(self._visit, chair_id, start)


def _chairs(store: "Reader") -> tuple[tuple[UUID, str], ...]:
    return tuple((chair.id, chair.name) for chair in load_chairs(store))
