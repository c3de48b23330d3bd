"""Who fits a place that came free, and which places fit somebody, as rows with the reasons."""

from collections.abc import Sequence

from ivig_scheduler.domain.quantities import show_minutes
from ivig_scheduler.domain.wording import (
    count,
    show_day,
    show_hours,
    show_near_day,
    show_time,
)
from ivig_scheduler.services.waiting.matches import Match, SlotMatches
from ivig_scheduler.ui.lists.list_row import Detail, ListRow, heading
from ivig_scheduler.ui.lists.today_rows import second_identifier
from ivig_scheduler.ui.lists.waiting_rows import NEED_WORDS
from ivig_scheduler.ui.widgets.rows_model import Tone
from ivig_scheduler.ui.words import sentence


def offer_words(found: Sequence[SlotMatches]) -> str:
    """Return what the notice offers: "2 on the waiting list fit Chair 3, 10:15"; "" for nobody."""
    if not found:
        return ""
    people = {match.line.entry.id for slot in found for match in slot.matches}
    fit = f"{len(people)} on the waiting list {'fits' if len(people) == 1 else 'fit'}"
    if len(found) > 1:
        return f"{fit} {count(len(found), 'free place')}"
    start = min(match.there.start for match in found[0].matches)
    is_today_s = found[0].gap.start.date()
    return f"{fit} {found[0].chair}, {show_near_day(is_today_s)} {show_time(start)}"


def slot_rows(found: Sequence[SlotMatches]) -> tuple[ListRow, ...]:
    """Return who fits each free place, the best first, under the place."""
    rows: list[ListRow] = []
    for slot in found:
        gap = slot.gap
        free = f"free {show_hours(gap.start, gap.end)}"
        title = f"{slot.chair}, {show_near_day(gap.start)}, {free}"
        rows.append(heading((gap.chair_id, gap.start), title, str(len(slot.matches))))
        rows += [_who(match, slot) for match in slot.matches]
    return tuple(rows)


def place_rows(found: Sequence[Match], chairs: Sequence[str]) -> tuple[ListRow, ...]:
    """Return the places of one entry, the soonest first; `chairs` are their chairs' names."""
    return tuple(_place(match, chair) for match, chair in zip(found, chairs, strict=True))


def reasons_of(match: Match) -> tuple[str, ...]:
    """Return why a match stands where it does in the order: need, window, length, how much earlier.

    What is to know about the place is told apart, as it is no reason for it.
    """
    held = match.there.held_until - match.there.start
    length = show_minutes(int(held.total_seconds()) // 60)
    spare = match.spare_minutes
    fits = f"{length} with turnover" + (f", {show_minutes(spare)} stay free" if spare else "")
    return f"{NEED_WORDS[match.line.entry.need]}; {_tell_window(match)}", fits


def _who(match: Match, slot: SlotMatches) -> ListRow:
    visit, there = match.visit, match.there
    now = f"Now {show_near_day(visit.start)} {show_time(visit.start)}"
    return ListRow(
        key=(match.line.entry.id, slot.gap.chair_id, slot.gap.start),
        title=match.line.patient.full_name,
        lead=show_time(there.start),
        tail=_earlier(match),
        tail_tone=Tone.GOOD,
        details=(Detail(second_identifier(match.line.patient)), Detail(now), *_reasons(match)),
        spoken=_spoken(match, slot.chair),
        hint="Enter moves the visit here.",
        record=match,
    )


def _place(match: Match, chair: str) -> ListRow:
    there = match.there
    return ListRow(
        key=(there.start, there.chair_id),
        title=f"{show_near_day(there.start)}, {show_hours(there.start, there.end)}",
        tail=_earlier(match),
        tail_tone=Tone.GOOD,
        details=(Detail(chair), *_reasons(match)),
        spoken=_spoken(match, chair),
        hint="Enter moves the visit here.",
        record=match,
    )


def _reasons(match: Match) -> tuple[Detail, ...]:
    told = tuple(Detail(sentence(text), wraps=True) for text in reasons_of(match))
    warned = dict.fromkeys(sentence(each.message) for each in match.there.conflicts)
    return (*told, *(Detail(f"△ {text}", Tone.WARNING, wraps=True) for text in warned))


def _earlier(match: Match) -> str:
    if match.days_earlier:
        return f"{count(match.days_earlier, 'day')} earlier"
    minutes = int((match.visit.start - match.there.start).total_seconds()) // 60
    return f"{show_minutes(minutes)} earlier"


def _tell_window(match: Match) -> str:
    if match.due_day is None:
        return ""
    if match.days_outside:
        return f"{count(match.days_outside, 'day')} outside the order's window"
    off = (match.there.start.date() - match.due_day).days
    if not off:
        return "on the due day"
    side = "after" if off > 0 else "before"
    return f"inside the order's window, {count(abs(off), 'day')} {side} the due day"


def _spoken(match: Match, chair: str) -> str:
    patient, there = match.line.patient, match.there
    who = f"{patient.full_name}, born {show_day(patient.birth_date)}, number {patient.number}."
    place = f"{show_near_day(there.start)} at {show_time(there.start)} in {chair}"
    told = ". ".join(each.text.lstrip("△ ").rstrip(".") for each in _reasons(match))
    return f"{who} {place}, {_earlier(match)}. {told}."
