"""How long a visit takes, from what a person types: used by the command line and the window."""

from dataclasses import dataclass
from decimal import Decimal

from ivig_scheduler.domain.catalogue import Catalogue
from ivig_scheduler.domain.choosing import choose_table, find_ceilings
from ivig_scheduler.domain.dose_checks import check_amounts
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.quantities import read_amount
from ivig_scheduler.domain.records import Indication, Product, RateTable
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import TableUse
from ivig_scheduler.domain.titration import TitrationPlan, titrate
from ivig_scheduler.domain.visit import VisitPlan, plan_visit
from ivig_scheduler.services.setup.catalogue_files import load_catalogue


@dataclass(frozen=True, slots=True)
class Duration:
    """A computed visit with everything it was computed from."""

    product: Product
    indication: Indication
    table: RateTable
    weight_kg: Decimal
    dose_g: Decimal
    titration: TitrationPlan
    visit: VisitPlan
    pump_step: Decimal


def compute_duration(
    *,
    product_name: str,
    indication_code: str,
    weight: str,
    grams: str,
    use: TableUse = TableUse.SUBSEQUENT,
    is_at_risk: bool = False,
    max_ml_per_h: str = "",
    catalogue: Catalogue | None = None,
    settings: Settings | None = None,
) -> Duration:
    """Return the visit for texts as typed: `weight` in kg, `grams`, `max_ml_per_h` (may be empty).

    Raises RuleBrokenError with the value and the limit of whatever is wrong.
    """
    known = catalogue or load_catalogue()
    site = settings or Settings()
    product, indication = _find(known, product_name, indication_code)
    weight_kg, dose_g = read_amount("weight", weight, "kg"), read_amount("dose", grams, "g")
    cap = read_amount("highest rate", max_ml_per_h, "mL/h") if max_ml_per_h else None
    check_amounts(dose_g, weight_kg, site)
    table = choose_table(product, indication, use, known.rate_tables, known.indications)
    ceilings = find_ceilings(
        product, table, site, weight_kg, is_at_risk=is_at_risk, order_max_ml_per_h=cap
    )
    plan = titrate(table, product.concentration_g_per_ml, weight_kg, dose_g, ceilings)
    visit = plan_visit(plan, site, is_naive_like=use is TableUse.FIRST)
    step = site.amount("dose.pump_step")
    return Duration(product, indication, table, weight_kg, dose_g, plan, visit, step)


def _find(catalogue: Catalogue, product_name: str, code: str) -> tuple[Product, Indication]:
    product = catalogue.product(product_name)
    if product is None:
        names = ", ".join(each.name for each in catalogue.products)
        raise refuse("product", f"there is no product '{product_name}'; known are {names}")
    indication = catalogue.indication(code)
    if indication is None:
        codes = ", ".join(each.code for each in catalogue.indications)
        raise refuse("indication", f"there is no indication '{code}'; known are {codes}")
    return product, indication
