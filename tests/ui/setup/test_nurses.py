"""The nurses and their week."""

from datetime import date, time

import pytest

from ivig_scheduler.services.setup.nurses import NurseShifts, load_nurses
from ivig_scheduler.services.site_settings import change_setting
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.setup.nurses_section import NursesSection
from ivig_scheduler.ui.setup.setup_page import SetupPage
from tests.clinics import SmallClinic
from tests.ui.setup.conftest import Settle


@pytest.fixture
def section(page: SetupPage, settle: Settle) -> NursesSection:
    page.show_section("nurses")
    settle()
    found = page.section
    assert isinstance(found, NursesSection)
    return found


def _adams(clinic: SmallClinic) -> NurseShifts:
    return next(each for each in clinic.read(load_nurses) if each.nurse.name == "Adams")


def test_the_week_is_a_grid_of_shifts(section: NursesSection) -> None:
    cells = [section.model.index(0, column).data() for column in range(9)]
    assert cells == ["Adams", *["8–17"] * 5, "off", "off", "4"]


def test_a_shift_with_a_break_is_typed_and_saved_and_keeps_its_record(
    section: NursesSection, clinic: SmallClinic, desk: Desk, settle: Settle
) -> None:
    before = _adams(clinic)
    section.table.selectRow(0)
    section.panel.week.days[0].editor.setText("7-12, 12:30-15:30")
    section.panel.week.days[4].editor.clear()
    section.panel.save_button.click()
    settle()
    after = _adams(clinic)
    monday = [each for each in after.shifts if each.weekday == 0]
    assert [(each.starts, each.ends) for each in monday] == [
        (time(7), time(12)),
        (time(12, 30), time(15, 30)),
    ]
    assert monday[0].id == before.shifts[0].id
    assert not [each for each in after.shifts if each.weekday == 4]
    assert section.model.index(0, 1).data() == "7–12\n12:30–15:30"
    desk.undo()
    settle()
    assert _adams(clinic) == before
    assert section.panel.week.days[0].editor.text() == "8-17"


def test_every_shift_that_is_wrong_is_told_at_its_day_and_kept(
    section: NursesSection, clinic: SmallClinic, settle: Settle
) -> None:
    before = _adams(clinic)
    section.table.selectRow(0)
    week = section.panel.week
    week.days[2].editor.setText("mornings")
    section.panel.save()
    assert "'mornings' is not a shift" in week.days[2].error()
    week.days[2].editor.setText("8-12, 11-15")
    week.days[3].editor.setText("15-8")
    section.panel.save()
    settle()
    assert "overlap" in week.days[2].error()
    assert "does not end after its start" in week.days[3].error()
    assert week.days[3].editor.text() == "15-8"
    assert _adams(clinic) == before


def test_a_number_of_patients_that_is_none_is_refused_at_its_field(
    section: NursesSection, settle: Settle
) -> None:
    section.table.selectRow(0)
    section.panel.patients_at_once.setText("four")
    section.panel.save()
    settle()
    assert "'four' is not a whole number" in section.panel.form.error("patients_at_once")


def test_a_new_nurse_is_added_with_the_monday_shift_on_all_working_days(
    section: NursesSection, clinic: SmallClinic, settle: Settle
) -> None:
    section.add_button.click()
    section.panel.name.setText("Castellanos")
    section.panel.patients_at_once.setText("3")
    section.panel.week.days[0].editor.setText("7-15:30")
    section.panel.copy_button.click()
    section.panel.save_button.click()
    settle()
    added = next(e for e in clinic.read(load_nurses) if e.nurse.name == "Castellanos")
    assert added.nurse.patients_at_once == 3
    assert [each.weekday for each in added.shifts] == [0, 1, 2, 3, 4]
    assert section.panel.title.text() == "Castellanos"
    assert section.table.current_record().file == added


def test_the_number_of_the_site_is_shown_where_a_nurse_has_none(
    section: NursesSection, desk: Desk, settle: Settle
) -> None:
    desk.act(lambda work: change_setting(work, "nurse.patients", "3"))
    settle()
    assert section.model.index(0, 8).data() == "3"
    assert section.panel.patients_at_once.placeholderText() == "3"


def test_a_nurse_leaves_the_roster_or_is_removed(
    section: NursesSection, clinic: SmallClinic, settle: Settle
) -> None:
    section.table.selectRow(0)
    section.panel.active.setChecked(False)
    section.panel.save()
    settle()
    assert not _adams(clinic).nurse.active
    assert "Adams (not on the roster)" in [section.model.index(row, 0).data() for row in range(2)]
    section.panel.remove_button.click()
    settle()
    assert [each.nurse.name for each in clinic.read(load_nurses)] == ["Baker"]
    assert not section.panel.isVisible()


def test_a_break_and_points_are_typed_and_saved(
    section: NursesSection, clinic: SmallClinic, settle: Settle
) -> None:
    section.table.selectRow(0)
    assert section.panel.points_at_once.placeholderText() == "5"
    section.panel.points_at_once.setText("7")
    section.panel.week.breaks[0].editor.setText("12-12:30")
    section.panel.copy_button.click()
    section.panel.save_button.click()
    settle()
    adams = _adams(clinic)
    assert adams.nurse.points_at_once == 7
    assert {(each.weekday, each.starts, each.ends) for each in adams.breaks} == {
        (weekday, time(12), time(12, 30)) for weekday in range(5)
    }
    assert section.model.index(0, 1).data() == "8–17\n(12–12:30)"
    assert section.model.index(0, 9).data() == "7"


def test_a_break_outside_the_shift_is_told_at_its_day(
    section: NursesSection, clinic: SmallClinic, settle: Settle
) -> None:
    section.table.selectRow(0)
    section.panel.week.breaks[0].editor.setText("16-18")
    section.panel.save()
    settle()
    assert "not inside a shift" in section.panel.form.error("breaks.0")
    section.panel.week.breaks[0].editor.setText("noon")
    section.panel.save()
    assert section.panel.form.error("breaks.0") == "'noon' is not a break: type it as 12-12:30"
    assert _adams(clinic).breaks == ()


def test_an_absence_is_added_shown_and_removed(
    section: NursesSection, clinic: SmallClinic, settle: Settle
) -> None:
    section.table.selectRow(0)
    card = section.absences
    card.form.first_day.setText("12/21/2026")
    card.form.last_day.setText("12/31/2026")
    card.form.reason.setText("vacation")
    card.add_button.click()
    settle()
    (absence,) = _adams(clinic).absences
    assert (absence.starts.date(), absence.ends.date()) == (date(2026, 12, 21), date(2027, 1, 1))
    assert card.model.index(0, 0).data() == "12/21/2026 to 12/31/2026\nvacation"
    card.form.first_day.setText("12/24/2026")
    card.form.reason.setText("again")
    card.save()
    settle()
    assert "Away already from 12/21/2026" in card.form.error("starts")
    section.table.selectRow(1)
    assert card.empty.isVisible() and card.form.reason.text() == ""
    assert section.has_unsaved()
    section.table.selectRow(0)
    assert card.form.reason.text() == "again"
    card.remove(absence)
    settle()
    assert _adams(clinic).absences == ()


def test_a_new_nurse_is_away_only_once_saved(section: NursesSection) -> None:
    section.table.selectRow(0)
    assert section.absences.isVisible()
    section.start_new()
    assert section.panel.isVisible()
    assert not section.absences.isVisible()
