"""The figures of a change of visits, before and after: time in the chair, and places."""

from collections.abc import Sequence

from ivig_scheduler.domain.quantities import show_minutes, whole_minutes
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.services.proposals import NO_DAYS, DayChanges, ProposedMove, StuckVisit


def tell_totals(
    moves: Sequence[ProposedMove], stuck: Sequence[StuckVisit] = (), days: DayChanges = NO_DAYS
) -> tuple[tuple[str, str, str], ...]:
    """Return (name, before, after) of what the moves change; nothing that stays the same."""
    before = [each.before for each in moves]
    before += [each.appointment for each in (*stuck, *days.dropped)]
    after = [each.after for each in moves] + [each.after for each in days.added]
    figures = (
        ("Visits", str(len(before)), str(len(after))),
        ("Time in the chair", _time(before), _time(after)),
        ("Longest visit", _longest(before), _longest(after)),
    )
    return tuple(figure for figure in figures if figure[1] != figure[2])


def _time(visits: Sequence[Appointment]) -> str:
    return show_minutes(sum(_minutes(each) for each in visits)) if visits else ""


def _longest(visits: Sequence[Appointment]) -> str:
    return show_minutes(max(_minutes(each) for each in visits)) if visits else ""


def _minutes(visit: Appointment) -> int:
    return whole_minutes(visit.end - visit.start)
