"""What the schedule reads, and the pictures made of it; it all runs on the database thread."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from ivig_scheduler.services.day import Day
    from ivig_scheduler.storage.reader import Reader
    from ivig_scheduler.ui.schedule.bar_maker import Troubles
    from ivig_scheduler.ui.schedule.month_picture import MonthPicture
    from ivig_scheduler.ui.schedule.picture import DayPicture, WeekPicture

# ruff: noqa: PLC0415 - records and services take long to import, and the window is not to wait


@dataclass(frozen=True, slots=True)
class LoadedDay:
    """A day with its picture; `nurse_of` tells who looks after each visit, once it is known."""

    day: "Day"
    picture: "DayPicture"
    troubles: "Troubles"
    nurse_of: Mapping[UUID, str] = field(default_factory=dict)


def load_day_shown(
    store: "Reader", day: date, known: LoadedDay | None, now: datetime | None = None
) -> LoadedDay:
    """Return a day and its picture, with the troubles and nurses that are known already.

    With the site's clock `now` the visits are shown as they go.
    """
    from ivig_scheduler.services.day import load_day

    loaded = load_day(store, day)
    if known is None:
        return _pictured(loaded, {}, {}, now)
    return _pictured(loaded, known.troubles, known.nurse_of, now)


def show_as_of(loaded: LoadedDay, now: datetime) -> LoadedDay:
    """Return a day that is loaded already with its picture at another moment."""
    return _pictured(loaded.day, loaded.troubles, loaded.nurse_of, now)


def load_troubles(store: "Reader", day: "Day", now: datetime) -> LoadedDay:
    """Return the day with what is against each visit that has not begun, and who has whom."""
    from ivig_scheduler.services.day_checks import find_troubles

    return _pictured(day, find_troubles(store, day, now.date()), _nurses(day), now)


def _pictured(
    day: "Day", troubles: "Troubles", nurse_of: Mapping[UUID, str], now: datetime | None
) -> LoadedDay:
    from ivig_scheduler.ui.schedule.picture_maker import make_day_picture

    if now is not None:
        # What moves are checked against is computed here, not on the window's thread.
        day.facts_at(now)
    picture = replace(make_day_picture(day, troubles, now), nurse_of=nurse_of)
    return LoadedDay(day, picture, troubles, nurse_of)


def _nurses(day: "Day") -> Mapping[UUID, str]:
    """Return the nurse of each visit by the exact sharing out; none where no shifts are kept."""
    nurse_day = day.facts.nurse_day(day.day)
    if nurse_day is None:
        return {}
    return {visit: duty.name for visit, duty in nurse_day.keepers().items()}


def count_blocked(troubles: "Troubles") -> int:
    """Return how many visits stand where a check forbids them."""
    if not troubles:
        return 0
    from ivig_scheduler.domain.clearance import is_blocked

    return sum(1 for conflicts in troubles.values() if is_blocked(conflicts))


def load_week_shown(store: "Reader", monday: date) -> "WeekPicture":
    """Return a week's picture."""
    from ivig_scheduler.services.day import load_week
    from ivig_scheduler.ui.schedule.week_maker import make_week_picture

    return make_week_picture(load_week(store, monday))


def load_month_shown(store: "Reader", day: date) -> "MonthPicture":
    """Return the picture of the month a day lies in."""
    from ivig_scheduler.services.month import load_month
    from ivig_scheduler.ui.schedule.month_maker import make_month_picture

    return make_month_picture(load_month(store, day))
