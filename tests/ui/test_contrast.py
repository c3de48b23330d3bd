"""Every text can be read on its ground, and every edge and focus ring be seen: WCAG 2.1, computed
from the themes' own tokens.
"""

import re

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from ivig_scheduler.resources import resource_path
from ivig_scheduler.ui.schedule.inks import Fade, Inks
from ivig_scheduler.ui.stylesheet import stylesheet
from ivig_scheduler.ui.theme import Theme, ThemeName, load_theme

TEXT, EDGE = 4.5, 3.0
THEMES: tuple[ThemeName, ...] = ("light", "dark")
GROUNDS = ("ground", "surface", "closed", "accent_ground")
#: What is written on which grounds, besides text and muted, which stand on all of them.
WRITTEN = (
    ("accent", ("surface", "ground", "accent_ground")),
    ("danger", ("surface", "ground", "danger_ground", "accent_ground")),
    ("warning", ("surface", "ground", "warning_ground", "accent_ground")),
    ("good", ("surface", "ground", "good_ground", "accent_ground")),
    ("text", ("warning_ground", "danger_ground", "good_ground")),
    ("on_accent", ("accent",)),
    ("surface", ("danger",)),
)


def luminance(color: QColor) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (part(each) for each in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: QColor, second: QColor) -> float:
    """Return the ratio, from 1 to 21."""
    one, two = sorted((luminance(first), luminance(second)), reverse=True)
    return (one + 0.05) / (two + 0.05)


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest, qtbot: QtBot) -> Theme:
    return load_theme(request.param)


def too_faint(
    theme: Theme, pairs: list[tuple[str, str]], least: float
) -> list[tuple[str, str, float]]:
    found = [(one, two, contrast(theme.color(one), theme.color(two))) for one, two in pairs]
    return [(one, two, round(ratio, 2)) for one, two, ratio in found if ratio < least]


def test_words_can_be_read_on_every_ground_they_stand_on(theme: Theme) -> None:
    plain = [(token, ground) for token in ("text", "muted") for ground in GROUNDS]
    told = [(token, ground) for token, grounds in WRITTEN for ground in grounds]
    assert too_faint(theme, plain + told, TEXT) == []


def test_the_focus_ring_can_be_seen_on_every_ground(theme: Theme) -> None:
    assert too_faint(theme, [("accent", ground) for ground in GROUNDS], EDGE) == []
    # The coloured button's ring is in the colour of text: it stands out from what is around it.
    assert too_faint(theme, [("text", ground) for ground in GROUNDS], EDGE) == []


def test_the_edge_that_tells_a_status_can_be_seen_on_every_product(theme: Theme) -> None:
    inks = Inks(theme)
    tokens = ("accent", "muted", "good", "danger", "warning")
    faint = [
        (token, product.name)
        for product in theme.products
        for token in tokens
        if contrast(inks.edge_color(token), QColor(product.fill)) < EDGE
    ]
    assert faint == []


def test_the_edge_of_a_product_can_be_seen_beside_a_free_chair(theme: Theme) -> None:
    faint = [
        product.name
        for product in theme.products
        if contrast(QColor(product.edge), theme.color("surface")) < EDGE
    ]
    assert faint == []


@pytest.mark.parametrize("fade", list(Fade))
def test_names_and_facts_can_be_read_on_every_bar_however_faded(theme: Theme, fade: Fade) -> None:
    inks = Inks(theme)
    faint = []
    for index in range(len(theme.products)):
        ink = inks.product(index, fade)
        # The words of a bar may stand on its light part, the observation, too.
        for ground in (ink.fill, ink.light):
            for color in (inks.title_color(fade), inks.detail_color(fade)):
                ratio = contrast(color, ground)
                if ratio < TEXT:
                    faint.append((index, fade.name, color.name(), ground.name(), round(ratio, 2)))
    assert faint == []


def test_what_cannot_be_pressed_is_no_fainter_than_an_edge(theme: Theme) -> None:
    # WCAG asks nothing of what is greyed; it is to be seen all the same.
    found = re.search(r"QPushButton:disabled \{ color: (#\w{6})", stylesheet(theme))
    assert found is not None
    assert contrast(QColor(found[1]), theme.color("surface")) >= EDGE - 0.5


#: Every kind of widget that can have the focus, and what shows that it has.
RINGED = (
    "QPushButton", 'QPushButton[kind="primary"]', 'QPushButton[kind="link"]',
    'QPushButton[kind="link-strong"]', 'QPushButton[kind="heading"]',
    'QPushButton[kind="segment"]', 'QPushButton[kind="filter"]', 'QPushButton[kind="aside"]',
    'QPushButton[kind="tab"]', 'QPushButton[kind="handle"]', 'QPushButton[kind="strip"]',
    "QToolButton", 'QToolButton[kind="rail"]', "QLineEdit", "QComboBox", "QAbstractSpinBox",
    "QPlainTextEdit", "QCheckBox", "QRadioButton", "QTableView", "QListView",
)  # fmt: skip


@pytest.mark.parametrize("selector", RINGED)
def test_a_ring_shows_what_has_the_focus(selector: str) -> None:
    sheet = resource_path("themes", "window.qss").read_text(encoding="utf-8")
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", sheet)
    own = [body for head, body in rules if f"{selector}:focus" in head]
    plain = [body for head, body in rules if f"{selector.partition('[')[0]}:focus" in head]
    assert any("border" in body for body in own or plain)
