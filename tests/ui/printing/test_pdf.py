"""PDF files: their pages, their text, and what is not in them."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from ivig_scheduler.ui.printing.page_size import UNITS_PER_POINT, PaperName, size_of
from ivig_scheduler.ui.printing.pager import lay_out
from ivig_scheduler.ui.printing.pdf import write_pdf
from ivig_scheduler.ui.printing.printer import new_printer, page_numbers, page_size_of, print_pages
from tests.ui.printing.sheets_of_visits import day_sheet, text_of

PRINTED = "Printed 11/24/2026 09:00"


@pytest.mark.parametrize("name", PaperName)
@pytest.mark.parametrize("is_wide", [True, False])
@pytest.mark.parametrize("number", [1, 40])
def test_a_pdf_has_the_pages_laid_out_on_the_paper_asked_for(
    tmp_path: Path, number: int, name: PaperName, is_wide: bool
) -> None:
    size = size_of(name, is_wide=is_wide)
    pages = lay_out(day_sheet(number), size, PRINTED)
    write_pdf(tmp_path / "sheet.pdf", pages, "Day sheet")
    found = PdfReader(tmp_path / "sheet.pdf").pages
    assert len(found) == len(pages.pages)
    for page in found:
        assert float(page.mediabox.width) == pytest.approx(size.width / UNITS_PER_POINT, abs=1)
        assert float(page.mediabox.height) == pytest.approx(size.height / UNITS_PER_POINT, abs=1)


def test_the_text_of_a_pdf_can_be_read_out(tmp_path: Path) -> None:
    pages = lay_out(day_sheet(3), size_of(PaperName.A4, is_wide=True), PRINTED)
    write_pdf(tmp_path / "sheet.pdf", pages, "Day sheet")
    text = text_of(tmp_path / "sheet.pdf")
    for part in ("Family001,Given001", "900-0001", "07:05to09:35", "Privigen10%", "Page1of1"):
        assert part in text


def test_masked_names_are_really_not_in_the_file(tmp_path: Path) -> None:
    paper = day_sheet(3, is_masked=True)
    path = tmp_path / "sheet.pdf"
    write_pdf(path, lay_out(paper, size_of(PaperName.A4, is_wide=True), PRINTED), paper.title)
    text = text_of(path)
    assert "F.G." in text and "…001" in text
    assert not [each for each in ("Family", "Given", "900-", "1968") if each in text]
    info = " ".join(str(value) for value in (PdfReader(path).metadata or {}).values())
    assert "Day sheet" in info
    assert not [each for each in (b"Family", b"Given") if each in path.read_bytes()]


def test_a_folder_that_cannot_be_written_to_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    pages = lay_out(day_sheet(1), size_of(PaperName.A4), PRINTED)
    with pytest.raises(OSError):
        write_pdf(tmp_path / "not there" / "sheet.pdf", pages, "Day sheet")
    folder = tmp_path / "sheet.pdf"
    folder.mkdir()
    with pytest.raises(OSError):
        write_pdf(folder, pages, "Day sheet")
    assert list(tmp_path.iterdir()) == [folder]


def test_a_printer_gets_the_pages_asked_for_on_its_own_paper(tmp_path: Path) -> None:
    size = size_of(PaperName.LETTER, is_wide=True)
    pages = lay_out(day_sheet(40), size, PRINTED)
    printer = new_printer(pages, "day-sheet-2026-12-01")
    assert printer.docName() == "day-sheet-2026-12-01"
    assert page_size_of(printer).width == pytest.approx(size.width, abs=1)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(2, 3)
    assert list(page_numbers(printer, len(pages.pages))) == [1, 2]
    assert print_pages(printer, pages) == 2
    text = text_of(tmp_path / "printed.pdf")
    assert "Page2of" in text and "Page1of" not in text
