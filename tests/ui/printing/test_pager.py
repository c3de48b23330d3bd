"""Sheets on pages: how many, what is repeated, and that nothing is cut or lost."""

import re
from itertools import pairwise

import pytest

from ivig_scheduler.reports.paper import (
    Column,
    Facts,
    PageBreak,
    Paper,
    Row,
    Table,
    TextKind,
    Words,
    table,
)
from ivig_scheduler.ui.printing.page_size import (
    MARGIN,
    UNITS_PER_POINT,
    PaperName,
    size_of,
    usual_paper,
)
from ivig_scheduler.ui.printing.pager import lay_out
from ivig_scheduler.ui.printing.pages import LineItem, Pages, TextItem
from ivig_scheduler.ui.printing.typefaces import Role, Typefaces
from tests.ui.printing.sheets_of_visits import day_sheet

PRINTED = "Printed 11/24/2026 09:00"
TITLES = "Time | Patient | Chair | Product and dose | Infusion | Status | To note"


def laid_out(paper: Paper, name: PaperName = PaperName.LETTER, *, is_wide: bool = True) -> Pages:
    return lay_out(paper, size_of(name, is_wide=is_wide), PRINTED)


def a_paper(*blocks: object) -> Paper:
    return Paper("Title", "Subtitle", "Site", blocks, "stem", ())  # type: ignore[arg-type]


@pytest.mark.parametrize("name", PaperName)
@pytest.mark.parametrize("is_wide", [True, False])
@pytest.mark.parametrize("number", [1, 40, 120])
def test_every_visit_stands_once_on_some_page_under_the_titles(
    number: int, name: PaperName, is_wide: bool
) -> None:
    pages = laid_out(day_sheet(number), name, is_wide=is_wide).pages
    found = re.findall(r"Family(\d+)", "\n".join(page.text for page in pages))
    assert found == [f"{each:03d}" for each in range(number)]
    for place, page in enumerate(pages, 1):
        assert page.lines.count(TITLES) == 1
        assert page.lines[:2] == ("Day sheet | Bay Infusion", "Tuesday 12/01/2026")
        assert page.lines[-1] == f"{PRINTED} | Page {place} of {len(pages)}"


@pytest.mark.parametrize(
    ("number", "letter", "a4"), [(0, 1, 1), (1, 1, 1), (40, 3, 3), (120, 8, 8)]
)
def test_a_day_takes_as_many_pages_as_its_visits_need(number: int, letter: int, a4: int) -> None:
    paper = day_sheet(number)
    counts = [len(laid_out(paper, name).pages) for name in (PaperName.LETTER, PaperName.A4)]
    # The letters of the machine decide by a page.
    assert abs(counts[0] - letter) <= letter // 3
    assert abs(counts[1] - a4) <= a4 // 3


@pytest.mark.parametrize("name", PaperName)
def test_nothing_stands_outside_the_margins(name: PaperName) -> None:
    pages = laid_out(day_sheet(40), name, is_wide=False)
    for page in pages.pages:
        for item in page.items:
            if isinstance(item, TextItem):
                end = item.x + pages.faces.of(item.role).width(item.text)
                assert item.x >= MARGIN and end <= pages.size.width - MARGIN + 1
                assert MARGIN <= item.y <= pages.size.height - MARGIN


def test_no_row_is_cut_between_two_pages() -> None:
    pages = laid_out(day_sheet(40))
    for page in pages.pages:
        text = page.text
        names, numbers = re.findall(r"Family(\d{3})", text), re.findall(r"900-0(\d{3})", text)
        assert names == numbers


def test_a_long_name_wraps_within_its_column_and_a_word_without_blanks_is_broken() -> None:
    faces = Typefaces(9)
    face = faces.of(Role.BODY)
    room = face.width("Wolfeschlegelstein")
    for name in (
        "Wolfeschlegelsteinhausenbergerdorff",
        "Maria del Carmen de la Santísima Trinidad",
    ):
        lines = face.wrapped(name, room)
        assert len(lines) > 1
        assert all(face.width(line) <= room + 1 for line in lines)
        assert "".join(lines).replace(" ", "") == name.replace(" ", "")


def test_a_text_without_end_is_ended_by_dots() -> None:
    paper = a_paper(table((Column("One", 1),), [("word " * 4000,)]))
    (page,) = laid_out(paper).pages
    assert "…" in page.text


def test_a_section_is_never_the_last_on_a_page() -> None:
    rows = table((Column("One", 1), Column("Two", 1)), [("a", "b")] * 7)
    blocks = [part for _ in range(20) for part in (Words("Section", TextKind.SECTION), rows)]
    pages = laid_out(a_paper(*blocks)).pages
    assert len(pages) > 2
    for page in pages:
        assert page.lines[-2] != "Section"
        for before, after in pairwise(page.lines):
            assert before != "Section" or after == "One | Two"


def test_each_nurse_begins_on_a_page_with_a_head_of_its_own() -> None:
    paper = a_paper(PageBreak("Adams"), Words("a"), PageBreak("Baker"), Words("b"))
    pages = laid_out(paper).pages
    assert [page.lines[1] for page in pages] == ["Adams", "Baker"]


def test_rows_to_be_filled_in_are_high_enough_to_write_in_and_have_lines_around_them() -> None:
    blank = Table((Column("Due", 1), Column("Pulse", 1)), (Row(("09:00", "")),), is_filled_in=True)
    (page,) = laid_out(a_paper(blank)).pages
    upright = {
        (line.x1, line.y2 - line.y1)
        for line in page.items
        if isinstance(line, LineItem) and line.x1 == line.x2
    }
    assert len({x for x, _ in upright}) == 3
    assert max(height for _, height in upright) >= 19 * UNITS_PER_POINT


def test_facts_stand_in_pairs() -> None:
    (page,) = laid_out(a_paper(Facts((("A", "1"), ("B", "2"), ("C", "3"))))).pages
    assert page.lines[2:4] == ("A: 1 | B: 2", "C: 3")


def test_text_has_real_sizes() -> None:
    faces = Typefaces(11)
    assert faces.of(Role.BODY).font.pixelSize() == 11 * UNITS_PER_POINT
    assert faces.of(Role.TITLE).font.pixelSize() == 14 * UNITS_PER_POINT


@pytest.mark.parametrize(
    ("country", "paper"),
    [("US", PaperName.LETTER), ("ca", PaperName.LETTER), ("DE", PaperName.A4), ("", PaperName.A4)],
)
def test_the_usual_paper_is_that_of_the_country(country: str, paper: PaperName) -> None:
    assert usual_paper(country) is paper
