"""Calling a visit off in the inspector, or noting a no-show: what that brings is told first."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ivig_scheduler.domain.terms import CancelReason
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.exceptions.consequences_box import ConsequencesBox
from ivig_scheduler.ui.inspector_actions import InspectorActions
from ivig_scheduler.ui.no_show_panel import NoShowPanel

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.domain.records import Appointment
    from ivig_scheduler.services.dispatcher import Work

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them


class InspectorCallOff(QObject):
    """Keeps what each of the two questions would bring in step with the visit that is shown."""

    def __init__(
        self,
        desk: Desk,
        actions: InspectorActions,
        mark: Callable[[], None],
        parent: QObject,
    ) -> None:
        """`mark` marks the visit as a no-show."""
        super().__init__(parent)
        self._actions = actions
        self.cancel_outlook = ConsequencesBox(desk, "inspector.cancel")
        self.no_show_outlook = ConsequencesBox(desk, "inspector.no_show")
        actions.cancel_panel.set_outlook(self.cancel_outlook)
        self.no_show_panel = NoShowPanel(self.no_show_outlook)
        self.no_show_panel.confirmed.connect(mark)

    def ask_to_cancel(self, visit: "Appointment") -> None:
        """Ask why the visit is called off; what follows is the same for every reason."""
        from ivig_scheduler.services.appointments import cancel_appointment

        def cancel(work: "Work") -> "ChangeSet":
            return cancel_appointment(work, visit, CancelReason.PATIENT_ASKED)

        self._actions.ask_to_cancel()
        self.cancel_outlook.foresee(cancel)

    def ask_no_show(self, visit: "Appointment") -> None:
        """Ask whether the patient did not come."""
        from ivig_scheduler.services.appointments import mark_no_show

        def mark(work: "Work") -> "ChangeSet":
            return mark_no_show(work, visit)

        self._actions.open_no_show(self.no_show_panel)
        self.no_show_outlook.foresee(mark)
