"""The clinic's facts for a long time, read as they are asked for: a course looks at few days."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.gradual_occupancy import GradualOccupancy
from ivig_scheduler.domain.records import Patient
from ivig_scheduler.services.clinic_facts import gather_facts_around
from ivig_scheduler.storage.reader import Reader


@contextmanager
def gradual_facts(store: Reader, first: date, last: date) -> Iterator[ClinicFacts]:
    """Give the facts of the days `first` to `last`, both inclusive.

    Who is where, and what they are called, is read when it is first asked for within the block.
    Afterwards the facts may be kept, but tell only what was asked.
    """
    occupancy, names = GradualOccupancy(store, first, last), _Names(store)
    try:
        yield gather_facts_around(store, first, last, occupancy, names)
    finally:
        occupancy.freeze()
        names.freeze()


class _Names(Mapping[UUID, str]):
    """The names of patients, each read when it is first asked for."""

    def __init__(self, store: Reader) -> None:
        self._store: Reader | None = store
        self._known: dict[UUID, str] = {}

    def freeze(self) -> None:
        """Read nothing any more."""
        self._store = None

    def __getitem__(self, patient_id: UUID) -> str:
        """Return the name of a patient. Raises KeyError where it is not known."""
        if patient_id not in self._known and self._store is not None:
            patient = self._store.get(Patient, patient_id)
            if patient is not None:
                self._known[patient_id] = patient.full_name
        return self._known[patient_id]

    def __iter__(self) -> Iterator[UUID]:
        """Give the patients asked for so far."""
        return iter(self._known)

    def __len__(self) -> int:
        """Return how many patients were asked for so far."""
        return len(self._known)
