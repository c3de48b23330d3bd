"""The visits of the day as rows, and as a screen reader says them."""

from datetime import datetime

from ivig_scheduler.domain.clearance import is_blocked
from ivig_scheduler.domain.quantities import show
from ivig_scheduler.domain.records import Appointment, Patient
from ivig_scheduler.domain.terms import CHAIR_FREE, MOVABLE, Status
from ivig_scheduler.domain.wording import count, show_day, show_time
from ivig_scheduler.services.appointments import next_status
from ivig_scheduler.services.day import DayVisit
from ivig_scheduler.services.today import TodayLine
from ivig_scheduler.ui.lists.list_row import Detail, ListRow
from ivig_scheduler.ui.schedule.bar_maker import sign_of
from ivig_scheduler.ui.visit_words import show_status
from ivig_scheduler.ui.widgets.rows_model import Tone
from ivig_scheduler.ui.words import sentence

#: The patient could still come late.
_AWAITED = MOVABLE


def today_row(line: TodayLine, now: datetime) -> ListRow:
    """Return a visit as a row, at the site's wall clock `now`."""
    visit, appointment = line.visit, line.visit.appointment
    late = tell_lateness(line, now)
    troubles = [sentence(each.message) for each in line.conflicts]
    tone = Tone.DANGER if is_blocked(line.conflicts) else Tone.WARNING
    details = [Detail(second_identifier(visit.patient)), Detail(_place(line))]
    details += [Detail(late, Tone.WARNING, wraps=True)] if late else []
    details += [Detail(text, tone, wraps=True) for text in troubles]
    return ListRow(
        key=appointment.id,
        title=visit.patient.full_name,
        lead=show_time(appointment.start),
        sign=sign_of(appointment.status, line.conflicts).mark,
        tail=show_status(appointment),
        tail_tone=_tone(appointment.status),
        details=tuple(details),
        spoken=" ".join((_spoken(line), *(f"{text}." for text in (late, *troubles) if text))),
        hint=_hint(appointment),
        is_faded=line.is_off or appointment.status is Status.DONE,
        record=line,
        visit_id=appointment.id,
    )


def second_identifier(patient: Patient) -> str:
    """Return what tells patients of one name apart: 03/27/1959 · MRN 204-881."""
    return f"{show_day(patient.birth_date)} · MRN {patient.number}"


def tell_lateness(line: TodayLine, now: datetime) -> str:
    """Return in words by how much a visit is late, and who is at risk after it; "" for nothing."""
    said = []
    if line.late_minutes and line.visit.appointment.status in _AWAITED:
        said.append(f"{count(line.late_minutes, 'minute')} late, not there yet")
    elif line.late_minutes:
        said.append(f"began {count(line.late_minutes, 'minute')} late")
    over = int((now - line.expected_end).total_seconds()) // 60
    if over > 0 and not line.is_off and line.visit.appointment.status is not Status.DONE:
        said.append(f"over its end by {count(over, 'minute')}")
    if line.is_paused:
        said.append("paused")
    if line.next_at_risk is not None:
        following = line.next_at_risk
        at = show_time(following.appointment.start)
        minutes = count(line.risk_minutes, "minute")
        said.append(
            f"next in the chair, {following.patient.family_name} {at}, at risk by {minutes}"
        )
    return sentence("; ".join(said))


def product_of(visit: DayVisit) -> str:
    """Return what is given and how much: Privigen 10% 80 g."""
    return f"{visit.product.name} {show(visit.plan.dose_g)} g"


def _place(line: TodayLine) -> str:
    if line.is_off:
        return product_of(line.visit)
    until = "until" if line.visit.appointment.status is not Status.DONE else "ended"
    place = [line.chair, f"{until} {show_time(line.expected_end)}", product_of(line.visit)]
    return " · ".join(part for part in place if part)


def _tone(status: Status) -> Tone:
    if status in {Status.IN_CHAIR, Status.INFUSING, Status.OBSERVING}:
        return Tone.GOOD
    return Tone.DANGER if status is Status.NO_SHOW else Tone.MUTED


def _spoken(line: TodayLine) -> str:
    visit = line.visit
    patient, appointment = visit.patient, visit.appointment
    who = f"{patient.full_name}, born {show_day(patient.birth_date)}, number {patient.number}."
    at = f"At {show_time(appointment.start)}"
    where = f" in {line.chair}" if line.chair and not line.is_off else ""
    is_open = not line.is_off and appointment.status is not Status.DONE
    ends = f", expected to end at {show_time(line.expected_end)}" if is_open else ""
    status = show_status(appointment).lower()
    return f"{who} {at}{where}, {status}{ends}. {product_of(visit)}."


def _hint(appointment: Appointment) -> str:
    following = next_status(appointment.status)
    opens = "Enter opens the visit."
    if appointment.status in CHAIR_FREE or following is None:
        return opens
    return f"{opens} Control Enter marks it as {following}."
