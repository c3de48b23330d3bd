"""What the schedule reads, and the pictures made of it; it all runs on the database thread."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ivig_scheduler.services.day import Day
    from ivig_scheduler.storage.reader import Reader
    from ivig_scheduler.ui.schedule.bar_maker import Troubles
    from ivig_scheduler.ui.schedule.picture import DayPicture, WeekPicture

# ruff: noqa: PLC0415 - records and services take long to import, and the window is not to wait


@dataclass(frozen=True, slots=True)
class LoadedDay:
    """A day with its picture."""

    day: "Day"
    picture: "DayPicture"
    troubles: "Troubles"


def load_day_shown(
    store: "Reader", day: date, troubles: "Troubles", now: datetime | None = None
) -> LoadedDay:
    """Return a day and its picture, with the signs of the troubles that are known already.

    With the site's clock `now` the visits are shown as they go.
    """
    from ivig_scheduler.services.day import load_day
    from ivig_scheduler.ui.schedule.picture_maker import make_day_picture

    loaded = load_day(store, day)
    return LoadedDay(loaded, make_day_picture(loaded, troubles, now), troubles)


def show_as_of(loaded: LoadedDay, now: datetime) -> LoadedDay:
    """Return a day that is loaded already with its picture at another moment."""
    from ivig_scheduler.ui.schedule.picture_maker import make_day_picture

    picture = make_day_picture(loaded.day, loaded.troubles, now)
    return LoadedDay(loaded.day, picture, loaded.troubles)


def load_troubles(store: "Reader", day: "Day", now: datetime) -> LoadedDay:
    """Return the day with what is against each visit that has not begun, and its picture."""
    from ivig_scheduler.services.day_checks import find_troubles
    from ivig_scheduler.ui.schedule.picture_maker import make_day_picture

    troubles = find_troubles(store, day, now.date())
    return LoadedDay(day, make_day_picture(day, troubles, now), troubles)


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
