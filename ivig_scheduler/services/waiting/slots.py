"""Places that come free: what an act leaves free in which chair, and how long it is free there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.changes import Change
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.occupancy import Stay
from ivig_scheduler.domain.records import Appointment, ChairOutage
from ivig_scheduler.domain.recurrence import outage_occurrences
from ivig_scheduler.domain.terms import CHAIR_FREE


@dataclass(frozen=True, slots=True)
class Slot:
    """A time in which nothing holds a chair; local, half-open."""

    chair_id: UUID
    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """How long it is."""
        return int((self.end - self.start).total_seconds()) // 60


def freed_by(changes: Iterable[Change], first: datetime, last: datetime) -> tuple[Slot, ...]:
    """Return what an act leaves free between two local moments, a day at a time, in time order.

    A visit that is called off, did not come or moved away frees its chair, and so does an outage
    that ends or is cut short.
    """
    spans = [span for change in changes for span in _freed(change, first, last)]
    cut = (Slot(each.chair_id, max(each.start, first), min(each.end, last)) for each in spans)
    days = {each for span in cut for each in _by_day(span)}
    return tuple(sorted(days, key=lambda each: (each.start, each.end, str(each.chair_id))))


def find_gap(facts: ClinicFacts, slot: Slot, *, besides: Iterable[UUID] = ()) -> Slot | None:
    """Return the whole free time of the chair around a slot, on the slot's day while it is open.

    Visits of those ids are looked through; others keep the chair as long as they are expected to.
    None where the site is closed or nothing is free.
    """
    hours = facts.calendar.open_hours(slot.start.date())
    if hours is None or facts.chair(slot.chair_id) is None:
        return None
    ignored = frozenset(besides)
    opens, closes = hours
    stays = facts.occupancy.in_chair(slot.chair_id, opens, closes)
    held = [(each.start, _until(each, facts)) for each in stays if each.id not in ignored]
    held += [(out.starts, out.ends) for out in facts.outages if out.chair_id == slot.chair_id]
    before = [end for start, end in held if end <= slot.start or start < slot.start < end]
    starts = max((opens, *before))
    after = [start for start, end in held if end > starts and start >= slot.start]
    ends = min((closes, *after))
    return Slot(slot.chair_id, starts, ends) if starts < ends else None


def _until(visit: Stay, facts: ClinicFacts) -> datetime:
    """Return until when a visit keeps its chair, as it goes."""
    return max(visit.held_until, facts.expected.get(visit.id, visit.held_until))


def _freed(change: Change, first: datetime, last: datetime) -> Iterable[Slot]:
    before, after = change.before, change.after
    if isinstance(before, Appointment) and before.status not in CHAIR_FREE:
        now = [_slot_of(after)] if isinstance(after, Appointment) and _holds(after) else []
        return _without([_slot_of(before)], now)
    if isinstance(before, ChairOutage):
        left = outage_occurrences(after, first, last) if isinstance(after, ChairOutage) else ()
        gone = outage_occurrences(before, first, last)
        return _without(map(_slot_of_outage, gone), [_slot_of_outage(each) for each in left])
    return ()


def _holds(visit: Appointment) -> bool:
    return visit.status not in CHAIR_FREE


def _slot_of(visit: Appointment) -> Slot:
    return Slot(visit.chair_id, visit.start, visit.held_until)


def _slot_of_outage(outage: ChairOutage) -> Slot:
    return Slot(outage.chair_id, outage.starts, outage.ends)


def _without(spans: Iterable[Slot], taken: Iterable[Slot]) -> tuple[Slot, ...]:
    """Return what is left of spans once others of the same chair are cut out of them."""
    left = list(spans)
    for cut in taken:
        left = [part for span in left for part in _cut(span, cut)]
    return tuple(left)


def _cut(span: Slot, cut: Slot) -> Iterable[Slot]:
    if cut.chair_id != span.chair_id or cut.end <= span.start or cut.start >= span.end:
        yield span
        return
    if cut.start > span.start:
        yield Slot(span.chair_id, span.start, cut.start)
    if cut.end < span.end:
        yield Slot(span.chair_id, cut.end, span.end)


def _by_day(span: Slot) -> Iterable[Slot]:
    start = span.start
    while start < span.end:
        midnight = datetime.combine(start.date(), time()) + timedelta(days=1)
        yield Slot(span.chair_id, start, min(span.end, midnight))
        start = midnight
