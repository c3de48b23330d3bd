"""The waiting list as rows: who waits for what, and with which visit."""

from collections.abc import Sequence

from ivig_scheduler.domain.records import WaitingEntry
from ivig_scheduler.domain.terms import Need
from ivig_scheduler.domain.wording import (
    WEEKDAYS,
    listed,
    show_day,
    show_near_day,
    show_time,
)
from ivig_scheduler.services.waiting.entries import WaitingLine, WaitState
from ivig_scheduler.ui.lists.list_row import Detail, ListRow, heading
from ivig_scheduler.ui.lists.today_rows import second_identifier
from ivig_scheduler.ui.widgets.rows_model import Tone

NEED_WORDS = {Need.WISH: "Wishes it", Need.SOON: "Needs it soon", Need.URGENT: "Urgent"}
_NEED_TONES = {Need.WISH: Tone.MUTED, Need.SOON: Tone.WARNING, Need.URGENT: Tone.DANGER}


def waiting_rows(lines: Sequence[WaitingLine]) -> tuple[ListRow, ...]:
    """Return who waits, those whose time has passed under a heading of their own."""
    over = [each for each in lines if each.state is WaitState.OVERTAKEN]
    rows = [_row(each) for each in lines if each.state is not WaitState.OVERTAKEN]
    if over:
        rows.append(heading("overtaken", "Overtaken: their time has passed", str(len(over))))
    return (*rows, *(_row(each) for each in over))


def tell_wish(entry: WaitingEntry) -> str:
    """Return what an entry asks for: Wed 11/25 to Fri 11/27, Mondays and Fridays, from 08:00."""
    parts = [_days(entry)]
    if entry.weekdays:
        parts.append(listed(f"{WEEKDAYS[each]}s" for each in sorted(entry.weekdays)))
    if entry.not_before is not None:
        parts.append(f"from {show_time(entry.not_before)}")
    if entry.not_after is not None:
        parts.append(f"over by {show_time(entry.not_after)}")
    return ", ".join(parts)


def _row(line: WaitingLine) -> ListRow:
    entry, patient = line.entry, line.patient
    wish, now = tell_wish(entry), _tell_visit(line)
    details = [Detail(second_identifier(patient)), Detail(f"Wants {wish}", wraps=True), Detail(now)]
    details += [Detail(entry.note, wraps=True)] if entry.note else []
    spoken = (
        f"{patient.full_name}, born {show_day(patient.birth_date)}, number {patient.number}. "
        f"{NEED_WORDS[entry.need]}. Wants {wish}. {now}."
    )
    is_over = line.state is WaitState.OVERTAKEN
    return ListRow(
        key=entry.id,
        title=patient.full_name,
        tail="Overtaken" if is_over else NEED_WORDS[entry.need],
        tail_tone=Tone.MUTED if is_over else _NEED_TONES[entry.need],
        details=tuple(details),
        spoken=f"{spoken} {entry.note}".strip(),
        hint="Enter finds a place now. F2 edits the entry, Delete removes it.",
        is_faded=is_over,
        record=line,
        visit_id=line.visit.id if line.visit is not None else None,
    )


def _days(entry: WaitingEntry) -> str:
    first, last = show_near_day(entry.from_day), show_near_day(entry.to_day)
    return first if first == last else f"{first} to {last}"


def _tell_visit(line: WaitingLine) -> str:
    visit = line.visit
    if visit is None:
        return f"Cycle {line.cycle.number} has no place: see who needs booking"
    return f"Now {show_near_day(visit.start)} {show_time(visit.start)}, cycle {visit.cycle_number}"
