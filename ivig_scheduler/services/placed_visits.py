"""A visit comes to a place: what it becomes there, what is let pass, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ivig_scheduler.domain.changes import Change, ChangeSet, added, changed
from ivig_scheduler.domain.clearance.overriding import Override, refuse_blocked
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.courses.due_days import rechain_due_days
from ivig_scheduler.services.moves import plan_move, stand_at
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.services.overrides import let_pass, tell_let_pass
from ivig_scheduler.services.replanning import changes_of, find_replanned, refuse_collisions
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class PlacedVisit:
    """A visit as it stands at its new place, the rules let pass for it, and every change."""

    after: Appointment
    rules: tuple[str, ...]
    changes: tuple[Change, ...]

    def as_act(self, label: str) -> ChangeSet:
        """Return the changes as one act, whose label tells what was let pass."""
        return ChangeSet(
            f"{label}, {tell_let_pass(self.rules)}" if self.rules else label, self.changes
        )


def place_visit(
    store: Reader,
    before: Appointment,
    chair_id: UUID,
    start: datetime,
    override: Override | None = None,
    *,
    update: Mapping[str, object] | None = None,
    besides: tuple[Change, ...] = (),
) -> PlacedVisit:
    """Return a visit at a chair and local start, with the visits and due days that follow from it.

    `update` are fields of it that change with the place, `besides` changes of the same act. Raises
    RuleBrokenError with every blocking reason that is not let pass by `override`, and naming each
    visit that would no longer fit where it is.
    """
    facts = load_facts(store, start.date(), start.date())
    move = plan_move(facts, load_moving_visit(store, before), chair_id, start)
    rules = refuse_blocked(move.conflicts, override)
    there = let_pass(stand_at(before, move, move.plan), rules, override)
    after = there.model_copy(update=dict(update or {}))
    plans = added(move.plan) if move.plan.id != before.plan_id else ()
    placed = plans + changed(before, after) + besides
    following = find_replanned(store, before.patient_id, placed, {move.plan.id: move.plan})
    refuse_collisions(following, "start")
    changes = rechain_due_days(store, before.course_id, placed + changes_of(following))
    return PlacedVisit(after, rules, changes)
