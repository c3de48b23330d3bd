"""The order form filled in with an order that stands, to be changed and checked like a new one."""

from dataclasses import replace

from ivig_scheduler.domain.dose_checks import find_weight_jump
from ivig_scheduler.domain.quantities import show_exact
from ivig_scheduler.domain.records import Order
from ivig_scheduler.domain.wording import show_day
from ivig_scheduler.services.orders.drafts import start_draft
from ivig_scheduler.services.orders.form import OrderDraft
from ivig_scheduler.services.orders.sheets import OrderSheet


def draft_of_order(order: Order, sheet: OrderSheet) -> OrderDraft:
    """Return the form of an order as it stands; the changed one is signed today.

    The course's own span is not asked for: the form counts one cycle from today on.
    """
    begins = max(order.valid_from, sheet.today)
    return replace(
        start_draft(sheet),
        indication_code=order.indication_code,
        product_id=order.product_id,
        dose_unit=order.dose_unit,
        dose=show_exact(order.dose),
        weight=show_exact(order.actual_weight_kg),
        is_weight_confirmed=_is_jump(order, sheet),
        weight_choice=order.dosing_weight_kind,
        accepted_dose_g=show_exact(order.cycle_dose_g),
        days_per_cycle=str(order.days_per_cycle),
        interval_days=str(order.interval_days),
        window_days=str(order.window_days),
        first_day=show_day(sheet.today),
        number_of_cycles="1",
        premedications=", ".join(
            f"{each.name} {each.lead_minutes} min" for each in order.premedications
        ),
        hydration=str(order.hydration_minutes or ""),
        max_ml_per_h="" if order.max_ml_per_h is None else show_exact(order.max_ml_per_h),
        valid_from=show_day(begins),
        valid_to=show_day(order.valid_to),
        trial_identifier=order.trial_identifier,
        notes=order.notes,
    )


def _is_jump(order: Order, sheet: OrderSheet) -> bool:
    """Return whether the order's weight, accepted when it was signed, is far off the newest."""
    newest = sheet.newest_weight
    if newest is None:
        return False
    found = find_weight_jump(order.actual_weight_kg, newest.weight_kg, sheet.settings)
    return found is not None
