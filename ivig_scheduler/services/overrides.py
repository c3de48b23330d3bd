"""A visit that stands although something blocks it: what it records, and how that is told."""

from collections.abc import Sequence

from ivig_scheduler.domain.clearance.overriding import Override
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.settings import BY_KEY


def let_pass(
    visit: Appointment, rules: Sequence[str], override: Override | None = None
) -> Appointment:
    """Return a visit at its new place with what was let pass for it there; nothing from before."""
    said = override if rules else None
    return visit.model_copy(
        update={
            "overridden": tuple(rules),
            "override_reason": said.reason.strip() if said else "",
            "override_by": said.by.strip() if said else "",
        }
    )


def tell_let_pass(rules: Sequence[str]) -> str:
    """Return which checks were let pass, for the label of an act."""
    titles = (BY_KEY[f"clearance.{rule}"].title for rule in rules)
    return f"letting pass: {', '.join(titles)}"
