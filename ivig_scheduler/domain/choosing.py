"""Which rate table a visit is planned by, and which ceilings hold for it."""

from collections.abc import Iterable
from decimal import Decimal

from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.quantities import Exact, exact
from ivig_scheduler.domain.records import Indication, Product, RateTable
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import TableOrigin, TableUse
from ivig_scheduler.domain.titration import Ceiling, mg_per_kg_per_min_ceiling


def choose_table(
    product: Product,
    indication: Indication,
    use: TableUse,
    tables: Iterable[RateTable],
    known: Iterable[Indication] = (),
) -> RateTable:
    """Return the table for an infusion: the site's own where signed off, else the catalogue's.

    An indication without a table of its own uses the one it names. Raises RuleBrokenError where the
    product has no table, none for the indication, or only a draft; the message says what to do.
    """
    own = [table for table in tables if table.product_id == product.id]
    if not own:
        raise refuse(
            "product", f"{product.name} has no rate table: enter one and sign it off in Setup"
        )
    for code in _codes(indication, known):
        fitting = [
            table for table in own if code in table.indications and table.use in {use, TableUse.ANY}
        ]
        if fitting:
            return _newest_usable(product, code, fitting)
    offered = ", ".join(sorted({code for table in own for code in table.indications}))
    raise refuse(
        "indication",
        f"{product.name} has no rate table for {indication.code}; it has one for {offered}",
    )


def _codes(indication: Indication, known: Iterable[Indication]) -> tuple[str, ...]:
    """Return the indication and the ones whose table it may borrow, nearest first."""
    by_code = {each.code: each for each in known}
    codes = [indication.code]
    borrowed = indication.rate_table_of
    while borrowed and borrowed not in codes:
        codes.append(borrowed)
        borrowed = by_code[borrowed].rate_table_of if borrowed in by_code else None
    return tuple(codes)


def _newest_usable(product: Product, code: str, tables: list[RateTable]) -> RateTable:
    usable = [table for table in tables if not table.is_draft]
    if not usable:
        raise refuse("rate table", _draft_message(product, code, tables))
    return max(
        usable,
        key=lambda table: (
            table.origin is TableOrigin.SITE,
            table.table_version,
            table.use is not TableUse.ANY,
        ),
    )


def _draft_message(product: Product, code: str, tables: list[RateTable]) -> str:
    unverified = any(table.origin is TableOrigin.CATALOGUE for table in tables)
    why = "has steps without a usable source" if unverified else "is not signed off"
    return (
        f"the {code} rate table of {product.name} is a draft: it {why}. "
        "Compare it with the label and sign it off in Setup"
    )


def find_ceilings(
    product: Product,
    table: RateTable,
    settings: Settings,
    weight_kg: Exact,
    *,
    is_at_risk: bool = False,
    highest_tolerated_mg_kg_min: Decimal | None = None,
    order_max_ml_per_h: Decimal | None = None,
) -> tuple[Ceiling, ...]:
    """Return the ceilings in mL/h that hold for an infusion.

    Raises RuleBrokenError for an at-risk patient where neither label nor site gives a ceiling.
    """
    ceilings: list[Ceiling] = []
    if is_at_risk:
        ceilings.append(_at_risk_ceiling(product, table, settings, weight_kg))
    if highest_tolerated_mg_kg_min is not None:
        ceilings.append(
            mg_per_kg_per_min_ceiling(
                "the highest rate tolerated so far",
                highest_tolerated_mg_kg_min,
                weight_kg,
                product.concentration_g_per_ml,
            )
        )
    if order_max_ml_per_h is not None:
        _check_order_cap(order_max_ml_per_h, settings)
        ceilings.append(Ceiling("the order's cap", exact(order_max_ml_per_h)))
    site = settings.optional_amount("dose.site_ml_per_h")
    if site is not None:
        ceilings.append(Ceiling("the site's cap", exact(site)))
    return tuple(ceilings)


def _check_order_cap(ml_per_h: Decimal, settings: Settings) -> None:
    if ml_per_h <= 0:
        raise refuse("highest rate", f"the highest rate {ml_per_h} mL/h must be above 0 mL/h")
    least = settings.amount("dose.pump_step")
    if ml_per_h < least:
        raise refuse(
            "highest rate",
            f"the highest rate {ml_per_h} mL/h is below the pump's least rate of {least} mL/h",
        )


def _at_risk_ceiling(
    product: Product, table: RateTable, settings: Settings, weight_kg: Exact
) -> Ceiling:
    rate = table.at_risk_max_mg_kg_min
    if rate is None:
        rate = settings.optional_amount("dose.at_risk_mg_kg_min")
    if rate is None:
        raise refuse("at risk", _no_ceiling_message(product))
    return mg_per_kg_per_min_ceiling(
        "the at-risk ceiling", rate, weight_kg, product.concentration_g_per_ml
    )


def _no_ceiling_message(product: Product) -> str:
    return (
        f"the label of {product.name} gives no at-risk ceiling: "
        "set the site's own in Setup, Settings, 'At-risk ceiling'"
    )
