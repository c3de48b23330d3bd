"""Text of the schedule can be read: against its ground in both themes, and at every size."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.schedule.bands import bands_of
from ivig_scheduler.ui.schedule.bar_layout import lay_out_bars
from ivig_scheduler.ui.schedule.day_view import DayCanvas
from ivig_scheduler.ui.schedule.geometry import DayGeometry
from ivig_scheduler.ui.schedule.inks import Fade, Inks
from ivig_scheduler.ui.schedule.layouts import Layout
from ivig_scheduler.ui.schedule.picture_maker import make_day_picture
from ivig_scheduler.ui.text_size import BODY_PX
from ivig_scheduler.ui.theme import load_theme
from tests.ui.schedule.samples import FULL_DAY, make_day

LEAST_CONTRAST = 4.5


def luminance(color: QColor) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (part(each) for each in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: QColor, second: QColor) -> float:
    """Return the ratio of WCAG 2.1, from 1 to 21."""
    one, two = sorted((luminance(first), luminance(second)), reverse=True)
    return (one + 0.05) / (two + 0.05)


@pytest.fixture(params=["light", "dark"])
def inks(request: pytest.FixtureRequest, qtbot: QtBot) -> Inks:
    return Inks(load_theme(request.param))


@pytest.mark.parametrize("fade", [Fade.NONE, Fade.DONE])
@pytest.mark.parametrize("product", range(5))
def test_names_and_facts_can_be_read_on_every_product(inks: Inks, product: int, fade: Fade) -> None:
    ground = inks.product(product, fade).fill
    assert contrast(inks.title_color(fade), ground) >= LEAST_CONTRAST
    assert contrast(inks.detail_color(fade), ground) >= LEAST_CONTRAST


def test_what_stands_out_can_be_read(inks: Inks) -> None:
    for token, ground in (
        ("danger", "danger_ground"),
        ("danger", "surface"),
        ("muted", "surface"),
        ("muted", "closed"),
        ("muted", "ground"),
        ("warning", "surface"),
        ("surface", "danger"),
        ("on_accent", "accent"),
    ):
        found = contrast(inks.color[token], inks.color[ground])
        assert found >= LEAST_CONTRAST, f"{token} on {ground}: {found:.2f}"


@pytest.fixture(params=[100, 150, 200], ids=lambda percent: f"{percent} %")
def look_at_size(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Look]:
    before = qapp.font()
    larger = QFont(before)
    larger.setPixelSize(BODY_PX * request.param // 100)
    qapp.setFont(larger)
    yield Look.of(load_theme("light"))
    qapp.setFont(before)


@pytest.mark.parametrize("layout", Layout)
def test_a_row_has_room_for_its_letters_at_every_size(
    qtbot: QtBot, look_at_size: Look, layout: Layout
) -> None:
    inks = Inks(look_at_size.theme)
    bands = bands_of(inks, layout)
    lines = inks.strong.height + inks.small.height
    assert bands.chairs >= (lines if layout is Layout.ACROSS else inks.strong.width("Chair 12"))
    assert bands.least_row - 10 >= (
        lines if layout is Layout.DOWN else inks.strong.width("▶ A. Smith")
    )
    assert bands.label >= (
        inks.small.height if layout is Layout.ACROSS else inks.small.width("08:30")
    )


@pytest.mark.parametrize("layout", Layout)
def test_words_of_a_bar_stay_inside_it_at_every_size(
    qtbot: QtBot, look_at_size: Look, layout: Layout
) -> None:
    inks = Inks(look_at_size.theme)
    picture = make_day_picture(make_day(FULL_DAY))
    geometry = DayGeometry(
        1280, 800, len(picture.rows), picture.first_minute, picture.last_minute,
        layout=layout, bands=bands_of(inks, layout),
    )  # fmt: skip
    for bar in picture.bars:
        parts = lay_out_bars((bar,), geometry, inks)
        box = geometry.box(bar.row, bar.start, bar.end)
        written = [(inks.strong, each) for those in parts.titles.values() for each in those]
        written += [(inks.small, each) for those in parts.seconds.values() for each in those]
        for hand, (x, baseline, text) in written:
            assert x + hand.width(text) <= box.x + box.width + 1
            assert box.y <= baseline - hand.ascent
            assert baseline <= box.y + box.height


@pytest.mark.parametrize("layout", Layout)
def test_the_day_paints_at_every_size(qtbot: QtBot, look_at_size: Look, layout: Layout) -> None:
    canvas = DayCanvas(look_at_size, make_day_picture(make_day(FULL_DAY)))
    canvas.set_layout(layout)
    qtbot.addWidget(canvas)
    canvas.resize(1280, 800)
    canvas.set_now(641)
    image = canvas.grab().toImage()
    colors = {image.pixelColor(x, 400).name() for x in range(0, 1280, 4)}
    assert len(colors) > 5
