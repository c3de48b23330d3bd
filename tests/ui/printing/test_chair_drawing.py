"""The day by chair on paper, in the schedule's own drawing."""

import re
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

from ivig_scheduler.reports.paper import Paper
from ivig_scheduler.ui.printing.chair_drawing import UNITS_PER_PX, BarWords, ChairBlock
from ivig_scheduler.ui.printing.page_painter import paint_page
from ivig_scheduler.ui.printing.page_size import MARGIN, PaperName, size_of
from ivig_scheduler.ui.printing.pager import lay_out
from ivig_scheduler.ui.printing.pages import DrawingItem, Pages
from ivig_scheduler.ui.printing.print_inks import PATTERNS, PrintInks, pattern
from ivig_scheduler.ui.schedule.picture import DayPicture
from tests.ui.schedule.samples import plain_picture


def words_of(picture: DayPicture) -> Mapping[UUID, BarWords]:
    return {
        bar.appointment_id: BarWords(f"Name {place}", "N", f"Booked · {bar.product}")
        for place, bar in enumerate(picture.bars)
    }


def laid_out(picture: DayPicture, *, is_wide: bool = True, name: str = "Letter") -> Pages:
    block = ChairBlock(picture, words_of(picture))
    paper = Paper("Title", "Subtitle", "Site", (block,), "stem", ())
    return lay_out(paper, size_of(PaperName(name), is_wide=is_wide), "Printed")


def drawings(pages: Pages) -> list[DrawingItem]:
    return [item for page in pages.pages for item in page.items if isinstance(item, DrawingItem)]


@pytest.mark.parametrize("name", ["A4", "Letter"])
@pytest.mark.parametrize("is_wide", [True, False])
@pytest.mark.parametrize(("visits", "chairs"), [(1, 1), (40, 12), (120, 60)])
def test_every_chair_and_visit_stands_once_within_the_margins(
    visits: int, chairs: int, is_wide: bool, name: str
) -> None:
    picture = plain_picture(visits, chairs)
    pages = laid_out(picture, is_wide=is_wide, name=name)
    text = "\n".join(page.text for page in pages.pages)
    assert sorted(map(int, re.findall(r"Name (\d+) \|", text))) == list(range(visits))
    for row in picture.rows:
        assert f"\n{row.name}" in text
    for item in drawings(pages):
        assert item.x >= MARGIN and item.x + item.width <= pages.size.width - MARGIN + 1
        assert item.y + item.drawing.height <= pages.size.height - MARGIN


def test_twelve_chairs_stand_on_one_page_and_more_are_dealt_evenly() -> None:
    assert len(laid_out(plain_picture(20, 12)).pages) == 1
    two = drawings(laid_out(plain_picture(20, 16)))
    assert len(two) == 2
    assert two[0].drawing.height == two[1].drawing.height


def test_a_product_has_a_pattern_of_its_own_also_where_colours_are_alike() -> None:
    picture = plain_picture(3, 3)
    names = ("Privigen 10%", "Octagam 10%", "Gammaplex 10%")
    bars = tuple(
        replace(bar, product=name, colour=2) for bar, name in zip(picture.bars, names, strict=True)
    )
    (page,) = laid_out(replace(picture, bars=bars)).pages
    assert [line for line in page.lines if line.startswith("Key:")][:3] == [
        f"Key: {name}" for name in sorted(names)
    ]
    inks = PrintInks()
    inks.set_patterns([2, 7, 12])
    tiles = [_tile(inks.product(colour).hatch) for colour in (2, 7, 12)]
    assert tiles[0] != tiles[1] != tiles[2] != tiles[0]


def test_no_two_patterns_look_alike() -> None:
    tiles = [_tile(pattern(place)) for place in range(len(PATTERNS))]
    assert all(one != other for place, one in enumerate(tiles) for other in tiles[:place])


def test_the_facts_of_the_hover_cards_stay_on_the_screen() -> None:
    picture = plain_picture(2, 2)
    bars = tuple(replace(bar, facts=("Secret, Name",), spoken="Secret") for bar in picture.bars)
    assert "Secret" not in repr(laid_out(replace(picture, bars=bars)).pages[0].lines)


def test_the_chairs_are_really_drawn() -> None:
    pages = laid_out(plain_picture(12, 6))
    scale = 0.1
    image = QImage(
        int(pages.size.width * scale), int(pages.size.height * scale), QImage.Format.Format_RGB32
    )
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(scale, scale)
    paint_page(painter, pages.pages[0], pages.faces)
    painter.end()
    (item,) = drawings(pages)
    area = QRectF(item.x, item.y, item.width, item.drawing.height)
    colours = {
        image.pixelColor(x, y).name()
        for x in range(int(area.left() * scale), int(area.right() * scale), 3)
        for y in range(
            int((area.top() + 130 * UNITS_PER_PX) * scale), int(area.bottom() * scale), 3
        )
    }
    assert len(colours) > 12


def _tile(brush: QBrush) -> bytes:
    return bytes(brush.textureImage().convertToFormat(QImage.Format.Format_ARGB32).constBits())
