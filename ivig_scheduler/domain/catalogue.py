"""Reading the product and indication catalogue: every error names file, entry and field."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from pydantic import ValidationError

from ivig_scheduler.domain.catalogue_shape import (
    INDICATION_FIELDS,
    PRODUCT_FIELDS,
    RATE_TABLE_FIELDS,
    Check,
    Entry,
    find_shape_problem,
)
from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.domain.records import Indication, Product, RateStep, RateTable
from ivig_scheduler.domain.terms import Basis, RateUnit, TableUse

#: Ids of catalogue entries are made from their names, so that two sites agree on them.
NAMESPACE = uuid.UUID("7a2d5f0e-5f3c-4c1b-9d7e-2f8f5a6f1c33")

FILES_HOLD: Mapping[str, str] = {"products.toml": "product", "indications.toml": "indication"}
R = TypeVar("R")


class CatalogueError(RuleBrokenError):
    """A catalogue file is wrong; the message names file, entry and field."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The products, their rate tables and the indications that ship or were entered."""

    products: tuple[Product, ...]
    rate_tables: tuple[RateTable, ...]
    indications: tuple[Indication, ...]

    def product(self, name: str) -> Product | None:
        """Return the product of that name, letters' case aside."""
        wanted = name.strip().casefold()
        return next((each for each in self.products if each.name.casefold() == wanted), None)

    def indication(self, code: str) -> Indication | None:
        """Return the indication of that code, letters' case aside."""
        wanted = code.strip().casefold()
        return next((each for each in self.indications if each.code.casefold() == wanted), None)

    def tables_of(self, product: Product) -> tuple[RateTable, ...]:
        """Return the rate tables of a product."""
        return tuple(table for table in self.rate_tables if table.product_id == product.id)


def read_catalogue(products: Entry, indications: Entry) -> Catalogue:
    """Return the catalogue held in the two parsed files, amounts as Decimal.

    Raises CatalogueError for the first thing that is wrong.
    """
    known = tuple(_indication(entry) for entry in _entries("indications.toml", indications))
    codes = frozenset(each.code for each in known)
    for each in known:
        _require(
            each.rate_table_of is None or each.rate_table_of in codes,
            "indications.toml",
            each.code,
            "rate_table_of",
            f"'{each.rate_table_of}' is no indication",
        )
    read = [
        _product(entry, index, codes)
        for index, entry in enumerate(_entries("products.toml", products))
    ]
    return Catalogue(
        tuple(product for product, _ in read),
        tuple(table for _, tables in read for table in tables),
        known,
    )


def _entries(file: str, document: Entry) -> Sequence[Entry]:
    key = FILES_HOLD[file]
    entries = document.get(key)
    for name in document:
        _require(name in {key, "catalogue_date"}, file, "file", name, f"is no [[{key}]]")
    if not isinstance(entries, list) or not entries:
        raise _error(file, "file", key, "there is no such list")
    named: set[str] = set()
    for entry in entries:
        _require(isinstance(entry, dict), file, "file", key, "must be a list of tables")
        for field in ("name", "code"):
            name = entry.get(field)
            if isinstance(name, str):
                _require(name.casefold() not in named, file, name, field, "is there twice")
                named.add(name.casefold())
    return entries


def _error(file: str, entry: str, field: str, what: str) -> CatalogueError:
    return CatalogueError(Problem(field, f"{file}: {entry}: {field}: {what}"))


def _require(holds: bool, file: str, entry: str, field: str, what: str) -> None:
    if not holds:
        raise _error(file, entry, field, what)


def _check_shape(
    file: str, entry_name: str, entry: Entry, fields: Mapping[str, Check], *required: str
) -> None:
    problem = find_shape_problem(entry, fields, required)
    if problem:
        raise _error(file, entry_name, *problem)


def _build(file: str, entry: str, make: Callable[[], R]) -> R:
    try:
        return make()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise _error(file, entry, field, f"{first['msg']} (found {first['input']!r})") from None


def _product(
    entry: Entry, index: int, indications: frozenset[str]
) -> tuple[Product, tuple[RateTable, ...]]:
    file = "products.toml"
    name = str(entry.get("name", f"product {index + 1}"))
    needed = ("name", "maker", "concentration_g_per_ml", "vials_g")
    _check_shape(file, name, entry, PRODUCT_FIELDS, *needed)
    vials = tuple(Decimal(vial) for vial in entry["vials_g"])
    _require(bool(vials), file, name, "vials_g", "there must be a vial")
    fields = {key: value for key, value in entry.items() if key != "rate_table"}
    product = _build(
        file,
        name,
        lambda: Product.model_validate(
            {
                **fields,
                "id": uuid.uuid5(NAMESPACE, name),
                "vials_g": vials,
                "colour": index,
            }
        ),
    )
    tables: list[RateTable] = []
    for position, table in enumerate(entry.get("rate_table", [])):
        read = _rate_table(table, position, product, indications)
        where = f"{name}, rate table {position + 1}"
        same = any(each.lineage == read.lineage for each in tables)
        twins = ", ".join(read.indications if same else find_twin_indications(read, tables))
        _require(not twins, file, where, "indications", f"another table is for {twins} already")
        tables.append(read)
    return product, tuple(tables)


def _rate_table(
    entry: Entry, position: int, product: Product, indications: frozenset[str]
) -> RateTable:
    file, name = "products.toml", f"{product.name}, rate table {position + 1}"
    needed = ("indications", "use", "unit", "steps", "basis")
    _check_shape(file, name, entry, RATE_TABLE_FIELDS, *needed)
    _require(bool(entry["indications"]), file, name, "indications", "there must be one")
    for code in entry["indications"]:
        _require(code in indications, file, name, "indications", f"'{code}' is no indication")
    units = [unit.value for unit in RateUnit]
    _require(entry["unit"] in units, file, name, "unit", f"'{entry['unit']}' is not one of {units}")
    uses = [use.value for use in TableUse]
    _require(entry["use"] in uses, file, name, "use", f"'{entry['use']}' is not one of {uses}")
    steps = _steps(entry, file, name)
    problem = find_step_problem(steps)
    _require(not problem, file, name, "steps", problem)
    lineage = uuid.uuid5(product.id, f"{','.join(entry['indications'])}/{entry['use']}")
    rest = {key: entry[key] for key in _OPTIONAL_TABLE_FIELDS if key in entry}
    return _build(
        file,
        name,
        lambda: RateTable(
            id=uuid.uuid5(lineage, "catalogue version 1"),
            product_id=product.id,
            lineage=lineage,
            indications=tuple(entry["indications"]),
            use=TableUse(entry["use"]),
            unit=RateUnit(entry["unit"]),
            steps=steps,
            **rest,
        ),
    )


_OPTIONAL_TABLE_FIELDS = ("at_risk_max_mg_kg_min", "tolerated_infusions_before", "note")


def _steps(entry: Entry, file: str, name: str) -> tuple[RateStep, ...]:
    bases = [basis.value for basis in Basis]
    for basis in entry["basis"]:
        _require(basis in bases, file, name, "basis", f"'{basis}' is not one of {bases}")
    same = len(entry["basis"]) == len(entry["steps"])
    _require(same, file, name, "basis", "needs one word for each step")
    return tuple(
        RateStep(
            Decimal(step[0]),
            Decimal(step[1]) if len(step) > 1 else None,
            Basis(basis),
        )
        for step, basis in zip(entry["steps"], entry["basis"], strict=True)
    )


def find_step_problem(steps: Sequence[RateStep]) -> str:
    """Return what is wrong with the steps of a rate table, or nothing."""
    if not steps:
        return "a rate table needs at least one step"
    before = Decimal(0)
    for number, step in enumerate(steps, start=1):
        if not step.rate.is_finite() or step.rate <= 0:
            return f"the rate of step {number} must be a number above 0 (found {step.rate})"
        if step.rate <= before:
            return (
                f"the rate of step {number} ({step.rate}) must be above the one before ({before})"
            )
        before = step.rate
        if number < len(steps):
            if step.minutes is None or not step.minutes.is_finite() or step.minutes <= 0:
                return f"step {number} needs minutes above 0 (found {step.minutes})"
        elif step.minutes is not None:
            return "the last step must be open: it lasts until the dose is in"
    return ""


def find_twin_indications(table: RateTable, others: Iterable[RateTable]) -> tuple[str, ...]:
    """Return the indications of a table that another lineage of its product covers already.

    A table for any use and one for first infusions would leave open which one plans a visit.
    """
    covered = {
        code
        for other in others
        if other.product_id == table.product_id and other.lineage != table.lineage
        if TableUse.ANY in {table.use, other.use} or other.use is table.use
        for code in other.indications
    }
    return tuple(code for code in table.indications if code in covered)


def _indication(entry: Entry) -> Indication:
    file, code = "indications.toml", str(entry.get("code", "indication"))
    _check_shape(file, code, entry, INDICATION_FIELDS, "code", "name")
    maintenance, loading = entry.get("maintenance", {}), entry.get("loading", {})
    low, high = maintenance.get("dose_g_per_kg", (None, None))
    loading_low, loading_high = loading.get("dose_g_per_kg", (None, None))
    return _build(
        file,
        code,
        lambda: Indication(
            id=uuid.uuid5(NAMESPACE, f"indication {code}"),
            code=code,
            name=entry["name"],
            icd10=tuple(entry.get("icd10", ())),
            maintenance_low_g_per_kg=low,
            maintenance_high_g_per_kg=high,
            maintenance_days=tuple(maintenance.get("days", ())),
            interval_days=tuple(maintenance.get("interval_days", ())),
            loading_low_g_per_kg=loading_low,
            loading_high_g_per_kg=loading_high,
            loading_days=tuple(loading.get("days", ())),
            rate_table_of=entry.get("rate_table_of"),
            is_off_label=entry.get("off_label", False),
            is_investigational=entry.get("investigational", False),
            is_inpatient=entry.get("setting") == "inpatient",
            note=entry.get("note", ""),
            source=entry.get("source", ""),
        ),
    )
