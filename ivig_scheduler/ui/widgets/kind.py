"""Giving a widget the look the style sheet has for a kind: a "primary" button, a "muted" label."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget


def set_kind(widget: QWidget, kind: str) -> None:
    """Make `widget` look as its kind; safe to call again on a visible widget."""
    set_style_property(widget, "kind", kind)


def set_style_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at; Qt re-reads the sheet only when told to."""
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.update()


def label(text: str, kind: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label that shows `text` as it is, whatever signs a name may hold."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    if kind:
        set_kind(result, kind)
    return result


def button(text: str, kind: str = "plain") -> QPushButton:
    """Return a push button: "primary", "plain", "danger", "link" or "link-strong"."""
    result = QPushButton(text)
    set_kind(result, kind)
    if kind.startswith("link"):
        result.setCursor(Qt.CursorShape.PointingHandCursor)
    return result
