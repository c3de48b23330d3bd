"""What is gathered for printed sheets, and the audit trail of what was printed."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Patient, VisitEvent
from ivig_scheduler.domain.terms import CancelReason, VisitEventKind
from ivig_scheduler.services.appointments import cancel_appointment
from ivig_scheduler.services.papers.loading import (
    load_bedside_papers,
    load_day_papers,
    load_letter_papers,
)
from ivig_scheduler.services.papers.noting import PaperAct, note_print
from ivig_scheduler.services.setup.nurses import NurseShifts, load_nurses, save_nurse
from tests.clinics import TODAY, SmallClinic, make_small_clinic

DECEMBER_1 = date(2026, 12, 1)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    made = make_small_clinic(tmp_path)
    yield made
    made.close()


def test_each_visit_of_a_day_has_a_nurse_of_the_exact_sharing_out(clinic: SmallClinic) -> None:
    for patient in (clinic.osei, clinic.brandt):
        clinic.book_course(patient, first_day=DECEMBER_1, cycles=1)
    papers = clinic.read(lambda store: load_day_papers(store, DECEMBER_1))
    visits = {each.appointment.id for each in papers.day.seated}
    assert set(papers.nurse_of) == visits and len(visits) == 2
    assert set(papers.nurse_of.values()) <= {nurse.id for nurse in clinic.nurses}


def test_visits_nobody_has_room_for_are_left_without_a_nurse(clinic: SmallClinic) -> None:
    for patient in (clinic.osei, clinic.brandt):
        clinic.book_course(patient, first_day=DECEMBER_1, cycles=1)
    only, gone = clinic.read(load_nurses)
    one = only.nurse.model_copy(update={"patients_at_once": 1})
    clinic.run(lambda work: save_nurse(work, only, NurseShifts(one, only.shifts)))
    clinic.run(lambda work: save_nurse(work, gone, NurseShifts(gone.nurse, ())))
    papers = clinic.read(lambda store: load_day_papers(store, DECEMBER_1))
    shared = [each for each in papers.day.seated if each.appointment.id in papers.nurse_of]
    assert 0 < len(shared) < len(papers.day.seated)
    assert set(papers.nurse_of.values()) == {only.nurse.id}


def test_a_day_without_shifts_has_no_nurses(clinic: SmallClinic) -> None:
    clinic.book_course(clinic.osei, first_day=DECEMBER_1, cycles=1)
    for each in clinic.read(load_nurses):
        clinic.run(partial(save_nurse, before=each, after=NurseShifts(each.nurse, ())))
    papers = clinic.read(lambda store: load_day_papers(store, DECEMBER_1))
    assert papers.nurse_of == {} and papers.day.seated


def test_a_letter_has_the_visits_to_come_and_none_that_was_called_off(clinic: SmallClinic) -> None:
    course = clinic.book_course(clinic.osei, first_day=DECEMBER_1, cycles=3)
    first, second, third = clinic.visits(course)
    clinic.run(partial(cancel_appointment, before=second, reason=CancelReason.COVER))
    after_the_first = first.start.date() + timedelta(days=1)
    everything = clinic.read(lambda store: load_letter_papers(store, clinic.osei.id, TODAY))
    later = clinic.read(lambda store: load_letter_papers(store, clinic.osei.id, after_the_first))
    assert [each.appointment.id for each in everything.visits] == [first.id, third.id]
    assert [each.appointment.id for each in later.visits] == [third.id]
    assert everything.site.name == "Bay Infusion"


def test_a_bedside_sheet_is_made_from_the_table_the_visit_was_planned_by(
    clinic: SmallClinic,
) -> None:
    (visit,) = clinic.visits(clinic.book_course(clinic.osei, first_day=DECEMBER_1, cycles=1))
    papers = clinic.read(lambda store: load_bedside_papers(store, visit.id))
    assert papers.table.id == papers.visit.plan.rate_table_id
    assert papers.order.patient_id == clinic.osei.id
    assert not papers.has_events
    clinic.add(VisitEvent(appointment_id=visit.id, at=visit.start, what=VisitEventKind.PAUSE))
    later = clinic.read(lambda store: load_bedside_papers(store, visit.id))
    assert later.has_events
    assert papers.chair in {chair.name for chair in clinic.chairs}


def test_a_sheet_of_a_visit_that_is_gone_is_refused(clinic: SmallClinic) -> None:
    with pytest.raises(RuleBrokenError, match="not there any more"):
        clinic.read(lambda store: load_bedside_papers(store, uuid4()))


def test_a_print_is_on_the_trail_of_each_patient_and_no_step_to_undo(clinic: SmallClinic) -> None:
    ids = [patient.id for patient in clinic.patients[:2]]
    clinic.run(lambda work: note_print(work, PaperAct.PRINT, "day sheet", ids))
    clinic.run(lambda work: note_print(work, PaperAct.EXPORT, "letter", ids[:1]))
    osei, brandt, yamada = (_acts_on(clinic, patient) for patient in clinic.patients)
    assert osei[:2] == ["Export a letter", "Print a day sheet"]
    assert brandt[0] == "Print a day sheet"
    assert not {"Export a letter", "Print a day sheet"} & set(yamada)
    assert clinic.dispatcher.history.next_undo is None


def _acts_on(clinic: SmallClinic, patient: Patient) -> list[str]:
    acts = clinic.read(lambda store: store.acts_on(patient.id))
    return [label for _, _, label in acts]
