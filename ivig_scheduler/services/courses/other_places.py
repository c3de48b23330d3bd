"""Another place for a visit that no longer fits where it stands, found one visit after the other.

First the same start in another chair, then the nearest time of the same day, then another day of
the due window; a cycle of several days moves as a whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from ivig_scheduler.domain.changes import Change, added, changed
from ivig_scheduler.domain.clearance import is_blocked
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.hand_lengths import keep_length
from ivig_scheduler.domain.records import Appointment, Plan, RateTable
from ivig_scheduler.domain.terms import CHAIR_FREE
from ivig_scheduler.domain.visit_plans import stay_of
from ivig_scheduler.planning.grid_starts import grid_starts
from ivig_scheduler.services.call_offs import taken_off
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.moves import MovingVisit, PlannedMove, place_plan
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.services.proposals import ProposedMove
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader


def find_place_that_day(
    facts: ClinicFacts, visit: MovingVisit, plan: Plan, table: RateTable, day: date, now: datetime
) -> PlannedMove | None:
    """Return the place nearest to where the visit stands on a day: its start, then its chair.

    None where the rules let it nowhere that day. Nothing starts before `now`, but at its own start;
    a locked chair is kept.
    """
    own = datetime.combine(day, visit.appointment.start.time())
    for start in _starts(facts, plan, own):
        if start < now and start != visit.appointment.start:
            continue
        _, held_until = stay_of(plan, start, facts.zone)
        for chair_id in _chairs(facts, visit):
            if _is_taken(facts, visit, chair_id, start, held_until):
                continue
            there = place_plan(facts, visit, plan, table, chair_id, start)
            if not is_blocked(there.conflicts):
                return there
    return None


def find_other_day(
    store: Reader,
    visits: Sequence[Appointment],
    now: datetime,
    *,
    facts: ClinicFacts | None = None,
) -> tuple[ProposedMove, ...]:
    """Return places for all the days of a cycle, moved together to the nearest days of the window.

    `visits` are the days of the cycle that are still to come, in order. Nothing where no days of
    the window have room. `facts` are those of the days around the window, where they were read.
    """
    first = load_moving_visit(store, visits[0])
    if first.due_day is None:
        return ()
    off = (visits[0].start.date() - first.due_day).days
    reach = first.planner.context.order.window_days
    after, before = _neighbours(store, visits)
    shifts = (to - off for to in range(-reach, reach + 1) if to != off)
    for shift in sorted(shifts, key=lambda days: (abs(days), days)):
        by = timedelta(days=shift)
        start, end = visits[0].start.date() + by, visits[-1].start.date() + by
        is_between = (after is None or start > after) and (before is None or end < before)
        if is_between and start >= now.date():
            found = _shifted(store, visits, by, now, facts)
            if found:
                return found
    return ()


def moved(moves: Iterable[ProposedMove]) -> tuple[Change, ...]:
    """Return the changes that make the moves, each plan once."""
    known = tuple(moves)
    plans = {each.plan.id: each.plan for each in known}
    visits = (changed(each.before, each.after) for each in known)
    return added(*plans.values()) + tuple(change for group in visits for change in group)


def _shifted(
    store: Reader,
    visits: Sequence[Appointment],
    by: timedelta,
    now: datetime,
    known: ClinicFacts | None,
) -> tuple[ProposedMove, ...]:
    found: list[ProposedMove] = []
    for place, visit in enumerate(visits):
        # Days that are still to be moved stand in nobody's way.
        then = AsIf(store, (*taken_off(visits[place + 1 :]), *moved(found)))
        moving = load_moving_visit(then, visit)
        day = visit.start.date() + by
        try:
            needed = moving.planner.plan_on(day, moving.earlier)
        except RuleBrokenError:
            return ()
        facts = _without(known, visits, found) if known else load_facts(then, day, day, now)
        plan = keep_length(visit, moving.plan, needed.plan)
        there = find_place_that_day(facts, moving, plan, needed.table, day, now)
        if there is None:
            return ()
        found.append(ProposedMove.of(moving, there))
    return tuple(found)


def _without(
    facts: ClinicFacts, visits: Sequence[Appointment], found: Sequence[ProposedMove]
) -> ClinicFacts:
    """Return the facts with the days of a cycle only where they were found a place so far."""
    if len(visits) == 1:
        # A visit is never in its own way.
        return facts
    gone = facts.occupancy.without(each.id for each in visits)
    return replace(facts, occupancy=gone).with_visits(each.after for each in found)


def _neighbours(store: Reader, visits: Sequence[Appointment]) -> tuple[date | None, date | None]:
    """Return the last day of the course before the visits, and the first one after them."""
    own = {each.id for each in visits}
    place = visits[0].cycle_number, visits[0].day_of_cycle
    days_before: list[date] = []
    days_after: list[date] = []
    for each in store.where(Appointment, course_id=visits[0].course_id):
        if each.status not in CHAIR_FREE and each.id not in own:
            is_before = (each.cycle_number, each.day_of_cycle) < place
            (days_before if is_before else days_after).append(each.start.date())
    return max(days_before, default=None), min(days_after, default=None)


def _starts(facts: ClinicFacts, plan: Plan, own: datetime) -> Iterator[datetime]:
    """Return the starts to try: the visit's own, then those of the grid, the nearest first."""
    yield own
    hours = facts.calendar.open_hours(own.date())
    if hours is None:
        return
    opens, closes = hours
    last = closes - timedelta(minutes=plan.booked_minutes)
    steps = grid_starts(opens, last, facts.settings.whole("calendar.grid"))
    others = (start for start in steps if start != own)
    yield from sorted(others, key=lambda start: (abs(start - own), start))


def _chairs(facts: ClinicFacts, visit: MovingVisit) -> list[UUID]:
    own = visit.appointment.chair_id
    if visit.appointment.is_chair_locked:
        return [own]
    preferred = visit.planner.context.patient.preferred_chair_id
    ids = [chair.id for chair in facts.chairs]
    return sorted(ids, key=lambda chair_id: (chair_id != own, chair_id != preferred))


def _is_taken(
    facts: ClinicFacts, visit: MovingVisit, chair_id: UUID, start: datetime, held_until: datetime
) -> bool:
    others = facts.occupancy.in_chair(chair_id, start, held_until)
    own = visit.appointment.id
    is_late = facts.find_late_leaver(chair_id, start, besides=own) is not None
    return is_late or any(each.id != own for each in others)
