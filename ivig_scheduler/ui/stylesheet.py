"""How every stock widget looks: one style sheet and one palette, made from a theme's tokens."""

import re
from string import Template

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from ivig_scheduler.resources import resource_path
from ivig_scheduler.ui.text_size import BODY_PX, HEADING_PX, LABEL_PX, px
from ivig_scheduler.ui.theme import Theme

RADIUS_PX = 6
#: Heights of text's places in the style sheet; hairlines and bars stay as thin as they are.
_HEIGHTS = re.compile(r"((?:min|max)-height): (1[0-9]|2[0-9]|3[0-9])px")


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the whole program the look of `theme`; called again whenever the theme changes."""
    if not app.styleSheet():
        app.setStyle("Fusion")
        font = QFont(app.font())
        font.setPixelSize(max(font.pixelSize(), BODY_PX))
        app.setFont(font)
    app.setPalette(palette(theme))
    app.setStyleSheet(stylesheet(theme))


def stylesheet(theme: Theme) -> str:
    """Return the style sheet of the program."""
    text = resource_path("themes", "window.qss").read_text(encoding="utf-8")
    return Template(_as_high_as_text(text)).substitute(
        theme.tokens(),
        body=f"{px(BODY_PX)}px",
        label=f"{px(LABEL_PX)}px",
        heading=f"{px(HEADING_PX)}px",
        radius=f"{RADIUS_PX}px",
        hover=mix(theme.surface, theme.text, 0.04),
        pressed=mix(theme.surface, theme.text, 0.09),
        accent_hover=mix(theme.accent, theme.text, 0.12),
        accent_pressed=mix(theme.accent, theme.text, 0.24),
        handle=mix(theme.surface, theme.muted, 0.45),
        faded=mix(theme.surface, theme.muted, 0.6),
        icons=resource_path("themes", theme.name).as_posix(),
    )


def _as_high_as_text(sheet: str) -> str:
    """Return the sheet with what must hold a line of text as high as the text is now."""
    return _HEIGHTS.sub(lambda found: f"{found[1]}: {px(int(found[2]))}px", sheet)


def palette(theme: Theme) -> QPalette:
    """Return the palette for what the style sheet does not reach and for painted widgets."""
    role = QPalette.ColorRole
    result = QPalette()
    for token, roles in {
        "ground": (role.Window,),
        "surface": (role.Base, role.AlternateBase, role.Button, role.ToolTipBase, role.Light),
        "line": (role.Mid, role.Midlight, role.Dark),
        "text": (role.WindowText, role.Text, role.ButtonText, role.ToolTipText),
        "muted": (role.PlaceholderText, role.Shadow),
        "accent": (role.Link, role.LinkVisited, role.Accent),
        "danger": (role.BrightText,),
        "accent_ground": (role.Highlight,),
    }.items():
        for one in roles:
            result.setColor(one, theme.color(token))
    result.setColor(role.HighlightedText, theme.color("text"))
    faded = QColor(mix(theme.surface, theme.muted, 0.6))
    for one in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, one, faded)
    return result


def mix(first: str, second: str, share: float) -> str:
    """Return `first` with a `share` (0 to 1) of `second` in it, as #rrggbb."""
    one, two = QColor(first), QColor(second)
    pairs = ((one.red(), two.red()), (one.green(), two.green()), (one.blue(), two.blue()))
    return QColor(*(round(a + (b - a) * share) for a, b in pairs)).name()
