"""What happened to infusions of the demo's day: one runs slower, one stands still for a while."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.progress import InfusionProgress, expect_visit
from ivig_scheduler.domain.quantities import round_down_to
from ivig_scheduler.domain.records import Appointment, Plan
from ivig_scheduler.domain.terms import PauseCause, Status
from ivig_scheduler.services.clock.infusions import pause_infusion, record_rate
from ivig_scheduler.services.dispatcher import Work

#: The slower rate runs since so long, and the pump stands still since so long.
SLOWED_FOR, HALTED_FOR = timedelta(minutes=35), timedelta(minutes=4)
HELD_MINUTES = 45
_WHOLE = Decimal(1)


def slow_an_infusion(work: Work) -> ChangeSet:
    """Note a rate of half of what ran before, for the infusion that has the most to come."""
    found = sorted(_running(work), key=lambda each: each[1].ends, reverse=True)
    since = work.local - SLOWED_FOR
    for visit, infusion in found:
        before = [each for each in infusion.stretches if infusion.moment(each.start_minute) < since]
        if infusion.started < since and before:
            rate = round_down_to(before[-1].ml_per_h / 2, _WHOLE)
            note = "headache, better at the lower rate"
            return record_rate(
                work,
                visit,
                rate,
                held_minutes=HELD_MINUTES,
                at=since,
                cause=PauseCause.REACTION,
                note=note,
            )
    return ChangeSet("Every infusion runs as planned")


def halt_an_infusion(work: Work) -> ChangeSet:
    """Note a short pause of the infusion that has the least to come."""
    since = work.local - HALTED_FOR
    found = sorted(_running(work), key=lambda each: each[1].ends)
    for visit, infusion in found:
        if infusion.started < since and infusion.ends > work.local:
            return pause_infusion(work, visit, PauseCause.ACCESS, expected_minutes=10, at=since)
    return ChangeSet("Every pump runs")


def _running(work: Work) -> Iterator[tuple[Appointment, InfusionProgress]]:
    """Return the infusions of today that run, as they go by their plans."""
    for visit in work.store.appointments_on(work.today):
        plan = work.store.get(Plan, visit.plan_id)
        if visit.status is not Status.INFUSING or plan is None:
            continue
        infusion = expect_visit(visit, work.local, plan).infusion
        if infusion is not None:
            yield visit, infusion
