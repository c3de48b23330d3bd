"""Whether the visits of the next open day are ready, what each still lacks, and who mends it.

What the program knows today is told: the confirmation, the order, the weight, the rate table and
every check of the place. It keeps no stock and no authorisations, so it says nothing of them.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.terms import MOVABLE, Severity, Status
from ivig_scheduler.services.day import Day, DayVisit, load_day
from ivig_scheduler.services.day_checks import find_troubles
from ivig_scheduler.storage.reader import Reader

#: The next open day is looked for so many days ahead.
MOST_DAYS_CLOSED = 60


class Mend(StrEnum):
    """Where what is missing can be mended."""

    CONFIRM = "confirm"
    VISIT = "visit"
    COURSE = "course"
    PATIENT = "patient"
    PRODUCTS = "products"


_MENDED_AT = {
    "order_validity": Mend.COURSE,
    "contraindication": Mend.COURSE,
    "weight_age": Mend.PATIENT,
    "draft_table": Mend.PRODUCTS,
}


@dataclass(frozen=True)
class Missing:
    """One thing a visit lacks, in a sentence, where it is mended, and whether it forbids it."""

    text: str
    mend: Mend
    is_blocking: bool = False


@dataclass(frozen=True)
class ReadyLine:
    """A visit of the day with everything it lacks; nothing: it is ready."""

    visit: DayVisit
    chair: str
    missing: tuple[Missing, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True)
class Readiness:
    """The next open day (None: none in sight) and its visits that have not begun, in time order."""

    day: date | None
    lines: tuple[ReadyLine, ...] = ()

    @property
    def not_ready(self) -> int:
        """How many visits lack something."""
        return sum(1 for each in self.lines if not each.is_ready)

    @property
    def is_all_ready(self) -> bool:
        """Whether there are visits and all are ready."""
        return bool(self.lines) and not self.not_ready


def load_readiness(store: Reader, today: date) -> Readiness:
    """Return how ready the next day after `today` is on which the site is open or has visits."""
    for off in range(1, MOST_DAYS_CLOSED + 1):
        day = today + timedelta(days=off)
        if store.presence(day)[0] or not _is_closed(store, day):
            return _readiness(store, load_day(store, day), today)
    return Readiness(None)


def _is_closed(store: Reader, day: date) -> bool:
    return load_day(store, day).is_closed


def _readiness(store: Reader, day: Day, today: date) -> Readiness:
    troubles = find_troubles(store, day, today)
    visits = (each for each in day.seated if each.appointment.status in MOVABLE)
    lines = []
    for visit in sorted(visits, key=lambda each: each.appointment.start):
        chair = day.facts.chair(visit.appointment.chair_id)
        found = troubles.get(visit.appointment.id, ())
        lines.append(ReadyLine(visit, chair.name if chair else "", _missing(visit, found)))
    return Readiness(day.day, tuple(lines))


def _missing(visit: DayVisit, conflicts: tuple[Conflict, ...]) -> tuple[Missing, ...]:
    against = tuple(
        Missing(
            each.message, _MENDED_AT.get(each.rule, Mend.VISIT), each.severity is Severity.BLOCK
        )
        for each in conflicts
    )
    status = visit.appointment.status
    if status is Status.CONFIRMED:
        return against
    told = "only held" if status is Status.HELD else "not confirmed"
    return (*against, Missing(told, Mend.CONFIRM))
