"""The desktop's dialogs for a printer and a file; imported when something is first printed."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from ivig_scheduler.ui.printing.page_size import UNITS_PER_INCH, UNITS_PER_POINT, PageSize
from ivig_scheduler.ui.printing.pages import Pages
from ivig_scheduler.ui.printing.pdf import CREATOR, draw_on, page_layout

_ENDING = ".pdf"


def ask_for_printer(pages: Pages, stem: str, parent: QWidget) -> QPrinter | None:
    """Ask which printer, copies and pages; None where it was thought better of. Modal."""
    printer = new_printer(pages, stem)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(pages.pages))
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
    accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if accepted else None


def new_printer(pages: Pages, stem: str) -> QPrinter:
    """Return the usual printer, set to the paper of the pages; the queue shows `stem`."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    printer.setPageLayout(page_layout(pages.size))
    printer.setDocName(stem)
    printer.setCreator(CREATOR)
    return printer


def page_size_of(printer: QPrinter) -> PageSize:
    """Return the size of the paper the printer was set to, which may be another than asked for."""
    rect = printer.pageLayout().fullRect(QPageLayout.Unit.Point)
    return PageSize(rect.width() * UNITS_PER_POINT, rect.height() * UNITS_PER_POINT)


def page_numbers(printer: QPrinter, count: int) -> Sequence[int]:
    """Return the pages, from 0, that were asked for."""
    first, last = printer.fromPage(), printer.toPage()
    if first <= 0:
        return range(count)
    return range(first - 1, min(last, count))


def print_pages(printer: QPrinter, pages: Pages) -> int:
    """Print the pages that were asked for and return how many. Raises OSError where it fails."""
    numbers = page_numbers(printer, len(pages.pages))
    draw_on(printer, pages, numbers, scale=printer.resolution() / UNITS_PER_INCH)
    return len(numbers)


def ask_for_file(folder: Path, stem: str, parent: QWidget) -> Path | None:
    """Ask where the PDF is to be saved; None where it was thought better of. Modal."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent,
        QCoreApplication.translate("printing", "Save as PDF"),
        str(folder / f"{stem}{_ENDING}"),
        QCoreApplication.translate("printing", "PDF files (*.pdf)"),
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == _ENDING else path.with_name(path.name + _ENDING)
