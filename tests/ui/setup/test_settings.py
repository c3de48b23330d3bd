"""Every setting in one list."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.settings import BY_KEY, Settings
from ivig_scheduler.domain.settings_table import SETTINGS
from ivig_scheduler.services.site_settings import load_settings
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.setup.setting_lines import ACT, VALUE, SettingLine, setting_lines
from ivig_scheduler.ui.setup.settings_section import SettingsSection
from ivig_scheduler.ui.setup.setup_page import SetupPage
from tests.clinics import SmallClinic
from tests.ui.setup.conftest import Settle


@pytest.fixture
def section(page: SetupPage, settle: Settle) -> SettingsSection:
    page.show_section("settings")
    settle()
    found = page.section
    assert isinstance(found, SettingsSection)
    return found


def _line(section: SettingsSection, key: str) -> SettingLine:
    return section.model.rows[section.model.place_of(key)]


def test_every_setting_is_listed_with_value_default_unit_and_source(
    section: SettingsSection,
) -> None:
    assert [line.setting for line in section.model.rows] == list(SETTINGS)
    row = section.model.place_of("naive.gap")
    cells = [section.model.index(row, column).data() for column in range(1, 6)]
    assert cells == [
        "Gap after which a patient counts as naive",
        "56",
        "days",
        "56",
        "Product labels: an interval of more than 8 weeks",
    ]


def test_the_list_is_searched_by_name_unit_group_and_source() -> None:
    (found,) = setting_lines(Settings(), {}, "devine WOMEN")
    assert found.setting.key == "dose.devine_female"
    assert len(setting_lines(Settings(), {}, "nurses")) >= 3
    assert setting_lines(Settings(), {}, "zebra") == ()


def test_only_changed_settings_are_listed_when_asked(
    section: SettingsSection, settle: Settle
) -> None:
    section.changed_only.setChecked(True)
    assert not section.model.rows
    assert "default" in section.none.text()
    section.change("naive.gap", "63")
    settle()
    assert [line.setting.key for line in section.model.rows] == ["naive.gap"]


def test_a_value_is_typed_into_its_cell_and_stored(
    qtbot: QtBot, section: SettingsSection, clinic: SmallClinic, desk: Desk, settle: Settle
) -> None:
    section.table.select_key("phase.observation")
    section.table.setFocus()
    QTest.keyClick(section.table, Qt.Key.Key_Return)
    editor = section.table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "30"
    editor.clear()
    QTest.keyClicks(editor, "45")
    with qtbot.waitSignal(section.model.typed):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()
    assert clinic.read(load_settings).whole("phase.observation") == 45
    assert _line(section, "phase.observation").act == "Back to default"
    assert "1 changed" in section.count.text()
    desk.undo()
    settle()
    assert _line(section, "phase.observation").value == "30"


def test_the_sites_own_words_are_typed_in_a_field_that_is_long_enough_to_read_them(
    qtbot: QtBot, section: SettingsSection, clinic: SmallClinic, desk: Desk, settle: Settle
) -> None:
    words = "Your insurance card, a list of your medicines, and a warm sweater."
    section.table.select_key("letter.bring")
    section.table.edit_current()
    editor = section.table.findChild(QLineEdit)
    assert editor is not None and editor.width() >= 380
    QTest.keyClicks(editor, words)
    told: list[str] = []
    desk.noticed.connect(lambda text, _: told.append(text))
    with qtbot.waitSignal(section.model.typed):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()
    assert told == ["Set 'Letter to a patient: what to bring'"]
    assert clinic.read(load_settings).text("letter.bring") == words
    line = section.model.index(section.model.place_of("letter.bring"), VALUE)
    assert line.data(Qt.ItemDataRole.ToolTipRole) == words


def test_a_policy_is_chosen_from_its_words(
    section: SettingsSection, clinic: SmallClinic, settle: Settle
) -> None:
    row = section.model.place_of("clearance.weight_age")
    section.table.scrollTo(section.model.index(row, VALUE))
    section.table.edit_cell(section.model.index(row, VALUE))
    combo = section.table.viewport().findChild(QComboBox)
    assert isinstance(combo, QComboBox)
    assert [combo.itemText(place) for place in range(combo.count())] == ["off", "warn", "block"]
    combo.setCurrentText("block")
    combo.activated.emit(2)
    settle()
    assert clinic.read(load_settings).text("clearance.weight_age") == "block"


def test_what_can_never_be_switched_off_cannot_be_edited(section: SettingsSection) -> None:
    row = section.model.place_of("clearance.chair_overlap")
    cell = section.model.index(row, VALUE)
    assert not cell.flags() & Qt.ItemFlag.ItemIsEditable
    assert "cannot be switched off" in section.model.index(row, 5).data()


def test_a_refused_value_stays_as_typed_with_the_reason_until_it_is_discarded(
    section: SettingsSection, clinic: SmallClinic, settle: Settle
) -> None:
    section.change("nurse.patients", "25")
    settle()
    line = _line(section, "nurse.patients")
    assert line.shown == "25"
    assert "outside 1 to 20" in line.problem
    assert "outside 1 to 20" in section.trouble.text()
    assert section.has_unsaved()
    assert clinic.read(load_settings).whole("nurse.patients") == 4
    row = section.model.place_of("nurse.patients")
    assert section.model.index(row, ACT).data() == "Discard"
    section.follow(line)
    settle()
    assert _line(section, "nurse.patients").shown == "4"
    assert not section.has_unsaved()
    assert not section.trouble.isVisible()


def test_back_to_default_takes_the_sites_value_away(
    section: SettingsSection, clinic: SmallClinic, settle: Settle
) -> None:
    section.change("naive.gap", "63")
    settle()
    section.follow(_line(section, "naive.gap"))
    settle()
    assert clinic.read(load_settings).text("naive.gap") == BY_KEY["naive.gap"].default
    assert _line(section, "naive.gap").act == ""


def test_delete_takes_the_selected_setting_back_to_its_default(
    section: SettingsSection, clinic: SmallClinic, settle: Settle
) -> None:
    section.change("naive.gap", "63")
    settle()
    section.table.select_key("naive.gap")
    section.table.setFocus()
    QTest.keyClick(section.table, Qt.Key.Key_Delete)
    settle()
    assert clinic.read(load_settings).changed == {}
