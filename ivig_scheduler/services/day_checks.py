"""What is against the visits of a day that have not begun, for the signs on the schedule."""

from collections.abc import Mapping
from uuid import UUID

from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import MOVABLE, Severity
from ivig_scheduler.services.day import Day
from ivig_scheduler.services.moves import plan_move
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.storage.reader import Reader

#: Concerns the hour and not the visit: the curve above the day shows it once for all.
OF_THE_HOUR = "nurse_capacity"


def find_troubles(store: Reader, day: Day) -> Mapping[UUID, tuple[Conflict, ...]]:
    """Return the checks each visit fails where it stands, by its appointment's id.

    Visits that have begun, and those against which there is nothing, are left out.
    """
    found = {
        visit.appointment.id: _conflicts(store, day, visit.appointment)
        for visit in day.seated
        if visit.appointment.status in MOVABLE
    }
    return {key: conflicts for key, conflicts in found.items() if conflicts}


def _conflicts(store: Reader, day: Day, visit: Appointment) -> tuple[Conflict, ...]:
    try:
        moving = load_moving_visit(store, visit)
    except RuleBrokenError as error:
        return tuple(
            Conflict(problem.field, Severity.BLOCK, problem.message) for problem in error.problems
        )
    found = plan_move(day.facts, moving, visit.chair_id, visit.start).conflicts
    return tuple(conflict for conflict in found if conflict.rule != OF_THE_HOUR)
