"""What exceptional acts bring, told before they are done; visits added on the day."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.records import Appointment, ChairOutage, Cycle
from ivig_scheduler.domain.terms import Asker, CancelReason, CycleState
from ivig_scheduler.services.appointments import cancel_appointment, mark_no_show
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.exceptions.add_ons import AddOn, find_add_ons
from ivig_scheduler.services.exceptions.outlook import Consequences, foresee_consequences
from ivig_scheduler.services.setup.day_hours import close_early
from ivig_scheduler.services.setup.outages import add_outage
from ivig_scheduler.services.work_list import book_cycle
from tests.clinics import TODAY, SmallClinic, make_small_clinic

Service = Callable[[Work], ChangeSet]


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


def cancelled(visit: Appointment) -> Service:
    return lambda work: cancel_appointment(work, visit, CancelReason.PATIENT_ILL, "", Asker.FAMILY)


def foreseen(clinic: SmallClinic, service: Service) -> Consequences:
    return clinic.read(lambda store: foresee_consequences(store, service, clinic.clock.local))


def records(clinic: SmallClinic) -> set[object]:
    """Return everything that an act could have changed."""
    return clinic.read(
        lambda store: {*store.all(Appointment), *store.all(Cycle), *store.all(ChairOutage)}
    )


def test_a_cancel_tells_its_place_its_cycle_and_who_becomes_naive_like(
    clinic: SmallClinic,
) -> None:
    course = clinic.book_course(clinic.osei, interval_days="40", cycles=3)
    visit, following = clinic.visits(course)[1:3]
    before = records(clinic)
    found = foreseen(clinic, cancelled(visit))
    assert records(clinic) == before, "nothing is written"
    assert [(each.slot.start, each.slot.end) for each in found.freed] == [
        (visit.start, visit.held_until)
    ]
    assert [each.id for each in found.to_work_list] == [visit.cycle_id]
    assert [each.before.id for each in found.lengths] == [following.id]
    assert found.lengths[0].is_naive_like


def test_who_asked_for_a_cancel_is_kept_and_told_on_the_work_list(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei))[0]
    clinic.run(cancelled(visit))
    assert clinic.visit(visit).cancel_asked_by is Asker.FAMILY
    cycle = clinic.read(lambda store: store.get(Cycle, visit.cycle_id))
    assert cycle is not None
    assert "asked by family or carer" in cycle.reason


def test_a_no_show_tells_the_due_days_that_move(clinic: SmallClinic) -> None:
    visits = clinic.visits(clinic.book_course(clinic.osei, first_day=TODAY))
    found = foreseen(clinic, lambda work: mark_no_show(work, visits[0]))
    assert [each.id for each in found.to_work_list] == [visits[0].cycle_id]


def test_a_chair_out_and_an_early_closing_tell_who_is_affected(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, first_day=TODAY))[0]
    now = clinic.clock.local
    outage = ChairOutage(
        chair_id=visit.chair_id, starts=now, ends=now + timedelta(hours=6), reason="Pump"
    )
    found = foreseen(clinic, lambda work: add_outage(work, outage))
    assert [each.appointment.id for each in found.affected] == [visit.id]
    closes = datetime.combine(TODAY, time(12))
    found = foreseen(clinic, lambda work: close_early(work, TODAY, closes, "Storm"))
    assert [each.appointment.id for each in found.affected] == [visit.id]
    assert "after closing at 12:00 that day (Storm)" in found.affected[0].conflicts[0].message


def add_ons(clinic: SmallClinic) -> tuple[AddOn, ...]:
    patient, now = clinic.osei, clinic.clock.local
    return clinic.read(lambda store: find_add_ons(store, patient.id, now))


def test_a_cycle_without_a_place_gets_the_earliest_of_today(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, first_day=TODAY))[0]
    clinic.run(cancelled(visit))
    (found,) = add_ons(clinic)
    assert found.planned is not None
    ready = clinic.clock.local + timedelta(minutes=15)
    assert found.planned.visits[0].start == ready, "09:00 and the check-in, on the grid"
    planned = found.planned
    clinic.run(lambda work: book_cycle(work, visit.cycle_id, planned))
    assert add_ons(clinic) == (), "the next visit is today"


def test_the_missing_day_of_a_cycle_that_has_begun_is_added_on(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, first_day=TODAY, days_per_cycle="2", cycles=2)
    first, second = clinic.visits(course)[:2]
    clinic.clock.pass_days(second.start.date().toordinal() - first.start.date().toordinal())
    clinic.run(cancelled(second))
    found = add_ons(clinic)[0]
    assert (found.cycle.id, found.visits) == (second.cycle_id, ())
    assert found.planned is not None
    assert [each.day_of_cycle for each in found.planned.visits] == [2]


def test_a_visit_of_a_later_day_is_offered_where_it_could_be_today(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei))[0]
    (found,) = add_ons(clinic)
    assert found.visits == (visit,)
    assert found.planned is not None
    assert found.planned.visits[0].start.date() == TODAY
    assert found.cycle.state is CycleState.BOOKED


def test_a_full_rest_of_the_day_tells_why(clinic: SmallClinic) -> None:
    clinic.book_course(clinic.osei)
    clinic.clock.now += timedelta(hours=7)
    (found,) = add_ons(clinic)
    assert found.planned is None
    assert any("closing" in each.message for each in found.reasons)
