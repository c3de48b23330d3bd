"""Whether a visit counts as a first infusion: first ever, another product, or a long gap.

Source: product labels, which ask for the slower first-infusion schedule in these cases.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class EarlierVisit:
    """A visit before the one in question that was given, or stands on the calendar."""

    day: date
    product_id: UUID


def is_naive_like(
    day: date, product_id: UUID, earlier: Iterable[EarlierVisit], gap_days: int
) -> bool:
    """Return whether the visit on `day` counts as a first one; `gap_days` is the site's limit."""
    before = [visit for visit in earlier if visit.day < day]
    if not before:
        return True
    last = max(before, key=lambda visit: visit.day)
    return last.product_id != product_id or (day - last.day).days > gap_days


def infusions_before(day: date, product_id: UUID, earlier: Iterable[EarlierVisit]) -> int:
    """Return how many infusions of the product the patient has had before `day`."""
    return sum(1 for visit in earlier if visit.day < day and visit.product_id == product_id)
