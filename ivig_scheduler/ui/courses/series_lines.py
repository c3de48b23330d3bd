"""A planned course line by line: what each visit is, where it stands, and what is to know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivig_scheduler.domain.quantities import show_minutes
from ivig_scheduler.domain.wording import count, show_full_day, show_time
from ivig_scheduler.ui.visit_words import show_distance, tell_observation
from ivig_scheduler.ui.widgets.rows_model import Column, Tone
from ivig_scheduler.ui.words import sentence

if TYPE_CHECKING:
    from ivig_scheduler.domain.clearance import Conflict
    from ivig_scheduler.planning.series import PlannedCycle, PlannedVisit
    from ivig_scheduler.services.courses.courses import SeriesPlan

_SHOWN_REASONS = 1
_CLOSED = "opening_hours"
#: A line by cycle and day of the cycle, both from 1.
LineKey = tuple[int, int]


@dataclass(frozen=True)
class SeriesLine:
    """A visit of the series, or a cycle that has none.

    `what` is short enough for a line of the table, `reasons` are all there is to know.
    """

    key: LineKey
    title: str
    day: str
    start: str
    length: str
    chair: str
    what: str
    reasons: tuple[str, ...]
    tone: Tone
    change: str
    skip: str
    cycle: "PlannedCycle"
    visit: "PlannedVisit | None" = None


COLUMNS: tuple[Column[SeriesLine], ...] = (
    Column("Visit", lambda line: line.title, tone=Tone.STRONG),
    Column("Day", lambda line: line.day),
    Column("Start", lambda line: line.start, 64, is_number=True),
    Column("Length", lambda line: line.length, is_number=True),
    Column("Chair", lambda line: line.chair),
    Column(
        "What to know",
        lambda line: line.what,
        stretches=True,
        tone=lambda line: line.tone,
        tip=lambda line: "\n".join(line.reasons),
    ),
    Column("", lambda line: line.change, is_number=True, tone=Tone.LINK),
    Column("", lambda line: line.skip, is_number=True, tone=Tone.LINK),
)
CHANGE_COLUMN, SKIP_COLUMN = 6, 7


def series_lines(plan: "SeriesPlan") -> tuple[SeriesLine, ...]:
    """Return a line for every visit, and one for every cycle without any."""
    return tuple(line for cycle in plan.cycles for line in _lines_of(plan, cycle))


def counts_words(plan: "SeriesPlan") -> str:
    """Return how many visits in how many cycles."""
    return f"{count(plan.visits, 'visit')} in {count(len(plan.cycles), 'cycle')}"


def off_words(plan: "SeriesPlan") -> str:
    """Return how far the cycles are from their due days in all; nothing where one has no place."""
    if any(not cycle.visits and not cycle.is_skipped for cycle in plan.cycles):
        return ""
    off = sum(abs(cycle.days_off) for cycle in plan.cycles)
    return f"{count(off, 'day')} off the due days in all" if off else "Every cycle on its due day"


def _lines_of(plan: "SeriesPlan", cycle: "PlannedCycle") -> Iterator[SeriesLine]:
    if not cycle.visits:
        yield _empty_line(plan, cycle)
        return
    for visit in cycle.visits:
        yield _visit_line(plan, cycle, visit, is_split=len(cycle.visits) > 1)


def _visit_line(
    plan: "SeriesPlan", cycle: "PlannedCycle", visit: "PlannedVisit", *, is_split: bool
) -> SeriesLine:
    is_first = visit is cycle.visits[0]
    title = f"Cycle {cycle.number}"
    warnings = _messages(visit.conflicts)
    reasons = warnings + _remarks(cycle, visit, is_first=is_first)
    what = f"△ {_shortened(warnings)}" if warnings else "; ".join(reasons)
    return SeriesLine(
        key=(cycle.number, visit.day_of_cycle),
        title=f"{title}, day {visit.day_of_cycle}" if is_split else title,
        day=show_full_day(visit.start),
        start=show_time(visit.start),
        length=show_minutes(visit.computed.plan.booked_minutes),
        chair=_chair_name(plan, visit),
        what=sentence(what),
        reasons=tuple(map(sentence, reasons)),
        tone=Tone.WARNING if visit.conflicts else Tone.MUTED,
        change="Change",
        skip="Skip" if is_first else "",
        cycle=cycle,
        visit=visit,
    )


def _empty_line(plan: "SeriesPlan", cycle: "PlannedCycle") -> SeriesLine:
    what, tone = "Skipped on purpose", Tone.MUTED
    reasons: tuple[str, ...] = ()
    if not cycle.is_skipped:
        messages, nearest = _messages(_telling_first(cycle.reasons)), _nearest(plan, cycle)
        reasons = tuple(map(sentence, messages + nearest))
        what = ". ".join(("✗ " + _shortened(messages), *nearest))
        tone = Tone.DANGER
    return SeriesLine(
        key=(cycle.number, 1),
        title=f"Cycle {cycle.number}",
        day=show_full_day(cycle.due_day),
        start="",
        length="",
        chair="",
        what=what,
        reasons=reasons,
        tone=tone,
        change="" if cycle.is_skipped else ("Take it" if cycle.nearest else "Change"),
        skip="Keep" if cycle.is_skipped else "Skip",
        cycle=cycle,
    )


def _nearest(plan: "SeriesPlan", cycle: "PlannedCycle") -> tuple[str, ...]:
    """Return where the cycle would have a place outside its window, or nothing."""
    if not cycle.nearest:
        return ()
    first = cycle.nearest[0]
    where = f"{show_full_day(first.start)} {show_time(first.start)}, {_chair_name(plan, first)}"
    off = abs(cycle.taking_nearest().days_off)
    return (f"Nearest: {where}, {count(off, 'day')} off the due day",)


def _telling_first(reasons: "Iterable[Conflict]") -> "list[Conflict]":
    """Return the reasons, those last that anybody knows: that the site is closed on Sundays."""
    return sorted(reasons, key=lambda each: each.rule == _CLOSED)


def _messages(conflicts: "Iterable[Conflict]") -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.message for each in conflicts))


def _shortened(messages: tuple[str, ...]) -> str:
    """Return the first message and how many more there are; the line's change shows them all."""
    more = len(messages) - _SHOWN_REASONS
    said = "; ".join(messages[:_SHOWN_REASONS])
    return sentence(f"{said}; {count(more, 'more reason')}" if more > 0 else said)


def _remarks(cycle: "PlannedCycle", visit: "PlannedVisit", *, is_first: bool) -> tuple[str, ...]:
    off = cycle.days_off if is_first else 0
    distance = (show_distance(off),) if off else ()
    return distance + tell_observation(visit.computed.plan)


def _chair_name(plan: "SeriesPlan", visit: "PlannedVisit") -> str:
    chair = plan.facts.chair(visit.chair_id)
    return chair.name if chair else ""
