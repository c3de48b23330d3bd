"""What a repair says of itself: how good it is, who sits already, and its figures."""

from collections.abc import Sequence
from datetime import date

from ivig_scheduler.domain.quantities import show_minutes
from ivig_scheduler.domain.records import Appointment, Patient
from ivig_scheduler.domain.terms import FORWARD, Status
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.proposals import Proposal, ProposedMove, move_label
from ivig_scheduler.services.repair.troubles import Trouble
from ivig_scheduler.storage.reader import Reader

#: The patient sits in the chair.
IN_TREATMENT = frozenset(FORWARD[FORWARD.index(Status.IN_CHAIR) : -1])


def tell_label(trouble: Trouble, moves: Sequence[ProposedMove]) -> str:
    """Return how the act is called; "" where the moves tell it."""
    if not trouble.label:
        return ""
    return f"{trouble.label}, move {move_label(moves)[5:]}" if moves else trouble.label


def tell_note(trouble: Trouble, proposal: Proposal, *, is_stopped: bool, is_proved: bool) -> str:
    """Return in words how good a repair is."""
    if not proposal.moves and not proposal.stuck:
        if trouble.undone:
            return "No visit is affected that was not in conflict before."
        return "Every visit has its place."
    if is_stopped:
        return "Stopped: the best found so far; a repair that moves fewer patients may exist."
    if not is_proved:
        return "The best found in the time given; a repair that moves fewer patients may exist."
    told = "No repair keeps more visits on their day, moves fewer patients or by fewer minutes."
    if any(each.is_other_day for each in proposal.moves):
        told += " Who changes the day goes to the nearest one of the due window."
    return told


def tell_seated(store: Reader, trouble: Trouble, today: date) -> str:
    """Return who sits already in the chair that is out, and so is not moved."""
    chair_id = trouble.chair_id
    if chair_id is None:
        return ""
    seated = [
        each
        for each in store.appointments_on(today)
        if each.chair_id == chair_id and each.status in IN_TREATMENT and _is_out(store, each)
    ]
    if not seated:
        return ""
    patients = store.some(Patient, (each.patient_id for each in seated))
    names = ", ".join(
        f"{patient.full_name}, MRN {patient.number}"
        for patient in (patients[each.patient_id] for each in seated)
    )
    return f"Already in the chair: {names}. Who cannot stay there is for you to move."


def _is_out(store: Reader, visit: Appointment) -> bool:
    outages = load_facts(store, visit.start.date(), visit.start.date()).outages
    return any(
        each.chair_id == visit.chair_id
        and each.starts < visit.held_until
        and visit.start < each.ends
        for each in outages
    )


def count_figures(proposal: Proposal, affected: int) -> tuple[tuple[str, str, str], ...]:
    """Return what a repair of so many affected visits does, before and after."""
    moves = proposal.moves
    minutes = sum(each.minutes_moved for each in moves if not each.is_other_day)
    return (
        ("Visits without their place", str(affected), str(len(proposal.stuck))),
        ("Patients moved", "", str(proposal.patients_moved)),
        ("Moved that day by", "", show_minutes(minutes)),
        ("In another chair", "", str(sum(each.is_other_chair for each in moves))),
        ("On another day", "", str(sum(each.is_other_day for each in moves))),
    )
