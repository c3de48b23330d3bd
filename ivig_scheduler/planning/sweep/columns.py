"""A long calendar column by column, so that a check looks at all of it at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias, TypeVar
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from ivig_scheduler.domain.clearance import Candidate

T = TypeVar("T")
Numbers: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

MINUTES_OF_DAY = 24 * 60
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - local times have no zone
#: Stands for "no day": the visit is not due on a day, or its order has no end.
NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class CalendarColumns:
    """Visits that hold a chair, one in each row.

    Times are local minutes and days are days, both since 1970. `patient` and `chair` are numbers
    of equal people and equal chairs; `chairs` has the id of each chair number, `needs` the features
    that each number in `need` asks for. `due_day` and `valid_to` may be NEVER.
    """

    ids: Sequence[UUID]
    chairs: Sequence[UUID]
    needs: Sequence[frozenset[str]]
    patient: Numbers
    chair: Numbers
    need: Numbers
    start: Numbers
    end: Numbers
    held_until: Numbers
    points: Numbers
    is_naive_like: Flags
    due_day: Numbers
    window_days: Numbers
    valid_from: Numbers
    valid_to: Numbers

    @property
    def day(self) -> Numbers:
        """The day on which each visit starts."""
        return self.start // MINUTES_OF_DAY

    def __len__(self) -> int:
        return len(self.start)


def columns_of(visits: Sequence[Candidate]) -> CalendarColumns:
    """Return the columns of visits that stand on the calendar; each has its appointment's id."""
    patients, _ = _numbered(visit.patient.id for visit in visits)
    chair, chairs = _numbered(visit.chair_id for visit in visits)
    need, needs = _numbered(frozenset(visit.patient.features_needed) for visit in visits)

    def each(value: Callable[[Candidate], int]) -> Numbers:
        return np.fromiter((value(visit) for visit in visits), np.int64, len(visits))

    return CalendarColumns(
        ids=[_id(visit) for visit in visits],
        chairs=chairs,
        needs=needs,
        patient=patients,
        chair=chair,
        need=need,
        start=each(lambda visit: minute_of(visit.start)),
        end=each(lambda visit: minute_of(visit.end)),
        held_until=each(lambda visit: minute_of(visit.held_until)),
        points=each(lambda visit: visit.acuity_points),
        is_naive_like=each(lambda visit: visit.is_naive_like).astype(np.bool_),
        due_day=each(lambda visit: day_number(visit.due_day)),
        window_days=each(lambda visit: visit.order.window_days),
        valid_from=each(lambda visit: day_number(visit.order.valid_from)),
        valid_to=each(lambda visit: day_number(visit.order.valid_to)),
    )


def minute_of(moment: datetime) -> int:
    """Return a local moment in minutes since 1970."""
    return int((moment - _EPOCH).total_seconds()) // 60


def day_number(day: date | None) -> int:
    """Return a day in days since 1970, or NEVER where there is none."""
    return NEVER if day is None else (day - _EPOCH.date()).days


def day_of(number: int) -> date:
    """Return the day of a number of days since 1970."""
    return date.fromordinal(_EPOCH.toordinal() + number)


def _id(visit: Candidate) -> UUID:
    if visit.appointment_id is None:
        raise ValueError("a visit on the calendar has its appointment's id")
    return visit.appointment_id


def _numbered(values: Iterable[T]) -> tuple[Numbers, list[T]]:
    """Return a number for each value, equal for equal ones, and the value of each number."""
    known: dict[T, int] = {}
    numbers = [known.setdefault(value, len(known)) for value in values]
    return np.array(numbers, np.int64), list(known)
