"""Stepping a visit on: the one way for the schedule, the inspector, and lists of visits."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ivig_scheduler.ui.desk import Desk, Refused

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.domain.records import Appointment
    from ivig_scheduler.services.dispatcher import Work


def step_visit(
    desk: Desk,
    visit: "Appointment",
    *,
    then: "Callable[[ChangeSet], None] | None" = None,
    refused: Refused | None = None,
) -> None:
    """Step a visit to its next status, stamped with this moment; `visit` is as it was shown.

    Pressed twice it steps once: the second press is refused, since the visit is another by then.
    """
    from ivig_scheduler.services.appointments import advance_status  # noqa: PLC0415 - slow

    def run(work: "Work") -> "ChangeSet":
        return advance_status(work, visit)

    desk.act(run, then=then, refused=refused, about=(visit.id,))
