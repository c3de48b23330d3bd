"""Every series there is in a tiny clinic, each with its cost: what the planner is held against.

Shares no code with the planner: only the rules, the plans of visits and the records.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from ivig_scheduler.domain.clearance import Candidate, find_conflicts, is_blocked
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.naive import EarlierVisit
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.visit_plans import ComputedVisit
from ivig_scheduler.planning.series import PlannedCycle, SeriesRequest, Wish

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Choice:
    """A visit at a place: its warnings, and how far it is from the wanted time."""

    start: datetime
    end: datetime
    held_until: datetime
    chair: int
    warnings: int
    minutes: int


#: The visits of a cycle by its due day; none where it has no place.
Choices = tuple[Choice, ...]
Cost = tuple[int, ...]
Series = tuple[tuple[date, Choices, bool], ...]


class BruteForce:
    """Tries every day, start and chair of every cycle. All visits start on whole hours."""

    def __init__(
        self, request: SeriesRequest, clinic: ClinicFacts, taken: list[Appointment]
    ) -> None:
        self.request, self.clinic, self.taken = request, clinic, taken
        self.context = request.planner.context
        self.order, self.patient = self.context.order, self.context.patient
        self.nominal = self._nominal()
        self._known: dict[object, tuple[Choice, ...]] = {}

    def best(self) -> tuple[Cost, list[object]]:
        """Return the least cost there is, and the first series that has it, as `told`."""
        return min((self.cost(series), told(series)) for series in self._series(1, (), (), None))

    def cost(self, series: Series) -> Cost:
        """Return the cost of a series, the weightiest part first."""
        visits = [visit for _, choices, _ in series for visit in choices]
        empty = sum(1 for _, choices, skipped in series if not choices and not skipped)
        others = days_off = 0
        for number, (due, choices, _) in enumerate(series, start=1):
            if choices and not self._wish(number, 1).day:
                first = choices[0].start.date()
                weekday = self.patient.preferred_weekday
                others += weekday is not None and first.weekday() != weekday
                days_off += abs((first - self.wanted_day(due)).days)
        return (
            empty + max(0, self.nominal - len(series)),
            sum(each.warnings for each in visits),
            others,
            days_off,
            sum(each.minutes for each in visits),
            self._changes([each.chair for each in visits]),
            sum(self._gap(each) for each in visits),
            sum(self._crowd(each) for each in visits),
        )

    def wanted_day(self, due: date) -> date:
        reach = range(1, self.order.window_days + 1)
        days = [due, *(due - off * DAY for off in reach), *(due + off * DAY for off in reach)]
        return next((day for day in days if self._is_usable(day)), due)

    def as_series(self, planned: tuple[PlannedCycle, ...]) -> Series:
        """Return what the planner found in the words of this search, looked up anew."""
        series: list[tuple[date, Choices, bool]] = []
        earlier = list(self.request.earlier)
        for cycle in planned:
            found: list[Choice] = []
            wished = False
            for visit in cycle.visits:
                wish = self._wish(cycle.number, visit.day_of_cycle)
                wished = wished or wish.day is not None
                due = cycle.due_day + (visit.day_of_cycle - 1) * DAY
                day = visit.start.date()
                places = self._places(day, due, wish, tuple(earlier), wished=wished)
                found += [
                    each
                    for each in places
                    if each.start == visit.start
                    and self.clinic.chairs[each.chair].id == visit.chair_id
                ]
                earlier.append(EarlierVisit(day, self.context.product.id))
            assert len(found) == len(cycle.visits), "the planner found a place there is not"
            series.append((cycle.due_day, tuple(found), cycle.is_skipped))
        return tuple(series)

    def _series(
        self, number: int, done: Series, own: tuple[date, ...], due: date | None
    ) -> Iterator[Series]:
        due = due or self.request.first_day
        if self._is_over(number, due):
            yield done
            return
        passed_on = due + self.order.interval_days * DAY
        is_skipped = number in self.request.skipped
        yield from self._series(number + 1, (*done, (due, (), is_skipped)), own, passed_on)
        if is_skipped:
            return
        window = range(-self.order.window_days, self.order.window_days + 1)
        wished = self._wish(number, 1).day
        for first in [wished] if wished else [due + off * DAY for off in window]:
            following = first + self.order.interval_days * DAY
            for choices in self._cycle(number, due, first, own):
                days = (*own, *(each.start.date() for each in choices))
                yield from self._series(number + 1, (*done, (due, choices, False)), days, following)

    def _cycle(
        self, number: int, due: date, first: date, own: tuple[date, ...]
    ) -> Iterator[Choices]:
        ways: list[Choices] = [()]
        day, wished = first - DAY, False
        for day_of_cycle in range(1, self.order.days_per_cycle + 1):
            wish = self._wish(number, day_of_cycle)
            day = wish.day or day + DAY
            wished = wished or wish.day is not None
            if (own and day <= own[-1]) or not self._is_in_course(day, wished=wished):
                return
            product_id = self.context.product.id
            earlier = self.request.earlier + tuple(EarlierVisit(each, product_id) for each in own)
            day_due = due + (day_of_cycle - 1) * DAY
            places = self._places(day, day_due, wish, earlier, wished=wished)
            ways = [(*way, place) for way in ways for place in places]
            own = (*own, day)
        yield from ways

    def _places(
        self, day: date, due: date, wish: Wish, earlier: tuple[EarlierVisit, ...], *, wished: bool
    ) -> tuple[Choice, ...]:
        computed = self.request.planner.plan_on(day, earlier)
        key = (day, due, wish, wished, computed.plan.id)
        if key not in self._known:
            found = (
                self._choice(day, hour, chair, due, wish, computed, wished=wished)
                for hour in range(24)
                for chair in range(len(self.clinic.chairs))
            )
            self._known[key] = tuple(each for each in found if each)
        return self._known[key]

    def _choice(
        self,
        day: date,
        hour: int,
        chair: int,
        due: date,
        wish: Wish,
        computed: ComputedVisit,
        *,
        wished: bool,
    ) -> Choice | None:
        start = datetime.combine(day, time(hour))
        if wish.start is not None and start.time() != wish.start:
            return None
        if wish.chair_id is not None and self.clinic.chairs[chair].id != wish.chair_id:
            return None
        if self.request.earliest is not None and start < self.request.earliest:
            return None
        conflicts = [
            find_conflicts(
                self._candidate(start, chair, day_due, computed), self.clinic, suggests=False
            )
            for day_due in (due, day if wished else due)
        ]
        if is_blocked(conflicts[0]):
            return None
        visit = self._candidate(start, chair, due, computed)
        hours = self.clinic.calendar.open_hours(day)
        assert hours is not None
        wanted = self.patient.preferred_time or hours[0].time()
        off = 0 if wish.start else abs(start - datetime.combine(day, wanted)) // MINUTE
        return Choice(start, visit.end, visit.held_until, chair, len(conflicts[1]), off)

    def _candidate(
        self, start: datetime, chair: int, due: date, computed: ComputedVisit
    ) -> Candidate:
        chair_id = self.clinic.chairs[chair].id
        return Candidate.at(
            self.context,
            computed.plan,
            computed.table,
            chair_id,
            start,
            self.clinic.zone,
            due_day=due,
        )

    def _changes(self, chairs: list[int]) -> int:
        ids = [chair.id for chair in self.clinic.chairs]
        if self.patient.preferred_chair_id in ids:
            return sum(1 for each in chairs if ids[each] != self.patient.preferred_chair_id)
        return sum(1 for one, other in pairwise(chairs) if one != other)

    def _gap(self, visit: Choice) -> int:
        """Count the minutes of gaps beside a visit that are too short, less those before it."""
        hours = self.clinic.calendar.open_hours(visit.start.date())
        assert hours is not None
        chair_id = self.clinic.chairs[visit.chair].id
        stays = [each for each in self.taken if each.chair_id == chair_id]
        busy = [(each.start, each.held_until) for each in stays]
        shortest = self.clinic.settings.whole("calendar.shortest_visit")

        def free(moment: datetime) -> bool:
            is_open = hours[0] <= moment < hours[1]
            return is_open and not any(start <= moment < end for start, end in busy)

        def reach(moment: datetime, step: timedelta) -> int:
            minutes = 0
            while free(moment):
                moment, minutes = moment + step, minutes + 1
            return minutes

        before = reach(visit.start - MINUTE, -MINUTE)
        after = reach(visit.held_until, MINUTE)
        stay = (min(visit.held_until, hours[1]) - visit.start) // MINUTE
        made = sum(gap for gap in (before, after) if gap < shortest)
        whole = before + stay + after
        return max(0, made - (whole if whole < shortest else 0))

    def _crowd(self, visit: Choice) -> int:
        moments = [visit.start + number * HOUR for number in range(24)]
        return max(
            sum(each.start <= moment < each.end for each in self.taken)
            for moment in moments
            if moment < visit.end
        )

    def _wish(self, number: int, day_of_cycle: int) -> Wish:
        return self.request.wishes.get((number, day_of_cycle), Wish())

    def _is_usable(self, day: date) -> bool:
        is_closed = bool(self.clinic.calendar.find_closure(day))
        return not is_closed and self._is_in_course(day, wished=False)

    def _is_in_course(self, day: date, *, wished: bool) -> bool:
        request = self.request
        return not (
            (day < request.first_day and not wished)
            or (request.last_day is not None and day > request.last_day)
            or (request.earliest is not None and day < request.earliest.date())
        )

    def _is_over(self, number: int, due: date) -> bool:
        count, last = self.request.number_of_cycles, self.request.last_day
        return (count is not None and number > count) or (last is not None and due > last)

    def _nominal(self) -> int:
        number, due = 0, self.request.first_day
        while not self._is_over(number + 1, due):
            number, due = number + 1, due + self.order.interval_days * DAY
        return number


def told(series: Series) -> list[object]:
    """Return the places of a series as they are compared where costs are equal."""
    return [
        [(each.start.date(), each.start, each.chair) for each in choices] or [(date.max,)]
        for _, choices, _ in series
    ]
