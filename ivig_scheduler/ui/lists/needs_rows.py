"""Who needs a place as rows, in groups by how urgent it is."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import shorten

from ivig_scheduler.domain.quantities import show
from ivig_scheduler.domain.wording import count, show_day, show_full_day
from ivig_scheduler.services.needs_booking import BookingNeed, NeedKind, Urgency
from ivig_scheduler.ui.lists.list_row import Detail, ListRow, heading
from ivig_scheduler.ui.lists.today_rows import second_identifier
from ivig_scheduler.ui.widgets.rows_model import Tone
from ivig_scheduler.ui.words import sentence

_ORDER = tuple(Urgency)
#: A reason may be a page long; the offer of a place tells all of it.
_REASON_LETTERS = 130
_TITLES = {
    Urgency.OVERDUE: "Overdue",
    Urgency.WEEK: "Due within 7 days",
    Urgency.LATER: "Later",
}
_KIND_WORDS = {
    NeedKind.NO_PLACE: "No place yet",
    NeedKind.CANCELLED: "Cancelled",
    NeedKind.NO_SHOW: "No-show",
    NeedKind.SET_ASIDE: "Set aside",
    NeedKind.LEFT_OPEN: "Left open",
}
_KIND_TONES = {NeedKind.NO_SHOW: Tone.DANGER, NeedKind.LEFT_OPEN: Tone.WARNING}


def needs_rows(needs: Sequence[BookingNeed]) -> tuple[ListRow, ...]:
    """Return the needs under a heading for each group that has any."""
    return tuple(_rows(sorted(needs, key=lambda each: _ORDER.index(each.urgency))))


def _rows(needs: Iterable[BookingNeed]) -> Iterator[ListRow]:
    for urgency, group in groupby(needs, key=lambda each: each.urgency):
        those = tuple(group)
        tone = Tone.DANGER if urgency is Urgency.OVERDUE else Tone.MUTED
        yield heading(urgency, _TITLES[urgency], str(len(those)), tone)
        yield from (_row(each) for each in those)


def _row(need: BookingNeed) -> ListRow:
    dose = f"{need.product.name} {show(need.order.cycle_dose_g)} g"
    why = _why(need)
    details = [Detail(second_identifier(need.patient)), Detail(f"{_due(need)} · {dose}")]
    tone = _KIND_TONES.get(need.kind, Tone.MUTED)
    details.append(Detail(shorten(why, _REASON_LETTERS, placeholder="…"), tone, wraps=True))
    return ListRow(
        key=need.key,
        title=need.patient.full_name,
        tail=show_lateness(need),
        tail_tone=_tone_of_lateness(need),
        details=tuple(details),
        spoken=_spoken(need, dose, why),
        hint="Enter looks for a place." if need.item is not None else "Enter opens the visit.",
        record=need,
        visit_id=need.visit.id if need.visit is not None and need.item is None else None,
    )


def show_lateness(need: BookingNeed) -> str:
    """Return how late a need is: 12 days late, today, in 5 days."""
    if need.days_late > 0:
        return f"{count(need.days_late, 'day')} late"
    return f"in {count(-need.days_late, 'day')}" if need.days_late else "today"


def _due(need: BookingNeed) -> str:
    if need.kind is NeedKind.LEFT_OPEN:
        return f"{show_full_day(need.due_day)}, cycle {need.cycle.number}"
    return f"Cycle {need.cycle.number}, due {show_full_day(need.due_day)}"


def _why(need: BookingNeed) -> str:
    words = _KIND_WORDS[need.kind]
    if need.kind is NeedKind.LEFT_OPEN and need.visit is not None:
        return f"{words}: still {need.visit.status}. Was it given?"
    reason = need.reason.strip()
    if not reason:
        return words
    is_told = reason.lower().startswith(str(need.kind))
    return sentence(reason) if is_told else f"{words}: {reason}"


def _tone_of_lateness(need: BookingNeed) -> Tone:
    if need.days_late > 0:
        return Tone.DANGER
    return Tone.WARNING if need.urgency is Urgency.WEEK else Tone.MUTED


def _spoken(need: BookingNeed, dose: str, why: str) -> str:
    patient = need.patient
    who = f"{patient.full_name}, born {show_day(patient.birth_date)}, number {patient.number}."
    return f"{who} {_due(need)}, {show_lateness(need)}. {dose}. {why.rstrip('.?')}."
