"""The site: its hours, closures and settings."""

from datetime import date, time

import pytest

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.errors import StaleRecordError
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.services.setup import site as s
from ivig_scheduler.services.site_settings import change_setting, load_settings, reset_setting
from tests.services.founded import Founded, a_patient, at


def hours(weekday: int, opens: int, closes: int) -> r.OpeningHours:
    return r.OpeningHours(weekday=weekday, opens=time(opens), closes=time(closes))


def closure(first: str, last: str, reason: str = "Inventory") -> r.Closure:
    return r.Closure(
        first_day=date.fromisoformat(first), last_day=date.fromisoformat(last), reason=reason
    )


def test_the_site_can_be_renamed_and_moved(founded: Founded) -> None:
    before = founded.read(s.load_site)
    update = {"name": "  Harbor  ", "zone": "America/Chicago", "subdivision": "IL"}
    founded.run(lambda work: s.edit_site(work, before, before.model_copy(update=update)))
    after = founded.read(s.load_site)
    assert (after.name, after.zone, after.subdivision) == ("Harbor", "America/Chicago", "IL")


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "  ", "name is missing"),
        ("name", "x" * 121, "more than 120 characters"),
        ("zone", "Mars/Base", "time zone 'Mars/Base' is unknown"),
        ("country", "USA", "holidays of 'USA' are not known"),
    ],
)
def test_a_wrong_fact_about_the_site_is_named(
    founded: Founded, field: str, value: str, says: str
) -> None:
    before = founded.read(s.load_site)
    after = before.model_copy(update={field: value})
    assert says in founded.refused(lambda work: s.edit_site(work, before, after))


def test_a_site_somebody_else_changed_is_not_overwritten(founded: Founded) -> None:
    before = founded.read(s.load_site)
    founded.run(lambda w: s.edit_site(w, before, before.model_copy(update={"name": "One"})))
    with pytest.raises(StaleRecordError, match="name"):
        founded.run(lambda w: s.edit_site(w, before, before.model_copy(update={"name": "Two"})))


def test_saving_the_hours_replaces_the_week(founded: Founded) -> None:
    week = (hours(0, 8, 17), hours(2, 7, 19), hours(5, 9, 12))
    founded.run(lambda work: s.save_opening_hours(work, week))
    kept = founded.read(s.load_site_sheet).hours
    assert [(each.weekday, each.opens.hour, each.closes.hour) for each in kept] == [
        (0, 8, 17),
        (2, 7, 19),
        (5, 9, 12),
    ]


def test_an_unchanged_week_changes_nothing(founded: Founded) -> None:
    week = founded.read(s.load_site_sheet).hours
    assert founded.run(lambda work: s.save_opening_hours(work, week)).changes == ()


def test_every_day_that_closes_before_it_opens_is_named(founded: Founded) -> None:
    week = (hours(0, 17, 8), hours(1, 8, 8), hours(2, 8, 17), hours(2, 9, 12))
    said = founded.refused(lambda work: s.save_opening_hours(work, week))
    assert "Monday: closing at 08:00 is not after opening at 17:00" in said
    assert "Tuesday: closing at 08:00" in said
    assert "Wednesday is given twice" in said


def test_closures_come_soonest_first(founded: Founded) -> None:
    late, soon = closure("2027-01-04", "2027-01-05"), closure("2026-12-24", "2026-12-24")
    for each in (late, soon):
        founded.run(lambda work, each=each: s.add_closure(work, each))  # type: ignore[misc]
    assert founded.read(s.load_site_sheet).closures == (soon, late)
    moved = soon.model_copy(update={"last_day": date(2026, 12, 26)})
    assert founded.run(lambda work: s.edit_closure(work, soon, moved)).label == (
        "Close 12/24/2026 to 12/26/2026"
    )
    founded.run(lambda work: s.remove_closure(work, moved))
    assert founded.read(s.load_site_sheet).closures == (late,)


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("2026-12-25", "2026-12-24", "last day 12/24/2026 is before the first day 12/25/2026"),
        ("2026-12-01", "2026-12-02", "12/01/2026 to 12/02/2026 is closed already: Inventory"),
    ],
)
def test_an_impossible_closure_is_refused(
    founded: Founded, first: str, last: str, says: str
) -> None:
    founded.run(lambda work: s.add_closure(work, closure("2026-12-01", "2026-12-02")))
    assert says in founded.refused(lambda work: s.add_closure(work, closure(first, last)))


def test_closing_tells_how_many_visits_stand_on_those_days(founded: Founded) -> None:
    patient, chair = a_patient(), r.Chair(name="Chair 1")
    founded.add(patient, chair)
    founded.visit(patient, chair, at(9))
    founded.visit(patient, chair, at(12), Status.CANCELLED)
    founded.visit(patient, chair, at(9, days=1))
    done = founded.run(lambda work: s.add_closure(work, closure("2026-11-24", "2026-11-24")))
    assert done.label == "Close 11/24/2026; 1 visit booked on those days"


def test_a_setting_keeps_its_value_until_it_is_reset(founded: Founded) -> None:
    def change(text: str) -> ChangeSet:
        return founded.run(lambda work: change_setting(work, "calendar.grid", text))

    assert change(" 10 ").label == "Set 'Grid of the calendar' to 10 min"
    assert founded.read(load_settings).whole("calendar.grid") == 10
    change("20")
    assert len(founded.read(lambda store: store.all(r.SettingValue))) == 1
    founded.run(lambda work: reset_setting(work, "calendar.grid"))
    assert founded.read(load_settings).whole("calendar.grid") == 15
    assert founded.run(lambda work: reset_setting(work, "calendar.grid")).changes == ()


def test_setting_the_default_stores_nothing(founded: Founded) -> None:
    founded.run(lambda work: change_setting(work, "calendar.grid", "20"))
    founded.run(lambda work: change_setting(work, "calendar.grid", "15"))
    assert founded.read(lambda store: store.all(r.SettingValue)) == ()


@pytest.mark.parametrize(
    ("key", "text", "says"),
    [
        ("calendar.grid", "4", "4 min is outside 5 to 60 min"),
        ("calendar.grid", "ten", "'ten' is not a number of min"),
        ("calendar.grid", "7.5", "'7.5' is not a number of min"),
        ("calendar.grid", "", "'' is not a number of min"),
        ("clearance.chair_overlap", "off", "'off' is not one of block"),
        ("dose.maximum", "NaN", "'NaN' is not a number of g/kg"),
        ("no.such", "1", "there is no setting named 'no.such'"),
    ],
)
def test_a_wrong_setting_is_refused_with_value_and_limit(
    founded: Founded, key: str, text: str, says: str
) -> None:
    assert says in founded.refused(lambda work: change_setting(work, key, text))
