"""Tomorrow's readiness as rows: each visit, and below it what it lacks."""

from collections.abc import Iterator

from ivig_scheduler.domain.wording import count, show_day, show_full_day, show_time
from ivig_scheduler.services.readiness import Mend, Missing, Readiness, ReadyLine
from ivig_scheduler.ui.lists.list_row import Detail, ListRow, heading
from ivig_scheduler.ui.lists.today_rows import product_of, second_identifier
from ivig_scheduler.ui.schedule.signs import SIGNS
from ivig_scheduler.ui.widgets.rows_model import Tone
from ivig_scheduler.ui.words import sentence

#: The words at the end of the line: where what is missing is mended.
_MEND_WORDS = {
    Mend.CONFIRM: "Confirm",
    Mend.VISIT: "Visit",
    Mend.COURSE: "Course",
    Mend.PATIENT: "Patient",
    Mend.PRODUCTS: "Products",
}
_MEND_HINTS = {
    Mend.CONFIRM: "Enter marks the visit as confirmed.",
    Mend.VISIT: "Enter goes to the visit.",
    Mend.COURSE: "Enter goes to the course.",
    Mend.PATIENT: "Enter goes to the patient's file.",
    Mend.PRODUCTS: "Enter goes to the products in Setup.",
}


def tomorrow_rows(readiness: Readiness) -> tuple[ListRow, ...]:
    """Return the day as a heading with how ready it is, and its visits; nothing without visits."""
    if readiness.day is None or not readiness.lines:
        return ()
    return tuple(_rows(readiness))


def _rows(readiness: Readiness) -> Iterator[ListRow]:
    visits = count(len(readiness.lines), "visit")
    day = show_full_day(readiness.day) if readiness.day else ""
    if readiness.is_all_ready:
        yield heading("day", f"{day}: all ready", visits, Tone.GOOD)
    else:
        yield heading("day", day, f"{readiness.not_ready} of {visits} not ready", Tone.WARNING)
    for line in readiness.lines:
        yield _visit(line)
        for place, missing in enumerate(line.missing):
            yield _missing(line, missing, place)


def _visit(line: ReadyLine) -> ListRow:
    visit, appointment = line.visit, line.visit.appointment
    lacks = "; ".join(sentence(each.text) for each in line.missing)
    patient = visit.patient
    who = f"{patient.full_name}, born {show_day(patient.birth_date)}, number {patient.number}."
    at = f"At {show_time(appointment.start)} in {line.chair}, {product_of(visit)}."
    confirms = any(each.mend is Mend.CONFIRM for each in line.missing)
    return ListRow(
        key=appointment.id,
        title=patient.full_name,
        lead=show_time(appointment.start),
        sign=SIGNS[appointment.status].mark,
        tail="Ready" if line.is_ready else sentence(str(appointment.status)),
        tail_tone=Tone.GOOD if line.is_ready else Tone.MUTED,
        details=(
            Detail(second_identifier(patient)),
            Detail(f"{line.chair} · {product_of(visit)}"),
        ),
        spoken=f"{who} {at} {'Missing: ' + lacks if lacks else 'Ready'}.",
        hint="Enter opens the visit."
        + (" Control Enter marks it as confirmed." if confirms else ""),
        record=line,
        visit_id=appointment.id,
    )


def _missing(line: ReadyLine, missing: Missing, place: int) -> ListRow:
    text = sentence(missing.text)
    name = line.visit.patient.full_name
    return ListRow(
        key=(line.visit.appointment.id, place),
        title=f"{'!' if missing.is_blocking else '△'} {text}",
        tail=_MEND_WORDS[missing.mend],
        tail_tone=Tone.LINK,
        tone=Tone.DANGER if missing.is_blocking else Tone.WARNING,
        spoken=f"{text}. Of {name}.",
        hint=_MEND_HINTS[missing.mend],
        is_child=True,
        record=(line, missing),
    )
