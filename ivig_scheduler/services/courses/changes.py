"""What the change of one fact does to booked visits: foreseen, shown, and made in one act.

A fact is changed by an ordinary service (a patient edited, an order changed, a weight recorded, a
table signed off). Its effect is looked at before it is made: every coming visit whose minutes,
kind or place change by it, and for those that no longer fit another place.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ivig_scheduler.domain.changes import Change, ChangeSet, merged
from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.records import Cycle
from ivig_scheduler.domain.wording import count
from ivig_scheduler.services.applying import apply_moves
from ivig_scheduler.services.call_offs import call_off
from ivig_scheduler.services.courses.change_search import ChangeSearch
from ivig_scheduler.services.courses.due_days import forget_rhythm
from ivig_scheduler.services.courses.given_days import make_days, refuse_partial
from ivig_scheduler.services.courses.visit_totals import tell_totals
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.proposals import (
    NO_DAYS,
    DayChanges,
    Proposal,
    ProposedMove,
    StuckVisit,
)
from ivig_scheduler.storage.as_if import AsIf


@dataclass(frozen=True)
class CoursePreview:
    """What a change does to coming visits. `facts` is the change itself.

    `collisions` are the visits that no longer fit where they stand, each with what is against it
    there; `kept` counts the coming visits of the same patients that stay as they are.
    """

    facts: ChangeSet
    proposal: Proposal
    collisions: Mapping[UUID, tuple[Conflict, ...]]
    kept: int

    @property
    def changed(self) -> int:
        """How many visits change, those without a place included."""
        found = self.proposal
        return len(found.moves) + len(found.stuck) + len(found.days)


def renew_visits(
    work: Work, moves: Sequence[ProposedMove], stuck: Sequence[StuckVisit] = ()
) -> ChangeSet:
    """Plan visits anew by the facts of today, as a search that renews their courses found them.

    Raises as `accept_change` does.
    """
    return accept_change(work, lambda _work: ChangeSet("", ()), moves, stuck)


def tell_change(found: ChangeSearch) -> CoursePreview:
    """Return what a search through the coming visits found, as it is shown."""
    moves, stuck, days = found.moves, found.stuck, found.days
    notes = (
        _tell(moves, stuck, found.collisions, found.kept),
        _tell_days(days),
        _tell_cycles(found),
    )
    proposal = Proposal(
        title=found.facts.label or "Plan the coming visits by the facts of today",
        moves=moves,
        stuck=stuck,
        figures=tell_totals(moves, stuck, days),
        note=" ".join(each for each in notes if each),
        label=change_label(found.facts.label, moves, stuck, days),
        verb="Re-plan",
        days=days,
    )
    return CoursePreview(found.facts, proposal, found.collisions, found.kept)


def accept_change(
    work: Work,
    service: Callable[[Work], ChangeSet],
    moves: Sequence[ProposedMove],
    stuck: Sequence[StuckVisit] = (),
    days: DayChanges = NO_DAYS,
) -> ChangeSet:
    """Make the change of a fact and of the visits as a preview showed them: one act, one undo.

    `moves` are those a person accepted; `stuck` visits are called off and wait on the work list;
    `days` are those that cycles gain or lose. Raises RuleBrokenError naming each visit that lost
    its place since it was shown, or where a cycle would have some of its days only, and
    StaleRecordError where one was changed meanwhile; then nothing is changed.
    """
    facts = service(work)
    label = change_label(facts.label, moves, stuck, days)
    extra = _with_visits(work, facts, moves, stuck, days)
    made = apply_moves(work, label, moves, extra)
    refuse_partial(work.store, made.changes, days)
    return made


def _with_visits(
    work: Work,
    facts: ChangeSet,
    moves: Iterable[ProposedMove],
    stuck: Iterable[StuckVisit],
    days: DayChanges,
) -> tuple[Change, ...]:
    """Return the changes of the facts with what the visits do besides being moved.

    Visits without a place are called off, days come and go; a cycle that comes to another day
    forgets the rhythm that was chosen for the day it had.
    """
    then = AsIf(work.store, facts.changes)
    off = call_off(then, stuck, work.now, f"no place since: {facts.label or 'planned anew'}")
    given = make_days(then, days, work.now)
    rhythm = forget_rhythm(AsIf(then, given), moves)
    return merged((*facts.changes, *off, *given, *rhythm))


def change_label(
    facts_label: str,
    moves: Iterable[ProposedMove],
    stuck: Iterable[StuckVisit],
    days: DayChanges = NO_DAYS,
) -> str:
    """Return how the act is called: Edit a patient, plan 8 visits anew.

    Without a label of its own no fact changes: Plan 8 visits anew.
    """
    planned, lost = sum(1 for _ in moves), sum(1 for _ in stuck)
    parts = [facts_label.partition(";")[0]] if facts_label else []
    parts += [f"plan {count(planned, 'visit')} anew"] if planned else []
    parts += [f"add {count(len(days.added), 'visit')}"] if days.added else []
    parts += [f"cancel {count(len(days.dropped), 'visit')}"] if days.dropped else []
    parts += [f"leave {lost} without a place"] if lost else []
    label = ", ".join(parts)
    return f"{label[:1].upper()}{label[1:]}"


def _tell(
    moves: Sequence[ProposedMove],
    stuck: Sequence[StuckVisit],
    collisions: Mapping[UUID, tuple[Conflict, ...]],
    kept: int,
) -> str:
    """Return the change in a sentence or two: how many change, collide, and stay."""
    told = [f"{count(len(moves) + len(stuck), 'visit changes', 'visits change')}, {kept} stay."]
    if collisions:
        where = count(len(collisions), "visit no longer fits", "visits no longer fit")
        elsewhere = len(collisions) - len(stuck)
        found = f"; {elsewhere} found another place" if elsewhere > 0 else ""
        told.append(f"{where} where it was{found}.")
    if stuck:
        told.append(f"{count(len(stuck), 'visit has', 'visits have')} no place.")
    return " ".join(told)


def _tell_days(days: DayChanges) -> str:
    """Return how many visits the days of the cycles add and take, where they do."""
    parts = []
    if days.added:
        parts.append(count(len(days.added), "visit is added", "visits are added"))
    if days.dropped:
        parts.append(count(len(days.dropped), "visit falls away", "visits fall away"))
    return f"{' and '.join(parts)}, all of a cycle's days together." if parts else ""


def _tell_cycles(found: ChangeSearch) -> str:
    """Return how many cycles the change adds to the course, and how many come after its end."""
    is_new = (each.before is None and isinstance(each.after, Cycle) for each in found.facts.changes)
    added, told = sum(is_new), []
    if added:
        waits = count(added, "cycle is added and waits", "cycles are added and wait")
        told.append(f"{waits} on the work list.")
    if found.over:
        falls = count(found.over, "cycle falls away", "cycles fall away")
        told.append(f"{falls}: due after the course's last day.")
    return " ".join(told)
