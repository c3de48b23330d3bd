"""The days of a cycle moved together: one where a person put it, the others a day apart as before.

A cycle is given over consecutive days. Where one of them comes to another day, the others that are
still to come can come along, each at its own time and in its own chair where that is free.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from ivig_scheduler.domain.changes import Change
from ivig_scheduler.domain.clearance import blocking
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.wording import show_near_day
from ivig_scheduler.services.call_offs import taken_off
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.courses.ahead import visits_ahead
from ivig_scheduler.services.courses.other_places import find_place_that_day, moved
from ivig_scheduler.services.moves import (
    PlannedMove,
    place_plan,
    plan_move,
    plan_there,
)
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.services.proposals import ProposedMove
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True, slots=True)
class MovedDays:
    """A visit at the place chosen for it, and the days of its cycle that come along.

    `refused` says why the days cannot all stand so; then nothing of it may be made.
    """

    own: ProposedMove
    along: tuple[ProposedMove, ...] = ()
    refused: str = ""

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes that make the moves, to look at the calendar with them."""
        return moved((self.own, *self.along))

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which the moved visits then stand."""
        return tuple(each.after.start.date() for each in (self.own, *self.along))


def other_days(store: Reader, visit: Appointment, now: datetime) -> tuple[Appointment, ...]:
    """Return the other days of the visit's cycle that are still to come, in their order."""
    coming = visits_ahead(store.where(Appointment, cycle_id=visit.cycle_id), now)
    others = (each for each in coming if each.id != visit.id)
    return tuple(sorted(others, key=lambda each: each.day_of_cycle))


def move_alone(store: Reader, visit: Appointment, chair_id: UUID, start: datetime) -> MovedDays:
    """Return a visit at a chair and local start, and why it cannot stand there."""
    facts = load_facts(store, start.date(), start.date())
    moving = load_moving_visit(store, visit)
    own = plan_move(facts, moving, chair_id, start)
    return MovedDays(ProposedMove.of(moving, own), refused=_tell(own))


def move_together(
    store: Reader,
    visit: Appointment,
    chair_id: UUID,
    start: datetime,
    others: Sequence[Appointment],
    now: datetime,
) -> MovedDays:
    """Return a visit at a chair and local start, and the `others` of its cycle in step with it."""
    days = sorted((visit, *others), key=lambda each: each.day_of_cycle)
    found: list[ProposedMove] = []
    refused: list[str] = []
    for place, each in enumerate(days):
        # Days that are still to be moved stand in nobody's way.
        then = AsIf(store, (*taken_off(days[place + 1 :]), *moved(found)))
        if each.id == visit.id:
            own = move_alone(then, visit, chair_id, start)
        else:
            by = timedelta(days=each.day_of_cycle - visit.day_of_cycle)
            own = _in_step(then, each, start.date() + by, now)
        found.append(own.own)
        refused += [own.refused] if own.refused else []
    own_move = next(each for each in found if each.before.id == visit.id)
    along = tuple(each for each in found if each is not own_move)
    return MovedDays(own_move, along, "; ".join(refused))


def _in_step(store: Reader, visit: Appointment, day: date, now: datetime) -> MovedDays:
    """Return where a day of the cycle stands on its new day, and why it cannot be there."""
    moving = load_moving_visit(store, visit)
    plan, table, refusals = plan_there(moving, day)
    facts = load_facts(store, day, day, now)
    there = find_place_that_day(facts, moving, plan, table, day, now)
    against = blocking(refusals)
    if there is None:
        at = datetime.combine(day, visit.start.time())
        there = place_plan(facts, moving, plan, table, visit.chair_id, at)
        against += blocking(there.conflicts)
    told = [each.message for each in against] + (["that day is past"] if day < now.date() else [])
    name = f"day {visit.day_of_cycle} on {show_near_day(day)}"
    why = f"{name}: {'; '.join(told)}" if told else ""
    return MovedDays(ProposedMove.of(moving, there), refused=why)


def _tell(there: PlannedMove) -> str:
    return "; ".join(each.message for each in blocking(there.conflicts))
