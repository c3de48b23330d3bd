"""A visit at a place and time, as the checks see it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from ivig_scheduler.domain.records import (
    Appointment,
    Order,
    Patient,
    Plan,
    Product,
    RateTable,
    Weight,
)
from ivig_scheduler.domain.visit_plans import stay_of


class Ordered(Protocol):
    """Whose visit it is and what was ordered: an OrderContext, or the three on their own."""

    @property
    def patient(self) -> Patient: ...
    @property
    def order(self) -> Order: ...
    @property
    def product(self) -> Product: ...


class OrderedVisit(NamedTuple):
    """Whose visit it is and what was ordered, where there is no OrderContext."""

    patient: Patient
    order: Order
    product: Product


@dataclass(frozen=True, slots=True)
class Candidate:
    """A visit at a place and time, with what the checks need to know about it.

    `end` is when the patient leaves, `held_until` when the chair is clean again. `weight` is the
    newest known. A stored visit has its appointment's id, so that it does not collide with itself.
    Checks named in `overridden` were let pass for it where it stands: they only warn.
    """

    patient: Patient
    order: Order
    product: Product
    table: RateTable | None
    is_naive_like: bool
    chair_id: UUID
    start: datetime
    end: datetime
    held_until: datetime
    due_day: date | None = None
    weight: Weight | None = None
    is_weight_checked: bool = True
    appointment_id: UUID | None = None
    acuity_points: int = 1
    overridden: tuple[str, ...] = ()

    @classmethod
    def at(
        cls,
        context: Ordered,
        plan: Plan,
        table: RateTable | None,
        chair_id: UUID,
        start: datetime,
        zone: str,
        *,
        due_day: date | None = None,
        weight: Weight | None = None,
        is_weight_checked: bool = False,
        appointment_id: UUID | None = None,
    ) -> "Candidate":
        """Return a visit by a plan at a chair and local start of the IANA zone given.

        `table` is the rate table the plan was made from.
        """
        end, held_until = stay_of(plan, start, zone)
        return cls(
            patient=context.patient,
            order=context.order,
            product=context.product,
            table=table,
            is_naive_like=plan.is_naive_like,
            chair_id=chair_id,
            start=start,
            end=end,
            held_until=held_until,
            due_day=due_day,
            weight=weight,
            is_weight_checked=is_weight_checked,
            appointment_id=appointment_id,
            acuity_points=plan.acuity_points,
        )

    @classmethod
    def standing(
        cls,
        context: Ordered,
        plan: Plan,
        table: RateTable | None,
        appointment: Appointment,
        *,
        due_day: date | None = None,
        weight: Weight | None = None,
        is_weight_checked: bool = False,
    ) -> "Candidate":
        """Return a visit where it stands on the calendar, however long its plan says it takes."""
        return cls(
            patient=context.patient,
            order=context.order,
            product=context.product,
            table=table,
            is_naive_like=plan.is_naive_like,
            chair_id=appointment.chair_id,
            start=appointment.start,
            end=appointment.end,
            held_until=appointment.held_until,
            due_day=due_day,
            weight=weight,
            is_weight_checked=is_weight_checked,
            appointment_id=appointment.id,
            acuity_points=appointment.acuity_points,
            overridden=appointment.overridden,
        )
