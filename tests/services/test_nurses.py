"""Nurses, their week, and when they are away."""

from datetime import datetime, time

import pytest

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.errors import StaleRecordError
from ivig_scheduler.services.setup.absences import add_absence, remove_absence
from ivig_scheduler.services.setup.nurses import NurseShifts, load_nurses, remove_nurse, save_nurse
from tests.services.founded import Founded, a_patient, at

KIM = r.Nurse(name="Kim Lee")


def shift(weekday: int, starts: int, ends: int, nurse: r.Nurse = KIM) -> r.Shift:
    return r.Shift(nurse_id=nurse.id, weekday=weekday, starts=time(starts), ends=time(ends))


@pytest.fixture
def kim(founded: Founded) -> NurseShifts:
    saved = NurseShifts(KIM, (shift(0, 8, 12), shift(0, 13, 17), shift(2, 8, 17)))
    founded.run(lambda work: save_nurse(work, None, saved))
    return saved


def test_a_nurse_comes_back_with_the_week(founded: Founded, kim: NurseShifts) -> None:
    assert founded.read(load_nurses) == (kim,)


def test_saving_changes_adds_and_removes_shifts(founded: Founded, kim: NurseShifts) -> None:
    longer = kim.shifts[0].model_copy(update={"ends": time(13)})
    other = r.Nurse(name="Other")
    after = NurseShifts(
        KIM.model_copy(update={"patients_at_once": 3}),
        (longer, kim.shifts[1], shift(4, 9, 10, other)),
    )
    founded.run(lambda work: save_nurse(work, kim, after))
    (saved,) = founded.read(load_nurses)
    assert saved.nurse.patients_at_once == 3
    assert [(each.weekday, each.starts.hour, each.ends.hour) for each in saved.shifts] == [
        (0, 8, 13),
        (0, 13, 17),
        (4, 9, 10),
    ]
    assert {each.nurse_id for each in saved.shifts} == {KIM.id}


def test_nurses_no_longer_active_come_last(founded: Founded, kim: NurseShifts) -> None:
    for nurse in (r.Nurse(name="Abe", active=False), r.Nurse(name="Zoe")):
        founded.run(lambda work, nurse=nurse: save_nurse(work, None, NurseShifts(nurse)))  # type: ignore[misc]
    names = [each.nurse.name for each in founded.read(load_nurses)]
    assert names == ["Kim Lee", "Zoe", "Abe"]


def test_everything_wrong_with_a_nurse_is_told_at_once(founded: Founded, kim: NurseShifts) -> None:
    double = NurseShifts(
        r.Nurse(name="kim lee"), (shift(1, 8, 12), shift(1, 11, 15), shift(3, 9, 9))
    )
    said = founded.refused(lambda work: save_nurse(work, None, double))
    assert "there is a nurse named kim lee already" in said
    assert "Tuesday 08:00 to 12:00 and Tuesday 11:00 to 15:00 overlap" in said
    assert "Thursday 09:00 to 09:00 does not end after its start" in said


@pytest.mark.parametrize("number", [0, 21])
def test_a_nurse_looks_after_one_to_twenty_patients(
    founded: Founded, kim: NurseShifts, number: int
) -> None:
    nurse = KIM.model_copy(update={"patients_at_once": number})
    said = founded.refused(lambda work: save_nurse(work, kim, NurseShifts(nurse, kim.shifts)))
    assert "patients at once" in said


def test_shifts_somebody_else_added_are_not_lost(founded: Founded, kim: NurseShifts) -> None:
    more = NurseShifts(KIM, (*kim.shifts, shift(5, 8, 12)))
    founded.run(lambda work: save_nurse(work, kim, more))
    with pytest.raises(StaleRecordError, match="shifts were changed meanwhile"):
        founded.run(lambda work: save_nurse(work, kim, NurseShifts(KIM)))
    with pytest.raises(StaleRecordError, match="shifts were changed meanwhile"):
        founded.run(lambda work: remove_nurse(work, kim))


def test_a_nurse_goes_with_the_shifts(founded: Founded, kim: NurseShifts) -> None:
    founded.run(lambda work: remove_nurse(work, kim))
    assert founded.read(load_nurses) == ()
    assert founded.read(lambda store: store.all(r.Shift)) == ()


def pause(weekday: int, starts: int, ends: int) -> r.NurseBreak:
    return r.NurseBreak(nurse_id=KIM.id, weekday=weekday, starts=time(starts), ends=time(ends))


def test_breaks_and_points_are_saved_with_the_week(founded: Founded, kim: NurseShifts) -> None:
    nurse = KIM.model_copy(update={"points_at_once": 6})
    after = NurseShifts(nurse, kim.shifts, (pause(2, 12, 13), pause(2, 15, 16)))
    founded.run(lambda work: save_nurse(work, kim, after))
    assert founded.read(load_nurses) == (after,)
    shorter = NurseShifts(nurse, kim.shifts, (pause(2, 12, 13),))
    with pytest.raises(StaleRecordError, match="breaks were changed meanwhile"):
        founded.run(lambda work: save_nurse(work, kim, shorter))
    founded.run(lambda work: save_nurse(work, after, shorter))
    assert founded.read(load_nurses) == (shorter,)


def test_a_break_is_inside_one_shift_of_its_weekday(founded: Founded, kim: NurseShifts) -> None:
    breaks = (pause(0, 11, 14), pause(1, 12, 13), pause(2, 12, 14), pause(2, 13, 15))
    after = NurseShifts(KIM, kim.shifts, breaks)
    said = founded.refused(lambda work: save_nurse(work, kim, after))
    assert "the break Monday 11:00 to 14:00 is not inside a shift" in said
    assert "the break Tuesday 12:00 to 13:00 is not inside a shift" in said
    assert "the breaks Wednesday 12:00 to 14:00 and Wednesday 13:00 to 15:00 overlap" in said


def test_an_absence_tells_the_visits_in_its_time(founded: Founded, kim: NurseShifts) -> None:
    patient, chair = a_patient(), r.Chair(name="Chair 1")
    founded.add(patient, chair)
    for days in (0, 1, 5):
        founded.visit(patient, chair, at(9, days=days))
    away = r.NurseAbsence(nurse_id=KIM.id, starts=at(11), ends=at(12, days=3), reason="Flu")
    done = founded.run(lambda work: add_absence(work, away))
    assert done.label == "Add a nurse's absence; 1 visit booked in that time"
    assert founded.read(load_nurses)[0].absences == (away,)
    founded.run(lambda work: remove_absence(work, away))
    assert founded.read(load_nurses)[0].absences == ()


@pytest.mark.parametrize(
    ("starts", "ends", "says"),
    [
        (at(9), at(9), "ends 11/24/2026 09:00, which is not after its start"),
        (at(9, days=1), at(10, days=1), "away already from 11/25/2026 00:00 to 11/27/2026 00:00"),
    ],
)
def test_a_wrong_absence_is_refused_with_the_reason(
    founded: Founded, kim: NurseShifts, starts: datetime, ends: datetime, says: str
) -> None:
    founded.add(
        r.NurseAbsence(nurse_id=KIM.id, starts=at(0, days=1), ends=at(0, days=3), reason="Flu")
    )
    away = r.NurseAbsence(nurse_id=KIM.id, starts=starts, ends=ends, reason="Flu")
    assert says in founded.refused(lambda work: add_absence(work, away))
