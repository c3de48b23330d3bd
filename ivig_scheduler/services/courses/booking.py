"""Booking a course exactly as it was shown: all of it in one transaction, or nothing."""

from collections.abc import Sequence

from ivig_scheduler.domain.changes import Change, ChangeSet, added, changed
from ivig_scheduler.domain.errors import RuleBrokenError, refuse
from ivig_scheduler.domain.limits import TEXT_LENGTH
from ivig_scheduler.domain.records import Course, Cycle
from ivig_scheduler.domain.terms import CycleState
from ivig_scheduler.domain.wording import count
from ivig_scheduler.planning.series import PlannedCycle
from ivig_scheduler.services.booking import book_visits
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.orders.drafts import check_draft
from ivig_scheduler.services.orders.form import DraftCheck, OrderDraft
from ivig_scheduler.services.orders.sheets import OrderSheet, load_order_sheet


def book_course(work: Work, draft: OrderDraft, cycles: Sequence[PlannedCycle]) -> ChangeSet:
    """Book a course as `cycles` show it: a visit for each place, the rest for the work list.

    A new weight, height or preference typed in the form is kept with the patient. Raises
    RuleBrokenError with the draft's problems, or naming each visit that lost its place since it
    was shown; then nothing is booked.
    """
    sheet = load_order_sheet(work.store, draft.patient_id, work.today)
    check = check_draft(draft, sheet)
    if check.order is None or check.planner is None or check.first_day is None:
        raise RuleBrokenError(*check.problems)
    if not any(cycle.visits for cycle in cycles):
        raise refuse("cycles", "no visit has a place yet: change a line or the order")
    _check_days(cycles, check.order.days_per_cycle)
    course = Course(
        patient_id=check.order.patient_id,
        order_id=check.order.id,
        first_day=check.first_day,
        last_day=check.last_day,
        number_of_cycles=check.number_of_cycles,
    )
    records = [_as_cycle(course, cycle) for cycle in cycles]
    known = _of_patient(check, sheet) + added(check.order, course, *records)
    visits = book_visits(work.store, check.planner, sheet.earlier, cycles, records, now=work.local)
    return ChangeSet(booking_label(cycles), known + visits)


def _check_days(cycles: Sequence[PlannedCycle], days_per_cycle: int) -> None:
    """Raise RuleBrokenError where a cycle has a place for some of its days only."""
    all_days = list(range(1, days_per_cycle + 1))
    for cycle in cycles:
        if cycle.visits and [visit.day_of_cycle for visit in cycle.visits] != all_days:
            told = count(len(cycle.visits), "visit")
            raise refuse(
                "cycles",
                f"cycle {cycle.number} has {told} for {count(days_per_cycle, 'day')}: plan the "
                "series again",
            )


def _as_cycle(course: Course, cycle: PlannedCycle) -> Cycle:
    state = CycleState.BOOKED if cycle.visits else CycleState.NEEDS_BOOKING
    reasons = dict.fromkeys(reason.message for reason in cycle.reasons)
    return Cycle(
        course_id=course.id,
        patient_id=course.patient_id,
        number=cycle.number,
        due_day=cycle.due_day,
        state=CycleState.SKIPPED if cycle.is_skipped else state,
        reason="skipped when the course was booked"
        if cycle.is_skipped
        else "; ".join(reasons)[:TEXT_LENGTH],
    )


def _of_patient(check: DraftCheck, sheet: OrderSheet) -> tuple[Change, ...]:
    """Return what the form adds to what is known about the patient."""
    patient = changed(sheet.patient, check.patient) if check.patient else ()
    if check.weight is None:
        return patient
    same_day = next((each for each in sheet.weights if each.day == check.weight.day), None)
    if same_day is None:
        return patient + added(check.weight)
    update = {"weight_kg": check.weight.weight_kg}
    return patient + changed(same_day, same_day.model_copy(update=update))


def booking_label(cycles: Sequence[PlannedCycle]) -> str:
    """Return what booking those cycles does: Book 20 visits, leave 1 on the work list."""
    visits = sum(len(cycle.visits) for cycle in cycles)
    left = sum(1 for cycle in cycles if not cycle.visits and not cycle.is_skipped)
    skipped = sum(1 for cycle in cycles if cycle.is_skipped)
    parts = [f"Book {count(visits, 'visit')}"]
    parts += [f"leave {left} on the work list"] if left else []
    parts += [f"skip {skipped}"] if skipped else []
    return ", ".join(parts)
