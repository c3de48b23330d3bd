"""Who is infused."""

from datetime import date, time
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from ivig_scheduler.domain import limits
from ivig_scheduler.domain.records.base import Record
from ivig_scheduler.domain.terms import (
    RiskFlag,
    Sex,
)


class Patient(Record):
    """A person who is infused."""

    kind: ClassVar[str] = "patient"
    number: str = Field(min_length=1, max_length=limits.NUMBER_LENGTH)
    family_name: str = Field(min_length=1, max_length=limits.NAME_LENGTH)
    given_name: str = Field(default="", max_length=limits.NAME_LENGTH)
    birth_date: date
    sex: Sex
    height_cm: Decimal | None = Field(default=None, gt=0, le=limits.MOST_HEIGHT_CM)
    preferred_weekday: int | None = Field(default=None, ge=0, le=6)
    preferred_time: time | None = None
    preferred_chair_id: UUID | None = None
    features_needed: tuple[str, ...] = ()
    risk_flags: tuple[RiskFlag, ...] = ()
    #: No infusion is planned faster than what the patient has borne so far, where that is known.
    highest_tolerated_mg_kg_min: Decimal | None = Field(default=None, gt=0)
    contraindications: tuple[str, ...] = ()
    notes: str = Field(default="", max_length=limits.TEXT_LENGTH)

    @property
    def full_name(self) -> str:
        """The name as lists show it: family name first."""
        return f"{self.family_name}, {self.given_name}" if self.given_name else self.family_name

    @property
    def identified(self) -> str:
        """The name with the number, as messages on the screen name a patient; never in a log."""
        return f"{self.full_name}, MRN {self.number}"

    @property
    def is_at_risk(self) -> bool:
        """Whether the slower ceiling for renal or thrombotic risk applies."""
        return RiskFlag.RENAL in self.risk_flags or RiskFlag.THROMBOTIC in self.risk_flags


class Weight(Record):
    """A patient's weight on a day."""

    kind: ClassVar[str] = "weight"
    patient_id: UUID
    day: date
    weight_kg: Decimal = Field(gt=0)
