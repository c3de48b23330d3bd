"""Tomorrow's readiness: what each visit of the next open day lacks, and where it is mended."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from ivig_scheduler.domain.changes import ChangeSet, changed
from ivig_scheduler.domain.records import Appointment, ChairOutage, Order, Patient
from ivig_scheduler.planning.series import Wish
from ivig_scheduler.services.appointments import advance_status
from ivig_scheduler.services.readiness import Mend, Readiness, load_readiness
from tests.clinics import TODAY, SmallClinic, make_small_clinic

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


def book(clinic: SmallClinic, patient: Patient, day: date = TOMORROW, hour: int = 9) -> Appointment:
    chair = clinic.chairs[clinic.patients.index(patient)]
    draft = clinic.draft(patient, first_day=day, cycles=1)
    return clinic.visits(clinic.book(draft, {(1, 1): Wish(day, time(hour), chair.id)}))[0]


def readiness(clinic: SmallClinic) -> Readiness:
    return clinic.read(lambda store: load_readiness(store, clinic.clock.today))


def test_an_unconfirmed_visit_lacks_its_confirmation_until_it_has_it(clinic: SmallClinic) -> None:
    visit = book(clinic, clinic.osei)
    found = readiness(clinic)
    (line,) = found.lines
    assert (found.day, found.not_ready, found.is_all_ready) == (TOMORROW, 1, False)
    assert [(each.text, each.mend) for each in line.missing] == [("not confirmed", Mend.CONFIRM)]
    clinic.run(lambda work: advance_status(work, visit))
    assert readiness(clinic).is_all_ready
    assert readiness(clinic).lines[0].chair == "Chair 1"


def test_the_next_open_day_is_looked_at_not_the_holiday(clinic: SmallClinic) -> None:
    book(clinic, clinic.osei, date(2026, 11, 27))
    clinic.clock.pass_days(1)
    # Thursday 11/26 is Thanksgiving.
    assert readiness(clinic).day == date(2026, 11, 27)
    assert len(readiness(clinic).lines) == 1


def test_a_closed_day_with_a_visit_is_looked_at_all_the_same(clinic: SmallClinic) -> None:
    visit = book(clinic, clinic.osei, date(2026, 11, 27))
    holiday = visit.model_copy(
        update={
            name: getattr(visit, name) - timedelta(days=1)
            for name in ("start", "end", "held_until")
        }
    )
    clinic.dispatcher.run_once(lambda _work: ChangeSet("given", changed(visit, holiday)))
    clinic.clock.pass_days(1)
    found = readiness(clinic)
    assert found.day == date(2026, 11, 26)
    told = [each for each in found.lines[0].missing if each.mend is Mend.VISIT]
    assert any(each.is_blocking and "Thanksgiving" in each.text for each in told)


def test_a_day_without_visits_is_neither_ready_nor_not(clinic: SmallClinic) -> None:
    found = readiness(clinic)
    assert (found.day, found.lines, found.not_ready, found.is_all_ready) == (TOMORROW, (), 0, False)


def test_an_order_that_ends_before_is_mended_in_its_course(clinic: SmallClinic) -> None:
    book(clinic, clinic.osei)
    (order,) = clinic.read(lambda store: store.all(Order))
    over = order.model_copy(update={"valid_from": TODAY - timedelta(30), "valid_to": TODAY})
    clinic.dispatcher.run_once(lambda _work: ChangeSet("given", changed(order, over)))
    missing = readiness(clinic).lines[0].missing
    assert [each.is_blocking for each in missing if each.mend is Mend.COURSE] == [True]


def test_an_old_weight_is_mended_with_the_patient_and_a_broken_chair_with_the_visit(
    clinic: SmallClinic,
) -> None:
    clinic.clock.pass_days(202)
    day = clinic.clock.today + timedelta(days=1)
    visit = book(clinic, clinic.osei, day)
    outage = ChairOutage(
        chair_id=visit.chair_id,
        starts=datetime.combine(day, time(8)),
        ends=datetime.combine(day, time(17)),
        reason="Pump",
    )
    clinic.add(outage)
    mends = {each.mend for each in readiness(clinic).lines[0].missing}
    assert mends == {Mend.PATIENT, Mend.VISIT, Mend.CONFIRM}
