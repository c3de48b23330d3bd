"""What is infused, why, and how fast."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from ivig_scheduler.domain.records.base import Record
from ivig_scheduler.domain.terms import (
    Basis,
    RateUnit,
    TableOrigin,
    TableUse,
)


class Indication(Record):
    """A reason to infuse, with the ranges an order is checked against."""

    kind: ClassVar[str] = "indication"
    code: str
    name: str
    icd10: tuple[str, ...] = ()
    maintenance_low_g_per_kg: Decimal | None = None
    maintenance_high_g_per_kg: Decimal | None = None
    maintenance_days: tuple[int, ...] = ()
    interval_days: tuple[int, ...] = ()
    loading_low_g_per_kg: Decimal | None = None
    loading_high_g_per_kg: Decimal | None = None
    loading_days: tuple[int, ...] = ()
    rate_table_of: str | None = None
    is_off_label: bool = False
    is_investigational: bool = False
    is_inpatient: bool = False
    note: str = ""
    source: str = ""


class Product(Record):
    """An immunoglobulin product as its label describes it."""

    kind: ClassVar[str] = "product"
    name: str
    maker: str
    concentration_g_per_ml: Decimal = Field(gt=0, le=1)
    vials_g: tuple[Decimal, ...]
    hcpcs: str | None = None
    hcpcs_unit_mg: int | None = None
    minimum_age_years: int | None = None
    contraindicated_in: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    hours_from_pooling_to_end: int | None = None
    source: str = ""
    colour: int = 0


@dataclass(frozen=True, slots=True)
class RateStep:
    """One rate, in its table's unit, held for `minutes`; the last step of a table is open-ended."""

    rate: Decimal
    minutes: Decimal | None
    basis: Basis


class RateTable(Record):
    """The steps by which a product's rate rises, for some indications and uses.

    A changed table is a new record with the next `table_version` in the same `lineage`.
    """

    kind: ClassVar[str] = "rate table"
    product_id: UUID
    lineage: UUID
    table_version: int = Field(default=1, ge=1)
    indications: tuple[str, ...]
    use: TableUse
    unit: RateUnit
    steps: tuple[RateStep, ...]
    at_risk_max_mg_kg_min: Decimal | None = Field(default=None, gt=0)
    tolerated_infusions_before: int | None = None
    note: str = ""
    origin: TableOrigin = TableOrigin.CATALOGUE
    signed_by: str | None = None
    signed_on: date | None = None
    label_revision: str | None = None

    @property
    def is_draft(self) -> bool:
        """Whether the table computes nothing until a site signs it off."""
        if self.signed_by:
            return False
        unverified = any(step.basis is Basis.UNVERIFIED for step in self.steps)
        return unverified or self.origin is TableOrigin.SITE
