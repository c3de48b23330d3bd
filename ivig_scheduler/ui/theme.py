"""The colours of the window as named tokens, and which of the two themes is in force."""

import tomllib
from dataclasses import dataclass, fields
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QStyleHints

from ivig_scheduler.resources import resource_path

ThemeName: TypeAlias = Literal["light", "dark"]
ThemeChoice: TypeAlias = Literal["system", "light", "dark"]

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


@dataclass(frozen=True, slots=True)
class ProductColor:
    """The fill of a product's bars and the colour of their edge, as #RRGGBB."""

    name: str
    fill: str
    edge: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour of the window, as #RRGGBB. What each is for stands in the theme's file."""

    name: ThemeName
    ground: str
    surface: str
    closed: str
    line: str
    faint_line: str
    text: str
    muted: str
    accent: str
    accent_ground: str
    on_accent: str
    danger: str
    danger_ground: str
    warning: str
    warning_ground: str
    good: str
    good_ground: str
    products: tuple[ProductColor, ...]

    def color(self, token: str) -> QColor:
        """Return the colour of `token`, such as "accent"; KeyError if there is no such token."""
        return QColor(self.tokens()[token])

    def tokens(self) -> dict[str, str]:
        """Return every token but the products' colours, by name."""
        return {name: getattr(self, name) for name in TOKENS}

    def product_fill(self, index: int) -> QColor:
        """Return the fill of the product at place `index`; colours repeat when they run out."""
        return QColor(self.products[index % len(self.products)].fill)

    def product_edge(self, index: int) -> QColor:
        """Return the edge of the product at place `index`; colours repeat when they run out."""
        return QColor(self.products[index % len(self.products)].edge)

    def product_round(self, index: int) -> int:
        """Return how often the colours were used up before `index`: which edge pattern to draw."""
        return index // len(self.products)


TOKENS = tuple(field.name for field in fields(Theme) if field.name not in {"name", "products"})


def load_theme(name: ThemeName) -> Theme:
    """Read a shipped theme; a token missing from its file or unknown to us is a TypeError."""
    with resource_path("themes", f"{name}.toml").open("rb") as file:
        content = tomllib.load(file)
    products = tuple(ProductColor(**product) for product in content["products"])
    return Theme(name=name, products=products, **content["tokens"])


class ThemeSource(QObject):
    """The theme in force: the desktop's, or the one the user chose instead.

    `changed` carries the new Theme.
    """

    changed = Signal(object)

    def __init__(
        self,
        choice: ThemeChoice = "system",
        hints: QStyleHints | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._hints = QGuiApplication.styleHints() if hints is None else hints
        self._choice: ThemeChoice = choice
        self._ask_desktop_for_choice()
        self._theme = load_theme(self._wanted())
        self._hints.colorSchemeChanged.connect(self._follow)

    @property
    def theme(self) -> Theme:
        """The theme in force now."""
        return self._theme

    @property
    def choice(self) -> ThemeChoice:
        """What the user asked for."""
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Follow the desktop ("system") or keep one theme whatever the desktop does."""
        self._choice = choice
        self._ask_desktop_for_choice()
        self._follow()

    def _ask_desktop_for_choice(self) -> None:
        # Title bars and the desktop's own dialogs take their colours from this, not from us.
        self._hints.setColorScheme(_SCHEMES[self._choice])

    def _wanted(self) -> ThemeName:
        if self._choice != "system":
            return self._choice
        return "dark" if self._hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted != self._theme.name:
            self._theme = load_theme(wanted)
            self.changed.emit(self._theme)
