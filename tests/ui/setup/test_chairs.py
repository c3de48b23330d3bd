"""The chairs, their order and their outages."""

from datetime import date, datetime
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ivig_scheduler.domain.records import ChairOutage
from ivig_scheduler.services.setup.chairs import load_chairs, remove_chair
from ivig_scheduler.services.setup.outages import load_outages
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.setup.chairs_section import ChairsSection
from ivig_scheduler.ui.setup.repetition_texts import show_outage
from ivig_scheduler.ui.setup.setup_page import SetupPage
from tests.clinics import SmallClinic
from tests.ui.setup.conftest import Settle


@pytest.fixture
def section(page: SetupPage, settle: Settle) -> ChairsSection:
    page.show_section("chairs")
    settle()
    found = page.section
    assert isinstance(found, ChairsSection)
    return found


def _names(clinic: SmallClinic) -> list[str]:
    return [chair.name for chair in clinic.read(load_chairs)]


def test_the_chairs_stand_in_their_order_with_what_they_are(section: ChairsSection) -> None:
    cells = [[section.model.index(row, column).data() for column in range(4)] for row in range(3)]
    assert cells == [
        ["Chair 1", "Recliner", "", "Always"],
        ["Chair 2", "Recliner", "port access", "Always"],
        ["Chair 3", "Bed", "bed", "Always"],
    ]
    assert not section.side.isVisible()


def test_a_clinic_without_chairs_asks_for_the_first_one_and_gets_it(
    section: ChairsSection, clinic: SmallClinic, desk: Desk, settle: Settle
) -> None:
    for chair in clinic.chairs:
        desk.act(partial(remove_chair, chair=chair))
    settle()
    assert section.empty.isVisible()
    section.empty.action.click()
    assert section.panel.title.text() == "New chair"
    QTest.keyClicks(section.panel.name, "Window seat")
    section.panel.features.setText("port access, bariatric, port access")
    QTest.keyClick(section.panel.name, Qt.Key.Key_Return)
    settle()
    (chair,) = clinic.read(load_chairs)
    assert (chair.name, chair.features) == ("Window seat", ("port access", "bariatric"))
    assert section.table.isVisible()
    assert section.panel.title.text() == "Window seat"
    assert not section.has_unsaved()


def test_a_chair_is_changed_and_the_change_undone(
    section: ChairsSection, clinic: SmallClinic, desk: Desk, settle: Settle
) -> None:
    section.table.selectRow(1)
    section.panel.chair_type.setEditText("Bed")
    section.panel.in_use_to.setText("6/30/2027")
    section.panel.save_button.click()
    settle()
    chair = clinic.read(load_chairs)[1]
    assert (chair.chair_type, chair.in_use_to) == ("Bed", date(2027, 6, 30))
    assert section.model.index(1, 3).data() == "To 06/30/2027"
    desk.undo()
    settle()
    assert section.panel.chair_type.currentText() == "Recliner"
    assert section.panel.in_use_to.text() == ""


def test_a_refused_chair_keeps_what_was_typed_with_the_reason_beside_it(
    section: ChairsSection, clinic: SmallClinic, settle: Settle
) -> None:
    section.table.selectRow(0)
    section.panel.name.setText("Chair 2")
    section.panel.in_use_from.setText("soon")
    section.panel.save()
    assert "'soon' is not a day" in section.panel.form.error("in_use_from")
    section.panel.in_use_from.clear()
    section.panel.save()
    settle()
    assert "named Chair 2 already" in section.panel.form.error("name")
    assert section.panel.name.text() == "Chair 2"
    assert _names(clinic) == ["Chair 1", "Chair 2", "Chair 3"]


def test_text_typed_for_one_chair_is_there_again_after_looking_at_another(
    section: ChairsSection,
) -> None:
    section.table.selectRow(0)
    section.panel.name.setText("Chair A")
    section.table.selectRow(1)
    assert section.panel.name.text() == "Chair 2"
    assert section.has_unsaved()
    section.table.selectRow(0)
    assert section.panel.name.text() == "Chair A"
    section.panel.cancel()
    assert section.panel.name.text() == "Chair 1"
    assert not section.has_unsaved()


def test_typed_text_and_selection_stay_when_the_chair_changes_elsewhere(
    section: ChairsSection, clinic: SmallClinic, desk: Desk, settle: Settle
) -> None:
    section.table.selectRow(0)
    section.panel.chair_type.setEditText("Bed")
    section.panel.save()
    settle()
    section.panel.name.setText("Chair A")
    desk.undo()
    settle()
    assert section.table.currentIndex().row() == 0
    assert section.panel.name.text() == "Chair A"
    assert "changed meanwhile" in section.panel.note.text()
    assert section.panel.note.isVisible()
    section.panel.save()
    settle()
    assert "Chair A" in _names(clinic)


def test_a_chair_that_visits_use_is_not_removed_and_says_what_to_do(
    section: ChairsSection, clinic: SmallClinic, settle: Settle
) -> None:
    course = clinic.book_course(clinic.osei, cycles=1)
    used = clinic.visits(course)[0].chair_id
    section.table.select_key(used)
    section.panel.remove_button.click()
    settle()
    assert "set its 'in use to' day instead" in section.panel.form.error()
    assert len(clinic.read(load_chairs)) == 3


def test_a_chair_is_removed_and_its_panel_closes(
    section: ChairsSection, clinic: SmallClinic, settle: Settle
) -> None:
    section.table.selectRow(2)
    section.panel.remove_button.click()
    settle()
    assert _names(clinic) == ["Chair 1", "Chair 2"]
    assert not section.side.isVisible()


def test_chairs_are_reordered_by_the_buttons_and_the_keys(
    section: ChairsSection, clinic: SmallClinic, settle: Settle
) -> None:
    section.table.selectRow(0)
    assert not section.up_button.isEnabled()
    section.down_button.click()
    section.down_button.click()
    settle()
    assert _names(clinic) == ["Chair 2", "Chair 3", "Chair 1"]
    assert not section.down_button.isEnabled()
    section.table.setFocus()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(section.table, Qt.Key.Key_Up, keys)
    settle()
    assert _names(clinic) == ["Chair 2", "Chair 1", "Chair 3"]


def test_an_outage_is_added_shown_and_removed(
    section: ChairsSection, clinic: SmallClinic, settle: Settle
) -> None:
    section.table.selectRow(0)
    card = section.outages
    card.form.first_day.setText("11/24/2026")
    card.form.from_time.setText("8")
    card.form.last_day.setText("11/26/2026")
    card.form.to_time.setText("17")
    card.form.reason.setText("recliner motor")
    card.add_button.click()
    settle()
    (outage,) = clinic.read(load_outages)
    assert (outage.starts, outage.ends) == (
        datetime.fromisoformat("2026-11-24T08:00"),
        datetime.fromisoformat("2026-11-26T17:00"),
    )
    assert section.model.index(0, 3).data().startswith("Out 11/24 08:00 to 11/26/2026")
    assert card.form.reason.text() == ""
    card.remove(outage)
    settle()
    assert clinic.read(load_outages) == ()
    assert card.empty.isVisible()


def test_an_outage_without_times_is_of_whole_days(
    section: ChairsSection, clinic: SmallClinic, settle: Settle
) -> None:
    section.table.selectRow(0)
    section.outages.form.first_day.setText("12/20/2026")
    section.outages.form.reason.setText("inspection")
    section.outages.save()
    settle()
    (outage,) = clinic.read(load_outages)
    assert (outage.starts, outage.ends) == (
        datetime.fromisoformat("2026-12-20T00:00"),
        datetime.fromisoformat("2026-12-21T00:00"),
    )
    assert show_outage(outage) == "12/20/2026"


def test_an_outage_that_ends_before_it_starts_is_refused_and_kept(
    section: ChairsSection, clinic: SmallClinic, settle: Settle
) -> None:
    section.table.selectRow(0)
    card = section.outages
    card.form.first_day.setText("11/30/2026")
    card.form.from_time.setText("12")
    card.form.to_time.setText("10")
    card.form.reason.setText("x")
    card.save()
    settle()
    assert "not after its start" in card.form.error("ends")
    assert card.form.first_day.text() == "11/30/2026"
    assert clinic.read(lambda store: store.all(ChairOutage)) == ()


def test_an_outage_typed_for_one_chair_waits_there_while_another_is_looked_at(
    section: ChairsSection,
) -> None:
    section.table.selectRow(0)
    section.outages.form.reason.setText("motor")
    section.table.selectRow(1)
    assert section.outages.form.reason.text() == ""
    assert section.has_unsaved()
    section.table.selectRow(0)
    assert section.outages.form.reason.text() == "motor"


def test_the_features_in_use_are_named_so_that_they_are_spelled_alike(
    section: ChairsSection,
) -> None:
    hint = section.panel.features.accessibleDescription()
    assert hint == "Separated by commas. In use: bed, port access."


def test_an_outage_is_repeated_to_a_day(
    section: ChairsSection, clinic: SmallClinic, settle: Settle
) -> None:
    section.table.selectRow(0)
    form = section.outages.form
    assert not form.repeats_until.isVisible()
    form.first_day.setText("11/24/2026")
    form.from_time.setText("12")
    form.to_time.setText("12:30")
    form.repeats.setCurrentText("Every week")
    assert form.repeats_until.isVisible()
    form.repeats_until.setText("12/15/2026")
    form.reason.setText("cleaning")
    section.outages.save()
    settle()
    (outage,) = clinic.read(load_outages)
    assert (outage.every_days, outage.repeats_until) == (7, date(2026, 12, 15))
    told = "Every week, Tue 12:00 to 12:30\nfrom 11/24/2026 to 12/15/2026\ncleaning"
    assert section.outages.model.index(0, 0).data() == told
    in_use = section.model.index(0, 3).data()
    assert in_use == "Out 11/24/2026 12:00 to 12:30: cleaning"
    assert form.repeats.currentText() == "Once"


def test_what_is_no_repetition_is_told_at_its_field(
    section: ChairsSection, clinic: SmallClinic
) -> None:
    section.table.selectRow(0)
    form = section.outages.form
    form.first_day.setText("11/24/2026")
    form.repeats.setEditText("often")
    section.outages.save()
    assert "type it as 10 days" in form.error("every_days")
    assert clinic.read(load_outages) == ()


def test_a_time_is_reopened(section: ChairsSection, clinic: SmallClinic, settle: Settle) -> None:
    section.table.selectRow(0)
    card = section.outages
    assert not card.ask_button.isVisible()
    daily = ChairOutage(
        chair_id=clinic.chairs[0].id,
        starts=datetime.fromisoformat("2026-11-24T08:00"),
        ends=datetime.fromisoformat("2026-11-24T12:00"),
        reason="motor",
        every_days=1,
    )
    clinic.add(daily)
    section.load()
    settle()
    card.ask_button.click()
    assert card.reopen_form.isVisible() and not card.form.isVisible()
    card.reopen_form.first_day.setText("11/30/2026")
    card.reopen_form.from_time.setText("10")
    card.reopen_button.click()
    settle()
    assert card.form.isVisible() and not card.reopen_form.isVisible()
    kept = clinic.read(load_outages)
    assert [(each.repeats_until, each.ends.hour) for each in kept] == [
        (date(2026, 11, 29), 12),
        (None, 10),
    ]


def test_what_cannot_be_reopened_is_told_at_its_field(
    section: ChairsSection, clinic: SmallClinic, settle: Settle
) -> None:
    moment = datetime.fromisoformat("2026-11-24T08:00")
    clinic.add(
        ChairOutage(
            chair_id=clinic.chairs[0].id,
            starts=moment,
            ends=moment.replace(hour=12),
            reason="motor",
        )
    )
    section.load()
    settle()
    section.table.selectRow(0)
    card = section.outages
    card.ask_button.click()
    card.reopen()
    assert "type the first day" in card.reopen_form.error("starts").casefold()
    card.reopen_form.first_day.setText("12/01/2026")
    card.reopen()
    settle()
    assert "is in service all the time" in card.reopen_form.error("starts")
    assert section.has_unsaved()
    card.close_button.click()
    assert not section.has_unsaved()
