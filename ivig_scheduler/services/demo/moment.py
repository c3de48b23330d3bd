"""The demo's clock: it runs on from the middle of a working day, whenever the demo is opened."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

COUNTRY = "US"
WORKING_DAYS = range(5)
#: When some visits are over, some run and some are still to come.
MOMENT = time(11, 58)


def find_demo_moment(today: date) -> datetime:
    """Return the site's local time at which the demo of a day opens.

    It is on that day or, where the clinic is closed, the last day before on which it is open.
    """
    # The holidays take a fifth of a second to load.
    from ivig_scheduler.services.setup.public_holidays import public_holidays  # noqa: PLC0415

    holidays = public_holidays(COUNTRY, "", (today.year - 1, today.year))
    day = last_working_day(today)
    while day in holidays:
        day = last_working_day(day - timedelta(days=1))
    return datetime.combine(day, MOMENT)


def last_working_day(day: date) -> date:
    """Return the day, or the Friday before where it is at a weekend."""
    while day.weekday() not in WORKING_DAYS:
        day -= timedelta(days=1)
    return day


class DemoClock:
    """The real clock, set to the demo's moment.

    Until the demo is there, and with it its exact moment, it goes by the weekday alone.
    """

    def __init__(self, clock: Callable[[], datetime], zone: str) -> None:
        self._clock = clock
        self._zone = ZoneInfo(zone)
        self.today = clock().astimezone(self._zone).date()
        expected = datetime.combine(last_working_day(self.today), MOMENT)
        self.set(expected.replace(tzinfo=self._zone))

    def __call__(self) -> datetime:
        """Return the demo's present moment, aware and in UTC."""
        return self._clock() + self._ahead

    def set(self, moment: datetime) -> None:
        """Set the clock to the demo's moment (aware)."""
        self._ahead = moment - self._clock()
