"""Which products can be given for an indication, and why the others cannot. Pure."""

from dataclasses import dataclass

from ivig_scheduler.domain.choosing import choose_table
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Indication, Product
from ivig_scheduler.domain.terms import TableUse
from ivig_scheduler.services.orders.sheets import OrderSheet


@dataclass(frozen=True, slots=True)
class ProductChoice:
    """A product of the order form; `why_not` is empty where its rate table can be used."""

    product: Product
    why_not: str = ""


def product_choices(sheet: OrderSheet, indication_code: str) -> tuple[ProductChoice, ...]:
    """Return every product by name, the usable first (all, before one is chosen)."""
    indication = sheet.find_indication(indication_code)
    choices = (
        ProductChoice(product, _why_not(sheet, product, indication) if indication else "")
        for product in sheet.products
    )
    return tuple(sorted(choices, key=lambda each: (bool(each.why_not), each.product.name)))


def _why_not(sheet: OrderSheet, product: Product, indication: Indication) -> str:
    try:
        for use in (TableUse.FIRST, TableUse.SUBSEQUENT):
            choose_table(product, indication, use, sheet.tables, sheet.indications)
    except RuleBrokenError as error:
        return error.problems[0].message
    return ""
