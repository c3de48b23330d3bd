"""How a visit goes against its plan: when its chair comes free, and what that does to the next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ivig_scheduler.domain.elapsed import minutes_between, moment_after
from ivig_scheduler.domain.progress.infusion import InfusionProgress, follow_infusion
from ivig_scheduler.domain.progress.ladder import Rung
from ivig_scheduler.domain.quantities import whole_minutes
from ivig_scheduler.domain.records import Appointment, Plan, VisitEvent
from ivig_scheduler.domain.terms import CHAIR_FREE, MOVABLE, PhaseName, Status

#: The patient has not sat down yet.
WAITING = frozenset({Status.HELD, Status.BOOKED, Status.CONFIRMED, Status.ARRIVED})
#: The patient sits in the chair.
UNDER_WAY = frozenset({Status.IN_CHAIR, Status.INFUSING, Status.OBSERVING})
_NOT_THE_PATIENTS = frozenset({PhaseName.ROUNDING, PhaseName.TURNOVER})


@dataclass(frozen=True, slots=True)
class VisitProgress:
    """A visit as it is expected now; times are the site's.

    `sits_down` is when the patient sat or can sit down, `leaves` when he left or can leave,
    `chair_free` when the chair is clean. `infusion` is there once the infusion has begun.
    """

    sits_down: datetime
    chair_free: datetime
    minutes_late: int
    infusion_starts: datetime | None = None
    infusion_ends: datetime | None = None
    leaves: datetime | None = None
    overrun_minutes: int = 0
    infusion: InfusionProgress | None = None

    def minutes_into(self, next_start: datetime) -> int:
        """Return by how many minutes the chair comes free too late for a start."""
        return max(0, whole_minutes(self.chair_free - next_start))


def expect_visit(
    visit: Appointment,
    now: datetime,
    plan: Plan | None = None,
    events: Iterable[VisitEvent] = (),
    *,
    zone: str = "UTC",
    ladder: Sequence[Rung] = (),
) -> VisitProgress:
    """Return how a visit is expected to go at the site's wall clock `now`.

    A patient who should sit already is expected to sit down now, on the visit's own day; a visit
    that is over or called off is as it was, or as it was planned. With its `plan` the minutes still
    to come are computed from the stamps and events (see `infusion`), without what was added up to
    the calendar's grid; without it the booked minutes are shifted.
    """
    if visit.status in CHAIR_FREE:
        return VisitProgress(visit.actual_start or visit.start, visit.held_until, 0)
    if visit.status is Status.DONE:
        return _over(visit)
    sits_down = _sits_down(visit, now)
    late = whole_minutes(sits_down - visit.start)
    if plan is None:
        return VisitProgress(sits_down, visit.held_until + (sits_down - visit.start), late)
    return _Expected(visit, plan, _clock(visit, now), zone).progress(
        sits_down, late, tuple(events), now, ladder
    )


def minutes_awaited(visit: Appointment, now: datetime, after_minutes: int) -> int:
    """Return for how many minutes a patient is awaited who is not there, on the visit's own day.

    0 for up to `after_minutes`, and for everyone who has come.
    """
    if visit.status not in MOVABLE or now.date() != visit.start.date():
        return 0
    minutes = whole_minutes(now - visit.start)
    return minutes if minutes > max(after_minutes, 0) else 0


def _over(visit: Appointment) -> VisitProgress:
    sat = visit.actual_start or visit.start
    free, left = visit.held_until, visit.actual_end
    if left is not None:
        free = left + (visit.held_until - visit.end)
    return VisitProgress(
        sat, free, 0, visit.infusion_start, visit.infusion_end, left or visit.end, 0
    )


def _sits_down(visit: Appointment, now: datetime) -> datetime:
    if visit.actual_start is not None:
        return visit.actual_start
    if visit.status in WAITING and now.date() == visit.start.date():
        return max(visit.start, now.replace(second=0, microsecond=0))
    return visit.start


def _clock(visit: Appointment, now: datetime) -> datetime | None:
    """Return the wall clock's minute on the visit's own day; on others it extends nothing."""
    is_its_day = now.date() == visit.start.date()
    return now.replace(second=0, microsecond=0) if is_its_day else None


@dataclass(frozen=True, slots=True)
class _Expected:
    """Computes what is to come of one visit that is not over."""

    visit: Appointment
    plan: Plan
    clock: datetime | None
    zone: str

    def progress(
        self,
        sits_down: datetime,
        late: int,
        events: tuple[VisitEvent, ...],
        now: datetime,
        ladder: Sequence[Rung],
    ) -> VisitProgress:
        before, length, after = minutes_around(self.plan)
        starts = self._infusion_starts(sits_down, before)
        infusion, ends = None, moment_after(starts, length, self.zone)
        if self._has_begun():
            infusion = follow_infusion(
                self.plan, starts, events, now, zone=self.zone, ladder=ladder
            )
            ends = self._infusion_ends(infusion.ends if infusion else ends)
        leaves = self.visit.actual_end or moment_after(ends, after, self.zone)
        if self.visit.status in UNDER_WAY:
            leaves = self._not_before_now(leaves)
        overrun = max(int(minutes_between(self.visit.end, leaves, self.zone)), 0)
        free = self._chair_free(leaves)
        return VisitProgress(sits_down, free, late, starts, ends, leaves, overrun, infusion)

    def _has_begun(self) -> bool:
        is_begun = self.visit.status in {Status.INFUSING, Status.OBSERVING}
        return is_begun or self.visit.infusion_start is not None

    def _infusion_starts(self, sits_down: datetime, before: int) -> datetime:
        if self.visit.infusion_start is not None:
            return self.visit.infusion_start
        planned = moment_after(sits_down, before, self.zone)
        return self._not_before_now(planned) if self.visit.status is Status.IN_CHAIR else planned

    def _infusion_ends(self, computed: datetime) -> datetime:
        if self.visit.infusion_end is not None:
            return self.visit.infusion_end
        is_running = self.visit.status is Status.INFUSING
        return self._not_before_now(computed) if is_running else computed

    def _not_before_now(self, moment: datetime) -> datetime:
        return moment if self.clock is None else max(moment, self.clock)

    def _chair_free(self, leaves: datetime) -> datetime:
        """Return when the chair is clean: never before the hold of a visit that has not begun, or
        that a person made longer.
        """
        clean = leaves + (self.visit.held_until - self.visit.end)
        booked = minutes_between(self.visit.start, self.visit.end, self.zone)
        is_longer = booked > self.plan.booked_minutes
        keeps = self.visit.actual_start is None or is_longer
        return max(clean, self.visit.held_until) if keeps else clean


def minutes_around(plan: Plan) -> tuple[int, int, int]:
    """Return a plan's minutes before, during and after the infusion, while the patient sits."""
    stay = [each for each in plan.phases if each.name not in _NOT_THE_PATIENTS]
    end = max((each.end_minute for each in stay), default=plan.booked_minutes)
    infusion = next((each for each in stay if each.name is PhaseName.INFUSION), None)
    if infusion is None:
        return 0, end, 0
    return infusion.start_minute, infusion.minutes, end - infusion.end_minute
