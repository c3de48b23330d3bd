"""The order in a few rows, beside the series that it makes."""

from typing import TYPE_CHECKING

from ivig_scheduler.domain.quantities import show, show_minutes
from ivig_scheduler.domain.wording import WEEKDAYS, count, show_day
from ivig_scheduler.ui.inspector_value import Row
from ivig_scheduler.ui.visit_words import show_validity

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Order
    from ivig_scheduler.services.orders.form import DraftCheck, OrderDraft
    from ivig_scheduler.services.orders.sheets import OrderSheet


def summary_rows(draft: "OrderDraft", check: "DraftCheck", sheet: "OrderSheet") -> tuple[Row, ...]:
    """Return the rows of an order without problems; what it leaves open has no row."""
    order, product = check.order, sheet.find_product(draft.product_id)
    if order is None or product is None:
        return ()
    rows = (
        Row("Indication", "", order.indication_code),
        Row("Product", "", product.name),
        Row("Ordered", "", f"{show(order.dose, 3)} {order.dose_unit}"),
        Row("Given", f"{show(order.cycle_dose_g)} g", _split(order)),
        Row("Weight", "", _weight(order)),
        Row("Every", "", f"{count(order.interval_days, 'day')} ± {order.window_days}"),
        Row("Course", "", _span(check)),
        Row("Order valid", "", show_validity(order)),
        Row("Before", "", _premedications(order)),
        Row(
            "Hydration",
            "",
            show_minutes(order.hydration_minutes) if order.hydration_minutes else "",
        ),
        Row("At most", "", f"{show(order.max_ml_per_h)} mL/h" if order.max_ml_per_h else ""),
        Row("Prefers", "", _preference(draft, sheet)),
        Row("Needs", "", ", ".join(draft.features)),
        Row("Trial", "", order.trial_identifier),
        Row("Notes", "", order.notes),
    )
    return tuple(row for row in rows if row.strong or row.rest)


def _split(order: "Order") -> str:
    if order.days_per_cycle == 1:
        return " each cycle"
    a_day = show(order.cycle_dose_g / order.days_per_cycle)
    return f" over {order.days_per_cycle} days, {a_day} g each"


def _weight(order: "Order") -> str:
    used = f"{show(order.dosing_weight_kg, 1)} kg {order.dosing_weight_kind}"
    actual = show(order.actual_weight_kg, 1)
    return used if order.dosing_weight_kg == order.actual_weight_kg else f"{used} (of {actual} kg)"


def _span(check: "DraftCheck") -> str:
    first = show_day(check.first_day) if check.first_day else ""
    parts = [f"from {first}"]
    parts += [f"until {show_day(check.last_day)}"] if check.last_day else []
    parts += [count(check.number_of_cycles, "cycle")] if check.number_of_cycles else []
    return ", ".join(parts)


def _premedications(order: "Order") -> str:
    return ", ".join(f"{each.name} {each.lead_minutes} min" for each in order.premedications)


def _preference(draft: "OrderDraft", sheet: "OrderSheet") -> str:
    weekday = None if draft.preferred_weekday is None else WEEKDAYS[draft.preferred_weekday]
    chair = next((each.name for each in sheet.chairs if each.id == draft.preferred_chair_id), None)
    return ", ".join(each for each in (weekday, draft.preferred_time, chair) if each)
