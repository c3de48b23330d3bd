"""How thick the fixed bands of a day are: as the letters ask for, at every size of text."""

from functools import partial

from ivig_scheduler.ui.schedule.geometry import (
    COLUMN_PX,
    HEADER_PX,
    LEAST_ROW_PX,
    MOST_ROW_PX,
    Bands,
)
from ivig_scheduler.ui.schedule.inks import Inks
from ivig_scheduler.ui.schedule.layouts import Layout

_AXIS_PX = 158
_LEAST_COLUMN_PX, _MOST_COLUMN_PX = 116, 230
_WIDEST_TIME = "00:00"


def scaled(inks: Inks, pixels: float) -> int:
    """Return pixels meant for text of the usual size, at the size the text has."""
    return round(pixels * inks.scale)


def bands_of(inks: Inks, layout: Layout) -> Bands:
    """Return the bands of a layout for the inks' letters."""
    px = partial(scaled, inks)
    if layout is Layout.ACROSS:
        names = inks.strong.height + inks.small.height + px(12)
        label = inks.small.height + px(6)
        return Bands(names, px(_AXIS_PX), px(_LEAST_COLUMN_PX), px(_MOST_COLUMN_PX), label)
    label = inks.small.width(_WIDEST_TIME) + px(10)
    return Bands(px(COLUMN_PX), px(HEADER_PX), px(LEAST_ROW_PX), px(MOST_ROW_PX), label)
