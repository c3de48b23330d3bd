"""The public holidays that are kept with the clinic."""

from datetime import date
from pathlib import Path

import pytest

from ivig_scheduler.domain.changes import ChangeSet, removed
from ivig_scheduler.domain.records import HolidayYear, Site
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.office import open_office
from ivig_scheduler.services.setup import holiday_years
from ivig_scheduler.services.setup.site import edit_site
from tests.clinics import SmallClinic, make_small_clinic

CHRISTMAS = date(2026, 12, 25)


@pytest.fixture
def clinic(tmp_path: Path) -> SmallClinic:
    return make_small_clinic(tmp_path)


def years(clinic: SmallClinic, country: str = "US") -> list[int]:
    kept = clinic.read(lambda store: store.where(HolidayYear, country=country))
    return sorted(each.year for each in kept)


def site(clinic: SmallClinic) -> Site:
    return clinic.read(lambda store: store.all(Site))[0]


def test_a_new_clinic_keeps_the_years_around_its_founding(clinic: SmallClinic) -> None:
    assert years(clinic) == [2025, 2026, 2027, 2028, 2029]


def test_a_day_is_closed_by_what_is_kept_without_a_look_up(
    clinic: SmallClinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("looked up")

    monkeypatch.setattr(holiday_years, "public_holidays", fail)
    facts = clinic.read(lambda store: load_facts(store, CHRISTMAS, CHRISTMAS))
    assert facts.calendar.find_closure(CHRISTMAS) == "Christmas Day"


def test_a_year_far_ahead_is_looked_up(clinic: SmallClinic) -> None:
    far = date(2040, 12, 25)
    facts = clinic.read(lambda store: load_facts(store, far, far))
    assert facts.calendar.find_closure(far) == "Christmas Day"


def test_another_country_brings_its_own_holidays_and_undo_takes_them_back(
    clinic: SmallClinic,
) -> None:
    before = site(clinic)
    moved = before.model_copy(update={"country": "GB", "subdivision": ""})
    clinic.run(lambda work: edit_site(work, before, moved))
    boxing_day = date(2027, 12, 27)
    facts = clinic.read(lambda store: load_facts(store, boxing_day, boxing_day))
    assert years(clinic, "GB") == [2025, 2026, 2027, 2028, 2029]
    assert facts.calendar.find_closure(boxing_day)
    clinic.dispatcher.undo()
    assert years(clinic, "GB") == []
    assert site(clinic) == before


def test_opening_looks_up_the_years_that_came_near(clinic: SmallClinic) -> None:
    gone = clinic.read(lambda store: store.where(HolidayYear, year=2029))
    clinic.dispatcher.run_once(lambda _work: ChangeSet("given", removed(gone)))
    path = clinic.database.path
    clinic.database.close()
    office = open_office(path, clinic.clock, "me", "desk", "UTC")
    with office.database.read() as store:
        kept = sorted(each.year for each in store.all(HolidayYear))
    assert kept == [2025, 2026, 2027, 2028, 2029]
    assert office.dispatcher.history.next_undo is None
    office.close()
