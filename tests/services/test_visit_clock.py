"""The stamps of a visit, its rates and pauses, and their correction, on a real database."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from ivig_scheduler.domain.changes import ChangeSet, changed
from ivig_scheduler.domain.errors import RuleBrokenError, StaleRecordError
from ivig_scheduler.domain.records import Appointment, Patient, VisitEvent
from ivig_scheduler.domain.terms import PauseCause, Status
from ivig_scheduler.services.appointments import advance_status
from ivig_scheduler.services.clock.infusions import (
    go_on_with_table,
    pause_infusion,
    record_rate,
    resume_infusion,
)
from ivig_scheduler.services.clock.times import correct_times
from ivig_scheduler.services.site_settings import change_setting
from ivig_scheduler.services.visit_file import VisitFile, load_visit
from tests.clinics import TODAY, SmallClinic, make_small_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


@pytest.fixture
def visit(clinic: SmallClinic) -> Appointment:
    """A visit of today whose infusion has just begun, at 09:00."""
    clinic.book_course(clinic.osei, first_day=TODAY, cycles=1)
    booked = clinic.read(lambda store: store.where(Appointment, patient_id=clinic.osei.id))[0]
    found = step(clinic, step(clinic, booked))
    for _ in range(2):
        clinic.clock.now += timedelta(minutes=20)
        found = step(clinic, found)
    return found


def step(clinic: SmallClinic, visit: Appointment) -> Appointment:
    clinic.run(lambda work: advance_status(work, clinic.visit(visit)))
    return clinic.visit(visit)


def file_of(clinic: SmallClinic, visit: Appointment) -> VisitFile:
    return clinic.read(lambda store: load_visit(store, visit.id))


def pass_minutes(clinic: SmallClinic, minutes: int) -> datetime:
    clinic.clock.now += timedelta(minutes=minutes)
    return clinic.clock.local


def test_every_step_is_stamped_with_the_minute(clinic: SmallClinic, visit: Appointment) -> None:
    assert visit.status is Status.INFUSING
    assert visit.arrived_at is not None and visit.actual_start is not None
    assert visit.actual_start - visit.arrived_at == timedelta(minutes=20)
    assert visit.infusion_start == clinic.clock.local
    pass_minutes(clinic, 150)
    watched = step(clinic, visit)
    pass_minutes(clinic, 30)
    done = step(clinic, watched)

    assert watched.infusion_end == clinic.clock.local - timedelta(minutes=30)
    assert (done.status, done.actual_end) == (Status.DONE, clinic.clock.local)


def test_a_new_rate_moves_the_end_and_undo_moves_it_back(
    clinic: SmallClinic, visit: Appointment
) -> None:
    now = pass_minutes(clinic, 20)
    before = file_of(clinic, visit).expect(now)
    clinic.run(lambda work: record_rate(work, visit, Decimal(20)))
    slowed = file_of(clinic, visit).expect(now)
    assert before.leaves is not None and slowed.leaves is not None
    assert slowed.infusion is not None and slowed.infusion.ml_per_h == 20
    assert slowed.leaves > before.leaves
    pass_minutes(clinic, 60)
    clinic.run(lambda work: go_on_with_table(work, visit))
    again = file_of(clinic, visit).expect(clinic.clock.local)
    assert again.infusion is not None and again.infusion.ml_per_h > 20

    clinic.dispatcher.undo()
    clinic.dispatcher.undo()

    assert file_of(clinic, visit).expect(now) == before


def test_a_pause_and_its_end_are_counted(clinic: SmallClinic, visit: Appointment) -> None:
    start = pass_minutes(clinic, 20)
    before = file_of(clinic, visit).expect(start)
    changes = clinic.run(
        lambda work: pause_infusion(work, visit, PauseCause.REACTION, expected_minutes=15)
    )
    paused = file_of(clinic, visit).expect(start)
    pass_minutes(clinic, 25)
    clinic.run(lambda work: resume_infusion(work, visit))
    resumed = file_of(clinic, visit).expect(clinic.clock.local)

    assert changes.label == "Pause an infusion: reaction, for 15 min"
    assert before.leaves and paused.leaves and resumed.leaves
    assert paused.leaves - before.leaves == timedelta(minutes=15)
    assert resumed.leaves - before.leaves == timedelta(minutes=25)


def test_a_pause_is_not_paused_and_a_running_infusion_not_resumed(
    clinic: SmallClinic, visit: Appointment
) -> None:
    with pytest.raises(RuleBrokenError, match="not paused"):
        clinic.run(lambda work: resume_infusion(work, visit))
    clinic.run(lambda work: pause_infusion(work, visit, PauseCause.PUMP))
    with pytest.raises(RuleBrokenError, match="paused already"):
        clinic.run(lambda work: pause_infusion(work, visit, PauseCause.PUMP))
    with pytest.raises(RuleBrokenError, match="resume it at the new rate"):
        clinic.run(lambda work: record_rate(work, visit, Decimal(20)))
    with pytest.raises(RuleBrokenError, match="resume it first"):
        clinic.run(lambda work: go_on_with_table(work, visit))
    clinic.run(lambda work: resume_infusion(work, visit))

    events = clinic.read(lambda store: store.all(VisitEvent))
    assert len({each.at for each in events}) == 2


def test_a_rate_above_a_ceiling_is_refused_with_the_numbers(
    clinic: SmallClinic, visit: Appointment
) -> None:
    file = file_of(clinic, visit)
    highest = max(step.ml_per_h for step in file.ladder)
    with pytest.raises(RuleBrokenError, match="above the rate table's highest step of") as refused:
        clinic.run(lambda work: record_rate(work, visit, Decimal(900), is_confirmed=True))
    assert not refused.value.problems[0].can_confirm
    assert highest == max(each.ml_per_h for each in file.limits)
    with pytest.raises(RuleBrokenError, match=r"below the pump's least rate of 0\.1 mL/h"):
        clinic.run(lambda work: record_rate(work, visit, Decimal("0.01")))


def test_a_rate_is_held_against_the_orders_cap_and_what_was_tolerated(clinic: SmallClinic) -> None:
    clinic.book_course(clinic.osei, first_day=TODAY, cycles=1, max_ml_per_h="120")
    booked = clinic.read(lambda store: store.where(Appointment, patient_id=clinic.osei.id))[0]
    for _ in range(4):
        booked = step(clinic, booked)
    patient = clinic.read(lambda store: store.get(Patient, clinic.osei.id))
    assert patient is not None
    tolerated = patient.model_copy(update={"highest_tolerated_mg_kg_min": Decimal("0.5")})
    clinic.dispatcher.run_once(lambda _work: ChangeSet("given", changed(patient, tolerated)))
    with pytest.raises(RuleBrokenError) as refused:
        clinic.run(partial(record_rate, before=booked, ml_per_h=Decimal("120.1")))

    assert [each.message for each in refused.value.problems] == [
        "120.1 mL/h is above the highest rate tolerated so far of 21 mL/h",
        "120.1 mL/h is above the order's cap of 120 mL/h",
    ]


def test_where_the_site_only_warns_a_rate_above_a_ceiling_is_confirmed_and_noted(
    clinic: SmallClinic, visit: Appointment
) -> None:
    clinic.run(lambda work: change_setting(work, "clearance.rate_ceiling", "warn"))
    with pytest.raises(RuleBrokenError) as asked:
        clinic.run(lambda work: record_rate(work, visit, Decimal(900)))
    assert asked.value.problems[0].can_confirm
    clinic.run(lambda work: record_rate(work, visit, Decimal(900), is_confirmed=True))

    noted = clinic.read(lambda store: store.all(VisitEvent))[0].note
    assert noted.startswith("900 mL/h is above the rate table's highest step of ")


def test_an_entry_has_a_time_that_can_be(clinic: SmallClinic, visit: Appointment) -> None:
    began = clinic.clock.local
    now = pass_minutes(clinic, 30)
    for at, why in (
        (now + timedelta(minutes=1), "is in the future"),
        (began - timedelta(minutes=1), "is before the infusion began"),
    ):
        with pytest.raises(RuleBrokenError, match=why):
            clinic.run(partial(record_rate, before=visit, ml_per_h=Decimal(20), at=at))
    earlier = began + timedelta(minutes=10)
    clinic.run(lambda work: record_rate(work, visit, Decimal(20), at=earlier))
    with pytest.raises(RuleBrokenError, match="not after the last entry"):
        clinic.run(lambda work: record_rate(work, visit, Decimal(30), at=earlier))


def test_nothing_is_entered_after_the_last_drop(clinic: SmallClinic, visit: Appointment) -> None:
    pass_minutes(clinic, 600)
    with pytest.raises(RuleBrokenError, match=r"by the rates entered all .* mL were in at"):
        clinic.run(lambda work: pause_infusion(work, visit, PauseCause.PUMP))


def test_another_cause_is_told(clinic: SmallClinic, visit: Appointment) -> None:
    with pytest.raises(RuleBrokenError, match="say in a word"):
        clinic.run(lambda work: pause_infusion(work, visit, PauseCause.OTHER))


def test_nothing_happens_to_an_infusion_that_does_not_run(
    clinic: SmallClinic, visit: Appointment
) -> None:
    pass_minutes(clinic, 100)
    watched = step(clinic, visit)
    with pytest.raises(RuleBrokenError, match="the visit is observing: no infusion runs"):
        clinic.run(lambda work: record_rate(work, watched, Decimal(20)))
    with pytest.raises(StaleRecordError, match="changed meanwhile"):
        clinic.run(lambda work: record_rate(work, visit, Decimal(20)))


def test_a_stamp_is_corrected_as_an_act_of_its_own(clinic: SmallClinic, visit: Appointment) -> None:
    assert visit.actual_start is not None and visit.infusion_start is not None
    earlier = visit.infusion_start - timedelta(minutes=5)
    changes = clinic.run(lambda work: correct_times(work, visit, {"infusion_start": earlier}))
    after = clinic.visit(visit)

    assert changes.label == (
        f"Set the time of the start of the infusion {earlier:%H:%M}, "
        f"was {visit.infusion_start:%H:%M}"
    )
    assert after.infusion_start == earlier
    assert after.status_since == clinic.clock.now - timedelta(minutes=5)
    assert file_of(clinic, visit).history[0].label == changes.label
    clinic.dispatcher.undo()
    assert clinic.visit(visit) == visit


def test_times_out_of_order_are_refused_with_every_reason(
    clinic: SmallClinic, visit: Appointment
) -> None:
    assert visit.infusion_start is not None
    late = visit.infusion_start + timedelta(minutes=1)
    with pytest.raises(RuleBrokenError) as refused:
        clinic.run(
            lambda work: correct_times(work, visit, {"actual_start": late, "infusion_end": late})
        )
    told = {each.field: each.message for each in refused.value.problems}

    assert "in the future" in told["actual_start"]
    assert "is before sitting down" in told["infusion_start"]
    assert "step it on instead" in told["infusion_end"]


def test_an_entry_of_the_infusion_is_given_another_time(
    clinic: SmallClinic, visit: Appointment
) -> None:
    pass_minutes(clinic, 30)
    clinic.run(lambda work: record_rate(work, visit, Decimal(20)))
    event = clinic.read(lambda store: store.all(VisitEvent))[0]
    earlier = event.at - timedelta(minutes=10)
    clinic.run(lambda work: correct_times(work, visit, {}, {event.id: earlier}))
    assert clinic.read(lambda store: store.all(VisitEvent))[0].at == earlier
    began = visit.infusion_start
    assert began is not None
    with pytest.raises(RuleBrokenError, match="before the infusion began"):
        clinic.run(
            lambda work: correct_times(work, visit, {}, {event.id: began - timedelta(minutes=1)})
        )
