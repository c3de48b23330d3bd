"""Looking for what a change of facts does: every coming visit, and a place for who loses theirs.

First each visit is looked at where it stands. Where due days move, the cycles from there on are
planned anew. Visits that no longer fit are then given other places day by day, as after trouble,
with the fewest patients moved.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from uuid import UUID

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.records import Appointment, Patient
from ivig_scheduler.services.calendar_conflicts import VisitConflicts
from ivig_scheduler.services.call_offs import taken_off
from ivig_scheduler.services.courses.ahead import visits_ahead
from ivig_scheduler.services.courses.effects import Batch, Batches, Effects
from ivig_scheduler.services.courses.following import plan_following
from ivig_scheduler.services.courses.given_days import days_made
from ivig_scheduler.services.courses.other_places import moved
from ivig_scheduler.services.courses.touched import replanned_by, visits_of
from ivig_scheduler.services.dispatcher import Work, foresee
from ivig_scheduler.services.proposals import NO_DAYS, ProposedMove, StuckVisit
from ivig_scheduler.services.repair.runs import RepairRun
from ivig_scheduler.services.repair.troubles import Trouble
from ivig_scheduler.services.searches import IsStopped, Take, Turn
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader

#: About so many visits are read at once; whole days.
_BATCH = 60


class ChangeSearch:
    """What a change of facts does, as far as it was looked at. `facts` is the change itself.

    `moves` and `stuck` are the visits that change and those without a place, in time order;
    `collisions` tells what is against those that no longer fit where they stand. The courses that
    are `renewed` are planned by the facts of today, also where no fact changes.
    """

    def __init__(
        self,
        store: Reader,
        service: Callable[[Work], ChangeSet],
        now: datetime,
        *,
        renewed: Collection[UUID] = (),
    ) -> None:
        self.facts = foresee(store, service, now)
        self.collisions: dict[UUID, tuple[Conflict, ...]] = {}
        self.kept = 0
        self._now = now
        self._reading = Batches(self.facts.changes)
        self._effects = Effects(renews=bool(renewed))
        self._moves: dict[UUID, ProposedMove] = {}
        self._stuck: dict[UUID, StuckVisit] = {}
        #: The days that cycles gain and lose, and how many cycles are due after the course's end.
        self.days = NO_DAYS
        self.over = 0
        self._replanned = replanned_by(store, self.facts.changes)
        self._courses = list(self._replanned.items())
        touched = visits_of(store, self.facts.changes, now)
        again = store.where_in(Appointment, "course_id", renewed)
        coming = visits_ahead({each.id: each for each in (*touched, *again)}.values(), now)
        self._batches = _batches([each for each in coming if not self._is_replanned(each)])
        self._visits = sum(map(len, self._batches))
        self._repair: RepairRun | None = None

    @property
    def is_done(self) -> bool:
        """Whether no turn is left."""
        is_repaired = self._repair is not None and self._repair.is_done
        is_clear = not self._effects.collisions
        return not self._batches and not self._courses and (is_clear or is_repaired)

    @property
    def progress(self) -> tuple[int, int, str]:
        """How many visits were looked at; once all were, how many days are left to repair."""
        if self._repair is not None:
            days = len({each.appointment.start.date() for each in self._repair.affected})
            return days - len(self._repair.days), days, "day"
        return self._visits - sum(map(len, self._batches)), self._visits, "visit"

    @property
    def moves(self) -> tuple[ProposedMove, ...]:
        """The visits that change, in time order."""
        return tuple(sorted(self._moves.values(), key=lambda each: each.before.start))

    @property
    def stuck(self) -> tuple[StuckVisit, ...]:
        """The visits without a place, in time order."""
        return tuple(sorted(self._stuck.values(), key=lambda each: each.appointment.start))

    def load(self, store: Reader) -> Turn:
        """Read what the next turn needs."""
        if self._batches:
            batch = self._reading.load(store, self._batches[0])
            return lambda is_stopped: self._look(batch, is_stopped)
        if self._courses:
            self._plan_course(store)
            return lambda _is_stopped: lambda _store: None
        return self._load_day(store)

    def stop(self) -> bool:
        """Leave the days that were not repaired; nothing can be shown before all were looked at."""
        if self._repair is None:
            return False
        self._repair.stop()
        return True

    def finish(self, store: Reader) -> "ChangeSearch":
        """Return this, with the places that the repair found."""
        self.kept += self._effects.kept
        self._moves |= self._effects.in_place
        if self._repair is not None:
            self._take_repair(store, self._repair)
        return self

    def _is_replanned(self, visit: Appointment) -> bool:
        again = self._replanned.get(visit.course_id)
        return again is not None and again.has(visit)

    def _look(self, batch: Batch, is_stopped: IsStopped) -> Take:
        self._effects.look(batch, is_stopped)

        def take(_store: Reader) -> None:
            self._batches.pop(0)
            told = self._effects.collisions.items()
            self.collisions |= {visit_id: reasons for visit_id, (_, reasons) in told}

        return take

    def _plan_course(self, store: Reader) -> None:
        course_id, again = self._courses.pop(0)
        found = plan_following(
            self._changed(store),
            course_id,
            again.first,
            self._now,
            given_otherwise=again.given_otherwise,
            only=again.only,
        )
        self._moves |= {each.before.id: each for each in found.moves}
        self._stuck |= {each.appointment.id: each for each in found.stuck}
        self.collisions |= {each.appointment.id: each.reasons for each in found.stuck}
        self.kept += found.kept
        self.days = self.days.plus(found.days)
        self.over += found.over

    def _changed(self, store: Reader) -> AsIf:
        """Return the calendar by the facts and all that was found, who must move still in place."""
        longer = [move for move, _ in self._effects.collisions.values()]
        found = (*self._effects.in_place.values(), *self._moves.values(), *longer)
        off = taken_off(each.appointment for each in self._stuck.values())
        return AsIf(store, (*self.facts.changes, *moved(found), *off, *days_made(self.days)))

    def _load_day(self, store: Reader) -> Turn:
        then = self._changed(store)
        if self._repair is None:
            self._repair = self._begin_repair(store)
        turn = self._repair.load(then)

        def search(is_stopped: IsStopped) -> Take:
            take = turn(is_stopped)
            return lambda store: take(self._changed(store))

        return search

    def _begin_repair(self, store: Reader) -> RepairRun:
        found = self._effects.collisions.values()
        patients = store.some(Patient, (move.before.patient_id for move, _ in found))
        affected = tuple(
            VisitConflicts(move.after, patients[move.after.patient_id], reasons)
            for move, reasons in found
        )
        return RepairRun(Trouble(self.facts.label, self._now.date()), self._now, affected)

    def _take_repair(self, store: Reader, repair: RepairRun) -> None:
        proposal = repair.as_proposal(self._changed(store))
        longer = {key: move for key, (move, _) in self._effects.collisions.items()}
        stands = {key: each.before for key, each in (longer | self._moves).items()}
        for each in proposal.moves:
            before = stands.get(each.before.id, each.before)
            self._moves[before.id] = replace(each, before=before)
        self.days = self.days.besides({each.appointment.cycle_id for each in proposal.stuck})
        for stuck in proposal.stuck:
            for visit in self._days_of_cycle(store, stuck.appointment):
                self._moves.pop(visit.id, None)
                self._stuck[visit.id] = replace(stuck, appointment=visit)

    def _days_of_cycle(self, store: Reader, visit: Appointment) -> tuple[Appointment, ...]:
        """Return the days of the visit's cycle that are still to come: they go together."""
        return visits_ahead(store.where(Appointment, cycle_id=visit.cycle_id), self._now)


def _batches(visits: Sequence[Appointment]) -> list[list[Appointment]]:
    """Return the visits in batches of whole days."""
    found: list[list[Appointment]] = []
    for _, day in groupby(visits, key=lambda each: each.start.date()):
        if found and len(found[-1]) < _BATCH:
            found[-1] += day
        else:
            found.append(list(day))
    return found
