"""Hours of a single day: an early closing, a holiday on which the site is open."""

from datetime import date, datetime, time, timedelta

import pytest

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.repair.troubles import find_affected, other_hours
from ivig_scheduler.services.setup.day_hours import (
    close_early,
    load_day_hours,
    remove_day_hours,
    save_day_hours,
)
from ivig_scheduler.services.setup.site import add_closure
from tests.services.founded import TODAY, Founded, at
from tests.services.undo_proposal_cases import a_usual_visit

THANKSGIVING = date(2026, 11, 26)
SATURDAY = date(2026, 11, 28)


def hours(day: date, opens: int, closes: int) -> r.DayHours:
    return r.DayHours(day=day, opens=time(opens), closes=time(closes), reason="Short staffed")


def open_hours(clinic: Founded, day: date) -> tuple[int, int] | None:
    calendar = clinic.read(lambda store: load_facts(store, day, day)).calendar
    found = calendar.open_hours(day)
    return (found[0].hour, found[1].hour) if found else None


@pytest.mark.parametrize("day", [TODAY, THANKSGIVING, SATURDAY])
def test_hours_of_a_day_count_on_weekdays_holidays_and_days_off(
    founded: Founded, day: date
) -> None:
    founded.run(lambda work: save_day_hours(work, hours(day, 9, 13)))
    assert open_hours(founded, day) == (9, 13)
    kept = founded.read(lambda store: load_day_hours(store, TODAY))
    assert [each.day for each in kept] == [day]


def test_a_closure_closes_a_day_with_hours_of_its_own(founded: Founded) -> None:
    founded.run(lambda work: save_day_hours(work, hours(SATURDAY, 9, 13)))
    closure = r.Closure(first_day=SATURDAY, last_day=SATURDAY, reason="Repairs")
    founded.run(lambda work: add_closure(work, closure))
    assert open_hours(founded, SATURDAY) is None
    told = founded.refused(lambda work: save_day_hours(work, hours(SATURDAY, 9, 14)))
    assert "closed: Repairs" in told


def test_new_hours_of_a_day_replace_the_old(founded: Founded) -> None:
    founded.run(lambda work: save_day_hours(work, hours(TODAY, 9, 13)))
    founded.run(lambda work: save_day_hours(work, hours(TODAY, 8, 15)))
    assert open_hours(founded, TODAY) == (8, 15)
    assert len(founded.read(lambda store: load_day_hours(store, TODAY))) == 1
    founded.run(lambda work: remove_day_hours(work, work.store.where(r.DayHours, day=TODAY)[0]))
    assert open_hours(founded, TODAY) == (8, 17)


def test_hours_that_are_given_to_another_day_leave_the_first(founded: Founded) -> None:
    founded.run(lambda work: save_day_hours(work, hours(TODAY, 9, 13)))
    (before,) = founded.read(lambda store: load_day_hours(store, TODAY))
    founded.run(lambda work: save_day_hours(work, hours(SATURDAY, 9, 13), before))
    kept = founded.read(lambda store: load_day_hours(store, TODAY))
    assert [each.day for each in kept] == [SATURDAY]


def test_closing_early_tells_who_would_still_be_there(founded: Founded) -> None:
    visit = a_usual_visit(founded, at(13), Status.BOOKED)
    closes = datetime.combine(TODAY, time(14))
    changes = founded.run(lambda work: close_early(work, TODAY, closes, "Storm"))
    assert "1 visit outside these hours" in changes.label
    (kept,) = founded.read(lambda store: load_day_hours(store, TODAY))
    (affected,) = founded.read(lambda store: find_affected(store, other_hours(kept), at(9)))
    assert affected.appointment.id == visit.id
    assert "that day (Storm)" in affected.conflicts[0].message


def test_what_cannot_be_is_refused_with_the_reason(founded: Founded) -> None:
    early = founded.refused(lambda work: save_day_hours(work, hours(TODAY, 13, 9)))
    assert "is not after opening" in early
    yesterday = TODAY - timedelta(days=1)
    assert "is past" in founded.refused(lambda work: save_day_hours(work, hours(yesterday, 9, 13)))
    five = datetime.combine(TODAY, time(17))
    told = founded.refused(lambda work: close_early(work, TODAY, five, "Storm"))
    assert "closes at 17:00 that day anyway" in told
    closed = founded.refused(
        lambda work: close_early(work, SATURDAY, datetime.combine(SATURDAY, time(12)), "Storm")
    )
    assert "closed on Saturdays" in closed
    two = datetime.combine(TODAY, time(14))
    assert "say why" in founded.refused(lambda work: close_early(work, TODAY, two, " "))
