"""Everything the order form computes from, read once when it opens."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.naive import EarlierVisit
from ivig_scheduler.domain.records import (
    Chair,
    Indication,
    Patient,
    Product,
    RateTable,
    Weight,
)
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.services.patient_calendar import as_earlier, load_calendar
from ivig_scheduler.services.setup.chairs import load_chairs
from ivig_scheduler.services.site_settings import load_settings
from ivig_scheduler.services.weights import load_weights
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class OrderSheet:
    """A patient and the catalogue as the order form sees them; `weights` are newest first.

    `earlier` are the patient's visits given or on the calendar, of whatever course.
    """

    patient: Patient
    weights: tuple[Weight, ...]
    indications: tuple[Indication, ...]
    products: tuple[Product, ...]
    tables: tuple[RateTable, ...]
    chairs: tuple[Chair, ...]
    settings: Settings
    earlier: tuple[EarlierVisit, ...]
    today: date

    @property
    def newest_weight(self) -> Weight | None:
        """The patient's newest weight, or None where none is known."""
        return next(iter(self.weights), None)

    def find_product(self, product_id: UUID | None) -> Product | None:
        """Return the product of that id, or None."""
        return next((each for each in self.products if each.id == product_id), None)

    def find_indication(self, code: str) -> Indication | None:
        """Return the indication of that code, or None."""
        return next((each for each in self.indications if each.code == code), None)


def load_order_sheet(store: Reader, patient_id: UUID, today: date) -> OrderSheet:
    """Return what an order for a patient is computed from.

    Raises RuleBrokenError where the patient is not there (any more).
    """
    patient = store.get(Patient, patient_id)
    if patient is None:
        raise refuse("patient_id", "the patient is not there any more")
    return OrderSheet(
        patient=patient,
        weights=load_weights(store, patient_id),
        indications=tuple(sorted(store.all(Indication), key=lambda each: each.code)),
        products=tuple(sorted(store.all(Product), key=lambda each: each.name)),
        tables=store.all(RateTable),
        chairs=load_chairs(store),
        settings=load_settings(store),
        earlier=as_earlier(load_calendar(store, patient_id)),
        today=today,
    )
