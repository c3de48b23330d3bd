"""How proposed moves are told: in which group a line stands, and what its columns say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from ivig_scheduler.domain.quantities import show_minutes, whole_minutes
from ivig_scheduler.domain.wording import count, show_near_day, show_time

if TYPE_CHECKING:
    from ivig_scheduler.domain.clearance import Conflict
    from ivig_scheduler.domain.records import Appointment
    from ivig_scheduler.services.proposals import AddedVisit, Proposal, ProposedMove, StuckVisit

#: The groups of moves in the order in which they are shown.
TIME, CHAIR, DAY, LENGTH, STEPS = (
    "Another time",
    "Only another chair",
    "Another day",
    "Same place, another length",
    "Same place and length, other steps",
)
_GROUPS = (TIME, CHAIR, DAY, LENGTH, STEPS)
NO_PLACE = "No place"
ADDED, DROPPED = "Added days", "Days that fall away"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a visit stands, column by column."""

    day: str
    time: str
    chair: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet: who, from where to where, by how much, and what is to know.

    `new` tells which parts of the new place are other than before; `instead` stands where there is
    no place before or after.
    """

    visit_id: UUID
    name: str
    number: str
    before: Place | None
    after: Place | None
    new: tuple[bool, bool, bool]
    moved: str
    notes: tuple[str, ...]
    instead: str = ""


def group_moves(proposal: "Proposal") -> tuple[tuple[str, tuple["ProposedMove", ...]], ...]:
    """Return the moves by group, in time order; groups without a move are left out."""
    found = {name: _of_group(name, proposal.moves) for name in _GROUPS}
    return tuple((name, moves) for name, moves in found.items() if moves)


def tell_move(move: "ProposedMove", chairs: Mapping[UUID, str]) -> Line:
    """Return the line of a move."""
    before, after = _place(move.before, chairs), _place(move.after, chairs)
    new = (before.day != after.day, before.time != after.time, before.chair != after.chair)
    return Line(
        move.before.id,
        move.patient.full_name,
        f"MRN {move.patient.number}",
        before,
        after,
        new,
        _tell_distance(move),
        _messages(move.conflicts),
    )


def tell_added(visit: "AddedVisit", chairs: Mapping[UUID, str]) -> Line:
    """Return the line of a day that a cycle gains."""
    return Line(
        visit.after.id,
        visit.patient.full_name,
        f"MRN {visit.patient.number}",
        None,
        _place(visit.after, chairs),
        (True, True, True),
        "",
        _messages(visit.conflicts),
        f"day {visit.after.day_of_cycle} of cycle {visit.after.cycle_number}",
    )


def tell_stuck(
    stuck: "StuckVisit", chairs: Mapping[UUID, str], instead: str = "to the work list"
) -> Line:
    """Return the line of a visit without a place."""
    visit, patient = stuck.appointment, stuck.patient
    return Line(
        visit.id,
        patient.full_name,
        f"MRN {patient.number}",
        _place(visit, chairs),
        None,
        (False, False, False),
        "",
        _messages(stuck.reasons),
        instead,
    )


def tell_accepting(moves: int, of_moves: int, to_work_list: int, verb: str = "Move") -> str:
    """Return what the button does: Move all 12 visits, Move 7 of 12 visits."""
    if of_moves and moves == of_moves:
        told = f"{verb} all {count(moves, 'visit')}" if moves > 1 else f"{verb} the visit"
    else:
        told = f"{verb} {moves} of {count(of_moves, 'visit')}" if moves or not to_work_list else ""
    if not to_work_list:
        return told
    listed = f"put {to_work_list} on the work list"
    return f"{told}, {listed}" if told else f"P{listed[1:]}"


def tell_whole(changes: int, to_work_list: int, verb: str) -> str:
    """Return what the button of a proposal does that is accepted as a whole."""
    told = tell_accepting(changes, changes, 0, verb) if changes else ""
    if not to_work_list:
        return told
    listed = f"put {to_work_list} on the work list"
    return f"{told}, {listed}" if told else f"P{listed[1:]}"


def _of_group(name: str, moves: Sequence["ProposedMove"]) -> tuple["ProposedMove", ...]:
    own = (each for each in moves if _group_of(each) == name)
    return tuple(sorted(own, key=lambda each: (each.before.start, each.patient.full_name)))


def _group_of(move: "ProposedMove") -> str:
    if move.is_other_day:
        return DAY
    if move.minutes_moved:
        return TIME
    if move.is_other_chair:
        return CHAIR
    return LENGTH if move.after.end != move.before.end else STEPS


def _place(visit: "Appointment", chairs: Mapping[UUID, str]) -> Place:
    day = show_near_day(visit.start.date())
    return Place(day, show_time(visit.start), chairs.get(visit.chair_id, ""))


def _tell_distance(move: "ProposedMove") -> str:
    days = (move.after.start.date() - move.before.start.date()).days
    if days:
        return f"{count(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
    if move.minutes_moved:
        is_later = move.after.start > move.before.start
        return f"{show_minutes(move.minutes_moved)} {'later' if is_later else 'earlier'}"
    longer = whole_minutes(move.after.end - move.before.end)
    if longer:
        return f"{show_minutes(abs(longer))} {'longer' if longer > 0 else 'shorter'}"
    return ""


def _messages(conflicts: Sequence["Conflict"]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.message for each in conflicts))
