"""How large the program's text is, from 100 to 200 %, and the sizes of widgets that go with it."""

from collections.abc import Callable, Mapping
from typing import Any, TypedDict, Unpack, cast

from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication, QTableView, QWidget

BODY_PX = 12
# A label's size is 10.5; Qt takes whole pixels only and would round it up to this.
LABEL_PX = 11
HEADING_PX = 16

#: What the user can choose, in per cent.
TEXT_SIZES = (100, 125, 150, 175, 200)
_PREFIX = "px_"
#: How much of the text's growth a panel's width takes part in.
_PANEL_SHARE = 0.6


class Sizes(TypedDict, total=False):
    """Pixels at 100 %: fixed ones, least and most ones, and the height of a table's rows.

    A panel beside something else grows less than the text, so that the other keeps its room.
    """

    width: int
    height: int
    least_width: int
    most_width: int
    least_height: int
    rows: int
    panel: int
    least_panel: int
    most_panel: int


def text_scale() -> float:
    """Return how large the program's text is beside its usual size, from 1 on."""
    return max(QGuiApplication.font().pixelSize() / BODY_PX, 1.0)


def px(pixels: float) -> int:
    """Return pixels meant for text of the usual size, at the size the text has."""
    return round(pixels * text_scale())


def panel_px(pixels: float) -> int:
    """Return the width of a panel, which grows less than the text in it."""
    return round(pixels * (1 + (text_scale() - 1) * _PANEL_SHARE))


def set_px(widget: QWidget, **sizes: Unpack[Sizes]) -> None:
    """Size a widget, given at 100 %; it grows and shrinks with the text from then on."""
    for name, pixels in cast("Mapping[str, int]", sizes).items():
        widget.setProperty(_PREFIX + name, pixels)
        _size(widget, name, pixels)


def set_text_size(app: QApplication, per_cent: int) -> None:
    """Write everything at a size; the style sheet is to be made anew afterwards."""
    font = QFont(app.font())
    font.setPixelSize(round(BODY_PX * per_cent / 100))
    app.setFont(font)


def size_anew() -> None:
    """Size everything for the text as it is now."""
    for widget in QApplication.allWidgets():
        for each in widget.dynamicPropertyNames():
            name = bytes(each.data()).decode()
            if name.startswith(_PREFIX):
                _size(widget, name.removeprefix(_PREFIX), int(widget.property(name)))


def _size(widget: QWidget, name: str, pixels: int) -> None:
    _SETTERS[name](widget, panel_px(pixels) if name.endswith("panel") else px(pixels))


def _set_rows(widget: QWidget, pixels: int) -> None:
    assert isinstance(widget, QTableView)
    header = widget.verticalHeader()
    header.setMinimumSectionSize(pixels)
    header.setDefaultSectionSize(pixels)


_SETTERS: Mapping[str, Callable[[Any, int], None]] = {
    "width": QWidget.setFixedWidth,
    "height": QWidget.setFixedHeight,
    "least_width": QWidget.setMinimumWidth,
    "most_width": QWidget.setMaximumWidth,
    "least_height": QWidget.setMinimumHeight,
    "rows": _set_rows,
    "panel": QWidget.setFixedWidth,
    "least_panel": QWidget.setMinimumWidth,
    "most_panel": QWidget.setMaximumWidth,
}
