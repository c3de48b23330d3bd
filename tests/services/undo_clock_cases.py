"""The cases of the services of the day's clock: rates, pauses and corrected times."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from functools import partial

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.terms import PauseCause, Status
from ivig_scheduler.services.clock import infusions, times
from tests.services.founded import Founded, at
from tests.services.undo_booking_cases import a_booked_course
from tests.services.undo_setup_cases import Act, Case


def an_infusion(clinic: Founded) -> r.Appointment:
    """Return a visit of today whose infusion runs since half an hour."""
    before = a_booked_course(clinic)[0]
    by = at(8) - before.start
    after = before.model_copy(
        update={
            "start": at(8),
            "end": before.end + by,
            "held_until": before.held_until + by,
            "status": Status.INFUSING,
            "actual_start": at(8),
            "infusion_start": at(8, 30),
        }
    )
    clinic.change(before, after)
    return after


def a_paused_infusion(clinic: Founded) -> r.Appointment:
    visit = an_infusion(clinic)
    clinic.dispatcher.run_once(
        lambda work: infusions.pause_infusion(work, visit, PauseCause.PUMP, at=at(8, 40))
    )
    return visit


def record_rate(clinic: Founded) -> Act:
    return partial(
        infusions.record_rate, before=an_infusion(clinic), ml_per_h=Decimal(20), held_minutes=30
    )


def go_on_with_table(clinic: Founded) -> Act:
    return partial(infusions.go_on_with_table, before=an_infusion(clinic))


def pause_infusion(clinic: Founded) -> Act:
    return partial(
        infusions.pause_infusion,
        before=an_infusion(clinic),
        cause=PauseCause.REACTION,
        expected_minutes=20,
    )


def resume_infusion(clinic: Founded) -> Act:
    return partial(
        infusions.resume_infusion, before=a_paused_infusion(clinic), ml_per_h=Decimal(20)
    )


def correct_times(clinic: Founded) -> Act:
    visit = a_paused_infusion(clinic)
    events = clinic.read(lambda s: s.where(r.VisitEvent, appointment_id=visit.id))
    return partial(
        times.correct_times,
        before=visit,
        times={"actual_start": at(8, 5), "infusion_start": at(8, 35)},
        event_times={each.id: each.at + timedelta(minutes=3) for each in events},
    )


CLOCK_CASES: Mapping[str, tuple[Case, ...]] = {
    "clock.infusions.record_rate": (record_rate,),
    "clock.infusions.go_on_with_table": (go_on_with_table,),
    "clock.infusions.pause_infusion": (pause_infusion,),
    "clock.infusions.resume_infusion": (resume_infusion,),
    "clock.times.correct_times": (correct_times,),
}
