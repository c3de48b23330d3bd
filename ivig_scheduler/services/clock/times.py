"""Correcting the times of a visit: when the patient really sat down, when the pump was started."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from ivig_scheduler.domain.changes import Change, ChangeSet, changed
from ivig_scheduler.domain.errors import RuleBrokenError, StaleRecordError, refuse
from ivig_scheduler.domain.progress import STAMP_OF, STAMP_WORDS, find_stamp_problems, times_of
from ivig_scheduler.domain.records import Appointment, VisitEvent
from ivig_scheduler.domain.wording import count, show_time
from ivig_scheduler.services.clock.events import load_events
from ivig_scheduler.services.clock.holds import hold_when_done
from ivig_scheduler.services.dispatcher import Work


def correct_times(
    work: Work,
    before: Appointment,
    times: Mapping[str, datetime | None],
    event_times: Mapping[UUID, datetime] | None = None,
) -> ChangeSet:
    """Give a visit other times than were stamped: `times` by the stamps' names, the site's clock.

    Names left out stay as they are, and another end frees the chair then (see `holds`).
    `event_times` are those of rates and pauses, by the event's id. Raises RuleBrokenError with
    every problem where they are out of order, in the future, or of steps the visit has not come to.
    """
    if work.store.get(Appointment, before.id) != before:
        raise StaleRecordError("the visit was changed meanwhile: nothing was changed")
    wanted = times_of(before) | dict(times)
    known = load_events(work.store, (before,)).get(before.id, ())
    moved = {each.id: _moved(each, event_times or {}) for each in known}
    problems = find_stamp_problems(before, wanted, moved.values(), work.local)
    if problems:
        raise RuleBrokenError(*problems)
    _refuse_reordered(known, moved)
    left = wanted["actual_end"]
    is_other = left is not None and left != before.actual_end
    hold = hold_when_done(work.store, before, left) if left is not None and is_other else {}
    after = before.model_copy(update=wanted | hold | _since(work, before, wanted))
    changes: tuple[Change, ...] = changed(before, after)
    for each in known:
        changes += changed(each, moved[each.id])
    return ChangeSet(_label(before, after, len(changes)), changes)


def _moved(event: VisitEvent, times: Mapping[UUID, datetime]) -> VisitEvent:
    at = times.get(event.id)
    if at is None or at == event.at.replace(second=0):
        return event
    return event.model_copy(update={"at": at})


def _refuse_reordered(known: tuple[VisitEvent, ...], moved: Mapping[UUID, VisitEvent]) -> None:
    last = None
    for each in known:
        at = moved[each.id].at
        if last is not None and at <= last:
            raise refuse(
                str(each.id), f"the entry of {show_time(each.at)} would not be after the one before"
            )
        last = at


def _since(
    work: Work, before: Appointment, times: Mapping[str, datetime | None]
) -> dict[str, object]:
    """Return since when the visit is in its status, where that step's time is another now."""
    name = STAMP_OF.get(before.status)
    moment = times.get(name) if name else None
    site = work.store.site()
    if name is None or moment is None or site is None or moment == getattr(before, name):
        return {}
    return {"status_since": moment.replace(tzinfo=ZoneInfo(site.zone)).astimezone(UTC)}


def _label(before: Appointment, after: Appointment, changes: int) -> str:
    told = [
        f"{words} {show_time(getattr(after, name)) or 'not known'}"
        + (f", was {show_time(getattr(before, name))}" if getattr(before, name) else "")
        for name, words in STAMP_WORDS.items()
        if getattr(before, name) != getattr(after, name)
    ]
    if len(told) == 1:
        return f"Set the time of {told[0]}"
    return f"Set the times of a visit: {'; '.join(told) or count(changes, 'entry', 'entries')}"
