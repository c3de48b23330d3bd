"""When the chairs of today's visits are expected to be free, where that is later than booked."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.progress import UNDER_WAY, Rung, expect_visit, free_later, may_be_later
from ivig_scheduler.domain.records import Appointment, Plan
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.services.clock.events import load_events

if TYPE_CHECKING:
    from ivig_scheduler.domain.occupancy import Stay
    from ivig_scheduler.storage.reader import Reader

#: The check that asks for them.
_RULE = "chair_expected"


def expect_ends(
    store: "Reader", facts: ClinicFacts, stays: "Iterable[Stay]", now: datetime
) -> ClinicFacts:
    """Return the facts with the ends expected of `stays` at `now`, the site's wall clock.

    Only visits of that day that have begun, or should have, are read.
    """
    if facts.settings.severity(_RULE) is Severity.OFF:
        return facts
    ids = [each.id for each in stays if may_be_later(each.status, each.start, now)]
    if not ids:
        return facts
    visits = store.some(Appointment, ids)
    return facts.with_expected(_find_later(store, facts, visits, now))


def _find_later(
    store: "Reader", facts: ClinicFacts, visits: Mapping[UUID, Appointment], now: datetime
) -> Mapping[UUID, datetime]:
    plans = store.some(Plan, (each.plan_id for each in visits.values()))
    events = load_events(store, (each for each in visits.values() if each.status in UNDER_WAY))
    found = {}
    for each in visits.values():
        plan = plans.get(each.plan_id)
        happened = events.get(each.id, ())
        ladder = _ladder_of(store, each, plan) if plan and happened else ()
        progress = expect_visit(each, now, plan, happened, zone=facts.zone, ladder=ladder)
        until = free_later(each, progress, now, facts.settings)
        if until is not None:
            found[each.id] = until
    return found


def _ladder_of(store: "Reader", visit: Appointment, plan: Plan) -> tuple[Rung, ...]:
    # What it takes is imported for the first infusion to which something happened.
    from ivig_scheduler.services.clock.ladders import load_ladder  # noqa: PLC0415

    return load_ladder(store, visit, plan)
