"""What an act would bring, in sentences: the gravest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivig_scheduler.domain.quantities import show_minutes, whole_minutes
from ivig_scheduler.domain.wording import count, listed, show_near_day, show_time
from ivig_scheduler.ui.words import sentence

if TYPE_CHECKING:
    from ivig_scheduler.services.exceptions.outlook import Consequences, FreedPlace, NewLength

#: How many visits are named one by one before the rest is only counted.
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence and its weight: "danger", "warning", "good" or "quiet"."""

    text: str
    kind: str


def tell_consequences(found: "Consequences") -> tuple[Told, ...]:
    """Return what an act would bring; one sentence that says so where it brings nothing."""
    told = tuple(_tell(found))
    return told or (Told("No other visit is affected.", "quiet"),)


def _tell(found: "Consequences") -> Iterator[Told]:
    for each in found.affected[:_NAMED]:
        when = f"{show_near_day(each.appointment.start.date())} {show_time(each.appointment.start)}"
        why = "; ".join(conflict.message for conflict in each.conflicts)
        yield Told(f"{each.patient.full_name}, {when}: {why}", "danger")
    if len(found.affected) > _NAMED:
        yield Told(f"And {count(len(found.affected) - _NAMED, 'more visit')}.", "danger")
    for length in found.lengths:
        yield Told(_tell_length(length), "warning")
    if found.to_work_list:
        numbers = listed(f"cycle {each.number}" for each in found.to_work_list)
        waits = "waits" if len(found.to_work_list) == 1 else "wait"
        yield Told(f"{sentence(numbers)} {waits} on the work list.", "warning")
    if found.due_days:
        first = found.due_days[0]
        rest = len(found.due_days) - 1
        later = f", and {count(rest, 'cycle')} after it" if rest else ""
        days = f"{show_near_day(first.before.due_day)} to {show_near_day(first.after.due_day)}"
        yield Told(f"Cycle {first.before.number} is due anew, {days}{later}.", "quiet")
    for freed in found.freed:
        yield Told(_tell_freed(freed), "good")
    for match in found.matches:
        fits = count(len(match.matches), "patient fits", "patients fit")
        yield Told(
            f"{fits} {match.chair} at {show_time(match.gap.start)} from the waiting list.", "good"
        )


def _tell_length(length: "NewLength") -> str:
    day = show_near_day(length.after.start.date())
    minutes = whole_minutes(length.after.end - length.after.start)
    kind = "counts as a first infusion" if length.is_naive_like else "is a usual visit"
    return f"The visit on {day} then {kind} and takes {show_minutes(minutes)}."


def _tell_freed(freed: "FreedPlace") -> str:
    slot = freed.slot
    day = show_near_day(slot.start.date())
    return f"{freed.chair} comes free {day}, {show_time(slot.start)} to {show_time(slot.end)}."
