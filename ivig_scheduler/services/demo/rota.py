"""Where the demo clinic's visits go: courses spread over the weeks, visits packed into chairs.

The planner checks every place chosen here; choosing is what it would be slow at, since it looks for
a person who waits for one course, not for a hundred courses at once.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.quantities import round_up_to
from ivig_scheduler.domain.records import Chair, Patient, Plan
from ivig_scheduler.planning.series import Wish
from ivig_scheduler.services.demo.people import Treatment

#: After so many days courses of three and of four weeks come round together.
ROUND_DAYS = 84
WORKING_DAYS = 5
MORNING, NOON = time(8), time(12)
FULLEST_DAY = 28


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
    """Fills each chair from opening on, one visit after the other."""

    def __init__(self, facts: ClinicFacts) -> None:
        self._facts = facts
        self._grid = facts.settings.whole("calendar.grid")
        self._free_from: dict[tuple[date, UUID], datetime] = {}
        self._visits: Counter[date] = Counter()

    def place_all(self, patient: Patient, days: list[date], plan: Plan) -> tuple[Wish, ...]:
        """Return a free chair and time on each of the days, and take them; all of them or none."""
        found: list[Wish] = []
        for day in days:
            wish = self._find(patient, day, plan)
            if wish is None:
                return ()
            found.append(wish)
        for wish in found:
            self._take(wish, plan)
        return tuple(found)

    def _find(self, patient: Patient, day: date, plan: Plan) -> Wish | None:
        """Return an empty chair, or one with the tightest gap left; the other way round for those
        who like to come in the afternoon. Plain chairs come first, so that special ones stay free.
        """
        hours = self._facts.calendar.open_hours(day)
        if hours is None or self._visits[day] >= FULLEST_DAY:
            return None
        length = timedelta(minutes=plan.booked_minutes)
        likes_afternoon = (patient.preferred_time or MORNING) >= NOON
        free: list[tuple[bool, int, timedelta, int, datetime, UUID]] = []
        for chair in self._chairs(patient):
            after = self._free_from.get((day, chair.id))
            start = after or hours[0] + self._stagger(chair)
            left = hours[1] - start - length
            if left >= timedelta() and not self._is_broken(chair, day):
                is_other_half = (after is not None) != likes_afternoon
                tightness = left if after else timedelta()
                extras = len(chair.features)
                free.append((is_other_half, extras, tightness, chair.position, start, chair.id))
        if not free:
            return None
        *_, start, chair_id = min(free)
        return Wish(day, start.time(), chair_id)

    def _take(self, wish: Wish, plan: Plan) -> None:
        if wish.day is None or wish.start is None or wish.chair_id is None:
            return
        minutes = wish.start.hour * 60 + wish.start.minute
        minutes += plan.booked_minutes + plan.turnover_minutes
        midnight = datetime.combine(wish.day, time())
        clean = midnight + timedelta(minutes=round_up_to(minutes, self._grid))
        self._free_from[wish.day, wish.chair_id] = clean
        self._visits[wish.day] += 1

    def _chairs(self, patient: Patient) -> list[Chair]:
        needed = set(patient.features_needed)
        return [chair for chair in self._facts.chairs if needed <= set(chair.features)]

    def _stagger(self, chair: Chair) -> timedelta:
        """Return how long after opening a chair is first taken: nurses start one after another."""
        return timedelta(minutes=chair.position % 5 * self._grid)

    def _is_broken(self, chair: Chair, day: date) -> bool:
        return any(
            each.chair_id == chair.id and each.starts.date() <= day <= each.ends.date()
            for each in self._facts.outages
        )
