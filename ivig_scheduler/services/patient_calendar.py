"""A patient's own calendar: which visits stand or were given, with which product."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from ivig_scheduler.domain.naive import EarlierVisit
from ivig_scheduler.domain.records import Appointment, Plan
from ivig_scheduler.domain.terms import CHAIR_FREE
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True, slots=True)
class CalendarVisit:
    """A visit of a patient with the plan it stands by."""

    appointment: Appointment
    plan: Plan

    @property
    def as_earlier(self) -> EarlierVisit:
        """The visit as the later ones see it."""
        return EarlierVisit(self.appointment.start.date(), self.plan.product_id)


#: The calendars of patients, by patient.
Calendars = Mapping[UUID, tuple[CalendarVisit, ...]]


def load_calendar(store: Reader, patient_id: UUID) -> tuple[CalendarVisit, ...]:
    """Return the visits of a patient that were given or stand on the calendar, in time order."""
    return load_calendars(store, (patient_id,))[patient_id]


def load_calendars(store: Reader, patient_ids: Iterable[UUID]) -> Calendars:
    """Return the calendars of patients, by patient, read together."""
    wanted = tuple(dict.fromkeys(patient_ids))
    found = store.where_in(Appointment, "patient_id", wanted)
    standing = sorted(
        (each for each in found if each.status not in CHAIR_FREE), key=lambda each: each.start
    )
    plans = store.some(Plan, (each.plan_id for each in standing))
    calendars: dict[UUID, list[CalendarVisit]] = {patient_id: [] for patient_id in wanted}
    for each in standing:
        calendars[each.patient_id].append(CalendarVisit(each, plans[each.plan_id]))
    return {patient_id: tuple(visits) for patient_id, visits in calendars.items()}


def as_earlier(
    visits: Iterable[CalendarVisit], *, besides: UUID | None = None
) -> tuple[EarlierVisit, ...]:
    """Return the visits, other than `besides`, as naive-likeness looks at them."""
    return tuple(each.as_earlier for each in visits if each.appointment.id != besides)
