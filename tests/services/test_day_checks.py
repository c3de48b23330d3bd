from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ivig_scheduler.domain.records import Appointment, ChairOutage
from ivig_scheduler.services.day import load_day
from ivig_scheduler.services.day_checks import OF_THE_HOUR, find_troubles
from ivig_scheduler.services.visit_file import load_visit
from tests.clinics import TODAY, SmallClinic, make_small_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    small = make_small_clinic(tmp_path)
    yield small
    small.close()


@pytest.fixture
def visits(clinic: SmallClinic) -> tuple[Appointment, ...]:
    return clinic.visits(clinic.book_course(clinic.osei, cycles=9))


def troubles_on(clinic: SmallClinic, visit: Appointment) -> list[str]:
    day = clinic.read(lambda store: load_day(store, visit.start.date()))
    found = clinic.read(lambda store: find_troubles(store, day, clinic.clock.today))
    return [conflict.rule for conflict in found.get(visit.id, ())]


def told_by(clinic: SmallClinic, visit: Appointment) -> list[str]:
    file = clinic.read(lambda store: load_visit(store, visit.id))
    return [conflict.rule for conflict in file.conflicts if conflict.rule != OF_THE_HOUR]


def break_chair(clinic: SmallClinic, visit: Appointment) -> None:
    clinic.add(
        ChairOutage(
            chair_id=visit.chair_id,
            starts=visit.start - timedelta(hours=1),
            ends=visit.start + timedelta(hours=1),
            reason="motor",
        )
    )


def test_a_visit_without_trouble_is_left_out(
    clinic: SmallClinic, visits: tuple[Appointment, ...]
) -> None:
    assert troubles_on(clinic, visits[0]) == []


def test_a_chair_out_of_service_is_against_its_visits(
    clinic: SmallClinic, visits: tuple[Appointment, ...]
) -> None:
    break_chair(clinic, visits[0])
    assert troubles_on(clinic, visits[0]) == ["chair_outage"]


def test_an_old_weight_is_told_only_for_the_patients_next_visit(
    clinic: SmallClinic, visits: tuple[Appointment, ...]
) -> None:
    assert troubles_on(clinic, visits[-1]) == []
    clinic.clock.now += visits[-1].start.date() - TODAY
    assert troubles_on(clinic, visits[-1]) == ["weight_age"]


def test_a_day_that_is_over_is_no_longer_checked(
    clinic: SmallClinic, visits: tuple[Appointment, ...]
) -> None:
    break_chair(clinic, visits[0])
    clinic.clock.now += visits[0].start.date() - TODAY + timedelta(days=1)
    assert troubles_on(clinic, visits[0]) == []


def test_the_signs_of_a_day_agree_with_what_the_visit_itself_tells(
    clinic: SmallClinic, visits: tuple[Appointment, ...]
) -> None:
    break_chair(clinic, visits[2])
    for visit in visits:
        assert troubles_on(clinic, visit) == told_by(clinic, visit)
