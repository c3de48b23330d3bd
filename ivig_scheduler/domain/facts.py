"""The clinic as the rules see it: everything about chairs, people and time in one frozen value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property
from uuid import UUID

from ivig_scheduler.domain.nurse_day import NurseDay
from ivig_scheduler.domain.nurse_search import Solver, search_all
from ivig_scheduler.domain.nursing import NurseDuty
from ivig_scheduler.domain.occupancy import Occupancy, Stay
from ivig_scheduler.domain.records import (
    Chair,
    ChairOutage,
    Nurse,
    NurseAbsence,
    NurseBreak,
    Shift,
)
from ivig_scheduler.domain.roster import Roster
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.site_calendar import SiteCalendar


@dataclass(frozen=True)
class ClinicFacts:
    """Chairs in their order, nurses, opening and who sits where; `names` tells a patient's name.

    `zone` is the site's IANA zone: the minutes of a visit are elapsed minutes there. The outages
    are single ones: one that repeats is there once for each time it happens. `solve` shares visits
    out among nurses, exactly; another one may only be quicker. `expected` tells of visits
    of today, by the appointment's id, when their chair is expected to be free where that is later
    than booked.
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
    breaks: tuple[NurseBreak, ...] = ()
    absences: tuple[NurseAbsence, ...] = ()
    solve: Solver = search_all
    expected: Mapping[UUID, datetime] = field(default_factory=dict)

    def chair(self, chair_id: UUID) -> Chair | None:
        """Return the chair of that id."""
        return self._chairs_by_id.get(chair_id)

    def duties(self, day: date) -> tuple[NurseDuty, ...]:
        """Return the nurses present at some time of a day, breaks and absences taken out."""
        if day not in self._duties_by_day:
            roster = Roster(self.nurses, self.shifts, self.breaks, self.absences)
            self._duties_by_day[day] = roster.duties(day, self.settings)
        return self._duties_by_day[day]

    def nurse_capacity(self, day: date) -> "NurseCapacity | None":
        """Return how many patients the nurses on shift can take through a day, counted together.

        None where the site keeps no shifts: then nobody's capacity is checked.
        """
        if not self.shifts:
            return None
        return NurseCapacity(
            tuple(
                (starts, ends, duty.patients)
                for duty in self.duties(day)
                for starts, ends in duty.spans
            )
        )

    def nurse_day(self, day: date) -> NurseDay | None:
        """Return the visits of a day and its nurses, to ask whether one more can be looked after.

        None where the site keeps no shifts. It is made anew once the occupancy has filled up.
        """
        if not self.shifts:
            return None
        filled = self.occupancy.count_on(day)
        known = self._nurse_days.get(day)
        if known is None or known[0] != filled:
            known = (
                filled,
                NurseDay(
                    self.occupancy.starting_on(day),
                    self.duties(day),
                    spacing_minutes=self.settings.whole("nurse.spacing"),
                    hands_over=self.nurses_hand_over,
                    solve=self.solve,
                ),
            )
            self._nurse_days[day] = known
        return known[1]

    def can_share_out(self, day: date) -> bool:
        """Return whether the visits that begin on a day can be shared out among its nurses.

        They always can where the site keeps no shifts.
        """
        nurse_day = self.nurse_day(day)
        return nurse_day is None or nurse_day.can_share_out()

    def with_visits(self, visits: Iterable[Stay]) -> "ClinicFacts":
        """Return the facts as if those visits stood as given, each in place of its own id."""
        given = tuple(visits)
        occupancy = self.occupancy.without(each.id for each in given)
        occupancy.add(given)
        return replace(self, occupancy=occupancy)

    def with_expected(self, expected: Mapping[UUID, datetime]) -> "ClinicFacts":
        """Return the facts with the ends that are expected now; what was computed is kept."""
        found = replace(self, expected=expected)
        # Neither chairs nor nurses are others by that.
        found.__dict__.update(
            _nurse_days=self._nurse_days,
            _chairs_by_id=self._chairs_by_id,
            _duties_by_day=self._duties_by_day,
        )
        return found

    def find_late_leaver(
        self, chair_id: UUID, start: datetime, *, besides: UUID | None = None
    ) -> tuple[Stay, datetime] | None:
        """Return who is expected to keep a chair at a local start though booked to be gone by then.

        With him comes when the chair is expected to be free; None where nobody is.
        """
        if not self.expected:
            return None
        earlier = self.occupancy.in_chair(chair_id, datetime.combine(start.date(), time()), start)
        found = [
            (each, until)
            for each in earlier
            if each.id != besides
            and each.held_until <= start
            and (until := self.expected.get(each.id)) is not None
            and until > start
        ]
        return max(found, key=lambda each: each[1], default=None)

    @property
    def nurses_hand_over(self) -> bool:
        """Whether a nurse may hand a patient over to another."""
        return self.settings.text("nurse.handover") == "yes"

    @cached_property
    def _nurse_days(self) -> dict[date, tuple[int, NurseDay]]:
        return {}

    @cached_property
    def _chairs_by_id(self) -> dict[UUID, Chair]:
        return {chair.id: chair for chair in self.chairs}

    @cached_property
    def _duties_by_day(self) -> dict[date, tuple[NurseDuty, ...]]:
        return {}


@dataclass(frozen=True, slots=True)
class NurseCapacity:
    """The presence of a day: from, to (half-open) and the patients each nurse takes at once."""

    shifts: tuple[tuple[datetime, datetime, int], ...]

    def at(self, moment: datetime) -> int:
        """Return the patients that can be looked after together at a moment."""
        return sum(takes for starts, ends, takes in self.shifts if starts <= moment < ends)

    def changes(self, start: datetime, end: datetime) -> set[datetime]:
        """Return the moments in [start, end) at which the capacity may be another than before."""
        edges = {edge for starts, ends, _ in self.shifts for edge in (starts, ends)}
        return {start, *(edge for edge in edges if start < edge < end)}
