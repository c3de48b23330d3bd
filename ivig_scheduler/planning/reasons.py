"""Why a cycle has no place: the reasons of every day that was tried, told once each."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.domain.wording import count, show_near_day
from ivig_scheduler.planning.cycle_places import CyclePlacer, Past
from ivig_scheduler.planning.placing import WRONG_DAY, CycleTerms

#: What is told of a day that has room, but at the cost of another cycle.
TAKES_ANOTHER = "later_cycle"


def find_reasons(
    placer: CyclePlacer, terms: CycleTerms, past: Past, days: Iterable[date]
) -> tuple[Conflict, ...]:
    """Return why a cycle begins on none of the days, given the course before it.

    Where it could, the rest of the course is worse off by it, and that is what is told.
    Raises RuleBrokenError where a visit has no plan.
    """
    tried: dict[date, tuple[Conflict, ...]] = {}
    for first in days:
        found = placer.explain(terms, first, past)
        if found is None:
            tried.setdefault(first, (_harms_others(),))
        else:
            tried.setdefault(found.day, found.reasons)
    return tell_reasons(tried, placer.finder.facts)


def _harms_others() -> Conflict:
    message = "a place that day would leave a later cycle without one"
    return Conflict(TAKES_ANOTHER, Severity.BLOCK, message)


def tell_reasons(
    tried: Mapping[date, tuple[Conflict, ...]], facts: ClinicFacts
) -> tuple[Conflict, ...]:
    """Return the reasons against each day tried; closed days are told together.

    Days that are only out of order or past are told where nothing else is to be told.
    """
    if len(tried) == 1:
        return next(iter(tried.values()))
    closed = sorted(
        day
        for day, reasons in tried.items()
        if facts.calendar.find_closure(day) and not _is_wrong_day(reasons)
    )
    told = [_closed_days(closed, facts)] if closed else []
    open_days = {
        day: reasons
        for day, reasons in tried.items()
        if day not in closed and not _is_wrong_day(reasons)
    }
    told += _by_kind(open_days)
    wrong = [each for reasons in tried.values() for each in reasons if each.rule == WRONG_DAY]
    return tuple(dict.fromkeys(told)) or tuple(wrong[:1])


def _by_kind(tried: Mapping[date, tuple[Conflict, ...]]) -> list[Conflict]:
    """Return the reasons of open days, those of one kind in one sentence with all their days."""
    of_rule: dict[str, dict[date, Conflict]] = {}
    for day, reasons in tried.items():
        for reason in reasons:
            of_rule.setdefault(reason.rule, {}).setdefault(day, reason)
    return [_of_days(found) for found in of_rule.values()]


def _of_days(found: Mapping[date, Conflict]) -> Conflict:
    """Return one reason for all days on which a check fails; the first day's words stand for it."""
    days = sorted(found)
    first = found[days[0]]
    if len(days) == 1:
        return replace(first, message=f"{show_near_day(days[0])}: {first.message}")
    is_same = len({each.message for each in found.values()}) == 1
    told = f"{count(len(days), 'day')}, {_spans(days)}: {first.message}"
    if not is_same:
        likewise = count(len(days) - 1, "other day")
        told = f"{show_near_day(days[0])}: {first.message}; likewise {likewise}, {_spans(days[1:])}"
    return replace(first, message=told)


def _is_wrong_day(reasons: tuple[Conflict, ...]) -> bool:
    return any(reason.rule == WRONG_DAY for reason in reasons)


def _closed_days(days: list[date], facts: ClinicFacts) -> Conflict:
    calendar = facts.calendar
    named = [calendar.find_closure(day) for day in days if day.weekday() in calendar.hours]
    why = f": {', '.join(dict.fromkeys(named))}" if named else ""
    return Conflict("opening_hours", Severity.BLOCK, f"closed {_spans(days)}{why}")


def _spans(days: list[date]) -> str:
    """Return days as people tell them: 04/22 to 05/02, 05/05."""
    spans: list[list[date]] = []
    for day in days:
        if spans and (day - spans[-1][-1]).days == 1:
            spans[-1].append(day)
        else:
            spans.append([day])
    return ", ".join(
        f"{span[0]:%m/%d}" if len(span) == 1 else f"{span[0]:%m/%d} to {span[-1]:%m/%d}"
        for span in spans
    )
