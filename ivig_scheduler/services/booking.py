"""Booking planned visits as they were shown, with what that does to the patient's other visits."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from ivig_scheduler.domain.changes import Change, added
from ivig_scheduler.domain.naive import EarlierVisit
from ivig_scheduler.domain.records import Cycle
from ivig_scheduler.domain.visit_plans import VisitPlanner
from ivig_scheduler.planning.series import PlannedCycle
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.rechecking import Recheck
from ivig_scheduler.services.replanning import changes_of, find_replanned, refuse_collisions
from ivig_scheduler.storage.reader import Reader


def book_visits(
    store: Reader,
    planner: VisitPlanner,
    earlier: Iterable[EarlierVisit],
    planned: Sequence[PlannedCycle],
    cycles: Sequence[Cycle],
    *,
    now: datetime,
) -> tuple[Change, ...]:
    """Return the changes that book the planned visits of one patient, of which there are some.

    `cycles` are the records of `planned`, `earlier` the visits the patient has already, `now` the
    site's wall clock. Raises RuleBrokenError naming each visit that lost its place since it was
    planned, or each visit of the patient that would no longer fit where it is.
    """
    days = [visit.start.date() for cycle in planned for visit in cycle.visits]
    facts = load_facts(store, min(days), max(days))
    recheck = Recheck(facts, planner, earlier, now)
    booked = added(*recheck.book(planned, cycles))
    plans = {plan.id: plan for plan in recheck.plans}
    following = find_replanned(store, cycles[0].patient_id, booked, plans)
    refuse_collisions(following, "cycles")
    return added(*plans.values()) + changes_of(following) + booked
