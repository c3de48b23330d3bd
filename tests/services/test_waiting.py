"""The waiting list: who is put on it, what is refused, and when an entry is overtaken or gone."""

from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from ivig_scheduler.domain.records import Appointment, WaitingEntry
from ivig_scheduler.domain.terms import CancelReason, Need
from ivig_scheduler.services.appointments import advance_status, cancel_appointment
from ivig_scheduler.services.waiting.entries import (
    WaitingLine,
    WaitState,
    add_waiting,
    edit_waiting,
    load_waiting,
    remove_waiting,
)
from tests.clinics import TODAY, SmallClinic, make_small_clinic
from tests.services.waiting_samples import an_entry, refusal

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


@pytest.fixture
def visit(clinic: SmallClinic) -> Appointment:
    """Osei's first visit, next week."""
    return clinic.visits(clinic.book_course(clinic.osei, cycles=2))[0]


def lines(clinic: SmallClinic) -> tuple[WaitingLine, ...]:
    return clinic.read(lambda store: load_waiting(store, clinic.clock.local))


def test_an_entry_is_added_changed_and_removed_each_with_one_undo(
    clinic: SmallClinic, visit: Appointment
) -> None:
    entry = an_entry(visit, clinic)
    clinic.run(lambda work: add_waiting(work, entry))
    urgent = entry.model_copy(update={"need": Need.URGENT, "weekdays": (2, 3)})
    clinic.run(lambda work: edit_waiting(work, entry, urgent))
    assert [line.entry for line in lines(clinic)] == [urgent]
    assert lines(clinic)[0].visit == visit
    clinic.run(lambda work: remove_waiting(work, urgent))
    assert lines(clinic) == ()
    clinic.dispatcher.undo()
    assert [line.entry for line in lines(clinic)] == [urgent]
    clinic.dispatcher.undo()
    assert [line.entry for line in lines(clinic)] == [entry]


def test_every_problem_of_an_entry_is_told_at_once(clinic: SmallClinic, visit: Appointment) -> None:
    wrong = an_entry(
        visit,
        clinic,
        from_day=TODAY - timedelta(days=2),
        to_day=TODAY - timedelta(days=1),
        weekdays=(4,),
        not_before=time(14),
        not_after=time(12),
    )
    fields = refusal(clinic, lambda work: add_waiting(work, wrong))
    assert fields == {"to_day", "weekdays", "not_after"}


def test_nobody_waits_twice_for_a_cycle_nor_for_a_day_after_the_visit(
    clinic: SmallClinic, visit: Appointment
) -> None:
    clinic.run(lambda work: add_waiting(work, an_entry(visit, clinic)))
    again = an_entry(visit, clinic)
    assert refusal(clinic, lambda work: add_waiting(work, again)) == {"cycle"}
    later = visit.start.date() + timedelta(days=1)
    late = an_entry(visit, clinic, from_day=later, to_day=later, id=lines(clinic)[0].entry.id)
    assert refusal(clinic, lambda work: edit_waiting(work, late, late)) == {"from_day"}


def test_an_entry_of_a_cycle_that_is_not_there_is_refused(
    clinic: SmallClinic, visit: Appointment
) -> None:
    lost = an_entry(visit, clinic, cycle_id=uuid4())
    assert refusal(clinic, lambda work: add_waiting(work, lost)) == {"cycle"}


def test_the_list_is_ordered_by_need_then_by_how_long_one_waits(clinic: SmallClinic) -> None:
    visits = [clinic.visits(clinic.book_course(each, cycles=1))[0] for each in clinic.patients]
    needs = (Need.WISH, Need.URGENT, Need.WISH)
    since = clinic.clock.local
    entries = [
        an_entry(visit, clinic, need=need, since=since - timedelta(days=days))
        for days, (visit, need) in enumerate(zip(visits, needs, strict=True))
    ]
    clinic.add(*entries)
    names = [line.patient.family_name for line in lines(clinic)]
    assert names == ["Brandt", "Yamada", "Osei"]


def test_an_entry_whose_time_has_passed_is_overtaken(
    clinic: SmallClinic, visit: Appointment
) -> None:
    clinic.add(an_entry(visit, clinic, to_day=TOMORROW))
    assert [line.state for line in lines(clinic)] == [WaitState.WAITING]
    clinic.clock.pass_days(2)
    assert [line.state for line in lines(clinic)] == [WaitState.OVERTAKEN]


def test_an_entry_is_gone_once_its_cycle_is_given(clinic: SmallClinic, visit: Appointment) -> None:
    clinic.add(an_entry(visit, clinic, to_day=visit.start.date()))
    clinic.clock.pass_days(7)
    clinic.run(lambda work: advance_status(work, visit))
    clinic.run(lambda work: advance_status(work, clinic.visit(visit)))
    assert lines(clinic) == ()
    assert clinic.read(lambda store: len(store.all(WaitingEntry))) == 1


def test_an_entry_whose_visit_is_called_off_has_no_place_to_move(
    clinic: SmallClinic, visit: Appointment
) -> None:
    clinic.add(an_entry(visit, clinic))
    clinic.run(lambda work: cancel_appointment(work, visit, CancelReason.WEATHER))
    (line,) = lines(clinic)
    assert (line.state, line.visit) == (WaitState.NO_PLACE, None)
