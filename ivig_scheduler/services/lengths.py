"""Giving a visit more time by hand than its plan computes."""

from ivig_scheduler.domain.changes import ChangeSet, added, changed
from ivig_scheduler.domain.clearance.conflict import worsened
from ivig_scheduler.domain.clearance.overriding import refuse_blocked
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.hand_lengths import least_minutes, lengthened
from ivig_scheduler.domain.quantities import round_up_to, show_minutes
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import RESEATABLE
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.moves import place_plan, stand_at
from ivig_scheduler.services.moving_visits import load_moving_visit


def set_length(work: Work, before: Appointment, minutes: int, *, is_locked: bool) -> ChangeSet:
    """Give a visit `minutes` in its chair, up to the calendar's grid, whatever its plan computes.

    A locked length stays when the visit is computed anew; another one falls back then. Raises
    RuleBrokenError where the patient sits already, the phases take longer, or for each reason
    against the time that is added.
    """
    if before.status not in RESEATABLE:
        raise refuse("status", f"the visit is {before.status}: tell that it runs long instead")
    visit = load_moving_visit(work.store, before)
    facts = load_facts(work.store, before.start.date(), before.start.date())
    rounded = round_up_to(minutes, facts.settings.whole("calendar.grid"))
    least = least_minutes(visit.plan)
    if rounded < least:
        raise refuse("minutes", f"the visit takes {show_minutes(least)}: it cannot be shorter")
    is_other = rounded != visit.plan.booked_minutes
    plan = lengthened(visit.plan, rounded) if is_other else visit.plan
    stands = place_plan(facts, visit, visit.plan, visit.table, before.chair_id, before.start)
    there = place_plan(facts, visit, plan, visit.table, before.chair_id, before.start)
    refuse_blocked(worsened(there.conflicts, stands.conflicts))
    after = stand_at(before, there, plan).model_copy(update={"is_length_locked": is_locked})
    label = f"Set a visit to {show_minutes(rounded)}{', locked' if is_locked else ''}"
    return ChangeSet(label, (added(plan) if is_other else ()) + changed(before, after))
