"""Troubles for the tests of the repair, and what a person does about them."""

from datetime import datetime

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.changes import ChangeSet, changed
from ivig_scheduler.services.accepting import accept_proposal
from ivig_scheduler.services.proposals import Proposal
from ivig_scheduler.services.repair import troubles
from ivig_scheduler.services.repair.troubles import Trouble
from ivig_scheduler.services.repair.turns import RepairTurns
from ivig_scheduler.services.searches import search_through
from tests.services.founded import Founded, at
from tests.services.undo_setup_cases import a_chair

NOW = at(9)


def chairs(clinic: Founded, number: int) -> list[r.Chair]:
    """Return chairs, the only ones there are: the visits of weeks ago had others."""
    return [a_chair(clinic) for _ in range(number)]


def close_other_chairs(clinic: Founded, *kept: r.Chair) -> None:
    """Take all other chairs out of service for a month, so that nobody can be put there."""
    ids = {each.id for each in kept}
    others = [each for each in clinic.read(lambda s: s.all(r.Chair)) if each.id not in ids]
    clinic.add(*(out(each, at(0), at(0, days=30), "Not used") for each in others))


def out(
    chair: r.Chair, starts: datetime, ends: datetime, reason: str = "Pump broken"
) -> r.ChairOutage:
    return r.ChairOutage(chair_id=chair.id, starts=starts, ends=ends, reason=reason)


def propose(clinic: Founded, trouble: Trouble, now: datetime = NOW) -> Proposal:
    """Return how the calendar can be mended, nothing placed before `now`."""
    return clinic.read(lambda s: search_through(RepairTurns(s, trouble, now), s))


def accept(clinic: Founded, proposal: Proposal, trouble: Trouble) -> str:
    done = clinic.run(
        lambda work: accept_proposal(
            work, proposal.label, proposal.moves, proposal.stuck, trouble.extra
        )
    )
    return done.label


def stands(clinic: Founded, visit: r.Appointment) -> r.Appointment:
    found = clinic.read(lambda store: store.get(r.Appointment, visit.id))
    assert found
    return found


def break_chair(clinic: Founded, chair: r.Chair, starts: datetime, ends: datetime) -> Trouble:
    outage = out(chair, starts, ends)
    clinic.add(outage)
    return troubles.chair_out(outage, chair.name)


def change(clinic: Founded, record: r.Record, **fields: object) -> None:
    """Put another state of a record into the database, outside the undo history."""
    after = record.model_copy(update=fields)
    clinic.dispatcher.run_once(lambda _work: ChangeSet("given", changed(record, after)))


def add_nurses(clinic: Founded, *patients_at_once: int) -> list[r.Nurse]:
    found = []
    for number, patients in enumerate(patients_at_once):
        nurse = r.Nurse(name=f"Nurse {number}", patients_at_once=patients, points_at_once=9)
        shifts = [
            r.Shift(
                nurse_id=nurse.id,
                weekday=day,
                starts=at(8).time(),
                ends=at(17).time(),
            )
            for day in range(5)
        ]
        clinic.add(nurse, *shifts)
        found.append(nurse)
    return found


def edit(clinic: Founded, record: r.Record, **fields: object) -> Trouble:
    """Edit a record and return the trouble that this brings."""
    changes = changed(record, record.model_copy(update=fields))
    clinic.dispatcher.run_once(lambda _work: ChangeSet("given", changes))
    trouble = troubles.trouble_of_edit(changes, NOW.date())
    assert trouble
    return trouble
