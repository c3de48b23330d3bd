"""How far each visit of the demo has come at the moment the demo opens."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from ivig_scheduler.domain.progress import stamps_come_to
from ivig_scheduler.domain.records import Appointment, Phase, Plan
from ivig_scheduler.domain.terms import PhaseName, Status
from ivig_scheduler.services.demo.seed import Seed

#: Visits are confirmed by telephone this far ahead.
CONFIRMED_AHEAD = timedelta(days=2)
#: The one of today's patients who was expected by now and is not there.
MISSING = 4
#: The first of today's patients whose start is so many minutes past is late and not there yet.
LATE_FOR = range(11, 60)
#: Patients are there so long before they sit down.
CHECK_IN = timedelta(minutes=12)
_BEFORE_INFUSION = {
    PhaseName.ASSESSMENT,
    PhaseName.ACCESS,
    PhaseName.PREMEDICATION,
    PhaseName.HYDRATION,
}


class Present:
    """The demo's moment: what was is done, today's visits are where their plan puts them."""

    def __init__(self, seed: Seed, now: datetime, zone: str) -> None:
        self._seed = seed
        self._now = now
        self._zone = ZoneInfo(zone)
        self._came_today = 0
        self._awaited: UUID | None = None

    def settle(self, visit: Appointment, plan: Plan) -> Appointment:
        """Return the appointment with the status it has come to."""
        day, today = visit.start.date(), self._now.date()
        if day < today:
            return self._seated(visit, plan, Status.DONE, visit.end)
        if day > today:
            return self._waiting(visit, day)
        return self._of_today(visit, plan)

    def _waiting(self, visit: Appointment, day: date) -> Appointment:
        if day - self._now.date() > CONFIRMED_AHEAD or self._seed.random() < 0.3:
            return visit
        return self._with(visit, Status.CONFIRMED, self._now - timedelta(hours=20))

    def _of_today(self, visit: Appointment, plan: Plan) -> Appointment:
        late = timedelta(minutes=self._seed.choice((0, 0, 0, 5, 10, 22)))
        minute = int((self._now - visit.start - late).total_seconds() // 60)
        if minute < -25:
            status = Status.BOOKED if self._seed.random() < 0.2 else Status.CONFIRMED
            return self._with(visit, status, self._now - timedelta(hours=20))
        if minute < 0:
            came = self._now - timedelta(minutes=6)
            return self._with(visit, Status.ARRIVED, came, arrived_at=came)
        waits = int((self._now - visit.start).total_seconds() // 60)
        if self._awaited is None and waits in LATE_FOR:
            self._awaited = visit.id
            return self._with(visit, Status.CONFIRMED, self._now - timedelta(hours=20))
        self._came_today += 1
        if self._came_today == MISSING:
            return self._with(visit, Status.CONFIRMED, self._now - timedelta(hours=20))
        phase = next((each for each in plan.phases if minute < each.end_minute), None)
        if phase is None or minute >= plan.booked_minutes:
            return self._seated(visit, plan, Status.DONE, visit.end + late, late)
        since = visit.start + late + timedelta(minutes=phase.start_minute)
        return self._seated(visit, plan, _status_in(phase), since, late)

    def _seated(
        self,
        visit: Appointment,
        plan: Plan,
        status: Status,
        since: datetime,
        late: timedelta = timedelta(),
    ) -> Appointment:
        """Return the visit of a patient who sat down some minutes late, with its stamps."""
        sat = visit.start + late
        infusion = next(each for each in plan.phases if each.name is PhaseName.INFUSION)
        stamps = {
            "arrived_at": sat - CHECK_IN,
            "actual_start": sat,
            "infusion_start": sat + timedelta(minutes=infusion.start_minute),
            "infusion_end": sat + timedelta(minutes=infusion.end_minute),
            "actual_end": since,
        }
        come = {name: stamps[name] for name in stamps_come_to(status)}
        return self._with(visit, status, since, **come)

    def _with(
        self,
        visit: Appointment,
        status: Status,
        since: datetime,
        **more: Any,  # noqa: ANN401
    ) -> Appointment:
        moment = since.replace(tzinfo=self._zone).astimezone(UTC)
        return visit.model_copy(update={"status": status, "status_since": moment, **more})


def _status_in(phase: Phase) -> Status:
    if phase.name in _BEFORE_INFUSION:
        return Status.IN_CHAIR
    return Status.INFUSING if phase.name is PhaseName.INFUSION else Status.OBSERVING
