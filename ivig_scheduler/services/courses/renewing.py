"""Visits that still stand by older facts than today's: found, and planned anew where asked.

A fact can be saved without the visits that follow from it. They then keep the minutes they were
planned with until somebody has them planned anew.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.hand_lengths import keep_length
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.services.courses.ahead import visits_ahead
from ivig_scheduler.services.courses.plan_content import has_same_content
from ivig_scheduler.services.moves import MovingVisit
from ivig_scheduler.services.moving_visits import load_moving_visits
from ivig_scheduler.storage.reader import Reader


def find_outdated(
    store: Reader, course_ids: Sequence[UUID], now: datetime
) -> tuple[Appointment, ...]:
    """Return the coming visits of courses that would be planned otherwise today, in time order.

    Those that cannot be computed today stay as they are. A length given by hand is kept.
    """
    coming = visits_ahead(store.where_in(Appointment, "course_id", course_ids), now)
    moving = load_moving_visits(store, coming)
    return tuple(each for each in coming if is_outdated(moving[each.id]))


def is_outdated(visit: MovingVisit) -> bool:
    """Return whether a visit would be planned otherwise today where it stands."""
    try:
        needed = visit.planner.plan_on(visit.appointment.start.date(), visit.earlier)
    except RuleBrokenError:
        return False
    kept = keep_length(visit.appointment, visit.plan, needed.plan)
    return not has_same_content(kept, visit.plan)
