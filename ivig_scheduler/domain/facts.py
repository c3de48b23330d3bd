"""The clinic as the rules see it: everything about chairs, people and time in one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from ivig_scheduler.domain.occupancy import Occupancy
from ivig_scheduler.domain.records import Chair, ChairOutage, Nurse, Shift
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.site_calendar import SiteCalendar


@dataclass(frozen=True)
class ClinicFacts:
    """Chairs in their order, nurses, opening and who sits where; `names` tells a patient's name.

    `zone` is the site's IANA zone: the minutes of a visit are elapsed minutes there.
    """

    settings: Settings = field(default_factory=Settings)
    calendar: SiteCalendar = field(default_factory=SiteCalendar)
    chairs: tuple[Chair, ...] = ()
    outages: tuple[ChairOutage, ...] = ()
    nurses: tuple[Nurse, ...] = ()
    shifts: tuple[Shift, ...] = ()
    occupancy: Occupancy = field(default_factory=Occupancy)
    names: Mapping[UUID, str] = field(default_factory=dict)
    zone: str = "UTC"

    def chair(self, chair_id: UUID) -> Chair | None:
        """Return the chair of that id."""
        return next((chair for chair in self.chairs if chair.id == chair_id), None)

    def nurse_capacity(self, day: date) -> "NurseCapacity | None":
        """Return how many patients the nurses on shift can take through a day.

        None where the site keeps no shifts: then nobody's capacity is checked.
        """
        if not self.shifts:
            return None
        takes = {
            nurse.id: nurse.patients_at_once or self.settings.whole("nurse.patients")
            for nurse in self.nurses
            if nurse.active
        }
        return NurseCapacity(
            tuple(
                (
                    datetime.combine(day, shift.starts),
                    datetime.combine(day, shift.ends),
                    takes[shift.nurse_id],
                )
                for shift in self.shifts
                if shift.weekday == day.weekday() and shift.nurse_id in takes
            )
        )


@dataclass(frozen=True, slots=True)
class NurseCapacity:
    """The shifts of a day: from, to (half-open) and the patients each nurse takes at once."""

    shifts: tuple[tuple[datetime, datetime, int], ...]

    def at(self, moment: datetime) -> int:
        """Return the patients that can be looked after together at a moment."""
        return sum(takes for starts, ends, takes in self.shifts if starts <= moment < ends)

    def changes(self, start: datetime, end: datetime) -> set[datetime]:
        """Return the moments in [start, end) at which the capacity may be another than before."""
        edges = {edge for starts, ends, _ in self.shifts for edge in (starts, ends)}
        return {start, *(edge for edge in edges if start < edge < end)}
