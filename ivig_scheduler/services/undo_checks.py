"""What undo and redo must not bring back, though no record they change was touched meanwhile.

That a chair is not taken twice the database itself sees to.
"""

from collections.abc import Sequence

from ivig_scheduler.domain.changes import Change, ChangeSet
from ivig_scheduler.domain.errors import StaleRecordError
from ivig_scheduler.domain.records import Appointment, ChairOutage, SettingValue
from ivig_scheduler.domain.recurrence import outage_occurrences
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import CHAIR_FREE, Severity
from ivig_scheduler.domain.wording import show_day
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader

#: The check that a patient has one visit a day; a person may let it pass.
_TWICE = "patient_booked"


def refuse_lost_places(store: Reader, changes: ChangeSet, *, is_undo: bool) -> None:
    """Raise StaleRecordError where a visit cannot come back to its place.

    Its patient was given another visit on that day, unless a person let both stand, or its chair
    was put out of service. Undo brings a visit back to a chair that was out of service when the
    visit was moved away from it.
    """
    placed = [each for change in changes.changes for each in _gaining_a_place(change)]
    if placed:
        _refuse_second_visits(store, placed, changes)
        _refuse_outages(AsIf(store, changes.changes), placed, is_undo=is_undo)


def _gaining_a_place(change: Change) -> tuple[Appointment, ...]:
    """Return the visit of a change where it gets a place that it has not had."""
    before, after = change.before, change.after
    if not isinstance(after, Appointment) or after.status in CHAIR_FREE:
        return ()
    if isinstance(before, Appointment) and before.status not in CHAIR_FREE:
        stays = (before.chair_id, before.start) == (after.chair_id, after.start)
        return () if stays and after.held_until <= before.held_until else (after,)
    return (after,)


def _refuse_second_visits(store: Reader, placed: Sequence[Appointment], changes: ChangeSet) -> None:
    settings = Settings.of(store.all(SettingValue))
    if settings.severity(_TWICE) is not Severity.BLOCK:
        return
    own = {change.record.id for change in changes.changes}
    standing = {
        (each.patient_id, each.start.date())
        for each in store.where_in(Appointment, "patient_id", {each.patient_id for each in placed})
        if each.id not in own and each.status not in CHAIR_FREE and _TWICE not in each.overridden
    }
    for each in placed:
        day = each.start.date()
        if (each.patient_id, day) in standing and _TWICE not in each.overridden:
            raise StaleRecordError(
                f"the patient has another visit on {show_day(day)} by now: nothing was changed"
            )


def _refuse_outages(then: Reader, placed: Sequence[Appointment], *, is_undo: bool) -> None:
    """Refuse chairs that are out of service `then`, by outages that were not there before."""
    outages = then.where_in(ChairOutage, "chair_id", {each.chair_id for each in placed})
    last = then.last_acts(each.id for each in (*placed, *outages)) if outages and is_undo else {}
    for each in placed:
        if any(
            outage.chair_id == each.chair_id
            and outage_occurrences(outage, each.start, each.held_until)
            and not (is_undo and last.get(outage.id, 0) < last.get(each.id, 0))
            for outage in outages
        ):
            raise StaleRecordError(
                f"the chair is out of service on {show_day(each.start.date())} by now: "
                "nothing was changed"
            )
