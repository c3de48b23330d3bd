"""The work list: cycles that need a place, each with its reason and how late it is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from ivig_scheduler.domain.changes import ChangeSet, changed
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.naive import EarlierVisit
from ivig_scheduler.domain.records import Appointment, Course, Cycle, Order, Patient, Product
from ivig_scheduler.domain.terms import CHAIR_FREE, CycleState
from ivig_scheduler.domain.visit_plans import VisitPlanner
from ivig_scheduler.domain.wording import count
from ivig_scheduler.planning.placing import CycleTerms
from ivig_scheduler.planning.series import (
    DAYS_BEYOND_WINDOW,
    CycleRequest,
    PlannedCycle,
    Wish,
    plan_missing_days,
)
from ivig_scheduler.services.applying import apply_moves
from ivig_scheduler.services.booking import book_visits
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.courses.due_days import rechain_due_days
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.orders.contexts import load_context, load_orders, order_of_cycle
from ivig_scheduler.services.patient_calendar import as_earlier, load_calendar
from ivig_scheduler.services.proposals import ProposedMove
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class WorkItem:
    """A cycle that needs a place; `days_late` is negative before its due day."""

    cycle: Cycle
    course: Course
    patient: Patient
    order: Order
    product: Product
    reason: str
    due_day: date
    days_late: int


def load_work_list(store: Reader, today: date) -> tuple[WorkItem, ...]:
    """Return the cycles that need a place, the longest due first."""
    cycles = sorted(
        store.where(Cycle, state=CycleState.NEEDS_BOOKING),
        key=lambda each: (each.due_day, each.number),
    )
    courses = store.some(Course, (each.course_id for each in cycles))
    orders = load_orders(store, cycles)
    patients = store.some(Patient, (each.patient_id for each in cycles))
    products = store.some(Product, (each.product_id for each in orders.values()))
    return tuple(
        WorkItem(
            cycle,
            courses[cycle.course_id],
            patients[cycle.patient_id],
            order := orders[cycle.id],
            products[order.product_id],
            cycle.reason,
            cycle.due_day,
            (today - cycle.due_day).days,
        )
        for cycle in cycles
    )


def plan_cycle(
    store: Reader, cycle_id: UUID, wish: Wish | None = None, *, now: datetime | None = None
) -> PlannedCycle:
    """Return a place for all missing days of a cycle: inside its window, else nearest to it.

    `wish` is for the first missing day. Nothing is placed before `now`, the site's wall clock.
    Raises RuleBrokenError where the cycle has no missing day or its table is no longer usable.
    """
    return next(plan_cycle_at(store, cycle_id, (wish,), now=now))


def plan_cycle_at(
    store: Reader, cycle_id: UUID, wishes: Iterable[Wish | None], *, now: datetime | None = None
) -> Iterator[PlannedCycle]:
    """Give the place that `plan_cycle` finds by each wish in turn, the calendar read once.

    The wishes are for one day, or for none.
    """
    cycle = _cycle(store, cycle_id)
    order = _order(store, cycle)
    planner = VisitPlanner(load_context(store, order))
    earlier = as_earlier(load_calendar(store, cycle.patient_id))
    facts: ClinicFacts | None = None
    for wish in wishes:
        terms = _terms(store, cycle, order, wish)
        facts = facts or load_facts(store, *_days_to_read(terms, order, now), now)
        request = CycleRequest(planner, cycle.number, terms, earlier, now)
        yield plan_missing_days(request, facts)


def planner_of_cycle(
    store: Reader, cycle_id: UUID
) -> tuple[VisitPlanner, tuple[EarlierVisit, ...]]:
    """Return what plans the visits of a cycle, and the visits its patient has already."""
    cycle = _cycle(store, cycle_id)
    planner = VisitPlanner(load_context(store, _order(store, cycle)))
    return planner, as_earlier(load_calendar(store, cycle.patient_id))


def book_cycle(
    work: Work, cycle_id: UUID, planned: PlannedCycle, reseated: Sequence[ProposedMove] = ()
) -> ChangeSet:
    """Book all missing days of a cycle as planned, or none, with the moves that make room for it.

    Raises RuleBrokenError naming each visit that lost its place since it was planned, or each
    move that cannot be made.
    """
    moves = apply_moves(work, "", reseated).changes if reseated else ()
    store = AsIf(work.store, moves)
    cycle = _cycle(store, cycle_id)
    order = _order(store, cycle)
    missing = _missing_days(store, cycle, order)
    if not planned.visits:
        raise refuse("cycles", "the cycle has no place yet: choose another day")
    if tuple(each.day_of_cycle for each in planned.visits) != missing:
        raise refuse("cycles", "the cycle's missing days have changed: plan it again")
    booked_cycle = cycle.model_copy(update={"state": CycleState.BOOKED, "reason": ""})
    planner, earlier = planner_of_cycle(store, cycle_id)
    visits = book_visits(store, planner, earlier, [planned], [cycle], now=work.local)
    changes = rechain_due_days(store, cycle.course_id, changed(cycle, booked_cycle) + visits)
    label = f"Book {count(len(planned.visits), 'visit')} from the work list"
    if reseated:
        label += f"; {count(len(reseated), 'visit changes', 'visits change')} chairs"
    return ChangeSet(label, (*moves, *changes))


def skip_cycle(work: Work, cycle: Cycle, reason: str) -> ChangeSet:
    """Take a cycle off the work list on purpose. Raises RuleBrokenError without a reason."""
    if cycle.state is not CycleState.NEEDS_BOOKING:
        raise refuse("state", f"the cycle is {cycle.state}: only one without a place is skipped")
    if not reason.strip():
        raise refuse("reason", "say why the cycle is skipped")
    update = {"state": CycleState.SKIPPED, "reason": reason.strip()}
    changes = changed(cycle, cycle.model_copy(update=update))
    return ChangeSet("Skip a cycle", rechain_due_days(work.store, cycle.course_id, changes))


def _cycle(store: Reader, cycle_id: UUID) -> Cycle:
    cycle = store.get(Cycle, cycle_id)
    if cycle is None:
        raise refuse("cycles", "the cycle is not there any more")
    return cycle


def _order(store: Reader, cycle: Cycle) -> Order:
    order = order_of_cycle(store, cycle)
    if order is None:
        raise refuse("cycles", "the cycle's order is not there any more")
    return order


def _standing(store: Reader, cycle: Cycle) -> Sequence[Appointment]:
    return [
        each
        for each in store.where(Appointment, course_id=cycle.course_id)
        if each.status not in CHAIR_FREE
    ]


def _missing_days(store: Reader, cycle: Cycle, order: Order) -> tuple[int, ...]:
    there = {each.day_of_cycle for each in _standing(store, cycle) if each.cycle_id == cycle.id}
    return tuple(day for day in range(1, order.days_per_cycle + 1) if day not in there)


def _terms(store: Reader, cycle: Cycle, order: Order, wish: Wish | None) -> CycleTerms:
    missing = _missing_days(store, cycle, order)
    if not missing:
        raise refuse("cycles", "every day of the cycle has its place already")
    visits = _standing(store, cycle)
    # A day that is made up for may follow the days after it, but not come before those before it.
    place = cycle.number, missing[0]
    before = [
        each.start.date() for each in visits if (each.cycle_number, each.day_of_cycle) < place
    ]
    after = [each.start.date() for each in visits if each.cycle_number > cycle.number]
    return CycleTerms(
        due_day=cycle.due_day,
        days=missing,
        wishes={missing[0]: wish} if wish else {},
        after=max(before, default=None),
        before=min(after, default=None),
    )


def _days_to_read(terms: CycleTerms, order: Order, now: datetime | None) -> tuple[date, date]:
    """Return the days, both inclusive, in which a place is looked for."""
    reach = timedelta(days=order.window_days + DAYS_BEYOND_WINDOW)
    wished = [wish.day for wish in terms.wishes.values() if wish.day]
    today = [now.date(), now.date() + reach] if now else []
    days = [terms.first_due - reach, terms.first_due + reach, *wished, *today]
    return min(days), max(days) + timedelta(days=order.days_per_cycle)
