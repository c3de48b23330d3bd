"""The line icons, drawn in a colour of the theme."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from ivig_scheduler.resources import resource_path

if TYPE_CHECKING:
    from ivig_scheduler.ui.theme import Theme


def icon(name: str, color: QColor, size: int = 20) -> QIcon:
    """Return the icon `name` in `color`, `size` pixels wide, sharp on screens of any density."""
    result = QIcon()
    _add(result, name, color, size, QIcon.State.Off)
    return result


class IconSet:
    """The icons of one theme, each drawn once."""

    def __init__(self, theme: "Theme") -> None:
        self._theme = theme
        self._drawn: dict[tuple[str, str, str | None, int], QIcon] = {}

    def icon(
        self, name: str, token: str = "text", size: int = 20, *, checked: str | None = None
    ) -> QIcon:
        """Return the icon in the colour of `token`, and of the token `checked` while checked."""
        key = (name, token, checked, size)
        if key not in self._drawn:
            drawn = icon(name, self._theme.color(token), size)
            if checked is not None:
                _add(drawn, name, self._theme.color(checked), size, QIcon.State.On)
            self._drawn[key] = drawn
        return self._drawn[key]


def _add(target: QIcon, name: str, color: QColor, size: int, state: QIcon.State) -> None:
    # The sharpest screen there is; at 150 % or 175 % the next larger picture is scaled down.
    app = QGuiApplication.instance()
    sharpest = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1
    for ratio in range(1, math.ceil(sharpest) + 1):
        target.addPixmap(_pixmap(name, color, size, ratio), QIcon.Mode.Normal, state)


def _pixmap(name: str, color: QColor, size: int, ratio: int) -> QPixmap:
    # Loaded when the first icon is drawn: a headless command that imports us never pays for it.
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    source = resource_path("icons", f"{name}.svg").read_bytes()
    renderer = QSvgRenderer(QByteArray(source.replace(b"currentColor", color.name().encode())))
    pixmap = QPixmap(size * ratio, size * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
