"""Accepting a proposal in whole or in part: the moves chosen, and what goes to the work list."""

from collections.abc import Sequence

from ivig_scheduler.domain.changes import Change, ChangeSet, changed
from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.domain.records import Appointment, Cycle
from ivig_scheduler.domain.terms import MOVABLE, CancelReason, CycleState, Status
from ivig_scheduler.domain.wording import count, show_day
from ivig_scheduler.services.applying import apply_moves
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.proposals import ProposedMove, StuckVisit, move_label


def accept_proposal(
    work: Work,
    label: str,
    moves: Sequence[ProposedMove],
    to_work_list: Sequence[StuckVisit] = (),
    extra: tuple[Change, ...] = (),
) -> ChangeSet:
    """Make the moves, and call off the visits that go to the work list, in one act.

    `label` names the act; without one it is made from what is accepted. Errors are those of
    `apply_moves`; a visit whose patient has come cannot go to the work list.
    """
    if not moves and not to_work_list and not extra:
        raise RuleBrokenError(Problem("moves", "nothing is chosen"))
    called_off = tuple(change for each in to_work_list for change in _call_off(work, each))
    told = label or _label(moves, to_work_list)
    return apply_moves(work, told, moves, (*called_off, *extra))


def _label(moves: Sequence[ProposedMove], to_work_list: Sequence[StuckVisit]) -> str:
    listed = f"{count(len(to_work_list), 'visit')} on the work list"
    if not moves:
        return f"Put {listed}"
    return f"{move_label(moves)}, put {listed}" if to_work_list else move_label(moves)


def _call_off(work: Work, stuck: StuckVisit) -> tuple[Change, ...]:
    before = stuck.appointment
    if before.status not in MOVABLE:
        told = f"{stuck.patient.full_name}: the visit is {before.status}"
        raise RuleBrokenError(Problem(str(before.id), f"{told}: it can no longer be called off"))
    why = f"no place after trouble on {show_day(before.start)}"
    after = before.model_copy(
        update={
            "status": Status.CANCELLED,
            "status_since": work.now,
            "cancel_reason": CancelReason.CHAIR_OR_STAFF,
        }
    )
    return changed(before, after) + _reopen(work, before, why)


def _reopen(work: Work, visit: Appointment, reason: str) -> tuple[Change, ...]:
    cycle = work.store.get(Cycle, visit.cycle_id)
    if cycle is None or cycle.state is CycleState.NEEDS_BOOKING:
        return ()
    update = {"state": CycleState.NEEDS_BOOKING, "reason": reason}
    return changed(cycle, cycle.model_copy(update=update))
