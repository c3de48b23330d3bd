"""The cases of the services that change a course: its order, a weight, and the visits with it."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from functools import partial

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.services.courses import changes as course_changes
from ivig_scheduler.services.courses import move_outlook
from ivig_scheduler.services.courses import moves as course_moves
from ivig_scheduler.services.courses.ahead import Scope
from ivig_scheduler.services.courses.change_search import ChangeSearch
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.orders import changes as order_changes
from ivig_scheduler.services.searches import search_through
from tests.services.founded import TODAY, Founded, at
from tests.services.undo_booking_cases import a_booked_course
from tests.services.undo_setup_cases import Act, Case


def another_order(clinic: Founded, scope: Scope, **update: object) -> Act:
    """Return the change of the order of a booked course, from its second cycle on."""
    second = a_booked_course(clinic)[1]
    course = clinic.read(lambda s: s.get(r.Course, second.course_id))
    assert course
    order = clinic.read(lambda s: s.get(r.Order, course.order_id))
    assert order
    return partial(
        order_changes.change_order,
        course_id=course.id,
        order=order.model_copy(update=update),
        scope=scope,
        cycle_id=second.cycle_id,
    )


def change_order_of_one_cycle(clinic: Founded) -> Act:
    return another_order(clinic, Scope.THIS, hydration_minutes=30)


def change_order_of_the_following(clinic: Founded) -> Act:
    return another_order(clinic, Scope.FOLLOWING, interval_days=28)


def record_notable_weight(clinic: Founded) -> Act:
    visit = a_booked_course(clinic)[0]
    return partial(
        order_changes.record_notable_weight,
        patient_id=visit.patient_id,
        day=TODAY,
        weight_kg="73.5",
        doses_g=((visit.course_id, Decimal(35)),),
    )


def accepted(clinic: Founded, service: Act) -> Act:
    """Return the act that makes a change with the visits as its preview shows them."""
    found = clinic.read(
        lambda s: course_changes.tell_change(search_through(ChangeSearch(s, service, at(9)), s))
    ).proposal

    def act(work: Work) -> ChangeSet:
        return course_changes.accept_change(work, service, found.moves, found.stuck, found.days)

    return act


def accept_longer_visits(clinic: Founded) -> Act:
    return accepted(clinic, another_order(clinic, Scope.ALL, hydration_minutes=45))


def accept_another_interval(clinic: Founded) -> Act:
    return accepted(clinic, another_order(clinic, Scope.FOLLOWING, interval_days=28))


def accept_more_days_a_cycle(clinic: Founded) -> Act:
    return accepted(clinic, another_order(clinic, Scope.ALL, days_per_cycle=2))


def accept_visits_without_a_place(clinic: Founded) -> Act:
    return accepted(clinic, another_order(clinic, Scope.ALL, max_ml_per_h=Decimal(30)))


def plan_by_the_facts_of_today(clinic: Founded) -> Act:
    visit = a_booked_course(clinic)[0]
    clinic.dispatcher.run_once(another_order_of(clinic, visit))
    now = at(9)

    def nothing(_work: Work) -> ChangeSet:
        return ChangeSet("", ())

    found = clinic.read(
        lambda s: search_through(ChangeSearch(s, nothing, now, renewed=(visit.course_id,)), s)
    )
    assert found.moves
    return partial(course_changes.renew_visits, moves=found.moves, stuck=found.stuck)


def another_order_of(clinic: Founded, visit: r.Appointment) -> Act:
    """Return the change of a booked course's order, its visits left as they are."""
    course = clinic.read(lambda s: s.get(r.Course, visit.course_id))
    assert course
    order = clinic.read(lambda s: s.get(r.Order, course.order_id))
    assert order
    return partial(
        order_changes.change_order,
        course_id=course.id,
        order=order.model_copy(update={"hydration_minutes": 45}),
        scope=Scope.ALL,
    )


def move_only_this_visit(clinic: Founded) -> Act:
    visit = a_booked_course(clinic)[0]
    return partial(
        course_moves.move_visit,
        before=visit,
        chair_id=visit.chair_id,
        start=visit.start + timedelta(days=1),
        keeps_rhythm=True,
    )


def move_with_the_visits_after_it(clinic: Founded) -> Act:
    visit = a_booked_course(clinic)[0]
    start = visit.start + timedelta(days=7)
    found = clinic.read(lambda s: move_outlook.foresee_move(s, visit, visit.chair_id, start, at(9)))
    return partial(
        course_moves.move_visit,
        before=visit,
        chair_id=visit.chair_id,
        start=start,
        keeps_rhythm=False,
        following=found.following[False],
    )


def move_the_days_of_a_cycle_together(clinic: Founded) -> Act:
    visit = a_booked_course(clinic, days_per_cycle=2)[0]
    start = visit.start + timedelta(days=1)
    found = clinic.read(lambda s: move_outlook.foresee_move(s, visit, visit.chair_id, start, at(9)))
    assert found.together is not None
    return partial(
        course_moves.move_visit,
        before=visit,
        chair_id=visit.chair_id,
        start=start,
        along=found.together.along,
    )


def set_rhythm(clinic: Founded) -> Act:
    visit = a_booked_course(clinic)[0]
    cycle = clinic.read(lambda s: s.get(r.Cycle, visit.cycle_id))
    assert cycle
    return partial(course_moves.set_rhythm, cycle=cycle, keeps_rhythm=True)


COURSE_CASES: Mapping[str, tuple[Case, ...]] = {
    "orders.changes.change_order": (change_order_of_one_cycle, change_order_of_the_following),
    "orders.changes.record_notable_weight": (record_notable_weight,),
    "courses.changes.accept_change": (
        accept_longer_visits,
        accept_another_interval,
        accept_more_days_a_cycle,
        accept_visits_without_a_place,
    ),
    "courses.changes.renew_visits": (plan_by_the_facts_of_today,),
    "courses.moves.move_visit": (
        move_only_this_visit,
        move_with_the_visits_after_it,
        move_the_days_of_a_cycle_together,
    ),
    "courses.moves.set_rhythm": (set_rhythm,),
}
