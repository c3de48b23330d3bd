"""How a rate table and its state are written."""

from collections.abc import Iterable

from ivig_scheduler.domain.quantities import show
from ivig_scheduler.domain.records import Product, RateTable
from ivig_scheduler.domain.terms import Basis, TableOrigin, TableUse
from ivig_scheduler.domain.wording import count, listed, show_day
from ivig_scheduler.services.setup.rate_tables import ProductSheet
from ivig_scheduler.ui.widgets.rows_model import Tone

USES = {
    TableUse.ANY: "every infusion",
    TableUse.FIRST: "first or naive-like",
    TableUse.SUBSEQUENT: "later infusions",
}


def table_title(table: RateTable) -> str:
    """Return what a table is for and its version."""
    return f"{listed(table.indications)}, {USES[table.use]}, version {table.table_version}"


def table_state(table: RateTable, siblings: Iterable[RateTable]) -> tuple[str, Tone]:
    """Return how a table stands among the tables of its product."""
    newer = [
        other.table_version
        for other in siblings
        if other.lineage == table.lineage
        and other.table_version > table.table_version
        and not other.is_draft
    ]
    if newer:
        return f"Replaced by version {max(newer)}", Tone.MUTED
    if table.is_draft:
        return "Draft: computes nothing", Tone.WARNING
    if table.signed_by:
        return f"Signed off {show_day(table.signed_on)}", Tone.GOOD
    return "In use, not signed off", Tone.PLAIN


def why(table: RateTable) -> str:
    """Return why a table is a draft, or who answers for it."""
    if table.signed_by:
        return (
            f"Signed off by {table.signed_by} on {show_day(table.signed_on)} "
            f"against label {table.label_revision}."
        )
    unverified = [
        str(number)
        for number, step in enumerate(table.steps, start=1)
        if step.basis is Basis.UNVERIFIED
    ]
    ends = "It computes nothing until someone compares it with the label and signs it off."
    if unverified:
        which = "step {} has" if len(unverified) == 1 else "steps {} have"
        return f"A draft: {which.format(listed(unverified))} no usable source. {ends}"
    if table.is_draft:
        return f"A draft of this site. {ends}"
    return "Ships with the program, each step with its source. Compare it with your label."


def table_facts(table: RateTable) -> str:
    """Return the facts of a table besides its steps."""
    facts = ["From the catalogue" if table.origin is TableOrigin.CATALOGUE else "Site's own"]
    if table.at_risk_max_mg_kg_min is not None:
        facts.append(f"at-risk ceiling {show(table.at_risk_max_mg_kg_min)} mg/kg/min")
    if table.tolerated_infusions_before:
        before = count(table.tolerated_infusions_before, "tolerated infusion")
        facts.append(f"after {before}")
    text = " · ".join(facts)
    return f"{text}. {table.note}" if table.note else f"{text}."


def product_facts(product: Product) -> str:
    """Return the maker, strength and vials of a product."""
    percent = show(product.concentration_g_per_ml * 100)
    vials = ", ".join(show(vial) for vial in product.vials_g)
    text = f"{product.maker} · {percent} % · vials of {vials} g"
    if product.minimum_age_years:
        text += f" · from {product.minimum_age_years} years"
    return text


def product_state(sheet: ProductSheet) -> tuple[str, Tone]:
    """Return how many tables a product has, or what it lacks."""
    if not sheet.tables:
        return "No table", Tone.DANGER
    drafts = len(sheet.tables) - len(sheet.usable)
    if not sheet.usable:
        return "Draft", Tone.WARNING
    text = count(len(sheet.usable), "table")
    return (f"{text}, draft", Tone.WARNING) if drafts else (text, Tone.MUTED)
