"""The window of the pages: what is chosen, what is shown, and what leaves the program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.printing.page_size import PaperName
from ivig_scheduler.ui.printing.pages import Pages
from ivig_scheduler.ui.printing.print_choices import PrintChoices
from ivig_scheduler.ui.printing.print_flow import PrintFlow
from ivig_scheduler.ui.printing.printer import new_printer
from ivig_scheduler.ui.printing.request import PrintRequest, SheetKind, of_day
from ivig_scheduler.ui.theme import load_theme
from tests.clinics import TODAY, SmallClinic
from tests.ui.printing.sheets_of_visits import text_of


class AnsweredFlow(PrintFlow):
    """A flow whose modal questions are answered at once."""

    file: Path | None = None
    to_printer = True

    def ask_for_file(self, stem: str) -> Path | None:
        return self.file / f"{stem}.pdf" if self.file else None

    def ask_for_printer(self, pages: Pages, stem: str) -> QPrinter | None:
        printer = new_printer(pages, stem)
        printer.setOutputFileName(str(self.file / "printer.pdf" if self.file else ""))
        return printer if self.to_printer else None


class Printing:
    """A preview on the small clinic with a course of Osei's that begins today."""

    def __init__(
        self, qtbot: QtBot, desk: Desk, look: Look, clinic: SmallClinic, folder: Path
    ) -> None:
        self.qtbot, self.desk, self.look, self.clinic = qtbot, desk, look, clinic
        self.folder = folder
        self.kept = QSettings(str(folder / "w.ini"), QSettings.Format.IniFormat)
        self.window = QWidget()
        self.window.resize(1280, 800)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        course = clinic.book_course(clinic.osei, first_day=TODAY, cycles=3)
        self.visit: Appointment = clinic.visits(course)[0]

    def open(self, request: PrintRequest | None = None) -> AnsweredFlow:
        day = self.visit.start.date()
        wanted = request or of_day(day, self.clinic.osei.id, self.visit.id)
        choices = PrintChoices(self.kept)
        flow = AnsweredFlow(self.desk, self.look, wanted, choices, self.window)
        flow.file = self.folder
        flow.preview.open()
        self.settle()
        return flow

    def choose(self, flow: PrintFlow, kind: SheetKind) -> None:
        sheet = flow.preview.options.sheet
        sheet.show_key(kind)
        sheet.picked.emit(kind)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.desk.is_idle)
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: self.desk.is_idle)

    def acts(self) -> list[str]:
        found = self.clinic.read(lambda store: store.acts_on(self.clinic.osei.id))
        return [label for _, _, label in found]


@pytest.fixture
def printing(
    qtbot: QtBot, desk: Desk, look: Look, clinic: SmallClinic, tmp_path: Path
) -> Iterator[Printing]:
    yield Printing(qtbot, desk, look, clinic, tmp_path)


def text(flow: PrintFlow) -> str:
    pages = flow.preview.view.pages
    return "\n".join(page.text for page in pages.pages) if pages else ""


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (SheetKind.BY_CHAIR, "A. Osei | Privigen 10% 30 g · Booked"),
        (SheetKind.BY_TIME, "Osei, Ama born 06/02/1968"),
        (SheetKind.NURSES, "Osei, Ama born 06/02/1968"),
        (SheetKind.LETTER, "Dear Ama Osei,"),
        (SheetKind.TITRATION, "Titration sheet | Bay Infusion"),
    ],
)
def test_each_sheet_can_be_chosen_and_masked(
    printing: Printing, kind: SheetKind, said: str
) -> None:
    flow = printing.open()
    printing.choose(flow, kind)
    assert said in text(flow)
    flow.preview.options.masked.click()
    printing.settle()
    assert not [each for each in ("Osei", "1968", "117-402") if each in text(flow)]
    assert "names masked" in text(flow)


def test_the_paper_is_the_countrys_until_another_is_chosen_and_that_is_remembered(
    printing: Printing,
) -> None:
    flow = printing.open()
    assert flow.preview.options.paper.current() == PaperName.LETTER
    flow.preview.options.paper.select(PaperName.A4)
    flow.preview.options.paper.chosen.emit(PaperName.A4)
    pages = flow.preview.view.pages
    assert pages is not None and pages.size.width == pytest.approx(8419, abs=1)
    flow.preview.reject()
    again = printing.open()
    assert again.preview.options.paper.current() == PaperName.A4


def test_a_letter_is_always_upright_and_a_day_can_be_turned(printing: Printing) -> None:
    flow = printing.open()
    options, view = flow.preview.options, flow.preview.view
    assert view.pages is not None and view.pages.size.is_wide
    options.way.select("upright")
    options.way.chosen.emit("upright")
    assert not view.pages.size.is_wide
    printing.choose(flow, SheetKind.LETTER)
    assert not view.pages.size.is_wide and not options.way.isEnabled()


def test_a_saved_file_names_nobody_in_its_name_and_is_noted_on_the_patient(
    printing: Printing,
) -> None:
    flow = printing.open()
    printing.choose(flow, SheetKind.LETTER)
    flow.preview.options.save_button.click()
    printing.settle()
    assert [path.name for path in printing.folder.glob("*.pdf")] == ["letter.pdf"]
    assert "DearAmaOsei," in text_of(printing.folder / "letter.pdf")
    assert printing.acts()[0] == "Export a letter"
    assert flow.preview.options.note.text() == "Saved as letter.pdf."


def test_the_folder_a_file_was_saved_in_is_remembered_while_it_is_there(
    printing: Printing,
) -> None:
    flow = printing.open()
    folder = printing.folder / "papers"
    folder.mkdir()
    flow.file = folder
    flow.preview.options.save_button.click()
    choices = PrintChoices(printing.kept)
    assert choices.folder == folder
    (folder / "day-sheet-by-chair-2026-11-24.pdf").rename(printing.folder / "moved.pdf")
    folder.rmdir()
    assert choices.folder != folder and choices.folder.is_dir()


def test_a_printed_sheet_is_noted_on_every_patient_on_it(printing: Printing) -> None:
    flow = printing.open()
    flow.preview.options.print_button.click()
    printing.settle()
    assert "Osei" in text_of(printing.folder / "printer.pdf")
    assert printing.acts()[0] == "Print a day sheet"
    assert flow.preview.options.note.text() == "Sent to the printer: 1 page."


def test_what_was_thought_better_of_is_neither_saved_nor_noted(printing: Printing) -> None:
    flow = printing.open()
    flow.to_printer = False
    flow.preview.options.print_button.click()
    flow.file = None
    flow.preview.options.save_button.click()
    printing.settle()
    assert not list(printing.folder.glob("*.pdf"))
    assert not [label for label in printing.acts() if label.startswith(("Print", "Export"))]


def test_a_file_that_cannot_be_written_is_told_beside_the_button(printing: Printing) -> None:
    flow = printing.open()
    flow.file = printing.folder / "gone"
    flow.preview.options.save_button.click()
    problem = flow.preview.options.problem
    assert problem.isVisible() and problem.text().endswith("Choose another folder.")
    printing.settle()
    assert not [label for label in printing.acts() if label.startswith("Export")]


def test_a_visit_that_is_gone_leaves_nothing_to_print(printing: Printing) -> None:
    flow = printing.open(PrintRequest(SheetKind.LETTER, patient_id=printing.visit.id))
    assert not flow.preview.options.print_button.isEnabled()
    assert flow.preview.options.problem.text()


def test_the_preview_follows_a_change_of_the_clinic(printing: Printing) -> None:
    flow = printing.open()
    assert "A. Osei" in text(flow)
    from ivig_scheduler.services.appointments import mark_no_show

    printing.desk.act(lambda work: mark_no_show(work, printing.visit))
    printing.settle()
    assert "A. Osei" not in text(flow) and "No visits on this day." in text(flow)


def test_pages_are_gone_through_by_keys_and_zoomed(printing: Printing) -> None:
    flow = printing.open()
    printing.choose(flow, SheetKind.NURSES)
    view = flow.preview.view
    assert view.pages is not None and len(view.pages.pages) == 2
    assert flow.preview.page_words == "Page 1 of 2" and not flow.preview.before.isEnabled()
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert flow.preview.page_words == "Page 2 of 2" and not flow.preview.after.isEnabled()
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert flow.preview.page_words == "Page 1 of 2"
    flow.preview.fit_page.click()
    whole = view.zoom
    flow.preview.larger.click()
    assert view.zoom > whole
    before = view.zoom
    _wheel(view.viewport(), -120)
    assert view.zoom < before
    flow.preview.fit_width.click()
    assert view.zoom > whole


def _wheel(widget: QWidget, turn: int) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_paper_is_white_in_the_dark(printing: Printing) -> None:
    flow = printing.open()
    flow.preview.set_look(Look.of(load_theme("dark")))
    flow.preview.fit_page.click()
    picture = flow.preview.view.viewport().grab().toImage()
    middle = picture.pixelColor(picture.width() // 2, picture.height() - 40)
    corner = picture.pixelColor(4, picture.height() // 2)
    assert middle.lightness() > 240 and corner.lightness() < 60


def test_an_answer_that_comes_after_the_window_was_closed_is_dropped(
    printing: Printing, qtbot: QtBot
) -> None:
    flow = printing.open()
    gone = flow.preview.destroyed
    flow.load()
    with qtbot.waitSignal(gone):
        flow.preview.reject()
    printing.settle()


def test_a_screen_reader_reads_the_page_in_sight(printing: Printing) -> None:
    flow = printing.open()
    assert "A. Osei" in flow.preview.view.accessibleDescription()
