"""The cases of the services that book: courses, visits and the work list."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.clearance.overriding import Override
from ivig_scheduler.domain.terms import CancelReason, DoseUnit
from ivig_scheduler.planning.series import PlannedCycle
from ivig_scheduler.services import appointments, chair_locks, work_list
from ivig_scheduler.services.courses import booking as course_booking
from ivig_scheduler.services.courses.courses import plan_course
from ivig_scheduler.services.orders.drafts import start_draft
from ivig_scheduler.services.orders.form import OrderDraft
from ivig_scheduler.services.orders.sheets import load_order_sheet
from tests.services.founded import TODAY, Founded, at
from tests.services.undo_setup_cases import Act, Case, a_chair, a_known_patient

Planned = tuple[OrderDraft, tuple[PlannedCycle, ...]]


def a_planned_course(clinic: Founded, days_per_cycle: int = 1) -> Planned:
    """Return a course of three cycles in a chair of its own, planned and not booked."""
    patient, chair = a_known_patient(clinic), a_chair(clinic)
    sheet = clinic.read(lambda store: load_order_sheet(store, patient.id, TODAY))
    draft = replace(
        start_draft(sheet),
        indication_code="CIDP",
        product_id=clinic.product("Privigen 10%").id,
        dose_unit=DoseUnit.G_PER_KG,
        dose="0.5",
        accepted_dose_g="30",
        days_per_cycle=str(days_per_cycle),
        interval_days="21",
        first_day="11/30/2026",
        number_of_cycles="3",
        preferred_chair_id=chair.id,
        preferred_time="08:00",
    )
    plan = clinic.read(lambda store: plan_course(store, draft, sheet, now=at(9)))
    assert plan.visits == 3 * days_per_cycle
    return draft, plan.cycles


def a_booked_course(clinic: Founded, days_per_cycle: int = 1) -> tuple[r.Appointment, ...]:
    """Return the visits, in time order, of a course that was booked."""
    draft, cycles = a_planned_course(clinic, days_per_cycle)
    clinic.dispatcher.run_once(lambda work: course_booking.book_course(work, draft, cycles))
    visits = clinic.read(lambda s: s.where(r.Appointment, patient_id=draft.patient_id))
    return tuple(sorted(visits, key=lambda each: each.start))


def a_cycle_without_a_place(clinic: Founded) -> r.Cycle:
    """Return a cycle that is on the work list since its visit was called off."""
    visit = a_booked_course(clinic)[1]
    clinic.dispatcher.run_once(
        lambda work: appointments.cancel_appointment(work, visit, CancelReason.WEATHER, "")
    )
    cycle = clinic.read(lambda store: store.get(r.Cycle, visit.cycle_id))
    assert cycle
    return cycle


def book_course(clinic: Founded) -> Act:
    draft, cycles = a_planned_course(clinic)
    return partial(course_booking.book_course, draft=replace(draft, weight="71"), cycles=cycles)


def book_a_course_of_split_cycles(clinic: Founded) -> Act:
    draft, cycles = a_planned_course(clinic, days_per_cycle=2)
    return partial(course_booking.book_course, draft=draft, cycles=cycles)


def move_appointment(clinic: Founded) -> Act:
    visit = a_booked_course(clinic)[0]
    later = visit.start + timedelta(days=1)
    return partial(
        appointments.move_appointment, before=visit, chair_id=visit.chair_id, start=later
    )


def move_past_closing(clinic: Founded) -> Act:
    visit = a_booked_course(clinic)[0]
    return partial(
        appointments.move_appointment,
        before=visit,
        chair_id=visit.chair_id,
        start=visit.start.replace(hour=16),
        override=Override("the late clinic stays open", "M. Okafor"),
    )


def cancel_appointment(clinic: Founded) -> Act:
    visit = a_booked_course(clinic)[0]
    return partial(
        appointments.cancel_appointment, before=visit, reason=CancelReason.OTHER, note="Storm"
    )


def a_visit_of_today(clinic: Founded) -> r.Appointment:
    return clinic.visit(a_known_patient(clinic), a_chair(clinic), at(9))


def mark_no_show(clinic: Founded) -> Act:
    return partial(appointments.mark_no_show, before=a_visit_of_today(clinic))


def advance_status(clinic: Founded) -> Act:
    return partial(appointments.advance_status, before=a_visit_of_today(clinic))


def lock_chair(clinic: Founded) -> Act:
    return partial(chair_locks.lock_chair, before=a_visit_of_today(clinic), is_locked=True)


def book_cycle(clinic: Founded) -> Act:
    cycle = a_cycle_without_a_place(clinic)
    planned = clinic.read(lambda s: work_list.plan_cycle(s, cycle.id, now=at(9)))
    return partial(work_list.book_cycle, cycle_id=cycle.id, planned=planned)


def skip_cycle(clinic: Founded) -> Act:
    return partial(work_list.skip_cycle, cycle=a_cycle_without_a_place(clinic), reason="On holiday")


BOOKING_CASES: Mapping[str, tuple[Case, ...]] = {
    "courses.booking.book_course": (book_course, book_a_course_of_split_cycles),
    "appointments.move_appointment": (move_appointment, move_past_closing),
    "appointments.cancel_appointment": (cancel_appointment,),
    "appointments.mark_no_show": (mark_no_show,),
    "appointments.advance_status": (advance_status,),
    "chair_locks.lock_chair": (lock_chair,),
    "work_list.book_cycle": (book_cycle,),
    "work_list.skip_cycle": (skip_cycle,),
}
