"""Booked visits as the checks see them, read together."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from ivig_scheduler.domain.records import Appointment, Patient
from ivig_scheduler.services.candidates import load_candidates
from tests.clinics import TODAY, SmallClinic, make_small_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    small = make_small_clinic(tmp_path)
    yield small
    small.close()


@pytest.fixture
def visits(clinic: SmallClinic) -> tuple[Appointment, ...]:
    return clinic.visits(clinic.book_course(clinic.osei, cycles=3))


def patients(clinic: SmallClinic) -> dict[UUID, Patient]:
    return {each.id: each for each in clinic.read(lambda store: store.all(Patient))}


def test_each_visit_stands_where_it_is_booked_with_its_own_due_day(
    clinic: SmallClinic, visits: tuple[Appointment, ...]
) -> None:
    found = clinic.read(lambda store: load_candidates(store, visits, patients(clinic)))
    assert [found[each.id].start for each in visits] == [each.start for each in visits]
    assert len({found[each.id].due_day for each in visits}) == len(visits)
    assert not any(each.is_weight_checked for each in found.values())


def test_the_weight_is_checked_of_the_next_visit_alone(
    clinic: SmallClinic, visits: tuple[Appointment, ...]
) -> None:
    found = clinic.read(
        lambda store: load_candidates(store, visits, patients(clinic), weighed_from=TODAY)
    )
    assert [found[each.id].is_weight_checked for each in visits] == [True, False, False]
    assert found[visits[0].id].weight is not None


def test_a_visit_without_its_plan_is_left_out(
    clinic: SmallClinic, visits: tuple[Appointment, ...]
) -> None:
    lost = visits[0].model_copy(update={"plan_id": visits[0].id})
    found = clinic.read(lambda store: load_candidates(store, (lost, visits[1]), patients(clinic)))
    assert set(found) == {visits[1].id}
