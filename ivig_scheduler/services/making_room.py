"""Who changes chairs so that one more visit fits, each of them checked where it would sit."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from ivig_scheduler.domain.changes import Change, added, changed
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Appointment, Patient
from ivig_scheduler.domain.terms import RESEATABLE, Severity
from ivig_scheduler.planning.seating import find_seating
from ivig_scheduler.planning.sittings import Seat, Seating, Sitting
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.move_checks import MoveCheck
from ivig_scheduler.services.moves import PlannedMove, place_plan, stand_at
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.services.proposals import ProposedMove
from ivig_scheduler.services.rooms import DayOfRooms, Guest, Room
from ivig_scheduler.services.searches import IsStopped, Take, Turn
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader


class RoomSearch:
    """Looks for room for one guest in turns; what cannot be moved after all is left where it is.

    Once it `is_done`, `room` is the one with the fewest changes, or None.
    """

    def __init__(
        self,
        day: DayOfRooms,
        guest: Guest,
        visit: Appointment | None = None,
        there: PlannedMove | None = None,
    ) -> None:
        self._day, self._guest = day, guest
        self._visit, self._there = visit, there
        self._key = visit.id if visit else uuid4()
        self._severity = day.facts.settings.severity("chair_feature")
        self._seats = self._as_seats()
        self._stuck: set[UUID] = set()
        self.room: Room | None = None
        self.is_done = False

    def load(self, _store: Reader) -> Turn:
        """Return the next turn: who could sit where, then whether they may."""
        sittings = self._as_sittings(self._stuck)

        def seek(is_stopped: IsStopped) -> Take:
            found = find_seating(sittings, self._seats, is_stopped)
            return lambda store: self._take(store, found)

        return seek

    def find(self, store: Reader) -> Room | None:
        """Return the room with the fewest changes, or None."""
        while not self.is_done:
            self.load(store)(lambda: False)(store)
        return self.room

    def _take(self, store: Reader, found: Seating | None) -> None:
        if found is None:
            self.is_done = True
            return
        moves, refused = self._as_moves(store, found)
        if not refused:
            self.room = Room(found[self._key], moves)
        self.is_done = not refused or self._key in refused or refused <= self._stuck
        self._stuck |= refused

    def _as_moves(
        self, store: Reader, places: Seating
    ) -> tuple[tuple[ProposedMove, ...], set[UUID]]:
        """Return the moves to those chairs, and the ids of visits that may not move there."""
        afters = {
            each.id: each.model_copy(update={"chair_id": places[each.id]})
            for each in self._day.visits
            if each.id in places and each.id != self._key
        }
        changes: list[Change] = []
        for each in self._day.visits:
            if each.id in afters:
                changes += changed(each, afters[each.id])
        if self._visit is not None and self._there is not None:
            there = replace(self._there, chair_id=places[self._key])
            after = stand_at(self._visit, there, there.plan)
            afters = {self._visit.id: after, **afters}
            changes += added(self._there.plan) + changed(self._visit, after)
        then = AsIf(store, changes)
        facts = load_facts(then, self._day.starts.date(), self._guest.held_until.date())
        moves = tuple(self._as_move(then, facts, each) for each in afters.values())
        check = MoveCheck(store, then)
        return moves, {each.before.id for each in moves if check.tell_refusal(each)}

    def _as_move(self, then: Reader, facts: ClinicFacts, after: Appointment) -> ProposedMove:
        stands = self._visit if after.id == self._key else None
        before = stands or next(each for each in self._day.visits if each.id == after.id)
        moved = load_moving_visit(then, after)
        there = place_plan(facts, moved, moved.plan, moved.table, after.chair_id, after.start)
        return ProposedMove(
            before, after, moved.planner.context.patient, moved.plan, there.conflicts
        )

    def _as_sittings(self, stuck: set[UUID]) -> list[Sitting]:
        guest = self._guest
        is_any_chair = guest.only_in is None or self._severity is Severity.BLOCK
        return [
            *(
                self._as_sitting(each, is_fixed=each.id in stuck)
                for each in self._day.visits
                if each.id != self._key
            ),
            Sitting(
                self._key,
                guest.start,
                guest.held_until,
                needs=self._needs(guest.patient) if is_any_chair else frozenset(),
                only_in=None if guest.only_in is None else frozenset({guest.only_in}),
            ),
        ]

    def _as_sitting(self, visit: Appointment, *, is_fixed: bool) -> Sitting:
        is_whole = self._day.starts <= visit.start and visit.held_until <= self._day.ends
        return Sitting(
            visit.id,
            visit.start,
            self._until(visit),
            visit.chair_id,
            self._needs(self._day.patients[visit.patient_id]),
            is_fixed or not is_whole or visit.is_chair_locked or visit.status not in RESEATABLE,
        )

    def _until(self, visit: Appointment) -> datetime:
        """Return how long a visit keeps others out of its chair: as expected, to whoever follows.

        Who follows stays there all the same: that is told where it is checked.
        """
        expected = self._day.facts.expected.get(visit.id)
        if expected is None:
            return visit.held_until
        following = (
            each.start
            for each in self._day.visits
            if each.chair_id == visit.chair_id and each.start >= visit.held_until
        )
        return min((expected, *following))

    def _needs(self, patient: Patient) -> frozenset[str]:
        # A feature that is only asked for is kept as well: nobody is made to do without.
        is_off = self._severity is Severity.OFF
        return frozenset() if is_off else frozenset(patient.features_needed)

    def _as_seats(self) -> tuple[Seat, ...]:
        facts, day = self._day.facts, self._guest.start.date()
        favourites = {key: place for place, key in enumerate(self._guest.favourites)}
        in_use = [
            each
            for each in facts.chairs
            if (each.in_use_from is None or each.in_use_from <= day)
            and (each.in_use_to is None or day <= each.in_use_to)
        ]
        return tuple(
            Seat(
                each.id,
                frozenset(each.features),
                tuple((o.starts, o.ends) for o in facts.outages if o.chair_id == each.id),
            )
            for each in sorted(in_use, key=lambda each: favourites.get(each.id, len(favourites)))
        )
