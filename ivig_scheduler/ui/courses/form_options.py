"""What the order form offers to choose from, as (key, words)."""

from typing import TYPE_CHECKING
from uuid import UUID

from ivig_scheduler.domain.wording import WEEKDAYS

if TYPE_CHECKING:
    from ivig_scheduler.domain.facts import ClinicFacts
    from ivig_scheduler.services.orders.sheets import OrderSheet


def indication_options(sheet: "OrderSheet") -> list[tuple[str, str]]:
    """Return the indications as code, name and ICD-10."""
    return [
        (each.code, ", ".join((f"{each.code}, {each.name}", *each.icd10[:2])))
        for each in sheet.indications
    ]


def product_options(sheet: "OrderSheet", indication_code: str) -> list[tuple[UUID, str]]:
    """Return the products, the usable ones first; the others say why they are not."""
    from ivig_scheduler.services.setup.product_choices import product_choices  # noqa: PLC0415 - slow

    return [
        (
            each.product.id,
            f"{each.product.name} ({each.why_not})" if each.why_not else each.product.name,
        )
        for each in product_choices(sheet, indication_code)
    ]


def weekday_options() -> list[tuple[int | None, str]]:
    """Return the weekdays, and no wish."""
    return [(None, "Any day"), *enumerate(WEEKDAYS)]


def chair_options(sheet: "OrderSheet") -> list[tuple[UUID | None, str]]:
    """Return the chairs in their order, and no wish."""
    return [(None, "Any chair"), *((chair.id, chair.name) for chair in sheet.chairs)]


def feature_options(sheet: "OrderSheet") -> list[tuple[str, str]]:
    """Return every feature a chair of the site has."""
    found = sorted({feature for chair in sheet.chairs for feature in chair.features})
    return [(each, each) for each in found]


def chairs_of(facts: "ClinicFacts") -> list[tuple[UUID | None, str]]:
    """Return the chairs of the clinic in their order, and no wish."""
    return [(None, "Any chair"), *((chair.id, chair.name) for chair in facts.chairs)]
