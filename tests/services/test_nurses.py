"""Nurses and the shifts of their week."""

from datetime import time

import pytest

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.errors import StaleRecordError
from ivig_scheduler.services.nurses import NurseShifts, load_nurses, remove_nurse, save_nurse
from tests.services.founded import Founded

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
