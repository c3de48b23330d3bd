"""Which visits of a day may be moved, and between which moments."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import Severity, Status
from ivig_scheduler.services.day_plans.instances import FreeVisit
from ivig_scheduler.services.day_plans.slots import DaySlots
from ivig_scheduler.services.moves import MovingVisit, PlannedMove

#: Statuses of visits that nobody has confirmed: their patients can still be asked to come earlier
#: or later.
UNCONFIRMED = frozenset({Status.HELD, Status.BOOKED})


def notice_of(facts: ClinicFacts) -> timedelta:
    """Return how long before the start of a visit its patient must know of it."""
    minutes = (facts.settings.whole(key) for key in ("plan_day.notice", "phase.check_in"))
    return timedelta(minutes=sum(minutes))


def may_move(visit: Appointment, soonest: datetime) -> bool:
    """Return whether a visit may be moved: unconfirmed, and the patient not on the way yet."""
    return visit.status in UNCONFIRMED and visit.start >= soonest


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which moments visits may be moved; where they stand they may stay in any case."""

    facts: ClinicFacts
    slots: DaySlots
    opens: datetime
    closes: datetime
    reach: timedelta

    def free_visit(self, moving: MovingVisit, here: PlannedMove) -> FreeVisit | None:
        """Return the visit with the slots it may take; None where it finds no room in reach."""
        settings, slots = self.facts.settings, self.slots
        start, length = moving.appointment.start, slots.slots_of(here.plan.booked_minutes)
        earliest = max(slots.ceil(max(self.opens, start - self.reach)), 0)
        latest = slots.floor(self.closes) - length
        latest = min(latest, slots.floor(start + self.reach))
        naive = slots.floor(self._latest_naive(start))
        is_checked = settings.severity("naive_start") is not Severity.OFF
        if here.plan.is_naive_like and is_checked and naive >= earliest:
            latest = min(latest, naive)
        if latest < earliest:
            return None
        stands = slots.floor(start)
        if stands + length <= slots.count:
            earliest, latest = min(earliest, stands), max(latest, stands)
        is_minded = settings.severity("chair_feature") is not Severity.OFF
        needed = moving.planner.context.patient.features_needed if is_minded else ()
        return FreeVisit(
            moving.appointment, here.plan, earliest, latest + length, frozenset(needed)
        )

    def _latest_naive(self, start: datetime) -> datetime:
        hour = self.facts.settings.whole("naive.latest_hour")
        return datetime.combine(start.date(), time()) + timedelta(hours=hour)
