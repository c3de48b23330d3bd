"""Whatever is done in whatever order: the calendar keeps its promises, and all can be undone."""

import shutil
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.naive import is_naive_like
from ivig_scheduler.domain.records import Appointment, Course, Cycle, Order, Plan
from ivig_scheduler.domain.terms import CHAIR_FREE, MOVABLE, CancelReason, CycleState
from ivig_scheduler.services.appointments import (
    advance_status,
    cancel_appointment,
    mark_no_show,
    move_appointment,
)
from ivig_scheduler.services.courses.due_days import first_days
from ivig_scheduler.services.patient_calendar import as_earlier, load_calendar
from ivig_scheduler.services.visit_file import load_visit
from ivig_scheduler.services.work_list import book_cycle, load_work_list, plan_cycle, skip_cycle
from ivig_scheduler.storage.reader import Reader
from tests.clinics import SmallClinic, make_small_clinic, open_small_clinic

Act = Callable[[SmallClinic, int, int], None]


@pytest.fixture(scope="module")
def booked_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clinic with three courses; one is split, one has a second product between."""
    folder = tmp_path_factory.mktemp("booked")
    clinic = make_small_clinic(folder)
    clinic.book_course(clinic.osei, cycles=3, interval_days=42)
    clinic.book_course(
        clinic.brandt, indication="CIDP", dose="1", days_per_cycle=2, interval_days=21, cycles=3
    )
    clinic.book_course(
        clinic.osei,
        product="Gamunex-C 10%",
        first_day=clinic.clock.today + timedelta(days=30),
        cycles=1,
    )
    clinic.close()
    return folder / "clinic.sqlite"


def _visit(clinic: SmallClinic, pick: int) -> Appointment:
    found = clinic.read(lambda store: store.all(Appointment))
    return sorted(found, key=lambda each: (each.start, str(each.id)))[pick % len(found)]


def _move(clinic: SmallClinic, pick: int, far: int) -> None:
    visit = _visit(clinic, pick)
    start = visit.start + timedelta(days=far % 61 - 30, minutes=15 * (far % 7))
    chair = clinic.chairs[far % 3]
    clinic.run(lambda work: move_appointment(work, visit, chair.id, start))


def _cancel(clinic: SmallClinic, pick: int, _far: int) -> None:
    visit = _visit(clinic, pick)
    clinic.run(lambda work: cancel_appointment(work, visit, CancelReason.COVER))


def _miss(clinic: SmallClinic, pick: int, _far: int) -> None:
    visit = _visit(clinic, pick)
    clinic.run(lambda work: mark_no_show(work, visit))


def _advance(clinic: SmallClinic, pick: int, _far: int) -> None:
    visit = _visit(clinic, pick)
    clinic.run(lambda work: advance_status(work, visit))


def _place(clinic: SmallClinic, pick: int, _far: int) -> None:
    items = clinic.read(lambda store: load_work_list(store, clinic.clock.today))
    if items:
        cycle = items[pick % len(items)].cycle
        local = clinic.clock.local
        planned = clinic.read(lambda store: plan_cycle(store, cycle.id, now=local))
        clinic.run(lambda work: book_cycle(work, cycle.id, planned))


def _skip(clinic: SmallClinic, pick: int, _far: int) -> None:
    items = clinic.read(lambda store: load_work_list(store, clinic.clock.today))
    if items:
        cycle = items[pick % len(items)].cycle
        clinic.run(lambda work: skip_cycle(work, cycle, "in hospital"))


def _wait(clinic: SmallClinic, _pick: int, far: int) -> None:
    clinic.clock.pass_days(far % 15)


ACTS: tuple[Act, ...] = (_move, _move, _cancel, _miss, _advance, _place, _place, _skip, _wait)


def _check_calendar(store: Reader) -> None:
    standing = [each for each in store.all(Appointment) if each.status not in CHAIR_FREE]
    by_chair: dict[object, list[Appointment]] = defaultdict(list)
    for visit in sorted(standing, key=lambda each: each.start):
        if by_chair[visit.chair_id]:
            assert by_chair[visit.chair_id][-1].held_until <= visit.start
        by_chair[visit.chair_id].append(visit)
    assert len({(each.patient_id, each.start.date()) for each in standing}) == len(standing)
    for visit in standing:
        if visit.status in MOVABLE:
            _check_plan(store, visit)


def _check_plan(store: Reader, visit: Appointment) -> None:
    plan = store.get(Plan, visit.plan_id)
    assert plan is not None
    assert visit.end - visit.start == timedelta(minutes=plan.booked_minutes)
    earlier = as_earlier(load_calendar(store, visit.patient_id), besides=visit.id)
    naive = is_naive_like(visit.start.date(), plan.product_id, earlier, 56)
    told = {conflict.rule for conflict in load_visit(store, visit.id).conflicts}
    assert (plan.is_naive_like != naive) == ("naive_like" in told)


def _check_cycles(store: Reader) -> None:
    for course in store.all(Course):
        order = store.get(Order, course.order_id)
        assert order is not None
        visits = store.where(Appointment, course_id=course.id)
        given_on = first_days(visits)
        due = None
        for cycle in sorted(store.where(Cycle, course_id=course.id), key=lambda each: each.number):
            assert due is None or cycle.due_day == due
            due = given_on.get(cycle.id, cycle.due_day) + timedelta(days=order.interval_days)
            days = [
                each.day_of_cycle
                for each in visits
                if each.cycle_id == cycle.id and each.status not in CHAIR_FREE
            ]
            assert len(days) == len(set(days)) <= order.days_per_cycle
            assert (len(days) == order.days_per_cycle) == (cycle.state is CycleState.BOOKED)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(ACTS), st.integers(0, 9), st.integers(0, 200)),
        min_size=2,
        max_size=8,
    )
)
def test_the_calendar_keeps_its_promises_whatever_is_done(
    booked_file: Path, acts: list[tuple[Act, int, int]]
) -> None:
    with TemporaryDirectory() as folder:
        clinic = open_small_clinic(Path(shutil.copy(booked_file, folder)))
        try:
            before = _rows(clinic)
            for act, pick, far in acts:
                try:
                    act(clinic, pick, far)
                except RuleBrokenError:
                    continue
                clinic.read(_check_calendar)
                clinic.read(_check_cycles)
            while clinic.dispatcher.history.next_undo:
                clinic.dispatcher.undo()
            assert _rows(clinic) == before
        finally:
            clinic.close()


def _rows(clinic: SmallClinic) -> list[set[object]]:
    kinds = (Appointment, Cycle, Plan)
    return [set(clinic.read(lambda store, kind=kind: store.all(kind))) for kind in kinds]  # type: ignore[misc]
