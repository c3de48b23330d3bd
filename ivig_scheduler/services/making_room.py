"""Who changes chairs so that one more visit fits, each of them checked where it would sit."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

from ivig_scheduler.domain.changes import Change, added, changed
from ivig_scheduler.domain.clearance import Conflict, blocking
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Appointment, Patient
from ivig_scheduler.domain.terms import CHAIR_FREE, RESEATABLE, Severity
from ivig_scheduler.planning.seating import find_seating
from ivig_scheduler.planning.sittings import Seat, Seating, Sitting
from ivig_scheduler.services.clinic_facts import appointments_of_days, gather_facts, load_facts
from ivig_scheduler.services.move_checks import MoveCheck
from ivig_scheduler.services.moves import PlannedMove, place_plan, stand_at
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.services.proposals import ProposedMove
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader

#: The checks that another chair, or another visit's other chair, can pass.
CHAIR_RULES = frozenset({"chair_overlap", "chair_outage", "chair_feature"})


@dataclass(frozen=True)
class Guest:
    """A visit that is to be let in: when, what it needs, and in which chairs it may sit.

    `favourites` are the chairs it would rather have, the best first.
    """

    start: datetime
    held_until: datetime
    patient: Patient
    only_in: UUID | None = None
    favourites: tuple[UUID | None, ...] = ()
    appointment_id: UUID | None = None


@dataclass(frozen=True)
class Room:
    """A chair for the guest, and the visits that change chairs to make room in it."""

    chair_id: UUID
    moves: tuple[ProposedMove, ...]


@dataclass(frozen=True)
class DayOfRooms:
    """The visits that hold a chair in some days, their patients, and the clinic's facts then."""

    facts: ClinicFacts
    visits: tuple[Appointment, ...]
    patients: dict[UUID, Patient]
    starts: datetime
    ends: datetime


def load_day_of_rooms(store: Reader, start: datetime, end: datetime) -> DayOfRooms:
    """Return the visits of the days of two moments, and all that is known about them."""
    first, last = start.date(), end.date()
    visits = tuple(
        each for each in appointments_of_days(store, first, last) if each.status not in CHAIR_FREE
    )
    patients = store.some(Patient, (each.patient_id for each in visits))
    facts = gather_facts(store, first, last, visits, patients)
    return DayOfRooms(
        facts,
        visits,
        patients,
        datetime.combine(first, time()),
        datetime.combine(last + timedelta(days=1), time()),
    )


def stands_against(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Return what forbids a visit at its time in whatever chair."""
    return tuple(each for each in blocking(conflicts) if each.rule not in CHAIR_RULES)


class RoomSearch:
    """Looks for room for one guest; what cannot be moved after all is left where it is."""

    def __init__(
        self,
        store: Reader,
        day: DayOfRooms,
        guest: Guest,
        visit: Appointment | None = None,
        there: PlannedMove | None = None,
    ) -> None:
        self._store, self._day, self._guest = store, day, guest
        self._visit, self._there = visit, there
        self._key = visit.id if visit else uuid4()
        self._severity = day.facts.settings.severity("chair_feature")
        self._seats = self._as_seats()

    def find(self) -> Room | None:
        """Return the room with the fewest changes, or None."""
        stuck: set[UUID] = set()
        while True:
            found = find_seating(self._as_sittings(stuck), self._seats)
            if found is None:
                return None
            moves, refused = self._as_moves(found)
            if not refused:
                return Room(found[self._key], moves)
            if self._key in refused or refused <= stuck:
                return None
            stuck |= refused

    def _as_moves(self, places: Seating) -> tuple[tuple[ProposedMove, ...], set[UUID]]:
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
        then = AsIf(self._store, changes)
        facts = load_facts(then, self._day.starts.date(), self._guest.held_until.date())
        moves = tuple(self._as_move(then, facts, each) for each in afters.values())
        check = MoveCheck(self._store, then)
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
            visit.held_until,
            visit.chair_id,
            self._needs(self._day.patients[visit.patient_id]),
            is_fixed or not is_whole or visit.is_chair_locked or visit.status not in RESEATABLE,
        )

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
