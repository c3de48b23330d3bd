"""Products and their rate tables: copied, edited, entered and signed off by the site.

A table that was signed off, or that ships ready for use, is never altered: appointments were
planned from it. It is copied into the next version of its lineage, a draft of the site, which may
be edited until it is signed off; from then on it is the one that visits are planned by.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from ivig_scheduler.domain.catalogue import Catalogue, find_step_problem, find_twin_indications
from ivig_scheduler.domain.changes import ChangeSet, added, changed
from ivig_scheduler.domain.errors import Problem, RuleBrokenError, refuse
from ivig_scheduler.domain.forms import tidied
from ivig_scheduler.domain.records import Indication, Plan, Product, RateTable
from ivig_scheduler.domain.terms import TableOrigin
from ivig_scheduler.domain.wording import listed, show_day
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class ProductSheet:
    """A product and its rate tables: the newest version of each lineage first, then older ones."""

    product: Product
    tables: tuple[RateTable, ...]

    @property
    def usable(self) -> tuple[RateTable, ...]:
        """The tables that visits can be planned by."""
        return tuple(table for table in self.tables if not table.is_draft)

    @property
    def note(self) -> str:
        """Why nothing can be computed with this product and what to do, or nothing."""
        if not self.tables:
            return "No rate table: enter one from the label and sign it off."
        if not self.usable:
            return (
                "Only a draft: it computes nothing until it is compared with the label and "
                "signed off."
            )
        return ""


def load_products(store: Reader) -> tuple[ProductSheet, ...]:
    """Return every product by name with its rate tables."""
    tables = store.all(RateTable)
    return tuple(
        ProductSheet(
            product, _newest_first(each for each in tables if each.product_id == product.id)
        )
        for product in sorted(store.all(Product), key=lambda each: each.name.casefold())
    )


def load_catalogue_of(store: Reader) -> Catalogue:
    """Return the products, rate tables and indications of this database."""
    return Catalogue(
        tuple(sorted(store.all(Product), key=lambda each: each.name.casefold())),
        store.all(RateTable),
        tuple(sorted(store.all(Indication), key=lambda each: each.code)),
    )


def _newest_first(tables: Iterable[RateTable]) -> tuple[RateTable, ...]:
    found = tuple(tables)
    newest: dict[object, int] = {}
    for table in found:
        newest[table.lineage] = max(table.table_version, newest.get(table.lineage, 0))
    return tuple(
        sorted(
            found,
            key=lambda table: (
                newest[table.lineage] - table.table_version,
                table.indications,
                table.use,
                str(table.lineage),
            ),
        )
    )


def copy_rate_table(work: Work, table: RateTable) -> ChangeSet:
    """Copy a table into the next version of its lineage: a draft of the site, to be edited.

    Raises RuleBrokenError where the lineage has a draft of the site already.
    """
    versions = work.store.where(RateTable, lineage=table.lineage)
    draft = next((each for each in versions if _is_site_draft(each)), None)
    if draft is not None:
        raise refuse(
            "rate table",
            f"version {draft.table_version} of this table is a draft already: edit that one",
        )
    number = max((each.table_version for each in versions), default=0) + 1
    copy = table.model_copy(
        update={
            "id": uuid4(),
            "table_version": number,
            "origin": TableOrigin.SITE,
            "signed_by": None,
            "signed_on": None,
            "label_revision": None,
        }
    )
    return ChangeSet(f"Copy a rate table of {_name(work.store, table)}", added(copy))


def edit_rate_table(work: Work, before: RateTable, after: RateTable) -> ChangeSet:
    """Change a draft in place. Raises RuleBrokenError for a table that is in use: copy it first."""
    if not before.is_draft or work.store.has(Plan, rate_table_id=before.id):
        raise refuse(
            "rate table",
            f"version {before.table_version} of this table is in use and is kept as it is: "
            "copy it and edit the copy",
        )
    kept = _as_site_draft(after).model_copy(
        update={
            "id": before.id,
            "product_id": before.product_id,
            "lineage": before.lineage,
            "table_version": before.table_version,
        }
    )
    _check_table(work.store, kept)
    return ChangeSet(f"Edit a rate table of {_name(work.store, kept)}", changed(before, kept))


def enter_rate_table(work: Work, table: RateTable) -> ChangeSet:
    """Add a table for indications its product has none for: a draft until it is signed off."""
    kept = _as_site_draft(table).model_copy(update={"table_version": 1})
    _check_table(work.store, kept)
    return ChangeSet(f"Enter a rate table of {_name(work.store, kept)}", added(kept))


def sign_off_rate_table(
    work: Work, table: RateTable, *, signed_by: str, signed_on: date, label_revision: str
) -> ChangeSet:
    """Record who compared a table with which revision of the label, and when; it computes then.

    Raises RuleBrokenError where one of them is missing, the day is in the future, or the table was
    signed off already.
    """
    name, revision = signed_by.strip(), label_revision.strip()
    problems = _sign_off_problems(table, name, signed_on, revision, work.today)
    if problems:
        raise RuleBrokenError(*problems)
    _check_table(work.store, table)
    signed = table.model_copy(
        update={"signed_by": name, "signed_on": signed_on, "label_revision": revision}
    )
    return ChangeSet(f"Sign off a rate table of {_name(work.store, table)}", changed(table, signed))


def _sign_off_problems(
    table: RateTable, name: str, signed_on: date, revision: str, today: date
) -> list[Problem]:
    problems: list[Problem] = []
    if table.signed_by:
        when = f" on {show_day(table.signed_on)}" if table.signed_on else ""
        problems.append(
            Problem("rate table", f"this table was signed off by {table.signed_by}{when}")
        )
    if not name:
        problems.append(Problem("signed_by", "the name of who compared it is missing: fill it in"))
    if not revision:
        problems.append(
            Problem("label_revision", "the label's revision is missing, for example 'Rev. 03/2026'")
        )
    if signed_on > today:
        problems.append(
            Problem(
                "signed_on",
                f"{show_day(signed_on)} is in the future; today is {show_day(today)}",
            )
        )
    return problems


def _is_site_draft(table: RateTable) -> bool:
    return table.is_draft and table.origin is TableOrigin.SITE


def _as_site_draft(table: RateTable) -> RateTable:
    unsigned = {"signed_by": None, "signed_on": None, "label_revision": None}
    return tidied(table).model_copy(update={"origin": TableOrigin.SITE, **unsigned})


def _name(store: Reader, table: RateTable) -> str:
    product = store.get(Product, table.product_id)
    if product is None:
        raise refuse("product", "that product is not there any more: choose another")
    return product.name


def _check_table(store: Reader, table: RateTable) -> None:
    problems = []
    wrong = find_step_problem(table.steps)
    if wrong:
        problems.append(Problem("steps", wrong))
    known = {each.code for each in store.all(Indication)}
    unknown = [code for code in table.indications if code not in known]
    if not table.indications:
        problems.append(Problem("indications", "choose at least one indication"))
    if unknown:
        problems.append(Problem("indications", f"there is no indication {listed(unknown)}"))
    others = store.where(RateTable, product_id=table.product_id)
    twins = find_twin_indications(table, others)
    if twins:
        problems.append(
            Problem(
                "indications",
                f"another table of this product is for {listed(twins)} already: "
                "copy and edit that one",
            )
        )
    if problems:
        raise RuleBrokenError(*problems)
