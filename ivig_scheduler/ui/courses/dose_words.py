"""How the dosing weight and the dose in whole vials are explained beside their fields."""

from datetime import datetime
from typing import TYPE_CHECKING

from ivig_scheduler.domain.quantities import show
from ivig_scheduler.domain.wording import show_time

if TYPE_CHECKING:
    from ivig_scheduler.domain.dose import DosingWeight
    from ivig_scheduler.services.orders.form import DraftCheck


def weight_words(weight: "DosingWeight | None") -> str:
    """Return every input of the dosing weight, which weight is used, and why."""
    if weight is None:
        return ""
    parts = [f"BMI {show(weight.bmi, 1)}."] if weight.bmi is not None else []
    if weight.ideal_kg is not None and weight.adjusted_kg is not None:
        percent = "" if weight.percent_of_ideal is None else show(weight.percent_of_ideal, 0)
        parts.append(
            f"Ideal {show(weight.ideal_kg, 1)} kg (at {percent} % of it), "
            f"adjusted {show(weight.adjusted_kg, 1)} kg."
        )
    parts.append(f"The {weight.kind} weight, {show(weight.weight_kg, 1)} kg, doses: {weight.why}.")
    return " ".join(parts)


def proposal_words(check: "DraftCheck") -> str:
    """Return the dose ordered and the whole vials proposed for it; nothing while unknown."""
    if check.ordered_g is None:
        return ""
    ordered = f"{show(check.ordered_g, 1)} g ordered a cycle"
    vials = check.vials
    if vials is None:
        return f"{ordered}. No whole vials are within the site's limit: enter the dose given."
    off = vials.percent_off
    side = "above" if off > 0 else "below"
    rounded = f"{show(abs(off), 1)} % {side} it" if off else "exactly"
    return f"{ordered}. Whole vials: {vials.text} = {show(vials.dose_g)} g, {rounded}."


def accepted_words(grams: str, at: datetime) -> str:
    """Return that a person took the dose, and when."""
    return f"{grams} g accepted by you, {show_time(at)}."
