"""What is against the visits of a day that have not begun, for the signs on the schedule.

Reads for the whole day at once: one visit after the other would keep the database busy too long.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from ivig_scheduler.domain.clearance import ALL_RULES, Conflict, find_conflicts_by
from ivig_scheduler.domain.terms import MOVABLE
from ivig_scheduler.services.candidates import load_candidates
from ivig_scheduler.services.day import Day
from ivig_scheduler.storage.reader import Reader

#: Concerns the hour and not the visit: the curve above the day shows it once for all.
OF_THE_HOUR = "nurse_capacity"
_ASKED = {name: rule for name, rule in ALL_RULES.items() if name != OF_THE_HOUR}


def find_troubles(store: Reader, day: Day, today: date) -> Mapping[UUID, tuple[Conflict, ...]]:
    """Return the checks each visit fails where it stands, by its appointment's id.

    Visits that have begun, and those against which there is nothing, are left out; so is every
    visit of a day before `today`.
    """
    if day.day < today:
        return {}
    visits = [each for each in day.seated if each.appointment.status in MOVABLE]
    patients = {each.patient.id: each.patient for each in visits}
    standing = [each.appointment for each in visits]
    candidates = load_candidates(store, standing, patients, weighed_from=today)
    found = {
        visit_id: find_conflicts_by(_ASKED, each, day.facts, suggests=True)
        for visit_id, each in candidates.items()
    }
    return {visit_id: conflicts for visit_id, conflicts in found.items() if conflicts}
