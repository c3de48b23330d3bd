"""The times in which a chair is out of service, once or again and again, and how they end."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from ivig_scheduler.domain.changes import Change, ChangeSet, added, changed, removed
from ivig_scheduler.domain.errors import Problem, RuleBrokenError, refuse
from ivig_scheduler.domain.forms import tidied
from ivig_scheduler.domain.records import Chair, ChairOutage
from ivig_scheduler.domain.recurrence import outage_occurrences
from ivig_scheduler.domain.terms import CHAIR_FREE
from ivig_scheduler.domain.wording import count, show_day, show_hours, show_moment, show_repetition
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.setup.chairs import FAR
from ivig_scheduler.storage.reader import Reader

Span = tuple[datetime, datetime]


def load_outages(store: Reader) -> tuple[ChairOutage, ...]:
    """Return the outages as they were entered, those that begin soonest first."""
    return tuple(sorted(store.all(ChairOutage), key=lambda outage: outage.starts))


def find_next_time(outage: ChairOutage, now: datetime) -> ChairOutage | None:
    """Return the time of an outage that lasts at a local moment or comes next, as a single one."""
    start = max(now, outage.starts)
    for periods in (2, 100, 10_000):
        end = start + timedelta(days=periods * (outage.every_days or 1))
        found = outage_occurrences(outage, start, end)
        if found or outage.every_days is None:
            return next(iter(found), None)
    return None


def add_outage(work: Work, outage: ChairOutage) -> ChangeSet:
    """Take a chair out of service. The label tells how many visits stand in it in that time.

    Raises RuleBrokenError for an end that is not after the start, a repetition that ends before it
    begins, and times so long that one would begin before the one before has ended.
    """
    kept = tidied(outage)
    chair = _chair(work.store, kept.chair_id)
    problems = tuple(_find_problems(kept))
    if problems:
        raise RuleBrokenError(*problems)
    if kept.every_days is None:
        kept = kept.model_copy(update={"repeats_until": None, "except_days": ()})
    stand = _count_visits(work.store, kept)
    booked = f"; {count(stand, 'visit')} booked in that time" if stand else ""
    return ChangeSet(
        f"Take {chair.name} out of service{show_repetition(kept.every_days)}{booked}", added(kept)
    )


def remove_outage(work: Work, outage: ChairOutage) -> ChangeSet:
    """Put a chair back into service, for every time a repeated outage happens."""
    chair = work.store.get(Chair, outage.chair_id)
    name = chair.name if chair else "a chair"
    return ChangeSet(f"Put {name} back into service", removed([outage]))


def reopen_chair(
    work: Work, chair_id: UUID, starts: datetime, ends: datetime | None = None
) -> ChangeSet:
    """Put a chair back into service from `starts` to `ends` (for good where it is None).

    A single outage is shortened, parted or removed. A time of a repeated one is left out, and what
    of it lies outside the range stays as an outage of its own. Raises RuleBrokenError where the
    range does not end after its start, or the chair is in service all the time in it.
    """
    chair = _chair(work.store, chair_id)
    if ends is not None and ends <= starts:
        told = f"the time to reopen ends {show_moment(ends)}, not after its start"
        raise refuse("ends", f"{told} {show_moment(starts)}")
    changes = tuple(
        change
        for outage in load_outages(work.store)
        if outage.chair_id == chair_id
        for change in cut_outage(outage, starts, ends)
    )
    span = _show_span(starts, ends)
    if not changes:
        raise refuse("starts", f"{chair.name} is in service all the time from {span}")
    return ChangeSet(f"Put {chair.name} back into service from {span}", changes)


def cut_outage(outage: ChairOutage, starts: datetime, ends: datetime | None) -> tuple[Change, ...]:
    """Return the changes that take a range out of an outage; nothing where it does not touch it."""
    until = outage.repeats_until
    ended = outage
    if ends is None and outage.every_days is not None and (not until or until > starts.date()):
        ended = outage.model_copy(update={"repeats_until": starts.date()})
    span = starts, ends or max(outage.ends, starts + FAR)
    met = outage_occurrences(ended, *span)
    pieces = [_piece(each, part) for each in met for part in _outside(each, span)]
    if outage.every_days is not None:
        return (*_leave_out(outage, ended, [each.starts.date() for each in met]), *added(*pieces))
    if not met:
        return ()
    if not pieces:
        return removed([outage])
    first = {"starts": pieces[0].starts, "ends": pieces[0].ends}
    return changed(outage, outage.model_copy(update=first)) + added(*pieces[1:])


def _outside(outage: ChairOutage, span: Span) -> Iterator[Span]:
    starts, ends = span
    if outage.starts < starts:
        yield outage.starts, starts
    if outage.ends > ends:
        yield ends, outage.ends


def _piece(outage: ChairOutage, part: Span) -> ChairOutage:
    return outage.model_copy(update={"id": uuid4(), "starts": part[0], "ends": part[1]})


def _leave_out(before: ChairOutage, outage: ChairOutage, days: list[date]) -> tuple[Change, ...]:
    """Return the change by which a repeated outage does not begin on those days any more.

    Where none follows them, it ends before them; where none is left at all, it goes.
    """
    after = outage.model_copy(update={"except_days": (*outage.except_days, *days)})
    if outage.repeats_until is None or after == before:
        return changed(before, after)
    left = _all_times(after)
    if not left:
        return removed([before])
    last = left[-1].starts.date()
    skipped = tuple(day for day in after.except_days if day < last)
    return changed(before, after.model_copy(update={"repeats_until": last, "except_days": skipped}))


def _all_times(outage: ChairOutage) -> tuple[ChairOutage, ...]:
    """Return every time of an outage that is not repeated without end."""
    last = outage.repeats_until or outage.starts.date()
    return outage_occurrences(outage, outage.starts, datetime.combine(last, time.max))


def _find_problems(outage: ChairOutage) -> Iterator[Problem]:
    starts, ends, every = outage.starts, outage.ends, outage.every_days
    if ends <= starts:
        told = f"the outage ends {show_moment(ends)}, which is not after its start"
        yield Problem("ends", f"{told} {show_moment(starts)}")
    if every is None:
        return
    if ends - starts > timedelta(days=every):
        told = f"the outage lasts longer than {count(every, 'day')}"
        yield Problem("every_days", f"{told}, after which it would begin again")
    until = outage.repeats_until
    if until is not None and until < starts.date():
        told = f"repeated to {show_day(until)}, which is before its start"
        yield Problem("repeats_until", f"{told} {show_day(starts)}")


def _show_span(starts: datetime, ends: datetime | None) -> str:
    if ends is None:
        return f"{show_moment(starts)} on"
    if starts.date() == ends.date():
        return f"{show_day(starts)} {show_hours(starts, ends)}"
    return f"{show_moment(starts)} to {show_moment(ends)}"


def _chair(store: Reader, chair_id: UUID) -> Chair:
    chair = store.get(Chair, chair_id)
    if chair is None:
        raise refuse("chair", "that chair is not there any more: choose another")
    return chair


def _count_visits(store: Reader, outage: ChairOutage) -> int:
    """Return how many visits stand in the chair while it is out, to the last one booked."""
    end = outage.ends if outage.every_days is None else outage.starts + FAR
    visits = store.appointments_between(outage.starts, end, chair_id=outage.chair_id)
    return sum(
        1
        for each in visits
        if each.status not in CHAIR_FREE and outage_occurrences(outage, each.start, each.held_until)
    )
