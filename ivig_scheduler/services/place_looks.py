"""A place a person has in mind for a booked visit: what is against it, and what would let it in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ivig_scheduler.domain.clearance import Conflict, is_blocked
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.courses.cycle_days import move_together, other_days
from ivig_scheduler.services.moves import plan_move
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.services.proposals import Proposal
from ivig_scheduler.services.reseating import find_reseating
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class PlaceLook:
    """Every reason against a place; where one forbids it, what would let the visit in all the same.

    `room` seats others anew; `is_for_all_days` where the visit fits there together with the other
    days of its cycle.
    """

    conflicts: tuple[Conflict, ...]
    room: Proposal | None = None
    is_for_all_days: bool = False

    @property
    def is_blocked(self) -> bool:
        """Whether the visit cannot be moved there."""
        return is_blocked(self.conflicts) and not self.is_for_all_days


def look_at_place(
    store: Reader, visit: Appointment, chair_id: UUID, start: datetime, *, now: datetime
) -> PlaceLook:
    """Return what is against a visit at a chair and local start; `now` is the site's wall clock."""
    facts = load_facts(store, start.date(), start.date(), now)
    found = plan_move(facts, load_moving_visit(store, visit), chair_id, start).conflicts
    if not is_blocked(found):
        return PlaceLook(found)
    days = other_days(store, visit, now) if start.date() != visit.start.date() else ()
    if days and not move_together(store, visit, chair_id, start, days, now).refused:
        return PlaceLook(found, is_for_all_days=True)
    return PlaceLook(found, find_reseating(store, visit, chair_id, start, now=now))
