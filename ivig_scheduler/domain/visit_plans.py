"""The plans of an order's visits: by naive-like or not, and by infusions tolerated before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

from ivig_scheduler.domain.choosing import choose_table, find_ceilings
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.naive import EarlierVisit, infusions_before, is_naive_like
from ivig_scheduler.domain.quantities import show_minutes
from ivig_scheduler.domain.records import Indication, Order, Patient, Plan, Product, RateTable
from ivig_scheduler.domain.recurrence import end_of_visit
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import TableUse
from ivig_scheduler.domain.titration import TitrationPlan, titrate
from ivig_scheduler.domain.visit import VisitPlan, plan_visit

#: A chair is held for less than a day, also where the clocks go forward meanwhile.
LONGEST_STAY_MINUTES = 23 * 60


@dataclass(frozen=True)
class OrderContext:
    """An order with everything its visits are computed from."""

    patient: Patient
    order: Order
    product: Product
    indication: Indication
    tables: tuple[RateTable, ...]
    indications: tuple[Indication, ...]
    settings: Settings


@dataclass(frozen=True, slots=True)
class ComputedVisit:
    """A plan as it is stored, with the parts it was made from."""

    plan: Plan
    table: RateTable
    titration: TitrationPlan
    visit: VisitPlan


def stay_of(plan: Plan, start: datetime, zone: str) -> tuple[datetime, datetime]:
    """Return when the patient leaves the chair and when it is clean, by a plan begun at `start`.

    All are wall-clock times in the IANA zone given.
    """
    end = end_of_visit(start, plan.booked_minutes, zone)
    return end, end + timedelta(minutes=plan.turnover_minutes)


class VisitPlanner:
    """Computes the plans of one order, each different one once."""

    def __init__(self, context: OrderContext) -> None:
        self.context = context
        self._made: dict[tuple[bool, UUID], ComputedVisit] = {}

    def plan_on(self, day: date, earlier: Iterable[EarlierVisit]) -> ComputedVisit:
        """Return the plan of a visit on `day`, given the patient's earlier visits.

        Raises RuleBrokenError where no usable rate table or ceiling exists, or the visit would take
        a day.
        """
        visits = tuple(earlier)
        product_id = self.context.product.id
        gap = self.context.settings.whole("naive.gap")
        naive = is_naive_like(day, product_id, visits, gap)
        return self.plan(
            is_naive_like=naive, infusions_before=infusions_before(day, product_id, visits)
        )

    def plan(self, *, is_naive_like: bool, infusions_before: int = 0) -> ComputedVisit:
        """Return the plan of a naive-like or a usual visit."""
        table = self._table(is_naive_like, infusions_before)
        key = (is_naive_like, table.id)
        if key not in self._made:
            self._made[key] = self._compute(table, is_naive_like)
        return self._made[key]

    def _table(self, is_naive_like: bool, infusions_before: int) -> RateTable:
        context = self.context
        use = TableUse.FIRST if is_naive_like else TableUse.SUBSEQUENT
        table = choose_table(
            context.product, context.indication, use, context.tables, context.indications
        )
        needed = table.tolerated_infusions_before
        if needed is not None and infusions_before < needed:
            return choose_table(
                context.product,
                context.indication,
                TableUse.FIRST,
                context.tables,
                context.indications,
            )
        return table

    def _compute(self, table: RateTable, is_naive_like: bool) -> ComputedVisit:
        context, order = self.context, self.context.order
        weight = Fraction(order.dosing_weight_kg)
        dose = Fraction(order.cycle_dose_g) / order.days_per_cycle
        ceilings = find_ceilings(
            context.product,
            table,
            context.settings,
            weight,
            is_at_risk=context.patient.is_at_risk,
            highest_tolerated_mg_kg_min=context.patient.highest_tolerated_mg_kg_min,
            order_max_ml_per_h=order.max_ml_per_h,
        )
        titration = titrate(table, context.product.concentration_g_per_ml, weight, dose, ceilings)
        visit = plan_visit(
            titration,
            context.settings,
            premedications=order.premedications,
            hydration_minutes=order.hydration_minutes,
            is_naive_like=is_naive_like,
        )
        _check_length(visit)
        plan = Plan(
            product_id=context.product.id,
            rate_table_id=table.id,
            table_version=table.table_version,
            indication_code=context.indication.code,
            is_naive_like=is_naive_like,
            weight_kg=weight,
            dose_g=dose,
            volume_ml=titration.volume_ml,
            steps=titration.steps,
            phases=visit.phases,
            nurse=visit.nurse,
            vital_signs=visit.vital_signs,
            booked_minutes=visit.booked_minutes,
            turnover_minutes=visit.turnover_minutes,
            acuity_points=context.settings.whole(
                "acuity.naive" if is_naive_like else "acuity.usual"
            ),
        )
        return ComputedVisit(plan, table, titration, visit)


def _check_length(visit: VisitPlan) -> None:
    minutes = visit.booked_minutes + visit.turnover_minutes
    if minutes > LONGEST_STAY_MINUTES:
        longest = show_minutes(LONGEST_STAY_MINUTES)
        raise refuse(
            "highest rate",
            f"the visit would take {show_minutes(minutes)}, more than {longest}: split the cycle "
            "over more days, or look at the highest rate",
        )
