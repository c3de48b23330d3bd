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


class Sizes(TypedDict, total=False):
    """Pixels at 100 %: fixed ones, least and most ones, and the height of a table's rows."""

    width: int
    height: int
    least_width: int
    most_width: int
    least_height: int
    rows: int


def text_scale() -> float:
    """Return how large the program's text is beside its usual size, from 1 on."""
    return max(QGuiApplication.font().pixelSize() / BODY_PX, 1.0)


def px(pixels: float) -> int:
    """Return pixels meant for text of the usual size, at the size the text has."""
    return round(pixels * text_scale())


def label_font(base: QFont) -> QFont:
    """Return the font of small words at the size the text has."""
    font = QFont(base)
    font.setPixelSize(px(LABEL_PX))
    return font


def set_px(widget: QWidget, **sizes: Unpack[Sizes]) -> None:
    """Size a widget, given at 100 %; it grows and shrinks with the text from then on."""
    for name, pixels in cast("Mapping[str, int]", sizes).items():
        widget.setProperty(_PREFIX + name, pixels)
        _SETTERS[name](widget, px(pixels))


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
                setter = _SETTERS[name.removeprefix(_PREFIX)]
                setter(widget, px(int(widget.property(name))))


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
}
