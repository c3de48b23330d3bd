"""The site, its chairs and its nurses."""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar
from uuid import UUID

from pydantic import NaiveDatetime
from sqlmodel import Field

from ivig_scheduler.domain import limits
from ivig_scheduler.domain.records.base import Record


class Site(Record):
    """The infusion centre."""

    kind: ClassVar[str] = "site"
    name: str = Field(min_length=1, max_length=limits.NAME_LENGTH)
    zone: str
    country: str = ""
    subdivision: str = ""


class SettingValue(Record):
    """A setting of the site that differs from its default."""

    kind: ClassVar[str] = "setting"
    key: str
    value: str


class OpeningHours(Record):
    """When the site is open on a weekday (Monday is 0); a weekday without hours is closed."""

    kind: ClassVar[str] = "opening hours"
    weekday: int = Field(ge=0, le=6)
    opens: time
    closes: time


class Closure(Record):
    """Days on which the site is closed, both inclusive."""

    kind: ClassVar[str] = "closure"
    first_day: date
    last_day: date
    reason: str = Field(min_length=1, max_length=limits.NAME_LENGTH)


class DayHours(Record):
    """Other opening hours than the weekday's on one day, such as an early closing."""

    kind: ClassVar[str] = "hours of a day"
    day: date
    opens: time
    closes: time
    reason: str = Field(min_length=1, max_length=limits.NAME_LENGTH)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday."""

    day: date
    name: str


class HolidayYear(Record):
    """The public holidays of one year in a country and its subdivision, as they were looked up.

    Kept so that the calendar does not change with the library that knows them.
    """

    kind: ClassVar[str] = "holidays of a year"
    country: str
    subdivision: str = ""
    year: int
    holidays: tuple[Holiday, ...]


class Chair(Record):
    """A place where one patient is infused."""

    kind: ClassVar[str] = "chair"
    name: str = Field(min_length=1, max_length=limits.NAME_LENGTH)
    chair_type: str = Field(default="Recliner", max_length=limits.NAME_LENGTH)
    features: tuple[str, ...] = ()
    position: int = 0
    in_use_from: date | None = None
    in_use_to: date | None = None


class ChairOutage(Record):
    """A time in which a chair cannot be used, once or again and again.

    A repeated outage begins at `starts` and every `every_days` days after, on the same wall-clock
    time, to `repeats_until` (inclusive; none: without end); on `except_days`, the days on which it
    would begin, it does not happen.
    """

    kind: ClassVar[str] = "outage"
    chair_id: UUID
    starts: NaiveDatetime
    ends: NaiveDatetime
    reason: str = Field(min_length=1, max_length=limits.NAME_LENGTH)
    every_days: int | None = Field(default=None, ge=1, le=limits.MOST_INTERVAL_DAYS)
    repeats_until: date | None = None
    except_days: tuple[date, ...] = ()


class Nurse(Record):
    """A nurse, how many patients at once they look after and how many acuity points together.

    None of a number: the site's.
    """

    kind: ClassVar[str] = "nurse"
    name: str = Field(min_length=1, max_length=limits.NAME_LENGTH)
    patients_at_once: int | None = Field(default=None, ge=1, le=limits.MOST_PATIENTS_AT_ONCE)
    points_at_once: int | None = Field(default=None, ge=1, le=limits.MOST_POINTS_AT_ONCE)
    active: bool = True


class Shift(Record):
    """A nurse's weekly presence on one weekday (Monday is 0)."""

    kind: ClassVar[str] = "shift"
    nurse_id: UUID
    weekday: int = Field(ge=0, le=6)
    starts: time
    ends: time


class NurseBreak(Record):
    """A nurse's weekly break on one weekday (Monday is 0), in which they look after nobody."""

    kind: ClassVar[str] = "break"
    nurse_id: UUID
    weekday: int = Field(ge=0, le=6)
    starts: time
    ends: time


class NurseAbsence(Record):
    """A time in which a nurse is away though a shift says otherwise."""

    kind: ClassVar[str] = "absence"
    nurse_id: UUID
    starts: NaiveDatetime
    ends: NaiveDatetime
    reason: str = Field(min_length=1, max_length=limits.NAME_LENGTH)
