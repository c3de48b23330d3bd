"""The cases of the services of the waiting list."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.terms import Need
from ivig_scheduler.services.waiting import entries, taking
from tests.services.founded import TODAY, Founded, at
from tests.services.undo_proposal_cases import a_usual_visit
from tests.services.undo_setup_cases import Act, Case, a_chair


def an_entry(clinic: Founded) -> tuple[r.Appointment, r.WaitingEntry]:
    """Return a visit of the day after tomorrow, and an entry for it that is not kept yet."""
    visit = a_usual_visit(clinic, at(13, days=3), chair=a_chair(clinic))
    entry = r.WaitingEntry(
        patient_id=visit.patient_id,
        course_id=visit.course_id,
        cycle_id=visit.cycle_id,
        from_day=TODAY,
        to_day=TODAY + timedelta(days=3),
        since=at(9),
    )
    return visit, entry


def a_kept_entry(clinic: Founded) -> tuple[r.Appointment, r.WaitingEntry]:
    """Return a visit and its entry on the waiting list."""
    visit, entry = an_entry(clinic)
    clinic.add(entry)
    return visit, entry


def add_waiting(clinic: Founded) -> Act:
    return partial(entries.add_waiting, entry=an_entry(clinic)[1])


def edit_waiting(clinic: Founded) -> Act:
    _, entry = a_kept_entry(clinic)
    after = entry.model_copy(update={"need": Need.URGENT, "weekdays": (1, 2, 3, 4)})
    return partial(entries.edit_waiting, before=entry, after=after)


def remove_waiting(clinic: Founded) -> Act:
    return partial(entries.remove_waiting, entry=a_kept_entry(clinic)[1])


def take_place(clinic: Founded) -> Act:
    visit, entry = a_kept_entry(clinic)
    earlier = visit.start - timedelta(hours=2)
    return partial(
        taking.take_place, entry=entry, before=visit, chair_id=visit.chair_id, start=earlier
    )


WAITING_CASES: Mapping[str, tuple[Case, ...]] = {
    "waiting.entries.add_waiting": (add_waiting,),
    "waiting.entries.edit_waiting": (edit_waiting,),
    "waiting.entries.remove_waiting": (remove_waiting,),
    "waiting.taking.take_place": (take_place,),
}
