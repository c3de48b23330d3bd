"""Accepting a proposal: what goes to the work list."""

from datetime import timedelta
from uuid import uuid4

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.terms import CancelReason, CycleState, Severity, Status
from ivig_scheduler.services.accepting import accept_proposal
from ivig_scheduler.services.proposals import StuckVisit
from tests.services.founded import Founded, at
from tests.services.undo_proposal_cases import a_usual_visit
from tests.services.undo_setup_cases import a_chair


def test_both_days_of_a_cycle_go_to_the_work_list_in_one_act(founded: Founded) -> None:
    day = timedelta(days=1)
    first = a_usual_visit(founded, at(13), chair=a_chair(founded))
    times = {name: getattr(first, name) + day for name in ("start", "end", "held_until")}
    second = first.model_copy(update={"id": uuid4(), "day_of_cycle": 2, **times})
    founded.add(second)
    before = founded.snapshot()
    patient = founded.read(lambda store: store.get(r.Patient, first.patient_id))
    assert patient
    why = (Conflict("chair_outage", Severity.BLOCK, "the pump is broken"),)
    stuck = [StuckVisit(each, patient, why) for each in (first, second)]
    done = founded.run(lambda work: accept_proposal(work, "", (), stuck))
    assert done.label == "Put 2 visits on the work list"
    visits = founded.read(lambda s: s.where(r.Appointment, cycle_id=first.cycle_id))
    assert [each.status for each in visits] == [Status.CANCELLED] * 2
    assert {each.cancel_reason for each in visits} == {CancelReason.CHAIR_OR_STAFF}
    cycle = founded.read(lambda s: s.get(r.Cycle, first.cycle_id))
    assert cycle and cycle.state is CycleState.NEEDS_BOOKING
    assert "the pump is broken" in cycle.reason
    founded.dispatcher.undo()
    assert founded.snapshot() == before
