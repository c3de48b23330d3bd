"""How every stock widget looks: one style sheet and one palette, made from a theme's tokens."""

from string import Template

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from ivig_scheduler.resources import resource_path
from ivig_scheduler.ui.theme import Theme

BODY_PX = 12
# A label's size is 10.5; Qt takes whole pixels only and would round it up to this.
LABEL_PX = 11
HEADING_PX = 16
RADIUS_PX = 6


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the whole program the look of `theme`; called again whenever the theme changes."""
    if not app.styleSheet():
        app.setStyle("Fusion")
        font = QFont(app.font())
        font.setPixelSize(BODY_PX)
        app.setFont(font)
    app.setPalette(palette(theme))
    app.setStyleSheet(stylesheet(theme))


def stylesheet(theme: Theme) -> str:
    """Return the style sheet of the program."""
    template = Template(resource_path("themes", "window.qss").read_text(encoding="utf-8"))
    return template.substitute(
        theme.tokens(),
        body=f"{BODY_PX}px",
        label=f"{LABEL_PX}px",
        heading=f"{HEADING_PX}px",
        radius=f"{RADIUS_PX}px",
        hover=mix(theme.surface, theme.text, 0.04),
        pressed=mix(theme.surface, theme.text, 0.09),
        accent_hover=mix(theme.accent, theme.text, 0.12),
        accent_pressed=mix(theme.accent, theme.text, 0.24),
        handle=mix(theme.surface, theme.muted, 0.45),
        faded=mix(theme.surface, theme.muted, 0.6),
        icons=resource_path("themes", theme.name).as_posix(),
    )


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
