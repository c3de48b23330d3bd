"""The cases of the services that set visits aside, put them back and give them time."""

from collections.abc import Mapping
from functools import partial

from ivig_scheduler.services import copies, lengths
from ivig_scheduler.services import set_aside as asides
from tests.services.founded import Founded
from tests.services.undo_booking_cases import a_booked_course
from tests.services.undo_setup_cases import Act, Case


def set_a_visit_aside(clinic: Founded) -> Act:
    return partial(asides.set_aside, before=a_booked_course(clinic)[1])


def put_a_visit_back(clinic: Founded) -> Act:
    visit = a_booked_course(clinic)[1]
    clinic.dispatcher.run_once(lambda work: asides.set_aside(work, visit))
    aside = clinic.read(lambda store: store.get(type(visit), visit.id))
    assert aside is not None
    return partial(asides.put_back, before=aside, chair_id=visit.chair_id, start=visit.start)


def lengthen_a_visit(clinic: Founded) -> Act:
    visit = a_booked_course(clinic)[0]
    return partial(lengths.set_length, before=visit, minutes=480, is_locked=True)


def book_the_next_cycle_like_a_visit(clinic: Founded) -> Act:
    first, second = a_booked_course(clinic)[:2]
    clinic.dispatcher.run_once(lambda work: asides.set_aside(work, second))
    return partial(copies.book_like, visit=first, chair_id=second.chair_id, start=second.start)


MOVING_CASES: Mapping[str, tuple[Case, ...]] = {
    "set_aside.set_aside": (set_a_visit_aside,),
    "set_aside.put_back": (put_a_visit_back,),
    "copies.book_like": (book_the_next_cycle_like_a_visit,),
    "lengths.set_length": (lengthen_a_visit,),
}
