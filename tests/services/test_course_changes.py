"""One fact changes: every coming visit it touches is shown, placed anew and written in one act."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from ivig_scheduler.domain.changes import ChangeSet, changed
from ivig_scheduler.domain.errors import RuleBrokenError, StaleRecordError
from ivig_scheduler.domain.records import (
    Appointment,
    Course,
    Cycle,
    Order,
    Patient,
    Plan,
    Record,
    SettingValue,
)
from ivig_scheduler.domain.terms import CycleState, RiskFlag, Status
from ivig_scheduler.services.appointments import advance_status
from ivig_scheduler.services.courses.ahead import Scope, count_scope
from ivig_scheduler.services.courses.change_search import ChangeSearch
from ivig_scheduler.services.courses.changes import (
    CoursePreview,
    accept_change,
    renew_visits,
    tell_change,
)
from ivig_scheduler.services.courses.renewing import find_outdated
from ivig_scheduler.services.dispatcher import Service, Work
from ivig_scheduler.services.orders.changes import change_order, record_notable_weight
from ivig_scheduler.services.patients import edit_patient
from ivig_scheduler.services.searches import search_through
from ivig_scheduler.storage.tables import TABLES
from tests.clinics import SmallClinic, make_small_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


def everything(clinic: SmallClinic) -> dict[str, dict[object, Record]]:
    with clinic.database.read() as store:
        return {kind.__name__: {each.id: each for each in store.all(kind)} for kind in TABLES}


def preview(clinic: SmallClinic, service: Service[[]]) -> CoursePreview:
    now = clinic.clock.local
    return clinic.read(
        lambda store: tell_change(search_through(ChangeSearch(store, service, now), store))
    )


def accept(clinic: SmallClinic, service: Service[[]]) -> ChangeSet:
    found = preview(clinic, service).proposal
    return clinic.run(lambda work: accept_change(work, service, found.moves, found.stuck))


def order_of(clinic: SmallClinic, course: Course) -> Order:
    found = clinic.read(lambda store: store.get(Order, course.order_id))
    assert found is not None
    return found


def plan_of(clinic: SmallClinic, visit: Appointment) -> Plan:
    found = clinic.read(lambda store: store.get(Plan, visit.plan_id))
    assert found is not None
    return found


def cycles_of(clinic: SmallClinic, course: Course) -> tuple[Cycle, ...]:
    found = clinic.read(lambda store: store.where(Cycle, course_id=course.id))
    return tuple(sorted(found, key=lambda each: each.number))


def with_order(
    clinic: SmallClinic,
    course: Course,
    scope: Scope = Scope.ALL,
    cycle: Cycle | None = None,
    **update: object,
) -> Service[[]]:
    order = order_of(clinic, course).model_copy(update=update)
    return partial(
        change_order,
        course_id=course.id,
        order=order,
        scope=scope,
        cycle_id=cycle.id if cycle else None,
    )


def slower(patient: Patient) -> Service[[]]:
    """Return the edit by which a patient is known to bear no more than 2 mg/kg/min."""
    after = patient.model_copy(update={"highest_tolerated_mg_kg_min": Decimal(2)})
    return partial(edit_patient, before=patient, after=after)


def minutes(visit: Appointment) -> timedelta:
    return visit.end - visit.start


def test_a_lower_tolerated_rate_makes_every_coming_visit_longer_in_its_place(
    clinic: SmallClinic,
) -> None:
    visits = clinic.visits(clinic.book_course(clinic.osei, cycles=4))
    found = preview(clinic, slower(clinic.osei))
    assert [each.before for each in found.proposal.moves] == list(visits)
    assert all(minutes(each.after) > minutes(each.before) for each in found.proposal.moves)
    assert all(each.after.start == each.before.start for each in found.proposal.moves)
    assert (found.changed, found.kept, found.collisions) == (4, 0, {})
    assert found.proposal.note == "4 visits change, 0 stay."


def test_a_risk_flag_without_a_ceiling_says_what_is_missing(clinic: SmallClinic) -> None:
    clinic.book_course(clinic.osei, cycles=1)
    flagged = clinic.osei.model_copy(update={"risk_flags": (RiskFlag.RENAL,)})
    edit = partial(edit_patient, before=clinic.osei, after=flagged)
    with pytest.raises(RuleBrokenError, match="gives no at-risk ceiling"):
        preview(clinic, edit)
    clinic.add(SettingValue(key="dose.at_risk_mg_kg_min", value="2"))
    assert preview(clinic, edit).changed == 1


def test_a_preview_writes_nothing(clinic: SmallClinic) -> None:
    clinic.book_course(clinic.osei, cycles=2)
    before = everything(clinic)
    preview(clinic, slower(clinic.osei))
    assert everything(clinic) == before


def test_accepting_is_one_act_and_one_undo(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=4)
    before = everything(clinic)
    done = accept(clinic, slower(clinic.osei))
    assert done.label == "Edit a patient, plan 4 visits anew"
    assert clinic.read(lambda s: s.get(Patient, clinic.osei.id)) != clinic.osei
    assert len({each.plan_id for each in clinic.visits(course)}) == 2
    clinic.dispatcher.undo()
    assert everything(clinic) == before


def test_what_was_accepted_is_not_proposed_again(clinic: SmallClinic) -> None:
    clinic.book_course(clinic.osei, cycles=3)
    accept(clinic, slower(clinic.osei))
    patient = clinic.read(lambda s: s.get(Patient, clinic.osei.id))
    assert patient is not None
    again = partial(edit_patient, before=patient, after=patient)
    assert preview(clinic, again).changed == 0


def test_visits_begun_and_past_stay_untouched(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, first_day=clinic.clock.today, cycles=4)
    first, second, *_ = clinic.visits(course)
    for _ in range(4):
        clinic.run(lambda work: advance_status(work, clinic.visit(first)))
    clinic.clock.pass_days((second.start.date() - clinic.clock.today).days + 1)
    accept(clinic, slower(clinic.osei))
    after = clinic.visits(course)
    assert after[0].plan_id == first.plan_id
    assert after[1] == second
    assert after[2].plan_id == after[3].plan_id != second.plan_id


def test_a_longer_visit_that_meets_the_next_one_changes_its_chair(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    follow_in_chair(clinic, visit)
    found = preview(clinic, slower(clinic.osei))
    move = found.proposal.moves[0]
    assert move.after.start == visit.start
    assert move.is_other_chair
    assert [each.rule for each in found.collisions[visit.id]] == ["chair_overlap"]
    assert "1 visit no longer fits where it was; 1 found another place." in found.proposal.note


def follow_in_chair(clinic: SmallClinic, visit: Appointment) -> Appointment:
    """Put another patient's visit into the chair right after a visit's turnover."""
    other = clinic.visits(
        clinic.book_course(clinic.brandt, first_day=visit.start.date(), cycles=1)
    )[0]
    after = other.model_copy(
        update={
            "chair_id": visit.chair_id,
            "start": visit.held_until,
            "end": visit.held_until + timedelta(minutes=60),
            "held_until": visit.held_until + timedelta(minutes=70),
        }
    )
    clinic.dispatcher.run_once(lambda _work: ChangeSet("given", changed(other, after)))
    return after


def test_a_visit_that_would_pass_closing_starts_earlier_the_same_day(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=1)
    visit = clinic.visits(course)[0]
    closes = datetime.combine(visit.start.date(), datetime.min.time()).replace(hour=17)
    late = visit.model_copy(
        update={
            "start": closes - minutes(visit),
            "end": closes,
            "held_until": closes + (visit.held_until - visit.end),
        }
    )
    clinic.dispatcher.run_once(lambda _work: ChangeSet("given", changed(visit, late)))
    found = preview(clinic, slower(clinic.osei))
    move = found.proposal.moves[0]
    assert [each.rule for each in found.collisions[visit.id]] == ["opening_hours"]
    assert move.after.end == closes
    assert not move.is_other_chair


def test_a_visit_too_long_for_its_day_waits_on_the_work_list_with_its_reasons(
    clinic: SmallClinic,
) -> None:
    course = clinic.book_course(clinic.osei, cycles=2)
    slow = with_order(clinic, course, max_ml_per_h=Decimal(40))
    found = preview(clinic, slow)
    assert len(found.proposal.stuck) == 2
    accept(clinic, slow)
    assert all(each.status is Status.CANCELLED for each in clinic.visits(course))
    waiting = cycles_of(clinic, course)
    assert all(each.state is CycleState.NEEDS_BOOKING for each in waiting)
    assert "after closing" in waiting[0].reason


def test_the_dose_of_this_and_following_leaves_the_cycles_before_by_their_order(
    clinic: SmallClinic,
) -> None:
    course = clinic.book_course(clinic.osei, cycles=4)
    third = cycles_of(clinic, course)[2]
    more = with_order(
        clinic, course, Scope.FOLLOWING, third, dose=Decimal("0.8"), cycle_dose_g=Decimal(55)
    )
    accept(clinic, more)
    doses = [plan_of(clinic, each).dose_g for each in clinic.visits(course)]
    assert doses == [30, 30, 55, 55]
    assert [each.order_id for each in cycles_of(clinic, course)] == [
        course.order_id,
        course.order_id,
        None,
        None,
    ]
    now = clinic.read(lambda s: s.get(Course, course.id))
    assert now is not None
    assert order_of(clinic, now).supersedes_id == course.order_id


def test_the_dose_of_this_visit_only_leaves_all_others(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=4)
    second = cycles_of(clinic, course)[1]
    more = with_order(clinic, course, Scope.THIS, second, cycle_dose_g=Decimal(55))
    accept(clinic, more)
    doses = [plan_of(clinic, each).dose_g for each in clinic.visits(course)]
    assert doses == [30, 55, 30, 30]
    assert clinic.read(lambda s: s.get(Course, course.id)) == course


def test_the_question_says_how_many_change_and_stay(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=4)
    second, now = cycles_of(clinic, course)[1], clinic.clock.local
    with clinic.database.read() as store:
        counts = {scope: count_scope(store, course.id, scope, second.id, now) for scope in Scope}
    assert {scope: (each.changed, each.kept) for scope, each in counts.items()} == {
        Scope.THIS: (1, 3),
        Scope.FOLLOWING: (3, 1),
        Scope.ALL: (4, 0),
    }


def test_another_product_makes_its_first_visit_naive_like_and_no_other(
    clinic: SmallClinic,
) -> None:
    course = clinic.book_course(clinic.osei, cycles=4)
    third = cycles_of(clinic, course)[2]
    product = clinic.product("Gamunex-C 10%")
    accept(clinic, with_order(clinic, course, Scope.FOLLOWING, third, product_id=product.id))
    plans = [plan_of(clinic, each) for each in clinic.visits(course)]
    assert [each.is_naive_like for each in plans] == [True, False, True, False]
    assert [each.product_id == product.id for each in plans] == [False, False, True, True]


def test_a_product_for_one_visit_makes_the_next_one_naive_like_again(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=4)
    second = cycles_of(clinic, course)[1]
    product = clinic.product("Gamunex-C 10%")
    found = preview(clinic, with_order(clinic, course, Scope.THIS, second, product_id=product.id))
    assert [each.plan.is_naive_like for each in found.proposal.moves] == [True, True]
    assert found.kept == 2


def test_another_interval_plans_the_following_visits_anew(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=4)
    accept(clinic, with_order(clinic, course, interval_days=21))
    days = [each.start.date() for each in clinic.visits(course)]
    assert days == [date(2026, 12, 1) + timedelta(days=21 * step) for step in range(4)]
    assert [each.due_day for each in cycles_of(clinic, course)][:4] == days


def test_an_interval_past_the_courses_last_day_leaves_the_rest_to_the_work_list(
    clinic: SmallClinic,
) -> None:
    draft = clinic.draft(clinic.osei, number_of_cycles="", last_day="03/01/2027")
    course = clinic.book(draft)
    assert len(clinic.visits(course)) == 4
    found = preview(clinic, with_order(clinic, course, interval_days=42))
    assert [each.appointment.cycle_number for each in found.proposal.stuck] == [4]
    assert "after the course's last day" in found.proposal.stuck[0].reasons[0].message
    told = "1 cycle falls away: due after the course's last day."
    assert found.proposal.note.endswith(told)


def test_a_new_weight_changes_the_minutes_and_not_the_dose(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=3)
    heavier = partial(
        record_notable_weight,
        patient_id=clinic.osei.id,
        day=clinic.clock.today,
        weight_kg="88",
    )
    before = everything(clinic)
    done = accept(clinic, heavier)
    assert done.label == "Record a weight of 88 kg, plan 3 visits anew"
    plans = [plan_of(clinic, each) for each in clinic.visits(course)]
    assert {(int(each.weight_kg), int(each.dose_g)) for each in plans} == {(88, 30)}
    clinic.dispatcher.undo()
    assert everything(clinic) == before


def test_a_dose_is_given_anew_only_where_a_person_chose_it(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=2)
    heavier = partial(
        record_notable_weight,
        patient_id=clinic.osei.id,
        day=clinic.clock.today,
        weight_kg="88",
        doses_g=((course.id, Decimal(35)),),
    )
    accept(clinic, heavier)
    assert {plan_of(clinic, each).dose_g for each in clinic.visits(course)} == {35}


def test_the_days_of_a_split_cycle_move_together(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=1, days_per_cycle=2, dose="1")
    first, _ = clinic.visits(course)
    for chair in clinic.chairs:
        fill_day(clinic, chair.id, first)
    found = preview(clinic, slower(clinic.osei)).proposal
    days = [each.after.start.date() for each in found.moves]
    assert first.start.date() not in days
    assert days[1] - days[0] == timedelta(days=1)


def fill_day(clinic: SmallClinic, chair_id: object, besides: Appointment) -> None:
    """Take a chair for the whole day, but for what the visit given takes of it."""
    other = clinic.visits(clinic.book_course(clinic.brandt, first_day=date(2027, 3, 1), cycles=1))[
        0
    ]
    midnight = datetime.combine(besides.start.date(), datetime.min.time())
    spans = [(midnight, midnight.replace(hour=23))]
    if besides.chair_id == chair_id:
        spans = [(midnight, besides.start), (besides.held_until, midnight.replace(hour=23))]
    for start, end in spans:
        if start < end:
            clinic.add(
                other.model_copy(
                    update={
                        "id": Record().id,
                        "chair_id": chair_id,
                        "start": start,
                        "end": end,
                        "held_until": end,
                    }
                )
            )
    clinic.dispatcher.run_once(
        lambda _work: ChangeSet(
            "given", changed(other, other.model_copy(update={"status": Status.CANCELLED}))
        )
    )


def test_accepting_refuses_where_a_place_was_taken_meanwhile(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    service = slower(clinic.osei)
    found = preview(clinic, service).proposal
    follow_in_chair(clinic, visit)
    before = everything(clinic)
    with pytest.raises(RuleBrokenError, match="Osei, Ama, MRN 117-402 to Chair"):
        clinic.run(lambda work: accept_change(work, service, found.moves))
    assert everything(clinic) == before


def test_accepting_refuses_where_a_visit_was_changed_meanwhile(clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    service = slower(clinic.osei)
    found = preview(clinic, service).proposal
    clinic.run(lambda work: advance_status(work, visit))
    with pytest.raises(StaleRecordError):
        clinic.run(lambda work: accept_change(work, service, found.moves))


def test_a_change_that_touches_no_visit_keeps_them_all(clinic: SmallClinic) -> None:
    clinic.book_course(clinic.osei, cycles=3)
    named = clinic.osei.model_copy(update={"given_name": "Abena"})
    found = preview(clinic, partial(edit_patient, before=clinic.osei, after=named))
    assert (found.changed, found.kept) == (0, 3)


def test_visits_left_as_they_were_are_told_and_planned_anew_later(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=3)
    now = clinic.clock.local
    assert clinic.read(lambda s: find_outdated(s, (course.id,), now)) == ()
    clinic.run(slower(clinic.osei))
    outdated = clinic.read(lambda s: find_outdated(s, (course.id,), now))
    assert outdated == clinic.visits(course)

    def nothing(_work: Work) -> ChangeSet:
        return ChangeSet("", ())

    found = clinic.read(
        lambda s: search_through(ChangeSearch(s, nothing, now, renewed=(course.id,)), s)
    )
    done = clinic.run(lambda work: renew_visits(work, found.moves, found.stuck))
    assert done.label == "Plan 3 visits anew"
    assert clinic.read(lambda s: find_outdated(s, (course.id,), now)) == ()
    assert [each.end for each in clinic.visits(course)] > [each.end for each in outdated]


def test_a_shorter_interval_adds_cycles_up_to_where_the_course_ended(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=4, interval_days=28)
    before = cycles_of(clinic, course)
    snapshot = everything(clinic)
    order = order_of(clinic, course).model_copy(update={"interval_days": 21})
    service = partial(change_order, course_id=course.id, order=order, scope=Scope.ALL)
    assert preview(clinic, service).proposal.note.endswith(
        "1 cycle is added and waits on the work list."
    )
    done = accept(clinic, service)
    assert done.label.startswith("Edit the order of 4 cycles, add 1 cycle, plan ")
    cycles = cycles_of(clinic, course)
    assert cycles[-1].due_day == before[-1].due_day
    assert cycles[-1].state is CycleState.NEEDS_BOOKING
    assert [each.number for each in cycles] == [1, 2, 3, 4, 5]
    clinic.dispatcher.undo()
    assert everything(clinic) == snapshot


def test_a_longer_interval_adds_no_cycle(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, cycles=3, interval_days=21)
    order = order_of(clinic, course).model_copy(update={"interval_days": 28})
    accept(clinic, partial(change_order, course_id=course.id, order=order, scope=Scope.ALL))
    assert len(cycles_of(clinic, course)) == 3
