"""Making room by changing chairs: for a visit that moves, and for one from the work list."""

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.terms import CancelReason, Status
from ivig_scheduler.planning.series import Wish
from ivig_scheduler.services.accepting import accept_proposal
from ivig_scheduler.services.appointments import cancel_appointment, move_appointment
from ivig_scheduler.services.proposals import Proposal
from ivig_scheduler.services.reseating import (
    CycleRoom,
    Reseating,
    find_reseating,
    find_reseating_for,
)
from ivig_scheduler.services.work_list import book_cycle, plan_cycle
from tests.services.founded import Founded, at
from tests.services.undo_booking_cases import a_booked_course
from tests.services.undo_setup_cases import a_known_patient, unique

CASES = json.loads((Path(__file__).parents[1] / "data" / "planning_cases.json").read_text("utf-8"))
P1 = next(each for each in CASES["cases"] if each["id"] == "P1")
#: The Monday after the clinic's Tuesday.
MONDAY = 6
CHAIRS = (r.Chair(name="Chair 1", position=1), r.Chair(name="Chair 2", position=2))


def a_visit(
    clinic: Founded, chair: r.Chair, starts: str, ends: str, *, days: int = MONDAY, **fields: object
) -> r.Appointment:
    """Return the visit of a patient who was given the product before, without a turnover."""
    begin, end = (datetime.combine(at(0, days=days), time.fromisoformat(t)) for t in (starts, ends))
    patient = a_known_patient(clinic)
    elsewhere = r.Chair(name=unique("Past"), in_use_to=at(0).date())
    clinic.add(elsewhere)
    clinic.visit(patient, elsewhere, begin - timedelta(days=28), Status.DONE)
    minutes = (end - begin) // timedelta(minutes=1)
    visit = clinic.visit(patient, chair, begin, minutes=minutes, turnover_minutes=0)
    if not fields:
        return visit
    changed = visit.model_copy(update=fields)
    clinic.change(visit, changed)
    return changed


def stands(clinic: Founded, visit: r.Appointment) -> r.Appointment:
    found = clinic.read(lambda store: store.get(r.Appointment, visit.id))
    assert found
    return found


@pytest.fixture
def p1(founded: Founded) -> dict[str, r.Appointment]:
    """Return the visits of case P1, first-fit seated, with E on the day after."""
    founded.add(*CHAIRS)
    seats = {"W": CHAIRS[0], "Y": CHAIRS[1], "X": CHAIRS[0]}
    visits = {
        name: a_visit(founded, seats[name], starts, ends)
        for name, starts, ends in P1["data"]["booked_in_this_order"]
    }
    _, starts, ends = P1["data"]["request"]
    return visits | {"E": a_visit(founded, CHAIRS[0], starts, ends, days=MONDAY + 1)}


def look(
    clinic: Founded, visit: r.Appointment, start: datetime, chair_id: UUID | None = None
) -> Proposal | None:
    return clinic.read(lambda store: find_reseating(store, visit, chair_id, start, now=at(9)))


def test_case_p1_moves_one_visit_to_the_other_chair_and_no_time(
    founded: Founded, p1: dict[str, r.Appointment]
) -> None:
    proposal = look(founded, p1["E"], at(10, days=MONDAY))
    assert proposal is not None
    assert proposal.title == "Re-seat 1 visit to make room: Chair 1, Mon 11/30 10:00"
    assert not proposal.stuck
    before = founded.snapshot()
    done = founded.run(lambda work: accept_proposal(work, proposal.label, proposal.moves))
    assert done.label == "Move a visit to Chair 1, Mon 11/30 10:00; 1 visit changes chairs"
    now = {name: stands(founded, visit) for name, visit in p1.items()}
    chairs = {name: visit.chair_id for name, visit in now.items()}
    assert chairs["W"] == chairs["E"] == CHAIRS[0].id
    assert chairs["Y"] == chairs["X"] == CHAIRS[1].id
    assert all(now[name].start == p1[name].start for name in "WYX")
    assert (now["E"].start, now["E"].end) == (at(10, days=MONDAY), at(13, days=MONDAY))
    founded.dispatcher.undo()
    assert founded.snapshot() == before


def test_who_could_sit_where_is_sought_beside_the_database(
    founded: Founded, p1: dict[str, r.Appointment]
) -> None:
    visit, start = p1["E"], at(10, days=MONDAY)
    search = founded.read(lambda store: Reseating(store, visit, None, start, at(9)))
    assert not search.is_done
    # The store it was read from is closed by now: the search reads nothing.
    take = founded.read(search.load)(lambda: False)
    founded.read(take)
    assert search.is_done
    found, known = founded.read(search.finish), look(founded, visit, start)
    assert found is not None and known is not None
    assert [each.after.chair_id for each in found.moves] == [
        each.after.chair_id for each in known.moves
    ]


def test_case_p1_is_refused_with_the_reason_where_the_seats_are_locked(
    founded: Founded, p1: dict[str, r.Appointment]
) -> None:
    for name in "WYX":
        founded.change(p1[name], p1[name].model_copy(update={"is_chair_locked": True}))
    start = at(10, days=MONDAY)
    assert look(founded, p1["E"], start) is None
    for chair, who in ((CHAIRS[0], "12:00 to 14:00"), (CHAIRS[1], "09:00 to 11:00")):
        with pytest.raises(RuleBrokenError, match=f"{chair.name} is taken by .* from {who}"):
            founded.run(
                lambda work, chair=chair: move_appointment(work, p1["E"], chair.id, start)  # type: ignore[misc]
            )


@pytest.mark.parametrize("status", [Status.IN_CHAIR, Status.INFUSING, Status.OBSERVING])
def test_who_sits_in_a_chair_stays_in_it(
    founded: Founded, p1: dict[str, r.Appointment], status: Status
) -> None:
    founded.change(p1["X"], p1["X"].model_copy(update={"status": status}))
    proposal = look(founded, p1["E"], at(10, days=MONDAY))
    assert proposal, "the other two swap their chairs"
    assert {each.before.id for each in proposal.moves} == {p1[name].id for name in "EWY"}
    founded.change(p1["Y"], p1["Y"].model_copy(update={"status": status}))
    assert look(founded, p1["E"], at(10, days=MONDAY)) is None


def test_who_has_arrived_may_still_have_another_chair(
    founded: Founded, p1: dict[str, r.Appointment]
) -> None:
    founded.change(p1["X"], p1["X"].model_copy(update={"status": Status.ARRIVED}))
    proposal = look(founded, p1["E"], at(10, days=MONDAY))
    assert proposal and proposal.moves[1].before.id == p1["X"].id


def test_the_wanted_chair_is_made_free(founded: Founded, p1: dict[str, r.Appointment]) -> None:
    two = look(founded, p1["E"], at(10, days=MONDAY), CHAIRS[1].id)
    assert two and len(two.moves) == 3, "two visits swap their chairs for it"
    other = r.Chair(name="Chair 3", position=3)
    founded.add(other)
    proposal = look(founded, p1["E"], at(10, days=MONDAY), CHAIRS[1].id)
    assert proposal is not None
    assert {each.before.id: each.after.chair_id for each in proposal.moves} == {
        p1["E"].id: CHAIRS[1].id,
        p1["Y"].id: other.id,
    }


def test_nobody_is_seated_where_a_feature_is_missing(
    founded: Founded, p1: dict[str, r.Appointment]
) -> None:
    for name in "XY":
        patient = founded.read(lambda s, name=name: s.get(r.Patient, p1[name].patient_id))  # type: ignore[misc]
        assert patient
        needs = patient.model_copy(update={"features_needed": ("port access",)})
        founded.change(patient, needs)
    assert look(founded, p1["E"], at(10, days=MONDAY)) is None


def test_nobody_is_seated_in_a_chair_that_is_out_of_service_then(
    founded: Founded, p1: dict[str, r.Appointment]
) -> None:
    out = {"starts": at(12, 30), "ends": at(12, 45), "every_days": 1, "reason": "Cleaning"}
    founded.add(r.ChairOutage.model_validate({"chair_id": CHAIRS[1].id, **out}))
    assert look(founded, p1["E"], at(10, days=MONDAY)) is None


def test_more_than_chairs_in_the_way_is_not_for_other_chairs_to_mend(
    founded: Founded, p1: dict[str, r.Appointment]
) -> None:
    assert look(founded, p1["E"], at(15, days=MONDAY)) is None, "it would end after closing"
    assert look(founded, p1["E"], at(8)) is None, "it is past"
    assert look(founded, p1["X"], at(12, days=MONDAY + 5)) is None, "a closed Saturday"


def a_waiting_cycle(clinic: Founded) -> tuple[r.Cycle, r.Appointment]:
    """Return a cycle on the work list, and the place it had before its visit was called off."""
    visit = a_booked_course(clinic)[0]
    clinic.dispatcher.run_once(
        lambda work: cancel_appointment(work, visit, CancelReason.WEATHER, "")
    )
    cycle = clinic.read(lambda store: store.get(r.Cycle, visit.cycle_id))
    assert cycle
    return cycle, visit


def test_a_cycle_from_the_work_list_is_let_in_by_other_chairs(founded: Founded) -> None:
    cycle, was = a_waiting_cycle(founded)
    (own,) = founded.read(lambda store: store.all(r.Chair))
    other = r.Chair(name="Other", position=9)
    founded.add(other)
    midday = f"{was.start + timedelta(hours=1):%H:%M}"
    days = (was.start.date() - at(0).date()).days
    blocker = a_visit(founded, own, midday, "17:00", days=days)
    busy = a_visit(founded, other, "08:00", midday, days=days)
    wish = Wish(was.start.date(), was.start.time())
    assert not founded.read(lambda s: plan_cycle(s, cycle.id, wish, now=at(9))).visits
    room = founded.read(lambda s: find_reseating_for(s, cycle.id, wish, now=at(9)))
    assert isinstance(room, CycleRoom)
    assert room.proposal.title.startswith("Re-seat 1 visit to make room: ")
    before = founded.snapshot()
    done = founded.run(lambda work: book_cycle(work, cycle.id, room.planned, room.proposal.moves))
    assert done.label == "Book 1 visit from the work list; 1 visit changes chairs"
    booked = founded.read(lambda s: s.where(r.Appointment, cycle_id=cycle.id))
    assert [each.start for each in booked if each.status is Status.BOOKED] == [was.start]
    chairs = {stands(founded, each).chair_id for each in (blocker, busy)}
    assert len(chairs) == 1, "the two that follow each other share a chair"
    founded.dispatcher.undo()
    assert founded.snapshot() == before


def test_where_there_is_room_already_nobody_is_seated_anew(founded: Founded) -> None:
    cycle, was = a_waiting_cycle(founded)
    for wish in (Wish(was.start.date(), was.start.time()), Wish(was.start.date()), Wish()):
        found = founded.read(
            lambda s, wish=wish: find_reseating_for(s, cycle.id, wish, now=at(9))  # type: ignore[misc]
        )
        assert found is None
