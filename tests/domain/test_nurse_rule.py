"""What the check of nurses says, and where: shifts, breaks, points, starts and hand-over."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from ivig_scheduler.domain.clearance import Candidate, find_conflicts
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Appointment, Nurse, NurseAbsence, NurseBreak, Shift
from ivig_scheduler.domain.settings import Settings
from tests.domain.candidates import candidate
from tests.planning.small import CHAIRS, FIRST, a_stay, facts, local

ONE, TWO = CHAIRS
Hours = tuple[int, int]


def a_clinic(
    standing: list[Appointment], *shifts: Hours, takes: int = 4, points: int = 5, **changed: str
) -> ClinicFacts:
    nurses = tuple(
        Nurse(name=f"Nurse {number}", patients_at_once=takes, points_at_once=points)
        for number, _ in enumerate(shifts, 1)
    )
    return replace(
        facts(standing),
        nurses=nurses,
        shifts=tuple(
            Shift(nurse_id=nurse.id, weekday=FIRST.weekday(), starts=time(begin), ends=time(end))
            for nurse, (begin, end) in zip(nurses, shifts, strict=True)
        ),
        settings=Settings({f"nurse.{key}": value for key, value in changed.items()}),
    )


def with_breaks(clinic: ClinicFacts, *pauses: tuple[int, int, int]) -> ClinicFacts:
    """Give each numbered nurse a break from hour to hour."""
    return replace(
        clinic,
        breaks=tuple(
            NurseBreak(
                nurse_id=clinic.nurses[number].id,
                weekday=FIRST.weekday(),
                starts=time(begin),
                ends=time(end),
            )
            for number, begin, end in pauses
        ),
    )


def told(clinic: ClinicFacts, visit: Candidate) -> list[str]:
    found = find_conflicts(visit, clinic, suggests=False)
    return [each.message for each in found if each.rule == "nurse_capacity"]


def a_visit(start: float, hours: float, **fields: object) -> Candidate:
    begin = local(FIRST, 0) + timedelta(hours=start)
    end = begin + timedelta(hours=hours)
    return candidate(start=begin, end=end, held_until=end, **fields)


def test_acuity_points_limit_what_patients_alone_would_allow() -> None:
    standing = [
        a_stay(TWO, local(FIRST, 8), 240).model_copy(update={"acuity_points": 2}) for _ in range(2)
    ]
    clinic = a_clinic(standing, (8, 17), spacing="0")
    assert told(clinic, a_visit(9, 2, acuity_points=1)) == []
    assert told(clinic, a_visit(9, 2, acuity_points=2)) == [
        "6 acuity points at 09:00, nurses on shift take 5"
    ]


def test_one_nurse_starts_one_visit_in_a_spacing() -> None:
    standing = [a_stay(TWO, local(FIRST, 9), 120)]
    clinic = a_clinic(standing, (8, 17))
    assert told(clinic, a_visit(9.25, 2)) == [
        "2 starts within 30 min from 09:00, nurses on shift take 1"
    ]
    (found,) = find_conflicts(a_visit(9.25, 2), clinic)
    assert found.minutes == 15
    assert found.next_free is not None
    assert found.next_free.start == local(FIRST, 9, 30)
    assert told(clinic, a_visit(9.5, 2)) == []
    assert told(a_clinic(standing, (8, 17), (8, 17)), a_visit(9.25, 2)) == []


def test_a_nurse_is_there_from_start_to_end_unless_patients_are_handed_over() -> None:
    clinic = a_clinic([], (8, 12), (11, 17))
    assert told(clinic, a_visit(9, 4)) == [
        "no nurse is on shift without a break from 09:00 to 13:00"
    ]
    (found,) = find_conflicts(a_visit(9, 4), clinic)
    assert found.minutes == 60
    assert told(a_clinic([], (8, 12), (11, 17), handover="yes"), a_visit(9, 4)) == []


def test_an_absence_takes_a_nurse_out() -> None:
    clinic = a_clinic([], (8, 17))
    away = NurseAbsence(
        nurse_id=clinic.nurses[0].id,
        starts=local(FIRST, 10),
        ends=local(FIRST + timedelta(days=2), 10),
        reason="ill",
    )
    gone = replace(clinic, absences=(away,))
    assert told(gone, a_visit(9, 1)) == []
    assert told(gone, a_visit(9, 2)) == ["1 patient at 10:00, nurses on shift take 0"]
    assert gone.duties(FIRST + timedelta(days=1)) == ()


def test_what_all_nurses_together_take_may_not_be_shared_out() -> None:
    """Each nurse has two points left, the visit has three."""
    standing = [
        a_stay(TWO, local(FIRST, 8), 240).model_copy(update={"acuity_points": 3}) for _ in range(2)
    ]
    clinic = a_clinic(standing, (8, 17), (8, 17), spacing="0")
    assert told(clinic, a_visit(9, 2, acuity_points=2)) == []
    too_many = a_visit(9, 2, acuity_points=3)
    assert told(clinic, too_many) == ["the nurses on shift cannot share out the visits"]
    (found,) = find_conflicts(too_many, clinic)
    assert found.message == (
        "the nurses on shift cannot share out the visits, "
        "9 acuity points at 09:00 do not fit, enough from 12:00"
    )
    assert found.who == "Nurse 1 and Nurse 2"


def test_only_nurses_who_stay_to_the_end_of_a_visit_count_for_it() -> None:
    """Three nurses are there for three starts, but one of them goes before any visit is over."""
    standing = [a_stay(TWO, local(FIRST, 9), 195), a_stay(TWO, local(FIRST, 9, 15), 195)]
    clinic = a_clinic(standing, (8, 17), (8, 17), (8, 12))
    (found,) = find_conflicts(a_visit(9.25, 3), clinic)
    assert found.message == (
        "3 starts within 30 min from 09:00, those who can stay to the end take 2, enough from 09:30"
    )


def test_a_visit_is_not_blamed_for_a_shortage_that_is_there_without_it() -> None:
    """Five visits start at 08:00 with two nurses; one at 09:30 meets them, but has its nurse."""
    standing = [a_stay(TWO, local(FIRST, 8), 180) for _ in range(5)]
    clinic = a_clinic(standing, (8, 17), (8, 17), takes=9, points=99)
    assert told(clinic, a_visit(9.5, 2)) == []
    assert told(clinic, a_visit(8.25, 2)) == [
        "6 starts within 30 min from 08:00, nurses on shift take 2, 3 too many already"
    ]
    one_of_them = a_visit(8, 3, appointment_id=standing[0].id)
    assert told(clinic, one_of_them) == [
        "5 starts within 30 min from 08:00, nurses on shift take 2, 2 too many already"
    ]


def test_a_visit_that_brings_a_shortage_is_told_who_does_not_count_any_more() -> None:
    """Of four visits over the break the one nurse without it keeps three."""
    standing = [a_stay(TWO, local(FIRST, 8), 255) for _ in range(4)]
    clinic = a_clinic(standing, (8, 17), (8, 17), (12, 17), takes=3, points=99, spacing="0")
    clinic = with_breaks(clinic, (0, 12, 13))
    assert told(clinic, a_visit(9, 2)) == []
    assert told(clinic, a_visit(9, 3.5)) == [
        "4 patients at 09:00, those who can stay to the end take 3, "
        "besides 1 visit too many already"
    ]


def test_a_visit_does_not_count_beside_itself() -> None:
    standing = a_stay(ONE, local(FIRST, 9), 120)
    clinic = a_clinic([standing], (8, 17), takes=1)
    assert told(clinic, a_visit(9.25, 2, appointment_id=standing.id)) == []


def test_a_visit_taken_in_meanwhile_counts() -> None:
    clinic = a_clinic([], (8, 17), takes=1)
    assert told(clinic, a_visit(9, 2)) == []
    clinic.occupancy.add([a_stay(TWO, local(FIRST, 10), 60)])
    assert told(clinic, a_visit(9, 2)) == ["2 patients at 10:00, nurses on shift take 1"]


@pytest.mark.parametrize(("hours", "first_start"), [(3.0, "09:00"), (3.25, "13:00")])
def test_over_lunch_two_of_four_nurses_are_enough_for_those_who_are_there(
    hours: float, first_start: str
) -> None:
    """Case P5: eight patients to 13:00 fill the two nurses without a break; each takes four."""
    standing = [a_stay(TWO, local(FIRST, 8, 45), 255) for _ in range(8)]
    clinic = a_clinic(standing, *[(8, 18)] * 4, spacing="0", points=99)
    clinic = with_breaks(clinic, (0, 12, 13), (1, 12, 13))
    starts = [9 + quarter / 4 for quarter in range(21)]
    free = [start for start in starts if not told(clinic, a_visit(start, hours))]
    assert f"{int(free[0]):02d}:{int(free[0] % 1 * 60):02d}" == first_start
    assert [start for start in free if start < 13] == ([9.0] if hours == 3.0 else [])


def test_a_day_of_no_shift_has_no_nurse() -> None:
    clinic = a_clinic([], (8, 17))
    other_day = date(2026, 12, 2)
    start, end = local(other_day, 9), local(other_day, 11)
    visit = candidate(start=start, end=end, held_until=end)
    assert told(clinic, visit) == ["1 patient at 09:00, nurses on shift take 0"]
