"""Facts that are read as they are asked for tell what facts read at once tell."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from ivig_scheduler.domain.changes import Change
from ivig_scheduler.domain.day_gaps import MinuteSpan
from ivig_scheduler.domain.occupancy import Occupancy
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.gradual_facts import gradual_facts
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader
from tests.clinics import TODAY, SmallClinic, make_small_clinic

FIRST, LAST = TODAY, TODAY + timedelta(days=60)
DAYS = [FIRST + timedelta(days=off) for off in range(-2, 63)]


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    """Two courses, a visit called off, and one that goes on past midnight."""
    made = make_small_clinic(tmp_path)
    made.book_course(made.osei, cycles=3)
    visits = made.visits(made.book_course(made.brandt, cycles=2))
    late = datetime(2026, 12, 3, 21, 30)  # noqa: DTZ001 - local
    made.add(
        visits[0].model_copy(update={"id": uuid4(), "status": Status.CANCELLED}),
        visits[0].model_copy(
            update={
                "id": uuid4(),
                "start": late,
                "end": late + timedelta(hours=4, seconds=20),
                "held_until": late + timedelta(hours=5),
            }
        ),
    )
    yield made
    made.close()


def told(clinic: SmallClinic, occupancy: Occupancy, day: date) -> dict[str, object]:
    """Return what an occupancy tells of a day, the narrow questions first."""
    noon = datetime.combine(day, datetime.min.time()) + timedelta(hours=12)
    end = noon + timedelta(days=1)
    minutes = occupancy.minutes_taken(day)
    chairs = {chair.id for chair in clinic.chairs}
    return {
        "minutes": {chair: taken for chair, spans in minutes.items() if (taken := _some(spans))},
        "presence": occupancy.presence(day),
        "chairs": [{each.id for each in occupancy.in_chair(id_, noon, end)} for id_ in chairs],
        "patient": occupancy.of_patient_on(clinic.osei.id, day) is None,
        "starting": {each.id for each in occupancy.starting_on(day)},
        "between": {each.id for each in occupancy.between(noon, end)},
        "present": {each.id for each in occupancy.present(noon, end)},
        "count": occupancy.count_on(day),
    }


def _some(spans: Iterable[MinuteSpan]) -> list[MinuteSpan]:
    return [(begins, ends) for begins, ends in spans if begins < ends]


def a_moved_visit(clinic: SmallClinic, store: Reader) -> Change:
    visit = next(each for each in store.all(Appointment) if each.patient_id == clinic.osei.id)
    shift = timedelta(days=1, minutes=30)
    moved = {name: getattr(visit, name) + shift for name in ("start", "end", "held_until")}
    return Change(visit, visit.model_copy(update=moved))


@pytest.mark.parametrize("is_as_if", [False, True])
def test_every_day_is_told_alike_read_at_once_or_gradually(
    clinic: SmallClinic, *, is_as_if: bool
) -> None:
    with clinic.database.read() as stored:
        store = AsIf(stored, [a_moved_visit(clinic, stored)]) if is_as_if else stored
        at_once = load_facts(store, FIRST, LAST)
        with gradual_facts(store, FIRST, LAST) as facts:
            for day in DAYS:
                assert told(clinic, facts.occupancy, day) == told(clinic, at_once.occupancy, day)
            assert facts.names[clinic.osei.id] == at_once.names[clinic.osei.id]
            # Once a day is read whole, its narrow questions are answered from it.
            for day in DAYS:
                assert told(clinic, facts.occupancy, day) == told(clinic, at_once.occupancy, day)


def test_visits_are_taken_in_and_out_beside_those_that_are_read(clinic: SmallClinic) -> None:
    with clinic.database.read() as store:
        change = a_moved_visit(clinic, store)
        assert isinstance(change.after, Appointment)
        extra = change.after.model_copy(update={"id": uuid4()})
        expected = load_facts(store, FIRST, LAST).occupancy
        expected.add([extra])
        with gradual_facts(store, FIRST, LAST) as facts:
            facts.occupancy.minutes_taken(extra.start.date())
            facts.occupancy.add([extra])
            for day in DAYS:
                assert told(clinic, facts.occupancy, day) == told(clinic, expected, day)
            without = facts.occupancy.without([extra.id])
        expected = load_facts(store, FIRST, LAST).occupancy
        for day in DAYS:
            assert told(clinic, without, day) == told(clinic, expected, day)


def test_facts_that_are_kept_read_nothing_any_more(clinic: SmallClinic) -> None:
    far = max(visit.start.date() for visit in clinic.read(lambda store: store.all(Appointment)))
    first = clinic.clock.today + timedelta(days=7)
    plan = clinic.plan(clinic.draft(clinic.yamada, first_day=first, cycles=1))
    clinic.close()
    assert plan.facts.occupancy.minutes_taken(first)
    assert not plan.facts.occupancy.minutes_taken(far)
    assert not plan.facts.occupancy.starting_on(far)
    assert clinic.brandt.id not in plan.facts.names
