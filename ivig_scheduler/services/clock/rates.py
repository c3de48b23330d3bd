"""Whether a rate may be entered: against the pump, the order, the table and what is tolerated."""

from collections.abc import Iterable
from decimal import Decimal

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.quantities import exact, show, show_beside
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.domain.titration import Ceiling

FIELD = "ml_per_h"
RULE = "rate_ceiling"


def find_rate_problems(
    ml_per_h: Decimal, limits: Iterable[Ceiling], settings: Settings
) -> tuple[Problem, ...]:
    """Return what speaks against a rate in mL/h, one problem for each ceiling it is above.

    By the site's policy a rate above a ceiling is refused, or asks to be confirmed, or is let be.
    """
    least = settings.amount("dose.pump_step")
    if ml_per_h < least:
        told = f"{show(ml_per_h)} mL/h is below the pump's least rate of {show(least)} mL/h"
        return (Problem(FIELD, told),)
    severity = settings.severity(RULE)
    if severity is Severity.OFF:
        return ()
    can_confirm = severity is Severity.WARN
    return tuple(
        Problem(FIELD, tell_excess(ml_per_h, each), can_confirm=can_confirm)
        for each in _exceeded(ml_per_h, limits)
    )


def tell_excess(ml_per_h: Decimal, limit: Ceiling) -> str:
    """Return that a rate is above a ceiling, with the numbers."""
    rate = show_beside(ml_per_h, limit.ml_per_h, 1)
    return f"{rate} mL/h is above {limit.name} of {show(limit.ml_per_h, 1)} mL/h"


def note_excess(ml_per_h: Decimal, limits: Iterable[Ceiling], note: str) -> str:
    """Return the note of a rate that was confirmed, with the ceilings it is above."""
    told = [tell_excess(ml_per_h, each) for each in _exceeded(ml_per_h, limits)]
    return "; ".join([part for part in (note.strip(), *told) if part])


def _exceeded(ml_per_h: Decimal, limits: Iterable[Ceiling]) -> list[Ceiling]:
    rate = exact(ml_per_h)
    return sorted((each for each in limits if rate > each.ml_per_h), key=lambda each: each.ml_per_h)
