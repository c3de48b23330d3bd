"""The cases of the services that make what was proposed: moves together."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.services import accepting, applying
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.day_plans import proposals as day_proposals
from ivig_scheduler.services.moves import plan_move
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.services.proposals import ProposedMove, StuckVisit
from ivig_scheduler.services.repair import running_long
from ivig_scheduler.storage.reader import Reader
from tests.services.founded import Founded, at
from tests.services.undo_booking_cases import a_booked_course
from tests.services.undo_setup_cases import Act, Case, a_chair, a_known_patient


def a_move(clinic: Founded, visit: r.Appointment, chair_id: UUID, start: datetime) -> ProposedMove:
    """Return the move of a visit, checked against the calendar as it stands."""

    def plan(store: Reader) -> ProposedMove:
        facts = load_facts(store, start.date(), start.date())
        moving = load_moving_visit(store, visit)
        return ProposedMove.of(moving, plan_move(facts, moving, chair_id, start))

    return clinic.read(plan)


def a_usual_visit(
    clinic: Founded, start: datetime, status: Status = Status.BOOKED, chair: r.Chair | None = None
) -> r.Appointment:
    """Return a visit of two hours of a patient who was given the product four weeks before."""
    patient, seat = a_known_patient(clinic), chair or a_chair(clinic)
    clinic.visit(patient, a_chair(clinic), start - timedelta(days=28), Status.DONE)
    return clinic.visit(patient, seat, start, status)


def two_visits(clinic: Founded) -> tuple[r.Appointment, r.Appointment]:
    """Return two visits at the same time, each in a chair of its own."""
    return a_usual_visit(clinic, at(13)), a_usual_visit(clinic, at(13))


def swap_chairs(clinic: Founded) -> Act:
    one, other = two_visits(clinic)
    moves = (
        a_move(clinic, one, other.chair_id, one.start),
        a_move(clinic, other, one.chair_id, other.start),
    )
    return partial(applying.apply_moves, label="Move 2 visits to another chair", moves=moves)


def move_a_course_on(clinic: Founded) -> Act:
    visits = a_booked_course(clinic)
    moves = tuple(
        a_move(clinic, each, each.chair_id, each.start + timedelta(days=1)) for each in visits
    )
    return partial(applying.apply_moves, label="Move 3 visits", moves=moves)


def move_one_and_put_the_other_on_the_work_list(clinic: Founded) -> Act:
    one, other = two_visits(clinic)
    patient = clinic.read(lambda store: store.get(r.Patient, other.patient_id))
    assert patient
    return partial(
        accepting.accept_proposal,
        label="",
        moves=(a_move(clinic, one, one.chair_id, at(14)),),
        to_work_list=(StuckVisit(other, patient),),
    )


def plan_the_day(clinic: Founded) -> Act:
    visit = a_usual_visit(clinic, at(13))
    moves = (a_move(clinic, visit, visit.chair_id, at(11)),)
    return partial(day_proposals.accept_day_plan, day=visit.start.date(), moves=moves)


def extend_visit(clinic: Founded) -> Act:
    running = a_usual_visit(clinic, at(9), Status.INFUSING)
    return partial(running_long.extend_visit, before=running, minutes=30)


def move_the_visit_of_a_broken_chair(clinic: Founded) -> Act:
    """Undo brings the visit back to the chair it was taken out of, broken as that is."""
    visit = a_usual_visit(clinic, at(13))
    outage = r.ChairOutage(chair_id=visit.chair_id, starts=at(12), ends=at(17), reason="Pump")
    clinic.add(outage)
    move = a_move(clinic, visit, a_chair(clinic).id, visit.start)
    return partial(applying.apply_moves, label="Move 1 visit", moves=(move,))


PROPOSAL_CASES: Mapping[str, tuple[Case, ...]] = {
    "accepting.accept_proposal": (move_one_and_put_the_other_on_the_work_list,),
    "day_plans.proposals.accept_day_plan": (plan_the_day,),
    "applying.apply_moves": (swap_chairs, move_a_course_on, move_the_visit_of_a_broken_chair),
    "repair.running_long.extend_visit": (extend_visit,),
}
