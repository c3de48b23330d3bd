"""A day as the repair takes it: every visit with each seat that the rules let it have."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.clearance import (
    ALL_RULES,
    Candidate,
    find_conflicts_by,
    is_blocked,
)
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.quantities import whole_minutes
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import CHAIR_FREE, MOVABLE, RESEATABLE
from ivig_scheduler.planning.repair_terms import RepairDay, RepairVisit, Seat
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.moves import MovingVisit, candidate_at
from ivig_scheduler.services.moving_visits import load_moving_visits
from ivig_scheduler.services.repair.nurses import RepairNurses
from ivig_scheduler.services.repair.troubles import NURSES
from ivig_scheduler.storage.reader import Reader

#: Asked of each chair; whether another visit is in it the repair sees to itself.
_OF_CHAIR = {name: ALL_RULES[name] for name in ("chair_outage", "chair_feature")}
_OF_TIME = {name: ALL_RULES[name] for name in ("opening_hours", "naive_start")}
_OF_DAY = {
    name: rule
    for name, rule in ALL_RULES.items()
    if name not in {*_OF_CHAIR, *_OF_TIME, "chair_overlap", "chair_expected", NURSES}
}


@dataclass
class DayToRepair:
    """The visits of a day that hold a chair, as they stand with the trouble.

    `affected` must be given another seat or leave the day; `overloaded` are those of them that the
    nurses cannot take, and which may stay where enough others go. Everything is read at once: the
    search that follows runs beside the database.
    """

    store: InitVar[Reader]
    day: date
    now: datetime
    affected: Collection[UUID]
    overloaded: Collection[UUID]
    facts: ClinicFacts = field(init=False)
    visits: tuple[Appointment, ...] = field(init=False)
    _moving: Mapping[UUID, MovingVisit] = field(init=False)

    def __post_init__(self, store: Reader) -> None:
        self.facts = load_facts(store, self.day, self.day, self.now)
        self.visits = tuple(
            each
            for each in store.appointments_on(self.day)
            if each.status not in CHAIR_FREE and each.start.date() == self.day
        )
        self._midnight = datetime.combine(self.day, time())
        self._chairs = [chair.id for chair in self.facts.chairs]
        can_move = (each.id in self.affected or each.status in RESEATABLE for each in self.visits)
        those = (each for each, moves in zip(self.visits, can_move, strict=True) if moves)
        self._moving = load_moving_visits(store, those)

    def as_problem(self, *, others_move: bool) -> RepairDay:
        """Return the day as the repair takes it; visits that are not affected may have to stay."""
        visits = tuple(self._as_visit(each, may_move=others_move) for each in self._by_key())
        # Who is too many for the nurses does not count as given: that is what is to be mended.
        overloaded = {str(each) for each in self.overloaded}
        given = [each for each in visits if each.key not in overloaded]
        return RepairNurses(self.facts, self._midnight, visits, given).as_day()

    def moving(self, visit: Appointment) -> MovingVisit:
        """Return a visit with what is needed to check it anywhere."""
        return self._moving[visit.id]

    def place(self, seat: Seat) -> tuple[UUID, datetime]:
        """Return the chair and the local start of a seat."""
        return self._chairs[seat.chair], self._midnight + timedelta(minutes=seat.start)

    def _by_key(self) -> list[Appointment]:
        return sorted(self.visits, key=lambda each: (each.start, str(each.id)))

    def _minute(self, moment: datetime) -> int:
        return whole_minutes(moment - self._midnight)

    def _seat(self, visit: Appointment) -> Seat:
        known = visit.chair_id in self._chairs
        chair = self._chairs.index(visit.chair_id) if known else len(self._chairs)
        return Seat(self._minute(visit.start), chair)

    def _as_visit(self, visit: Appointment, *, may_move: bool) -> RepairVisit:
        stands = self._seat(visit)
        is_affected = visit.id in self.affected
        may_stay = not is_affected or visit.id in self.overloaded
        others: Iterable[Seat] = ()
        if is_affected or (may_move and visit.status in RESEATABLE):
            others = self._other_seats(visit, stands)
        seats = ((stands,) if may_stay else ()) + tuple(others)
        return RepairVisit(
            str(visit.id),
            stands,
            whole_minutes(visit.end - visit.start),
            whole_minutes(visit.held_until - visit.start),
            visit.acuity_points,
            seats,
            is_affected,
        )

    def _other_seats(self, visit: Appointment, stands: Seat) -> Iterator[Seat]:
        moving = self.moving(visit)
        first = self._candidate(moving, visit.chair_id, visit.start)
        if is_blocked(find_conflicts_by(_OF_DAY, first, self.facts)):
            return
        for start in self._starts(visit):
            at = self._candidate(moving, visit.chair_id, start)
            if is_blocked(find_conflicts_by(_OF_TIME, at, self.facts)):
                continue
            for place in self._places(visit, stands):
                seat = Seat(self._minute(start), place)
                if seat != stands and self._is_open(visit, moving, seat, start):
                    yield seat

    def _starts(self, visit: Appointment) -> Iterator[datetime]:
        """Give the visit's own start, then those of the grid that are still to come."""
        yield visit.start
        hours = self.facts.calendar.open_hours(self.day)
        if hours is None or visit.status not in MOVABLE:
            return
        grid = timedelta(minutes=self.facts.settings.whole("calendar.grid"))
        since = max(hours[0], self.now) - self._midnight
        start = self._midnight + -(-since // grid) * grid
        while start < hours[1]:
            if start != visit.start:
                yield start
            start += grid

    def _places(self, visit: Appointment, stands: Seat) -> Sequence[int]:
        return [stands.chair] if visit.is_chair_locked else range(len(self._chairs))

    def _is_open(
        self, visit: Appointment, moving: MovingVisit, seat: Seat, start: datetime
    ) -> bool:
        """Return whether a chair suits, and nobody sits there then who cannot be moved."""
        at = self._candidate(moving, self._chairs[seat.chair], start)
        taken = self.facts.occupancy.in_chair(at.chair_id, start, at.held_until)
        if any(each.id != visit.id and each.status not in RESEATABLE for each in taken):
            return False
        if self.facts.find_late_leaver(at.chair_id, start, besides=visit.id):
            return False
        return not is_blocked(find_conflicts_by(_OF_CHAIR, at, self.facts))

    def _candidate(self, moving: MovingVisit, chair_id: UUID, start: datetime) -> Candidate:
        return candidate_at(moving, moving.plan, moving.table, chair_id, start, self.facts.zone)
