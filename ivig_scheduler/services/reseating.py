"""Making room where times fit and only the chairs chosen so far are in the way.

Visits whose patients do not sit in a chair yet may have another one; locked chairs stay. What
comes out is a proposal: nothing changes until a person accepts it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from ivig_scheduler.domain.changes import changed
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import MOVABLE
from ivig_scheduler.domain.visit_plans import stay_of
from ivig_scheduler.domain.wording import count, show_near_day, show_time
from ivig_scheduler.planning.placing import Wish
from ivig_scheduler.planning.series import PlannedCycle
from ivig_scheduler.services.making_room import RoomSearch
from ivig_scheduler.services.moves import plan_move
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.services.proposals import Proposal, ProposedMove
from ivig_scheduler.services.rooms import Guest, Room, load_day_of_rooms, stands_against
from ivig_scheduler.services.searches import Turn, search_through
from ivig_scheduler.services.work_list import plan_cycle, planner_of_cycle
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class CycleRoom:
    """A place for a cycle that is not booked yet, and what makes room for it."""

    planned: PlannedCycle
    proposal: Proposal


def find_reseating(
    store: Reader, visit: Appointment, chair_id: UUID | None, start: datetime, *, now: datetime
) -> Proposal | None:
    """Return how a booked visit fits at a local start by changing chairs; None: there is no way.

    It goes into the chair given, or into any for None (a locked one: into its own). Times of
    others stay, and as few as possible change chairs; every visit that moves passes all checks in
    its new place. None also where more than chairs stands against the start. `now` is the site's
    wall clock.
    """
    return search_through(Reseating(store, visit, chair_id, start, now), store)


class Reseating:
    """The search of `find_reseating` in turns: who could sit where needs no database."""

    def __init__(
        self,
        store: Reader,
        visit: Appointment,
        chair_id: UUID | None,
        start: datetime,
        now: datetime,
    ) -> None:
        self._start = start
        self._facts: ClinicFacts | None = None
        self._search = self._begin(store, visit, chair_id, now)

    @property
    def is_done(self) -> bool:
        """Whether no turn is left."""
        return self._search is None or self._search.is_done

    @property
    def progress(self) -> tuple[int, int, str]:
        """How much is done is not known."""
        return 0, 1, "visit"

    def load(self, store: Reader) -> Turn:
        """Read what the next turn needs."""
        if self._search is None:
            raise RuntimeError("no turn is left")
        return self._search.load(store)

    def stop(self) -> bool:
        """Seek no further: nothing is offered then."""
        return False

    def finish(self, _store: Reader) -> Proposal | None:
        """Return what was found."""
        room = self._search.room if self._search else None
        return _as_proposal(room, self._facts, self._start) if room and self._facts else None

    def _begin(
        self, store: Reader, visit: Appointment, chair_id: UUID | None, now: datetime
    ) -> RoomSearch | None:
        start = self._start
        if visit.status not in MOVABLE or start.date() < now.date():
            return None
        if start < now and start != visit.start:
            return None
        moving = load_moving_visit(store, visit)
        wanted = chair_id or (visit.chair_id if visit.is_chair_locked else None)
        day = load_day_of_rooms(store, start, start, now)
        there = plan_move(day.facts, moving, wanted or visit.chair_id, start)
        if stands_against(there.conflicts):
            return None
        if there.held_until.date() > start.date():
            day = load_day_of_rooms(store, start, there.held_until, now)
        patient = moving.planner.context.patient
        favourites = (visit.chair_id, patient.preferred_chair_id)
        guest = Guest(start, there.held_until, patient, wanted, favourites, visit.id)
        self._facts = day.facts
        return RoomSearch(day, guest, visit, there)


def find_reseating_for(
    store: Reader, cycle_id: UUID, wish: Wish, *, now: datetime
) -> CycleRoom | None:
    """Return how the first missing day of a cycle fits at the wished day and time.

    Into the wished chair, or into any; None where the wish names no day or no time, where there is
    room already, or no way. Raises RuleBrokenError as `work_list.plan_cycle` does.
    """
    if wish.day is None or wish.start is None:
        return None
    start = datetime.combine(wish.day, wish.start)
    planned = plan_cycle(store, cycle_id, wish, now=now)
    if start < now or planned.visits or stands_against(planned.reasons):
        return None
    planner, earlier = planner_of_cycle(store, cycle_id)
    patient = planner.context.patient
    plan = planner.plan_on(wish.day, earlier).plan
    day = load_day_of_rooms(store, start, start, now)
    held_until = stay_of(plan, start, day.facts.zone)[1]
    guest = Guest(start, held_until, patient, wish.chair_id, (patient.preferred_chair_id,))
    room = RoomSearch(day, guest).find(store)
    if room is None or not room.moves:
        return None
    then = AsIf(
        store, [change for each in room.moves for change in changed(each.before, each.after)]
    )
    planned = plan_cycle(then, cycle_id, replace(wish, chair_id=room.chair_id), now=now)
    return CycleRoom(planned, _for_booking(room, day.facts, start)) if planned.visits else None


def tell_reseating(moves: Sequence[ProposedMove]) -> str:
    """Return in words who gives way: "Re-seat 2 visits to make room"."""
    return f"Re-seat {count(len(moves), 'visit')} to make room"


def _as_proposal(room: Room, facts: ClinicFacts, start: datetime) -> Proposal:
    chair = facts.chair(room.chair_id)
    name = chair.name if chair else "another chair"
    others = len(room.moves) - 1
    when = f"{show_near_day(start.date())} {show_time(start)}"
    told = f"; {count(others, 'visit changes', 'visits change')} chairs" if others else ""
    title = f"{tell_reseating(room.moves[1:])}: {name}, {when}" if others else f"{name}, {when}"
    label = f"Move a visit to {name}, {when}{told}"
    return Proposal(title, room.moves, note="No time of another visit changes.", label=label)


def _for_booking(room: Room, facts: ClinicFacts, start: datetime) -> Proposal:
    chair = facts.chair(room.chair_id)
    name = chair.name if chair else "a chair"
    when = f"{show_near_day(start.date())} {show_time(start)}"
    return Proposal(
        f"{tell_reseating(room.moves)}: {name}, {when}",
        room.moves,
        note="No time of another visit changes.",
        verb="Book the cycle and re-seat",
    )
