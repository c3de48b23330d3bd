"""When the site is open: hours by weekday and of single days, closures and public holidays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from ivig_scheduler.domain.records import Closure, DayHours, OpeningHours


@dataclass(frozen=True)
class SiteCalendar:
    """The site's open days; `holidays` names the public holidays of the years in question.

    Hours of a single day take the place of its weekday's, and open a public holiday or a weekday
    that is closed else; a closure closes that day too.
    """

    hours: Mapping[int, OpeningHours] = field(default_factory=dict)
    closures: tuple[Closure, ...] = ()
    holidays: Mapping[date, str] = field(default_factory=dict)
    days: Mapping[date, DayHours] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        hours: Iterable[OpeningHours],
        closures: Iterable[Closure],
        holidays: Mapping[date, str],
        days: Iterable[DayHours] = (),
    ) -> "SiteCalendar":
        """Return the calendar of those records."""
        weekdays = {each.weekday: each for each in hours}
        return cls(weekdays, tuple(closures), holidays, {each.day: each for each in days})

    def find_closure(self, day: date) -> str:
        """Return why the site is closed on `day`, or nothing where it is open."""
        for closure in self.closures:
            if closure.first_day <= day <= closure.last_day:
                return closure.reason
        if day in self.days:
            return ""
        if day in self.holidays:
            return self.holidays[day]
        return "" if day.weekday() in self.hours else f"closed on {day:%A}s"

    def open_hours(self, day: date) -> tuple[datetime, datetime] | None:
        """Return when the site opens and closes on `day`, or None where it is closed."""
        if self.find_closure(day):
            return None
        hours = self.days.get(day) or self.hours[day.weekday()]
        return datetime.combine(day, hours.opens), datetime.combine(day, hours.closes)

    def why_other_hours(self, day: date) -> str:
        """Return why a day has other hours than its weekday, or nothing where it has not."""
        return self.days[day].reason if day in self.days else ""

    def span(self) -> tuple[time, time]:
        """Return the earliest opening and the latest closing of the week, for a day's picture."""
        opens = min((each.opens for each in self.hours.values()), default=time(8))
        closes = max((each.closes for each in self.hours.values()), default=time(17))
        return opens, closes
