"""Reading what happened to infusions."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from ivig_scheduler.domain.progress import in_order
from ivig_scheduler.domain.records import Appointment, VisitEvent
from ivig_scheduler.storage.reader import Reader


def load_events(
    store: Reader, visits: Iterable[Appointment]
) -> Mapping[UUID, tuple[VisitEvent, ...]]:
    """Return what happened to the infusions of visits, in order, by the appointment's id."""
    found: dict[UUID, list[VisitEvent]] = {}
    for event in store.where_in(VisitEvent, "appointment_id", (each.id for each in visits)):
        found.setdefault(event.appointment_id, []).append(event)
    return {visit_id: in_order(events) for visit_id, events in found.items()}
