"""Reading as if changes were written tells what reading after writing them tells."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ivig_scheduler.domain.changes import Change, ChangeSet
from ivig_scheduler.domain.records import Appointment, Chair, Cycle, Patient
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader
from tests.clinics import SmallClinic, make_small_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


def some_changes(clinic: SmallClinic) -> tuple[Change, ...]:
    """Return a visit moved, one called off, a chair added, one renamed and a patient's new name."""
    moved, off, *_ = clinic.visits(clinic.book_course(clinic.osei, cycles=3))
    later = {
        name: getattr(moved, name) + timedelta(days=1) for name in ("start", "end", "held_until")
    }
    first = clinic.chairs[0]
    return (
        Change(moved, moved.model_copy(update=later)),
        Change(off, off.model_copy(update={"status": Status.CANCELLED})),
        Change(None, Chair(name="Chair 9", position=9)),
        Change(first, first.model_copy(update={"name": "Window"})),
        Change(clinic.osei, clinic.osei.model_copy(update={"given_name": "Abena"})),
    )


def told(store: Reader, clinic: SmallClinic) -> dict[str, object]:
    visits = store.where(Appointment, patient_id=clinic.osei.id)
    first, last = datetime(2026, 11, 1), datetime(2027, 12, 31)  # noqa: DTZ001 - wall clock
    return {
        "all": sorted(store.all(Chair), key=lambda each: each.position),
        "get": [store.get(Patient, each.id) for each in clinic.patients],
        "where": sorted(visits, key=lambda each: each.start),
        "some": store.some(Cycle, (each.cycle_id for each in visits)),
        "where_in": {each.name for each in store.where_in(Chair, "name", ["Window", "Chair 1"])},
        "has": (store.has(Chair, name="Chair 9"), store.has(Chair, name="Chair 1")),
        "visits": store.appointments_between(first, last),
        "stays": sorted(store.stays_between(first, last), key=lambda each: each.start),
    }


def test_reading_as_if_tells_what_reading_afterwards_tells(clinic: SmallClinic) -> None:
    changes = some_changes(clinic)
    foreseen = clinic.read(lambda store: told(AsIf(store, changes), clinic))
    assert foreseen != clinic.read(lambda store: told(store, clinic))
    clinic.run(lambda _work: ChangeSet("Edit all", changes))
    assert foreseen == clinic.read(lambda store: told(store, clinic))


def test_what_is_taken_away_is_not_read(clinic: SmallClinic) -> None:
    chair = clinic.chairs[2]
    without = clinic.read(lambda store: AsIf(store, (Change(chair, None),)).all(Chair))
    assert chair not in without
    assert (
        clinic.read(lambda store: AsIf(store, (Change(chair, None),)).get(Chair, chair.id)) is None
    )
