"""The visits of a day in time order, as a person at the desk reads them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.terms import CHAIR_FREE, Status
from ivig_scheduler.services.day import Day, DayVisit


@dataclass(frozen=True)
class TodayLine:
    """A visit of the day: where, when it is expected to be over, and what is late or in conflict.

    `expected_end` is when the patient leaves the chair as things stand, on the site's clock.
    `next_at_risk` is the visit that follows in the chair where this one runs into it, by
    `risk_minutes`.
    """

    visit: DayVisit
    chair: str
    expected_end: datetime
    late_minutes: int = 0
    conflicts: tuple[Conflict, ...] = ()
    next_at_risk: DayVisit | None = None
    risk_minutes: int = 0
    is_paused: bool = False

    @property
    def is_off(self) -> bool:
        """Whether the visit no longer holds a chair."""
        return self.visit.appointment.status in CHAIR_FREE


def today_lines(
    day: Day, now: datetime, troubles: Mapping[UUID, tuple[Conflict, ...]] | None = None
) -> tuple[TodayLine, ...]:
    """Return every visit of a day by start and chair, those called off too; `now` is the site's.

    What was entered in error is left out. `troubles` are the checks each visit fails.
    """
    places = {chair.id: place for place, chair in enumerate(day.facts.chairs)}
    shown = (each for each in day.visits if each.appointment.status is not Status.ENTERED_IN_ERROR)
    ordered = sorted(
        shown,
        key=lambda each: (each.appointment.start, places.get(each.appointment.chair_id, 0)),
    )
    return tuple(_line(each, day, now, troubles or {}) for each in ordered)


def _line(
    visit: DayVisit, day: Day, now: datetime, troubles: Mapping[UUID, tuple[Conflict, ...]]
) -> TodayLine:
    appointment = visit.appointment
    chair = day.facts.chair(appointment.chair_id)
    name = chair.name if chair else ""
    if appointment.status in CHAIR_FREE:
        return TodayLine(visit, name, appointment.end)
    progress = visit.expect(now, day.facts.zone)
    following = day.next_in_chair(appointment)
    risk = progress.minutes_into(following.appointment.start) if following else 0
    return TodayLine(
        visit,
        name,
        _to_minute(progress.leaves or appointment.end),
        max(progress.minutes_late, 0),
        troubles.get(appointment.id, ()),
        following if risk else None,
        risk,
        is_paused=progress.infusion is not None and progress.infusion.pause is not None,
    )


def _to_minute(moment: datetime) -> datetime:
    return moment + timedelta(seconds=-moment.second, microseconds=-moment.microsecond)
