"""What an infusion is followed by: its whole ladder, and its ceilings."""

from ivig_scheduler.domain.choosing import find_ceilings
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.progress import Rung, ladder_of
from ivig_scheduler.domain.records import Appointment, Plan, RateTable
from ivig_scheduler.domain.titration import Ceiling, ml_per_kg_per_h
from ivig_scheduler.domain.visit_plans import OrderContext
from ivig_scheduler.services.moving_visits import order_of
from ivig_scheduler.services.orders.contexts import load_context
from ivig_scheduler.storage.reader import Reader


def load_ladder(store: Reader, visit: Appointment, plan: Plan) -> tuple[Rung, ...]:
    """Return the whole ladder of a visit's infusion; its plan's own where its order is gone."""
    table = store.get(RateTable, plan.rate_table_id)
    try:
        context = load_context(store, order_of(store, visit))
    except RuleBrokenError:
        return ladder_of(plan)
    return ladder_in(context, plan, table)


def ladder_in(context: OrderContext, plan: Plan, table: RateTable | None) -> tuple[Rung, ...]:
    """Return the whole ladder of an infusion by an order. Pure."""
    pump_step = context.settings.amount("dose.pump_step")
    if table is None:
        return ladder_of(plan, pump_step=pump_step)
    ceilings = ceilings_in(context, plan, table)
    concentration = context.product.concentration_g_per_ml
    return ladder_of(plan, table, concentration, ceilings, pump_step)


def ceilings_in(context: OrderContext, plan: Plan, table: RateTable) -> tuple[Ceiling, ...]:
    """Return the ceilings of today that hold for an infusion, besides its table. Pure."""
    try:
        return find_ceilings(
            context.product,
            table,
            context.settings,
            plan.weight_kg,
            is_at_risk=context.patient.is_at_risk,
            highest_tolerated_mg_kg_min=context.patient.highest_tolerated_mg_kg_min,
            order_max_ml_per_h=context.order.max_ml_per_h,
        )
    except RuleBrokenError:
        # A ceiling that the site has yet to set forbids planning, not the telling of what runs.
        return ()


def limits_in(context: OrderContext, plan: Plan, table: RateTable) -> tuple[Ceiling, ...]:
    """Return everything that a rate entered by hand is held against: the ceilings and the table."""
    concentration = context.product.concentration_g_per_ml
    highest = max(
        (ml_per_kg_per_h(step.rate, table.unit, concentration) for step in table.steps),
        default=None,
    )
    own = ceilings_in(context, plan, table)
    if highest is None:
        return own
    return (*own, Ceiling("the rate table's highest step", highest * plan.weight_kg))
