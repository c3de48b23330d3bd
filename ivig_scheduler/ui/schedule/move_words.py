"""How a move to another day is told: how far off it is, who comes along, and what follows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ivig_scheduler.domain.wording import count, show_near_day, show_time

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Appointment
    from ivig_scheduler.services.courses.compared_cycles import FollowingPlan
    from ivig_scheduler.services.courses.move_outlook import CourseMove
    from ivig_scheduler.services.proposals import ProposedMove

#: So many of the visits planned anew are told one by one.
_TOLD = 5


def heading(move: "CourseMove") -> str:
    """Return what is about to happen: the day, and how far it is off."""
    day = show_near_day(move.start.date())
    if not move.days_off:
        return f"{day} is the due day"
    side = "after" if move.days_off > 0 else "before"
    due = show_near_day(move.due_day)
    return f"{day} is {count(abs(move.days_off), 'day')} {side} the due day, {due}"


def notes(move: "CourseMove") -> str:
    """Return what speaks against the day as far as the course is concerned."""
    told = []
    if move.is_outside_window:
        told.append(f"Outside the window of ±{move.window_days} days.")
    if move.passed is not None:
        passed = show_near_day(move.passed)
        told.append(f"Another visit of the course stands on {passed}.")
    return " ".join(told)


def tell_leaving(move: "CourseMove") -> str:
    """Return what moving without the visits after it does, with how many change and stay."""
    moving = 1 + len(move.along)
    told = f"{count(moving, 'visit changes', 'visits change')}, {move.others} stay"
    if move.cycle_days:
        return f"Leave the visits after it as they are  ·  {told}"
    return f"Move only this visit  ·  {told}"


def tell_planning(move: "CourseMove", found: "FollowingPlan") -> str:
    """Return what planning the visits after it anew does, with how many change and stay."""
    after_it = len(found.moves) + len(found.stuck)
    moving = 1 + len(move.along) + after_it
    changing = count(moving, "visit changes", "visits change")
    told = f"{changing}, {move.others - after_it} stay"
    if move.cycle_days:
        return f"Plan the {found.visits} after it anew  ·  {told}"
    return f"Move it and plan the {found.visits} after it anew  ·  {told}"


def tell_along(move: "CourseMove") -> str:
    """Return where the other days of the cycle come to, a line each."""
    return "\n".join(_from_to(each.before, each.after) for each in _in_time(move.along))


def tell_following(found: "FollowingPlan") -> str:
    """Return where the visits after it come to, the first few one by one."""
    lines = [_from_to(each.before, each.after) for each in found.moves[:_TOLD]]
    if len(found.moves) > _TOLD:
        lines.append(f"and {len(found.moves) - _TOLD} more")
    if found.stuck:
        lines.append(f"No place, to the work list: {count(len(found.stuck), 'visit')}")
    return "\n".join(lines)


def _in_time(moves: "Iterable[ProposedMove]") -> "list[ProposedMove]":
    return sorted(moves, key=lambda each: each.after.start)


def _from_to(before: "Appointment", after: "Appointment") -> str:
    return f"{_when(before)}  →  {_when(after)}"


def _when(visit: "Appointment") -> str:
    return f"{show_near_day(visit.start)} {show_time(visit.start)}"
