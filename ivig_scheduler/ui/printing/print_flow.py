"""From the wish to print to the paper: reads, lays out, shows, prints, saves and notes it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.wording import count, show_moment
from ivig_scheduler.services.papers.noting import PaperAct, note_print
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.printing.page_size import PageSize, PaperName, size_of
from ivig_scheduler.ui.printing.pager import lay_out
from ivig_scheduler.ui.printing.pages import Pages
from ivig_scheduler.ui.printing.pdf import write_pdf
from ivig_scheduler.ui.printing.preview import PrintPreview
from ivig_scheduler.ui.printing.print_choices import PrintChoices
from ivig_scheduler.ui.printing.request import PrintRequest
from ivig_scheduler.ui.printing.sheets import SHEET_WORDS, LoadedPaper, load_paper
from ivig_scheduler.ui.words import sentence

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

# ruff: noqa: PLC0415 - the desktop's printing takes long to load, and few look to print

_VIEW = "printing"


def open_preview(
    desk: Desk, look: Look, request: PrintRequest, kept: QSettings, parent: QWidget
) -> "PrintFlow":
    """Open the window with the sheets of a request; what is chosen is remembered in `kept`."""
    flow = PrintFlow(desk, look, request, PrintChoices(kept), parent)
    flow.preview.open()
    return flow


class PrintFlow(QObject):
    """Keeps the preview true to the clinic while it is open, and carries out what it asks for."""

    def __init__(
        self,
        desk: Desk,
        look: Look,
        request: PrintRequest,
        choices: PrintChoices,
        parent: QWidget,
    ) -> None:
        self.preview = PrintPreview(look, request, parent)
        super().__init__(self.preview)
        self._desk, self._request, self._choices = desk, request, choices
        self._loaded: LoadedPaper | None = None
        self._is_open = True
        options = self.preview.options
        options.sheet_chosen.connect(self.load)
        options.page_chosen.connect(self._choose_page)
        self.preview.print_requested.connect(self.print_sheet)
        self.preview.save_requested.connect(self.save_sheet)
        self.preview.finished.connect(self._end)
        desk.changed.connect(self._note_change)
        self.load()

    def load(self) -> None:
        """Read the sheet that is chosen, with the names as chosen."""
        options, now = self.preview.options, self._desk.local_now()
        kind, is_masked = options.kind, options.masked.isChecked()
        request = self._request
        self._desk.read(
            lambda store: load_paper(store, request, kind, now, is_masked=is_masked),
            self._show,
            view=_VIEW,
            refused=self._refuse,
        )

    def print_sheet(self) -> None:
        """Ask for a printer and print; the sheet is laid out for the paper that is in it."""
        from ivig_scheduler.ui.printing.printer import page_size_of, print_pages

        loaded, pages = self._loaded, self.preview.view.pages
        if loaded is None or pages is None:
            return
        printer = self.ask_for_printer(pages, loaded.paper.stem)
        if printer is None:
            return
        try:
            printed = print_pages(printer, self._lay_out(loaded, page_size_of(printer)))
        except OSError as error:
            self._tell_problem(self.tr("Not printed: {}").format(error))
            return
        self._note(PaperAct.PRINT, loaded)
        self.preview.options.say(self.tr("Sent to the printer: {}.").format(count(printed, "page")))

    def save_sheet(self) -> None:
        """Ask for a file and write the PDF."""
        loaded, pages = self._loaded, self.preview.view.pages
        if loaded is None or pages is None:
            return
        path = self.ask_for_file(loaded.paper.stem)
        if path is None:
            return
        try:
            write_pdf(path, pages, loaded.paper.title)
        except OSError as error:
            reason = error.strerror or str(error)
            self._tell_problem(
                self.tr("Not saved: {}. Choose another folder.").format(reason.lower())
            )
            return
        self._choices.keep_folder(path.parent)
        self._note(PaperAct.EXPORT, loaded)
        self.preview.options.say(self.tr("Saved as {}.").format(path.name))

    def ask_for_printer(self, pages: Pages, stem: str) -> "QPrinter | None":
        """Ask which printer; tests replace this."""
        from ivig_scheduler.ui.printing.printer import ask_for_printer

        return ask_for_printer(pages, stem, self.preview)

    def ask_for_file(self, stem: str) -> Path | None:
        """Ask for the file; tests replace this."""
        from ivig_scheduler.ui.printing.printer import ask_for_file

        return ask_for_file(self._choices.folder, stem, self.preview)

    def _show(self, loaded: LoadedPaper) -> None:
        if not self._is_open:
            return
        is_other = self._loaded is None or self._loaded.kind is not loaded.kind
        self._loaded = loaded
        options = self.preview.options
        paper = self._choices.paper(loaded.country)
        is_wide = loaded.paper.is_wide if is_other else options.is_wide
        options.show_page(paper, is_wide=is_wide)
        options.say("")
        self._show_pages()

    def _show_pages(self) -> None:
        if self._loaded is None:
            return
        options = self.preview.options
        size = size_of(PaperName(options.paper.current()), is_wide=options.is_wide)
        self.preview.show_pages(self._lay_out(self._loaded, size))

    def _lay_out(self, loaded: LoadedPaper, size: PageSize) -> Pages:
        printed = self.tr("Printed {}").format(show_moment(self._desk.local_now()))
        if self.preview.options.masked.isChecked():
            printed = self.tr("{} · names masked").format(printed)
        return lay_out(loaded.paper, size, printed)

    def _choose_page(self) -> None:
        self._choices.keep_paper(PaperName(self.preview.options.paper.current()))
        self._show_pages()

    def _refuse(self, error: RuleBrokenError) -> None:
        if not self._is_open:
            return
        self._loaded = None
        self.preview.show_pages(None)
        self._tell_problem(f"{sentence(str(error))}.")

    def _tell_problem(self, text: str) -> None:
        self.preview.options.say("", text)

    def _note(self, act: PaperAct, loaded: LoadedPaper) -> None:
        words, patients = SHEET_WORDS[loaded.kind], loaded.paper.patients
        self._desk.act(lambda work: note_print(work, act, words, patients))

    def _note_change(self, _changes: object) -> None:
        if self._is_open:
            self.load()

    def _end(self) -> None:
        self._is_open = False
        self.preview.deleteLater()
