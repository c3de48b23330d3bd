"""How full the days of a month are, without reading their visits."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.occupancy import Occupancy
from ivig_scheduler.domain.quantities import whole_minutes
from ivig_scheduler.domain.records import Chair, ChairOutage
from ivig_scheduler.services.clinic_facts import gather_facts_around
from ivig_scheduler.storage.day_loads import DayLoadCount, OpenDay, read_day_loads
from ivig_scheduler.storage.reader import Reader

DAYS_A_WEEK = 7
_NOTHING = DayLoadCount(0, 0)


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of the month. Minutes are those of all chairs within the opening hours together.

    `booked_minutes` are held by visits, turnover included; `open_minutes` could be, which leaves
    out chairs that are out of service. `chairs_out` are out at some time of the day.
    """

    day: date
    closed_reason: str
    visits: int
    booked_minutes: int
    open_minutes: int
    chairs_out: int = 0


@dataclass(frozen=True)
class Month:
    """The whole weeks around a month, from a Monday to a Sunday."""

    first: date
    days: tuple[MonthDay, ...]


def load_month(store: Reader, day: date) -> Month:
    """Return how full the month is in which a day lies."""
    first = day.replace(day=1)
    start = first - timedelta(days=first.weekday())
    following = (first + timedelta(days=31)).replace(day=1)
    end = following + timedelta(days=-following.weekday() % DAYS_A_WEEK)
    facts = gather_facts_around(store, start, end - timedelta(days=1), Occupancy(), {})
    days = [_hours(facts, start + timedelta(days=each)) for each in range((end - start).days)]
    loads = read_day_loads(store, days)
    outages = _by_day(facts.outages)
    return Month(
        first,
        tuple(
            _as_day(facts, each, loads.get(each.day, _NOTHING), outages.get(each.day, ()))
            for each in days
        ),
    )


def _hours(facts: ClinicFacts, day: date) -> OpenDay:
    midnight = datetime.combine(day, time())
    opens, closes = facts.calendar.open_hours(day) or (midnight, midnight)
    return OpenDay(day, opens, closes)


def _by_day(outages: Iterable[ChairOutage]) -> dict[date, list[ChairOutage]]:
    found: defaultdict[date, list[ChairOutage]] = defaultdict(list)
    for outage in outages:
        day = outage.starts.date()
        while datetime.combine(day, time()) < outage.ends:
            found[day].append(outage)
            day += timedelta(days=1)
    return found


def _as_day(
    facts: ClinicFacts, each: OpenDay, load: DayLoadCount, outages: Iterable[ChairOutage]
) -> MonthDay:
    chairs = {chair.id for chair in facts.chairs if _is_in_use(chair, each.day)}
    lost: defaultdict[UUID, int] = defaultdict(int)
    for outage in outages:
        starts, ends = max(outage.starts, each.opens), min(outage.ends, each.closes)
        if outage.chair_id in chairs and starts < ends:
            # A bit a minute, so that minutes in which two outages of a chair meet count once.
            first, last = (whole_minutes(moment - each.opens) for moment in (starts, ends))
            lost[outage.chair_id] |= (1 << last) - (1 << first)
    opened = whole_minutes(each.closes - each.opens) * len(chairs)
    return MonthDay(
        each.day,
        facts.calendar.find_closure(each.day),
        load.visits,
        load.minutes,
        opened - sum(bits.bit_count() for bits in lost.values()),
        len(lost),
    )


def _is_in_use(chair: Chair, day: date) -> bool:
    begun = chair.in_use_from is None or chair.in_use_from <= day
    return begun and (chair.in_use_to is None or day <= chair.in_use_to)
