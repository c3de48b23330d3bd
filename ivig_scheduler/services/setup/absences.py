"""The times in which a nurse is away though a shift says otherwise."""

from ivig_scheduler.domain.changes import ChangeSet, added, removed
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.forms import tidied
from ivig_scheduler.domain.records import Nurse, NurseAbsence
from ivig_scheduler.domain.terms import CHAIR_FREE
from ivig_scheduler.domain.wording import count, show_moment
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.storage.reader import Reader


def add_absence(work: Work, absence: NurseAbsence) -> ChangeSet:
    """Note that a nurse is away. The label tells how many visits stand in that time.

    Raises RuleBrokenError where it does not end after its start, or is noted already.
    """
    kept = tidied(absence)
    if work.store.get(Nurse, kept.nurse_id) is None:
        raise refuse("nurse", "that nurse is not there any more")
    if kept.ends <= kept.starts:
        told = f"the absence ends {show_moment(kept.ends)}, which is not after its start"
        raise refuse("ends", f"{told} {show_moment(kept.starts)}")
    for other in work.store.where(NurseAbsence, nurse_id=kept.nurse_id):
        if other.starts <= kept.starts and kept.ends <= other.ends:
            told = f"away already from {show_moment(other.starts)} to {show_moment(other.ends)}"
            raise refuse("starts", f"{told}: {other.reason}")
    return ChangeSet(f"Add a nurse's absence{_booked(work.store, kept)}", added(kept))


def remove_absence(work: Work, absence: NurseAbsence) -> ChangeSet:
    """Note that a nurse is not away after all. The label tells how many visits stand then."""
    label = f"Remove a nurse's absence{_booked(work.store, absence)}"
    return ChangeSet(label, removed([absence]))


def _booked(store: Reader, absence: NurseAbsence) -> str:
    """Tell how many visits of all nurses stand in that time: nobody's visits are one nurse's."""
    visits = store.appointments_between(absence.starts, absence.ends)
    stand = sum(1 for each in visits if each.status not in CHAIR_FREE and each.end > absence.starts)
    return f"; {count(stand, 'visit')} booked in that time" if stand else ""
