"""A copied visit is the next cycle of its course that waits for a place, never a further dose."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Appointment, Cycle
from ivig_scheduler.domain.terms import CancelReason, CycleState, Status
from ivig_scheduler.services.appointments import cancel_appointment
from ivig_scheduler.services.copies import book_like, find_next_unplaced
from tests.clinics import SmallClinic, make_small_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


def test_the_next_cycle_without_a_place_is_booked_where_the_copy_is_put(
    clinic: SmallClinic,
) -> None:
    first, second = clinic.visits(clinic.book_course(clinic.osei, cycles=2))
    clinic.run(lambda work: cancel_appointment(work, second, CancelReason.WEATHER))
    chair, start = clinic.chairs[2].id, second.start + timedelta(hours=1)
    clinic.run(lambda work: book_like(work, first, chair, start))
    cycle = clinic.read(lambda store: store.get(Cycle, second.cycle_id))
    assert cycle is not None
    assert cycle.state is CycleState.BOOKED
    found = clinic.read(lambda store: store.where(Appointment, cycle_id=cycle.id))
    placed = [(each.chair_id, each.start) for each in found if each.status is Status.BOOKED]
    assert placed == [(chair, start)]
    assert clinic.visit(first) == first


def test_a_course_whose_cycles_all_have_a_place_is_not_copied(clinic: SmallClinic) -> None:
    first = clinic.visits(clinic.book_course(clinic.osei, cycles=2))[0]
    assert clinic.read(lambda store: find_next_unplaced(store, first)) is None
    with pytest.raises(RuleBrokenError, match="gives no further dose"):
        clinic.run(
            lambda work: book_like(work, first, first.chair_id, first.start + timedelta(days=2))
        )


def test_a_copy_is_not_put_where_something_forbids_it(clinic: SmallClinic) -> None:
    first, second = clinic.visits(clinic.book_course(clinic.osei, cycles=2))
    clinic.run(lambda work: cancel_appointment(work, second, CancelReason.WEATHER))
    late = second.start.replace(hour=16)
    with pytest.raises(RuleBrokenError, match="closing"):
        clinic.run(lambda work: book_like(work, first, clinic.chairs[0].id, late))
    with pytest.raises(RuleBrokenError, match="is past"):
        past = clinic.clock.local - timedelta(hours=1)
        clinic.run(lambda work: book_like(work, first, clinic.chairs[0].id, past))
