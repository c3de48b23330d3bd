"""The visits of a day in time order: what is late, in conflict, and who is at risk after it."""

from datetime import timedelta

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.terms import Severity, Status
from ivig_scheduler.services.day import load_day
from ivig_scheduler.services.today import TodayLine, today_lines
from tests.services.founded import TODAY, Founded, a_patient, at
from tests.services.undo_clock_cases import a_paused_infusion, an_infusion


def chairs(clinic: Founded) -> tuple[r.Chair, r.Chair]:
    made = r.Chair(name="Chair 1", position=1), r.Chair(name="Chair 2", position=2)
    clinic.add(*made)
    return made


def patients(clinic: Founded, *names: str) -> tuple[r.Patient, ...]:
    made = tuple(a_patient(str(1000 + place), name) for place, name in enumerate(names))
    clinic.add(*made)
    return made


def lines(clinic: Founded, hour: int = 9, minute: int = 0) -> tuple[TodayLine, ...]:
    day = clinic.read(lambda store: load_day(store, TODAY))
    return today_lines(day, at(hour, minute))


def names(found: tuple[TodayLine, ...]) -> list[str]:
    return [each.visit.patient.family_name for each in found]


def test_visits_stand_in_time_order_then_by_chair(founded: Founded) -> None:
    one, other = chairs(founded)
    osei, brandt, yamada = patients(founded, "Osei", "Brandt", "Yamada")
    founded.visit(osei, other, at(10))
    founded.visit(brandt, one, at(10))
    founded.visit(yamada, one, at(8), minutes=60)
    assert names(lines(founded)) == ["Yamada", "Brandt", "Osei"]
    assert [each.chair for each in lines(founded)] == ["Chair 1", "Chair 1", "Chair 2"]


def test_called_off_visits_are_listed_and_mistakes_are_not(founded: Founded) -> None:
    one, other = chairs(founded)
    osei, brandt = patients(founded, "Osei", "Brandt")
    founded.visit(osei, one, at(10), Status.CANCELLED)
    founded.visit(brandt, other, at(10), Status.ENTERED_IN_ERROR)
    (line,) = lines(founded)
    assert line.is_off
    assert (line.expected_end, line.late_minutes) == (at(12), 0)


def test_who_should_sit_already_is_late_and_ends_later(founded: Founded) -> None:
    one, _ = chairs(founded)
    (osei,) = patients(founded, "Osei")
    founded.visit(osei, one, at(10), Status.CONFIRMED)
    assert [(each.late_minutes, each.expected_end) for each in lines(founded, 9)] == [(0, at(12))]
    (late,) = lines(founded, 10, 25)
    assert (late.late_minutes, late.expected_end) == (25, at(12, 25))


def test_the_next_in_the_chair_is_at_risk_by_so_many_minutes(founded: Founded) -> None:
    one, _ = chairs(founded)
    osei, brandt = patients(founded, "Osei", "Brandt")
    founded.visit(osei, one, at(10))
    founded.visit(brandt, one, at(12, 15))
    first, second = lines(founded, 10, 25)
    assert first.next_at_risk is not None
    assert first.next_at_risk.patient == brandt
    # Two hours and ten minutes of turnover from 10:25 on.
    assert first.risk_minutes == 20
    assert second.next_at_risk is None
    assert lines(founded, 9)[0].next_at_risk is None


def test_conflicts_are_told_with_their_visit(founded: Founded) -> None:
    one, _ = chairs(founded)
    (osei,) = patients(founded, "Osei")
    visit = founded.visit(osei, one, at(10))
    day = founded.read(lambda store: load_day(store, TODAY))
    against = (Conflict("chair_outage", Severity.BLOCK, "the chair is out of service"),)
    (line,) = today_lines(day, at(9), {visit.id: against})
    assert line.conflicts == against


def test_a_day_without_visits_has_no_lines(founded: Founded) -> None:
    day = founded.read(lambda store: load_day(store, TODAY + timedelta(days=1)))
    assert today_lines(day, at(9)) == ()


def test_a_paused_infusion_is_told(founded: Founded) -> None:
    a_paused_infusion(founded)
    assert [each.is_paused for each in lines(founded, 9)] == [True]


def test_an_infusion_that_runs_is_not_paused(founded: Founded) -> None:
    an_infusion(founded)
    assert [each.is_paused for each in lines(founded, 9)] == [False]
