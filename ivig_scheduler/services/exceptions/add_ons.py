"""A visit that is added on the day: the earliest place it can have today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.records import Appointment, Course, Cycle, Order, Patient, Product
from ivig_scheduler.domain.terms import CHAIR_FREE, MOVABLE, CycleState
from ivig_scheduler.planning.grid_starts import grid_starts
from ivig_scheduler.planning.placing import Wish
from ivig_scheduler.planning.series import PlannedCycle
from ivig_scheduler.services.call_offs import taken_off
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.orders.contexts import load_orders
from ivig_scheduler.services.work_list import plan_cycle_at
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class AddOn:
    """The next cycle of a patient's course, which could begin today.

    `visits` are those it has already on later days, in time order: they would move. `planned` is
    its earliest place from now on, None where the day has none, and `reasons` tell why then.
    """

    patient: Patient
    cycle: Cycle
    product: Product
    visits: tuple[Appointment, ...]
    planned: PlannedCycle | None
    reasons: tuple[Conflict, ...]


def find_add_ons(store: Reader, patient_id: UUID, now: datetime) -> tuple[AddOn, ...]:
    """Return what a patient could be given today, one of each course, the soonest due first.

    Nothing for a course with a visit today anyway, a cycle under way, or no cycle left. Raises
    RuleBrokenError where a rate table is not usable any more.
    """
    patient = store.get(Patient, patient_id)
    cycles = [_next(store, each, now) for each in store.where(Course, patient_id=patient_id)]
    found = sorted((each for each in cycles if each is not None), key=lambda each: each.due_day)
    orders = load_orders(store, found)
    if patient is None:
        return ()
    return tuple(_add_on(store, patient, each, orders[each.id], now) for each in found)


def _next(store: Reader, course: Course, now: datetime) -> Cycle | None:
    """Return the first cycle that is still to be given, or None where none can begin today."""
    visits = _standing(store, course_id=course.id)
    given = {each.cycle_id for each in visits if each.status not in MOVABLE}
    today = {each.cycle_id for each in visits if each.start.date() <= now.date()}
    known = store.where(Cycle, course_id=course.id)
    wanted = (each for each in known if each.state is not CycleState.SKIPPED)
    cycles = sorted(wanted, key=lambda each: each.number)
    following = next((each for each in cycles if _waits(each) or each.id not in given), None)
    if following is None or _waits(following):
        return following
    is_under_way = any(each.status in MOVABLE and each.cycle_id in given for each in visits)
    return None if is_under_way or following.id in today else following


def _waits(cycle: Cycle) -> bool:
    """Return whether days of a cycle have no place, whatever was given of it."""
    return cycle.state is CycleState.NEEDS_BOOKING


def _add_on(store: Reader, patient: Patient, cycle: Cycle, order: Order, now: datetime) -> AddOn:
    # Of a cycle that waits only the days without a place are given.
    visits = () if _waits(cycle) else _standing(store, cycle_id=cycle.id)
    product = store.some(Product, (order.product_id,))[order.product_id]
    then = AsIf(store, taken_off(visits))
    wishes = [Wish(now.date(), start) for start in _starts(store, now)]
    reasons: tuple[Conflict, ...] = ()
    second_best: PlannedCycle | None = None
    for planned in plan_cycle_at(then, cycle.id, wishes, now=now):
        if planned.visits and planned.visits[0].start.date() == now.date():
            if not _is_still_taken(planned):
                return AddOn(patient, cycle, product, visits, planned, ())
            second_best = second_best or planned
        reasons = reasons or planned.reasons
    return AddOn(patient, cycle, product, visits, second_best, () if second_best else reasons)


def _is_still_taken(planned: PlannedCycle) -> bool:
    """Return whether somebody is expected to sit in the chair yet by then."""
    return any(each.rule == "chair_expected" for each in planned.visits[0].conflicts)


def _standing(store: Reader, **of: UUID) -> tuple[Appointment, ...]:
    found = (each for each in store.where(Appointment, **of) if each.status not in CHAIR_FREE)
    return tuple(sorted(found, key=lambda each: each.start))


def _starts(store: Reader, now: datetime) -> Iterator[time]:
    """Give the starts of the grid today, from the end of a check-in that begins now."""
    facts = load_facts(store, now.date(), now.date())
    hours = facts.calendar.open_hours(now.date())
    if hours is None:
        return
    opens, closes = hours
    ready = max(opens, now + timedelta(minutes=facts.settings.whole("phase.check_in")))
    grid = facts.settings.whole("calendar.grid")
    midnight = datetime.combine(now.date(), time())
    before_closing = closes - timedelta(minutes=1)
    for start in grid_starts(
        midnight, before_closing, grid, since=ready.replace(second=0, microsecond=0)
    ):
        yield start.time()
