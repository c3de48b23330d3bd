"""The site's name, place, hours, closures and holidays."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ivig_scheduler.domain.records import Closure, DayHours
from ivig_scheduler.services.setup.site import load_site_sheet
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.setup.setup_page import SetupPage
from ivig_scheduler.ui.setup.site_section import SiteSection
from tests.clinics import SmallClinic
from tests.ui.setup.conftest import Settle


@pytest.fixture
def section(page: SetupPage) -> SiteSection:
    found = page.section
    assert isinstance(found, SiteSection)
    return found


def test_the_site_is_shown_and_its_new_name_is_saved_as_one_undo_step(
    section: SiteSection, clinic: SmallClinic, desk: Desk, settle: Settle
) -> None:
    card = section.site
    before = card.name.text()
    assert card.zone.key() == "America/New_York"
    assert not card.save_button.isEnabled()
    card.name.setText("Lakeside Infusion")
    assert section.has_unsaved()
    card.save_button.click()
    settle()
    assert clinic.read(load_site_sheet).site.name == "Lakeside Infusion"
    assert not section.has_unsaved()
    desk.undo()
    settle()
    assert card.name.text() == before


def test_a_refused_name_and_zone_stay_as_typed_with_the_reason_beside_them(
    section: SiteSection, clinic: SmallClinic, settle: Settle
) -> None:
    card = section.site
    card.zone.setEditText("Atlantis")
    card.save()
    settle()
    assert "'Atlantis' is unknown" in _error(section, "zone")
    card.name.setText(" ")
    card.save()
    settle()
    assert "is missing" in _error(section, "name")
    assert card.zone.currentText() == "Atlantis"
    assert clinic.read(load_site_sheet).site.zone == "America/New_York"


def test_typed_text_survives_a_change_made_elsewhere(
    section: SiteSection, desk: Desk, settle: Settle
) -> None:
    section.site.name.setText("Half typed")
    section.hours.week.days[5].is_open.setChecked(True)
    section.hours.save()
    settle()
    assert section.site.name.text() == "Half typed"
    assert section.site.has_unsaved()


def test_another_country_shows_its_holidays_before_it_is_saved(
    section: SiteSection, settle: Settle
) -> None:
    names = [name for _, name in section.holidays.model.rows]
    assert "Thanksgiving Day" in names
    card = section.site
    card.country.setFocus()
    card.country.setEditText("canada")
    QTest.keyClick(card.country, Qt.Key.Key_Tab)
    settle()
    assert "Canada Day" in [name for _, name in section.holidays.model.rows]
    assert card.subdivision.findData("ON") > 0
    assert card.has_unsaved()


def test_a_day_is_opened_and_closed_by_its_tick(
    section: SiteSection, clinic: SmallClinic, settle: Settle
) -> None:
    monday, saturday = section.hours.week.days[0], section.hours.week.days[5]
    monday.is_open.setChecked(False)
    saturday.is_open.setChecked(True)
    saturday.opens.setText("9")
    saturday.closes.setText("12:30")
    section.hours.save_button.click()
    settle()
    hours = {each.weekday: each for each in clinic.read(load_site_sheet).hours}
    assert 0 not in hours
    assert (hours[5].opens, hours[5].closes) == (time(9), time(12, 30))


def test_hours_that_cannot_be_are_refused_beside_their_day_and_kept(
    section: SiteSection, clinic: SmallClinic, settle: Settle
) -> None:
    before = clinic.read(load_site_sheet).hours
    tuesday, friday = section.hours.week.days[1], section.hours.week.days[4]
    tuesday.opens.setText("noon")
    section.hours.save()
    assert "'noon' is not a time" in tuesday.error()
    tuesday.opens.setText("08:00")
    friday.closes.setText("07:00")
    section.hours.save()
    settle()
    assert "not after opening" in friday.error()
    assert tuesday.error() == ""
    assert friday.closes.text() == "07:00"
    assert clinic.read(load_site_sheet).hours == before


def test_a_closure_is_added_changed_and_removed(
    section: SiteSection, clinic: SmallClinic, settle: Settle
) -> None:
    card = section.closures
    panel = card.panel
    assert card.empty.isVisible()
    panel.first_day.setText("12/24/2026")
    panel.last_day.setText("1/3/2027")
    panel.reason.setText("Christmas")
    panel.save_button.click()
    settle()
    (closure,) = clinic.read(load_site_sheet).closures
    assert (closure.first_day, closure.last_day) == (date(2026, 12, 24), date(2027, 1, 3))
    assert panel.first_day.text() == ""
    card.table.select_key(closure.id)
    assert panel.save_button.text() == "Save closure"
    panel.reason.setText("Christmas and New Year")
    panel.save()
    settle()
    assert clinic.read(load_site_sheet).closures[0].reason == "Christmas and New Year"
    card.table.select_key(closure.id)
    panel.remove_button.click()
    settle()
    assert clinic.read(load_site_sheet).closures == ()


def test_a_refused_closure_keeps_what_was_typed(
    section: SiteSection, clinic: SmallClinic, settle: Settle
) -> None:
    panel = section.closures.panel
    panel.first_day.setText("12/31/2026")
    panel.last_day.setText("12/1/2026")
    panel.reason.setText("Move")
    panel.save()
    settle()
    assert "is before the first day" in panel.form.error("last_day")
    assert panel.reason.text() == "Move"
    assert clinic.read(lambda store: store.all(Closure)) == ()


def test_a_half_typed_closure_is_there_again_after_looking_at_another(
    section: SiteSection, clinic: SmallClinic, settle: Settle
) -> None:
    card, panel = section.closures, section.closures.panel
    panel.first_day.setText("12/24/2026")
    panel.reason.setText("Christmas")
    panel.save()
    settle()
    panel.reason.setText("Half typed")
    card.table.selectRow(0)
    assert panel.reason.text() == "Christmas"
    assert panel.title.text() == "12/24/2026"
    card.start_new()
    assert panel.reason.text() == "Half typed"
    assert section.has_unsaved()


def _error(section: SiteSection, name: str) -> str:
    return section.site.form.error(name)


def test_a_holiday_is_opened_and_closed_again(
    section: SiteSection, clinic: SmallClinic, desk: Desk, settle: Settle
) -> None:
    panel = section.days.panel
    for field, text in (
        (panel.day, "11/26/2026"),
        (panel.opens, "9"),
        (panel.closes, "13"),
        (panel.reason, "Catching up"),
    ):
        QTest.keyClicks(field, text)
    panel.save_button.click()
    settle()
    (hours,) = clinic.read(lambda store: store.all(DayHours))
    assert (hours.day, hours.opens, hours.closes) == (date(2026, 11, 26), time(9), time(13))
    assert [each.reason for each in section.days.model.rows] == ["Catching up"]
    assert not panel.form.is_dirty
    section.days.table.selectRow(0)
    panel.closes.setText("14")
    panel.save_button.click()
    settle()
    (longer,) = clinic.read(lambda store: store.all(DayHours))
    assert (longer.id, longer.closes) == (hours.id, time(14))
    section.days.table.selectRow(0)
    panel.remove_button.click()
    settle()
    assert clinic.read(lambda store: store.all(DayHours)) == ()


def test_a_day_that_is_past_is_refused_at_its_field(section: SiteSection, settle: Settle) -> None:
    panel = section.days.panel
    panel.save()
    assert panel.form.error("day") == "Type the day"
    for field, text in ((panel.day, "11/23/2026"), (panel.opens, "9"), (panel.closes, "8")):
        field.setText(text)
    panel.reason.setText("Storm")
    panel.save()
    settle()
    assert "is not after opening" in panel.form.error("closes")
    panel.closes.setText("12")
    panel.save()
    settle()
    assert "is past" in panel.form.error("day")
