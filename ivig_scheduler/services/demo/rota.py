"""Where the demo clinic's visits go: courses spread over the weeks, visits packed into chairs.

The program's planner would be slow at it, since it looks for a person who waits for one course, not
for a hundred courses at once. Every place keeps the program's rules; a test sweeps them all.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.quantities import round_up_to
from ivig_scheduler.domain.records import Chair, Patient, Plan
from ivig_scheduler.services.demo.people import Treatment
from ivig_scheduler.services.demo.staff import Staff

#: After so many days courses of three and of four weeks come round together.
ROUND_DAYS = 84
WORKING_DAYS = 5
MORNING, NOON = time(8), time(12)
FULLEST_DAY = 28
#: Every so many days somebody is squeezed in though no nurse has room, the first time so many days
#: from the demo's, once so many visits are there.
SQUEEZED_EVERY, FIRST_SQUEEZED, BUSY_DAY = 6, 3, 12


@dataclass(frozen=True, slots=True)
class Seat:
    """A place of the packing: the chair, and the minute of the day at which a visit starts."""

    day: date
    minute: int
    chair_id: UUID

    @property
    def start(self) -> datetime:
        """The local moment at which the visit starts."""
        return datetime.combine(self.day, time()) + timedelta(minutes=self.minute)


class Rota:
    """Chooses the first day of each course; days are counted from a Monday before `start`."""

    def __init__(self, start: date) -> None:
        self._monday = start - timedelta(days=start.weekday())
        self._load: Counter[int] = Counter()

    def first_day(self, treatment: Treatment) -> date:
        """Return the day from which the course meets the fewest others, and count it there."""
        possible = (
            off
            for off in range(treatment.interval_days)
            if off % 7 + treatment.days <= WORKING_DAYS
        )
        best = min(possible, key=lambda off: self._crowd(self._days(off, treatment)))
        self._load.update(self._days(best, treatment))
        return self._monday + timedelta(days=best)

    def _crowd(self, days: list[int]) -> tuple[int, int]:
        loads = [self._load[day] for day in days]
        return max(loads), sum(loads)

    def _days(self, offset: int, treatment: Treatment) -> list[int]:
        return [
            (first + day) % ROUND_DAYS
            for first in range(offset, offset + ROUND_DAYS, treatment.interval_days)
            for day in range(treatment.days)
        ]


class Packing:
    """Fills each chair from opening on, one visit after the other, each with a nurse for it."""

    def __init__(self, facts: ClinicFacts, today: date) -> None:
        self._facts = facts
        self._today = today
        self._staff = Staff(facts)
        self._grid = facts.settings.whole("calendar.grid")
        self._free_from: dict[tuple[date, UUID], int] = {}
        self._visits: Counter[date] = Counter()
        self._squeezed: set[date] = set()

    def place_all(
        self, patient: Patient, days: Sequence[date], plans: Sequence[Plan]
    ) -> tuple[Seat, ...]:
        """Return a free chair and time on each of the days, and take them; all of them or none."""
        found: list[Seat] = []
        for day, plan in zip(days, plans, strict=True):
            seat = self._find(patient, day, plan)
            if seat is None:
                return ()
            found.append(seat)
        for seat, plan in zip(found, plans, strict=True):
            self._take(seat, plan)
        return tuple(found)

    def _find(self, patient: Patient, day: date, plan: Plan) -> Seat | None:
        """Return an empty chair, or one with the tightest gap left; the other way round for those
        who like to come in the afternoon. Plain chairs come first, so that special ones stay free.
        """
        hours = self._facts.calendar.open_hours(day)
        if hours is None or self._visits[day] >= FULLEST_DAY:
            return None
        likes_afternoon = (patient.preferred_time or MORNING) >= NOON
        opens, closes = (moment.hour * 60 + moment.minute for moment in hours)
        free: list[tuple[bool, int, int, int, int, UUID]] = []
        starts: dict[int, int | None] = {}
        for chair in self._chairs(patient, day):
            after = self._free_from.get((day, chair.id))
            first = opens + self._stagger(chair) if after is None else after
            if first not in starts:
                steps = range(first, closes - plan.booked_minutes + 1, self._grid)
                starts[first] = self._start(day, steps, plan)
            start = starts[first]
            if start is not None:
                is_other_half = (after is not None) != likes_afternoon
                tightness = closes - start if after else start - first
                order = is_other_half, len(chair.features), tightness, chair.position
                free.append((*order, start, chair.id))
        if not free:
            return None
        *_, start, chair_id = min(free)
        return Seat(day, start, chair_id)

    def _start(self, day: date, steps: range, plan: Plan) -> int | None:
        """Return the first start for which there is a nurse; now and then one visit has none."""
        found = self._staff.find_start(day, steps, plan.booked_minutes, plan.acuity_points)
        ahead = (day - self._today).days % SQUEEZED_EVERY
        can_squeeze = ahead == FIRST_SQUEEZED and day not in self._squeezed
        return next(iter(steps), None) if can_squeeze and self._visits[day] >= BUSY_DAY else found

    def _take(self, seat: Seat, plan: Plan) -> None:
        day, minutes = seat.day, plan.booked_minutes
        if not self._staff.take(day, seat.minute, minutes, plan.acuity_points):
            self._squeezed.add(day)
        clean = seat.minute + minutes + plan.turnover_minutes
        self._free_from[day, seat.chair_id] = round_up_to(clean, self._grid)
        self._visits[day] += 1

    def _chairs(self, patient: Patient, day: date) -> list[Chair]:
        needed = set(patient.features_needed)
        return [
            chair
            for chair in self._facts.chairs
            if needed <= set(chair.features) and not self._is_broken(chair, day)
        ]

    def _stagger(self, chair: Chair) -> int:
        """Return how long after opening a chair is first taken: two of a pair start in turn."""
        return chair.position % 2 * self._grid

    def _is_broken(self, chair: Chair, day: date) -> bool:
        return any(
            each.chair_id == chair.id and each.starts.date() <= day <= each.ends.date()
            for each in self._facts.outages
        )
