"""Public holidays by country."""

from datetime import date

from ivig_scheduler.services.setup.public_holidays import (
    countries,
    find_place_problem,
    public_holidays,
    subdivisions,
)


def test_federal_holidays_are_named_by_day() -> None:
    found = public_holidays("US", "", [2026, 2027])
    assert found[date(2026, 11, 26)] == "Thanksgiving Day"
    assert found[date(2027, 7, 5)] == "Independence Day (observed)"
    assert {day.year for day in found} <= {2026, 2027}


def test_a_state_adds_its_own_holidays() -> None:
    federal, state = public_holidays("US", "", [2026]), public_holidays("US", "NY", [2026])
    assert "Lincoln's Birthday" in set(state.values()) - set(federal.values())


def test_holidays_of_other_countries_are_named_in_english_where_possible() -> None:
    assert public_holidays("DE", "", [2026])[date(2026, 10, 3)] == "German Unity Day"


def test_a_site_without_a_country_has_no_holidays() -> None:
    assert public_holidays("", "", [2026]) == {}


def test_every_country_offered_can_be_asked() -> None:
    assert ("US", "United States") in countries()
    assert "NY" in subdivisions("US")
    assert subdivisions("XX") == ()
    for code, name in countries():
        assert name
        public_holidays(code, "", [2026])
        assert find_place_problem(code, "") is None
