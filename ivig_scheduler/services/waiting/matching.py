"""Who on the waiting list fits a place that came free, and which places fit an entry now."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.waiting.entries import WaitingLine, WaitState, load_waiting
from ivig_scheduler.services.waiting.matches import Match, SlotMatches
from ivig_scheduler.services.waiting.search import EntrySearch, is_asked
from ivig_scheduler.services.waiting.slots import Slot, find_gap, freed_by
from ivig_scheduler.storage.reader import Reader


def match_freed(store: Reader, changes: ChangeSet, now: datetime) -> tuple[SlotMatches, ...]:
    """Return who fits the places that an act left free, the soonest place first.

    Every match passes all checks that forbid; those that warn are told with it. Places and times
    before `now`, the site's wall clock, are left out.
    """
    waiting = [each for each in load_waiting(store, now) if each.state is WaitState.WAITING]
    if not waiting:
        return ()
    last = max(each.entry.to_day for each in waiting) + timedelta(days=1)
    slots = freed_by(changes.changes, now, datetime.combine(last, time()))
    days: dict[date, ClinicFacts] = {}
    found: dict[tuple[UUID, datetime], SlotMatches] = {}
    for slot in slots:
        day = slot.start.date()
        asked = [each for each in waiting if is_asked(each.entry, day)]
        if asked and day not in days:
            days[day] = load_facts(store, day, day, now)
        gap = find_gap(days[day], slot) if asked else None
        if gap is not None and (gap.chair_id, gap.start) not in found:
            found[gap.chair_id, gap.start] = _match_gap(store, days[day], slot, gap, asked, now)
    return tuple(each for each in found.values() if each.matches)


def find_places(
    store: Reader, line: WaitingLine, now: datetime, *, at_most: int = 8
) -> tuple[Match, ...]:
    """Return the places an entry could have now, the earliest of each day, the soonest day first.

    Nothing where its visit can come no earlier. Raises RuleBrokenError where the visit's plan,
    table or order is not there any more.
    """
    search = EntrySearch.of(store, line, now)
    found: list[Match] = []
    if search is None:
        return ()
    for day in search.days():
        there = search.find_on(load_facts(store, day, day, now), day)
        if there is not None:
            found.append(there)
        if len(found) == at_most:
            break
    return tuple(found)


def _match_gap(
    store: Reader,
    facts: ClinicFacts,
    slot: Slot,
    gap: Slot,
    asked: Iterable[WaitingLine],
    now: datetime,
) -> SlotMatches:
    found = []
    for line in asked:
        search = _search_of(store, line, now)
        match = search.find_in(facts, slot) if search is not None else None
        if match is not None:
            found.append(match)
    chair = facts.chair(gap.chair_id)
    ranked = tuple(sorted(found, key=lambda each: each.rank))
    return SlotMatches(gap, chair.name if chair else "a chair", ranked)


def _search_of(store: Reader, line: WaitingLine, now: datetime) -> EntrySearch | None:
    """Return the search of an entry; None also where its visit's papers are gone."""
    try:
        return EntrySearch.of(store, line, now)
    except RuleBrokenError:
        return None
