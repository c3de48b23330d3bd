"""The day by chair, drawn by the schedule's painter: as many chairs a page as can be read."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from uuid import UUID

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter

from ivig_scheduler.domain.wording import show_time
from ivig_scheduler.ui.printing.pages import Drawing, DrawnBlock
from ivig_scheduler.ui.printing.print_inks import PrintInks
from ivig_scheduler.ui.schedule.bands import bands_of
from ivig_scheduler.ui.schedule.geometry import Bands, DayGeometry
from ivig_scheduler.ui.schedule.layouts import Layout
from ivig_scheduler.ui.schedule.painter import DayMarks, DayScene, paint_day
from ivig_scheduler.ui.schedule.picture import Bar, DayPicture
from ivig_scheduler.ui.theme import load_theme

#: A pixel of the schedule is so many units of a page.
UNITS_PER_PX = 7.0
#: Two lines of a bar find room from the least on.
_LEAST_ROW_PX, _MOST_ROW_PX = 40, 60
_KEY_LINE_PX = 17
_SWATCH_PX = (24, 11)
_APART_PX = 16


@dataclass(frozen=True, slots=True)
class BarWords:
    """What a printed bar says of its visit."""

    name: str
    initials: str
    second_line: str


@dataclass(frozen=True)
class ChairBlock(DrawnBlock):
    """A day's picture; `words` are what its bars say, by the appointment's id."""

    picture: DayPicture
    words: Mapping[UUID, BarWords]

    def split(self, width: float, first: float, other: float) -> Sequence[Drawing]:
        """Return the pictures of some chairs each, evenly many on the pages there must be."""
        picture, inks = _told_apart(_worded(self.picture, self.words)), PrintInks()
        inks.set_patterns(sorted({bar.colour for bar in picture.bars}))
        key = _lay_out_key(picture.bars, inks, width / UNITS_PER_PX)
        room = min(first, other) / UNITS_PER_PX - _key_height(key)
        bands = _bands(inks)
        most = max(int((room - bands.time) // bands.least_row), 1)
        chairs = len(picture.rows)
        pages = max(math.ceil(chairs / most), 1)
        each = max(math.ceil(chairs / pages), 1)
        row_px = min(max(int((room - bands.time) / each), bands.least_row), _MOST_ROW_PX)
        return tuple(
            ChairDrawing(_some_rows(picture, start, start + each), key, inks, width, row_px)
            for start in range(0, chairs, each)
        )


@dataclass(frozen=True, slots=True)
class _KeyEntry:
    """A product with its pattern, or (colour -1) a sign with its word."""

    line: int
    x: int
    words: str
    colour: int = -1


class ChairDrawing:
    """Some chairs of a day with the curves above them and the key below."""

    def __init__(
        self,
        picture: DayPicture,
        key: Sequence[_KeyEntry],
        inks: PrintInks,
        width: float,
        row_px: int,
    ) -> None:
        self._key, self._inks = key, inks
        bands = _bands(inks)
        self._geometry = DayGeometry(
            int(width / UNITS_PER_PX),
            bands.time + len(picture.rows) * row_px,
            len(picture.rows),
            picture.first_minute,
            picture.last_minute,
            bands=bands,
        )
        self._picture = picture
        self.height = (self._geometry.height + _key_height(key)) * UNITS_PER_PX
        self.words = (*_read_out(picture), *(f"Key: {entry.words}" for entry in key))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the chairs and the key into a rectangle of the page."""
        painter.translate(rect.topLeft())
        painter.scale(UNITS_PER_PX, UNITS_PER_PX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        scene = DayScene.of(self._picture, self._geometry, self._inks)
        paint_day(painter, scene, DayMarks())
        self._paint_frame(painter)
        self._paint_key(painter)

    def _paint_frame(self, painter: QPainter) -> None:
        painter.setPen(self._inks.color["line"])
        painter.drawLine(0, self._geometry.height, self._geometry.width, self._geometry.height)

    def _paint_key(self, painter: QPainter) -> None:
        inks, top = self._inks, self._geometry.height + 6
        width, height = _SWATCH_PX
        for entry in self._key:
            y = top + entry.line * _KEY_LINE_PX
            x = entry.x
            if entry.colour >= 0:
                ink = inks.product(entry.colour)
                box = QRect(x, y + 1, width, height)
                painter.fillRect(box, ink.fill)
                painter.fillRect(box, ink.hatch)
                painter.setPen(ink.edge)
                painter.drawRect(box)
                x += width + 6
            painter.setFont(inks.small.font)
            painter.setPen(inks.color["text"])
            painter.drawText(QPointF(x, y + inks.small.ascent), entry.words)


def _worded(picture: DayPicture, words: Mapping[UUID, BarWords]) -> DayPicture:
    """Return the picture with the words of paper on its bars; the hover facts stay behind."""
    bars = tuple(_reworded(bar, words[bar.appointment_id]) for bar in picture.bars)
    return replace(picture, bars=bars)


def _reworded(bar: Bar, words: BarWords) -> Bar:
    return replace(
        bar,
        name=words.name,
        initials=words.initials,
        second_line=words.second_line,
        facts=(),
        spoken="",
        # What is to come next would take the room of the product's name.
        marks=(),
    )


def _told_apart(picture: DayPicture) -> DayPicture:
    """Return the picture with another place among the colours for each product.

    Products that have the same colour in the catalogue keep it and get another pattern.
    """
    colours: dict[str, int] = {}
    around = len(load_theme("light").products)
    for colour, product in sorted({(bar.colour, bar.product) for bar in picture.bars}):
        taken = set(colours.values())
        free = (each for each in count(colour, around) if each not in taken)
        colours[product] = next(free)
    bars = tuple(replace(bar, colour=colours[bar.product]) for bar in picture.bars)
    return replace(picture, bars=bars)


def _bands(inks: PrintInks) -> Bands:
    return replace(bands_of(inks, Layout.DOWN), least_row=_LEAST_ROW_PX)


def _some_rows(picture: DayPicture, first: int, end: int) -> DayPicture:
    """Return the picture of the chairs from `first` to before `end`; the curves stay the day's."""
    return replace(
        picture,
        rows=picture.rows[first:end],
        bars=tuple(
            replace(bar, row=bar.row - first) for bar in picture.bars if first <= bar.row < end
        ),
        outages=tuple(
            replace(each, row=each.row - first)
            for each in picture.outages
            if first <= each.row < end
        ),
    )


def _read_out(picture: DayPicture) -> list[str]:
    """Return what stands in the picture as text, chair by chair."""
    lines = []
    for row, chair in enumerate(picture.rows):
        bars = picture.bars_of(row)
        lines += [f"{chair.name} | {_read_bar(picture, bar)}" for bar in bars] or [chair.name]
    return lines


def _read_bar(picture: DayPicture, bar: Bar) -> str:
    starts, ends = picture.moment(bar.start), picture.moment(bar.end)
    return f"{show_time(starts)} to {show_time(ends)} | {bar.title} | {bar.second_line}"


def _lay_out_key(bars: Sequence[Bar], inks: PrintInks, width: float) -> tuple[_KeyEntry, ...]:
    products = sorted({(bar.product, bar.colour) for bar in bars})
    signs = sorted({(bar.sign, bar.status) for bar in bars if bar.sign})
    said = [(name, colour) for name, colour in products]
    said += [(f"{sign} {status}", -1) for sign, status in signs]
    entries: list[_KeyEntry] = []
    line = x = 0
    for words, colour in said:
        swatch = _SWATCH_PX[0] + 6 if colour >= 0 else 0
        needed = swatch + inks.small.width(words)
        if x and x + needed > width:
            line, x = line + 1, 0
        entries.append(_KeyEntry(line, x, words, colour))
        x += needed + _APART_PX
    return tuple(entries)


def _key_height(key: Sequence[_KeyEntry]) -> int:
    return (max(entry.line for entry in key) + 1) * _KEY_LINE_PX + 8 if key else 0
