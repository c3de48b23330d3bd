"""Entries of the waiting list for tests, and what a service refuses them for."""

from collections.abc import Callable

import pytest

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Appointment, WaitingEntry
from ivig_scheduler.services.dispatcher import Work
from tests.clinics import SmallClinic


def an_entry(visit: Appointment, clinic: SmallClinic, **fields: object) -> WaitingEntry:
    """Return an entry that waits with a visit from today to its day."""
    given: dict[str, object] = {
        "patient_id": visit.patient_id,
        "course_id": visit.course_id,
        "cycle_id": visit.cycle_id,
        "from_day": clinic.clock.today,
        "to_day": visit.start.date(),
        "since": clinic.clock.local,
    }
    return WaitingEntry.model_validate({**given, **fields})


def refusal(clinic: SmallClinic, service: Callable[[Work], ChangeSet]) -> set[str]:
    """Run a service that must be refused; return the fields its problems are about."""
    with pytest.raises(RuleBrokenError) as refused:
        clinic.run(service)
    return {problem.field for problem in refused.value.problems}
