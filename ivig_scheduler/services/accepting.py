"""Accepting a proposal in whole or in part: the moves chosen, and what goes to the work list."""

from collections.abc import Sequence

from ivig_scheduler.domain.changes import Change, ChangeSet
from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.domain.terms import MOVABLE, CancelReason
from ivig_scheduler.domain.wording import count
from ivig_scheduler.services.applying import apply_moves
from ivig_scheduler.services.call_offs import call_off
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
    _refuse_begun(to_work_list)
    why = CancelReason.CHAIR_OR_STAFF
    called_off = call_off(work.store, to_work_list, work.now, "no place after trouble", why)
    told = label or _label(moves, to_work_list)
    return apply_moves(work, told, moves, (*called_off, *extra))


def _label(moves: Sequence[ProposedMove], to_work_list: Sequence[StuckVisit]) -> str:
    listed = f"{count(len(to_work_list), 'visit')} on the work list"
    if not moves:
        return f"Put {listed}"
    return f"{move_label(moves)}, put {listed}" if to_work_list else move_label(moves)


def _refuse_begun(stuck: Sequence[StuckVisit]) -> None:
    problems = [
        Problem(
            str(each.appointment.id),
            f"{each.patient.identified}: the visit is {each.appointment.status}: "
            "it can no longer be called off",
        )
        for each in stuck
        if each.appointment.status not in MOVABLE
    ]
    if problems:
        raise RuleBrokenError(*problems)
