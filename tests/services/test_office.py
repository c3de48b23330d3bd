"""Opening a clinic: founded once, whoever comes first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from ivig_scheduler.domain.records import OpeningHours, Site
from ivig_scheduler.services.office import Office, open_office

NOW = datetime(2026, 11, 24, 14, tzinfo=UTC)


def open_at(path: Path) -> Office:
    return open_office(path, lambda: NOW, "me", "desk", "America/Chicago")


def test_a_new_file_becomes_a_clinic_in_this_machines_zone(tmp_path: Path) -> None:
    office = open_at(tmp_path / "new.sqlite")
    site = office.find_site()
    assert site is not None
    assert (site.zone, site.country) == ("America/Chicago", "US")
    assert office.dispatcher.history.next_undo is None
    office.close()


def test_two_programs_that_open_a_new_file_together_share_one_clinic(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    with ThreadPoolExecutor(4) as programs:
        offices = list(programs.map(lambda _: open_at(path), range(4)))
    with offices[0].database.read() as store:
        assert len(store.all(Site)) == 1
        assert len(store.all(OpeningHours)) == 5
    for office in offices:
        office.close()
