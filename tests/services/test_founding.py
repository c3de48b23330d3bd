"""Setting up a new database."""

from datetime import time
from pathlib import Path

import pytest

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.services.dispatcher import Dispatcher
from ivig_scheduler.services.setup.catalogue_files import load_catalogue
from ivig_scheduler.services.setup.founding import found_clinic
from ivig_scheduler.services.setup.rate_tables import load_catalogue_of
from ivig_scheduler.services.setup.site import load_site_sheet
from ivig_scheduler.storage.database import open_database
from tests.services.founded import NOW, Founded, opened


def test_a_new_clinic_is_open_on_working_days_from_eight_to_five(founded: Founded) -> None:
    sheet = founded.read(load_site_sheet)
    assert (sheet.site.name, sheet.site.zone) == ("Bay", "America/New_York")
    assert [(each.weekday, each.opens, each.closes) for each in sheet.hours] == [
        (day, time(8), time(17)) for day in range(5)
    ]
    assert sheet.closures == ()


def test_a_new_clinic_holds_the_whole_catalogue(founded: Founded) -> None:
    shipped, kept = load_catalogue(), founded.read(load_catalogue_of)
    assert set(kept.products) == set(shipped.products)
    assert set(kept.rate_tables) == set(shipped.rate_tables)
    assert set(kept.indications) == set(shipped.indications)


def test_a_clinic_is_founded_once_only(founded: Founded) -> None:
    said = founded.refused(lambda work: found_clinic(work, name="Again", zone="UTC", country="US"))
    assert "holds a clinic already" in said


def test_founding_is_no_step_of_the_undo_history(tmp_path: Path) -> None:
    with opened(tmp_path / "new.sqlite") as clinic:
        assert clinic.dispatcher.history.next_undo is None
        assert len(clinic.read(lambda store: store.all(r.Site))) == 1


@pytest.mark.parametrize(
    ("zone", "country", "subdivision", "says"),
    [
        ("America/Gotham", "US", "", "time zone 'America/Gotham' is unknown"),
        ("../etc/passwd", "US", "", "is unknown"),
        ("", "US", "", "is unknown"),
        ("UTC", "XX", "", "holidays of 'XX' are not known"),
        ("UTC", "US", "ZZ", "has no subdivision 'ZZ'"),
    ],
)
def test_a_place_nobody_knows_is_refused(
    tmp_path: Path, zone: str, country: str, subdivision: str, says: str
) -> None:
    database = open_database(tmp_path / "new.sqlite", NOW)
    dispatcher = Dispatcher(database, lambda: NOW, "tester", "desk")
    with pytest.raises(RuleBrokenError, match=says):
        dispatcher.run(
            found_clinic, name="Bay", zone=zone, country=country, subdivision=subdivision
        )
    with database.read() as store:
        assert store.all(r.Site) == ()
    database.close()
