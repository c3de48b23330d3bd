"""The products and their rate tables."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.records import RateTable
from ivig_scheduler.domain.terms import Basis, TableOrigin
from ivig_scheduler.services.setup.rate_tables import ProductSheet, load_products
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.setup.products_section import ProductsSection
from ivig_scheduler.ui.setup.setup_page import SetupPage
from ivig_scheduler.ui.setup.steps_grid import BASIS, MINUTES, RATE
from tests.clinics import SmallClinic
from tests.ui.setup.conftest import Settle

READY, DRAFT, BARE = "Privigen 10%", "Gammaked 10%", "Yimmugo 10%"


@pytest.fixture
def section(page: SetupPage, settle: Settle) -> ProductsSection:
    page.show_section("products")
    settle()
    found = page.section
    assert isinstance(found, ProductsSection)
    return found


def _sheet(clinic: SmallClinic, name: str) -> ProductSheet:
    return next(each for each in clinic.read(load_products) if each.product.name == name)


def _open(section: ProductsSection, name: str) -> None:
    row = next(r for r, each in enumerate(section.model.rows) if each.product.name == name)
    section.list.selectRow(row)


def _type(section: ProductsSection, row: int, column: int, text: str) -> None:
    model = section.panel.steps.model
    model.setData(model.index(row, column), text)


def test_each_product_tells_how_many_tables_it_has(section: ProductsSection) -> None:
    states = {
        section.model.index(row, 0).data(): section.model.index(row, 1).data()
        for row in range(section.model.rowCount())
    }
    assert states[READY] == "2 tables"
    assert states[DRAFT] == "Draft"
    assert states[BARE] == "No table"


def test_products_are_found_by_name_or_maker(section: ProductsSection) -> None:
    section.search.setText("kedrion")
    assert BARE in [sheet.product.name for sheet in section.model.rows]
    section.search.setText("no such product")
    assert not section.model.rows
    assert "'no such product'" in section.none.text()


def test_a_ready_table_is_read_only_and_shows_what_it_gives(section: ProductsSection) -> None:
    _open(section, READY)
    assert section.panel.copy_button.isVisible()
    assert not section.panel.save_button.isVisible()
    cell = section.panel.steps.model.index(0, RATE)
    assert not cell.flags() & Qt.ItemFlag.ItemIsEditable
    assert section.preview.words.text().startswith("Infusion ")
    last = section.preview.model.rows[-1]
    assert last.total_ml == 350


def test_the_preview_says_what_is_wrong_with_a_dose(section: ProductsSection) -> None:
    _open(section, READY)
    section.preview.dose.setText("500")
    assert "over 3 g/kg" in section.preview.form.error("dose")
    assert not section.preview.table.isVisible()
    section.preview.dose.setText("35")
    assert section.preview.form.error("dose") == ""
    assert section.preview.table.isVisible()


def test_a_draft_computes_nothing_and_says_why(section: ProductsSection) -> None:
    _open(section, DRAFT)
    assert "no usable source" in section.panel.state.text()
    assert "computes nothing" in section.panel.state.text()
    assert "sign it off" in section.preview.words.text()
    assert not section.preview.table.isVisible()


def test_a_draft_that_is_signed_off_computes(
    section: ProductsSection, clinic: SmallClinic, desk: Desk, settle: Settle
) -> None:
    _open(section, DRAFT)
    card = section.sign_off
    card.sign_button.click()
    settle()
    assert "name of who compared" in card.form.error("signed_by")
    assert "revision is missing" in card.form.error("label_revision")
    card.signed_by.setText("R. Vance, PharmD")
    card.signed_on.setText("11/20/2026")
    card.label_revision.setText("Rev. 03/2026")
    card.sign_button.click()
    settle()
    table = _sheet(clinic, DRAFT).tables[0]
    assert table.signed_on == date(2026, 11, 20)
    assert "Signed off by R. Vance, PharmD on 11/20/2026" in section.panel.state.text()
    assert section.preview.words.text().startswith("Infusion ")
    assert not card.isVisible()
    desk.undo()
    settle()
    assert _sheet(clinic, DRAFT).tables[0].is_draft


def test_a_table_is_copied_edited_in_the_grid_and_signed_off(
    section: ProductsSection, clinic: SmallClinic, settle: Settle
) -> None:
    _open(section, READY)
    original = section.panel.record
    assert original is not None
    section.panel.copy_button.click()
    settle()
    copy = section.panel.record
    assert copy is not None
    assert (copy.table_version, copy.origin) == (2, TableOrigin.SITE)
    assert "A draft of this site" in section.panel.state.text()
    _type(section, 0, MINUTES, "45")
    _type(section, 0, BASIS, Basis.SITE)
    assert not section.sign_off.sign_button.isEnabled()
    section.panel.save_button.click()
    settle()
    stored = clinic.read(lambda store: store.get(RateTable, copy.id))
    assert stored is not None
    assert stored.steps[0].minutes == Decimal(45)
    assert section.sign_off.sign_button.isEnabled()
    assert clinic.read(lambda store: store.get(RateTable, original.id)) == original


def test_a_cell_of_the_grid_is_edited_with_the_keyboard(
    qtbot: QtBot, section: ProductsSection
) -> None:
    _open(section, DRAFT)
    steps = section.panel.steps
    steps.table.setFocus()
    steps.table.setCurrentIndex(steps.model.index(0, RATE))
    QTest.keyClick(steps.table, Qt.Key.Key_F2)
    editor = steps.table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.clear()
    QTest.keyClicks(editor, "0.25")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: steps.model.rows[0].rate == "0.25")
    assert section.has_unsaved()


def test_a_product_without_a_table_asks_for_one_and_gets_it(
    section: ProductsSection, clinic: SmallClinic, settle: Settle
) -> None:
    _open(section, BARE)
    assert "enter one from the label" in section.card.note.text()
    assert section.panel.isVisible()
    section.panel.indications.setText("PI, ITP")
    for row, (rate, minutes) in enumerate((("0.5", "30"), ("1", "30"))):
        _type(section, row, RATE, rate)
        _type(section, row, MINUTES, minutes)
    section.panel.steps.add_step()
    _type(section, 2, RATE, "5")
    section.panel.save_button.click()
    settle()
    (table,) = _sheet(clinic, BARE).tables
    assert table.indications == ("PI", "ITP")
    assert [step.rate for step in table.steps] == [Decimal("0.5"), Decimal(1), Decimal(5)]
    assert table.steps[-1].minutes is None
    assert table.is_draft
    assert section.panel.record == table
    assert section.sign_off.isVisible()


def test_steps_and_indications_that_are_wrong_are_refused_and_kept(
    section: ProductsSection, clinic: SmallClinic, settle: Settle
) -> None:
    _open(section, BARE)
    section.panel.indications.setText("PI, XX")
    _type(section, 0, RATE, "slow")
    section.panel.save()
    assert "'slow' is not a number" in section.panel.steps.error()
    _type(section, 0, RATE, "0.5")
    _type(section, 0, MINUTES, "30")
    _type(section, 1, RATE, "0.4")
    section.panel.save()
    settle()
    assert "must be above the one before" in section.panel.steps.error()
    assert "no indication XX" in section.panel.form.error("indications")
    assert section.panel.steps.model.rows[1].rate == "0.4"
    assert _sheet(clinic, BARE).tables == ()


def test_a_half_typed_table_is_there_again_after_looking_at_another_product(
    section: ProductsSection,
) -> None:
    _open(section, BARE)
    section.panel.indications.setText("PI")
    _type(section, 0, RATE, "0.5")
    _open(section, READY)
    assert section.panel.record is not None
    assert section.panel.steps.model.rows[0].rate != ""
    _open(section, BARE)
    assert section.panel.indications.text() == "PI"
    assert section.panel.steps.model.rows[0].rate == "0.5"
    assert section.has_unsaved()


def test_a_step_is_removed_from_the_grid(section: ProductsSection) -> None:
    _open(section, DRAFT)
    steps = section.panel.steps
    count = len(steps.model.rows)
    steps.table.selectRow(0)
    steps.remove_button.click()
    assert [row.number for row in steps.model.rows] == list(range(1, count))
    assert steps.model.rows[-1].is_last


def test_undoing_a_copy_shows_the_table_it_was_copied_from(
    section: ProductsSection, desk: Desk, settle: Settle
) -> None:
    _open(section, READY)
    original = section.panel.record
    section.panel.copy_button.click()
    settle()
    assert section.panel.record != original
    desk.undo()
    settle()
    assert section.panel.record == original


def test_a_signature_typed_for_one_table_waits_while_another_is_looked_at(
    section: ProductsSection,
) -> None:
    _open(section, DRAFT)
    section.sign_off.signed_by.setText("R. Vance")
    _open(section, BARE)
    assert not section.sign_off.isVisible()
    assert section.has_unsaved()
    _open(section, DRAFT)
    assert section.sign_off.signed_by.text() == "R. Vance"
