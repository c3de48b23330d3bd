"""Where the parts of each visible bar are drawn, gathered by colour.

Plain numbers, not Qt's rectangles: making those costs more than drawing them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ivig_scheduler.ui.schedule.geometry import COLUMN_PX, Box, DayGeometry
from ivig_scheduler.ui.schedule.inks import Inks
from ivig_scheduler.ui.schedule.picture import Bar

EDGE_PX = 5
RADIUS_PX = 5
_TEXT_X = EDGE_PX + 5
_LADDER_SHARE = 0.3
#: A bar narrower than this shows initials, or nothing at all.
_LEAST_TITLE_PX = 46
_LEAST_INITIALS_PX = 16
_LEAST_SECOND_PX = 64

ProductKey = tuple[int, bool]
EdgeKey = tuple[str, bool]
#: Left, top, width, height.
Rect = tuple[int, int, int, int]
#: Left, baseline, what is written.
Text = tuple[int, int, str]
Rects = defaultdict[ProductKey, list[Rect]]


def _rects() -> Rects:
    return defaultdict(list)


@dataclass(slots=True)
class Bars:
    """The parts of the bars by colour. A product's key is its place and whether it is faded."""

    outlines: Rects = field(default_factory=_rects)
    edges: defaultdict[EdgeKey, list[Rect]] = field(default_factory=lambda: defaultdict(list))
    plates: Rects = field(default_factory=_rects)
    joints: Rects = field(default_factory=_rects)
    lights: Rects = field(default_factory=_rects)
    ladders: Rects = field(default_factory=_rects)
    hatches: Rects = field(default_factory=_rects)
    held: Rects = field(default_factory=_rects)
    turnovers: list[Rect] = field(default_factory=list)
    titles: defaultdict[bool, list[Text]] = field(default_factory=lambda: defaultdict(list))
    seconds: defaultdict[bool, list[Text]] = field(default_factory=lambda: defaultdict(list))


def lay_out_bars(bars: Iterable[Bar], geometry: DayGeometry, inks: Inks) -> Bars:
    """Return the parts of those bars of which something can be seen."""
    parts = Bars()
    rows = geometry.visible_rows()
    first, last = geometry.visible_minutes()
    for bar in bars:
        if bar.row in rows and bar.start < last and bar.held_until > first:
            _lay_out(bar, geometry, inks, parts)
    return parts


def _lay_out(bar: Bar, geometry: DayGeometry, inks: Inks, parts: Bars) -> None:
    box = geometry.box(bar.row, bar.start, bar.end)
    key = (bar.colour, bar.is_done)
    _lay_out_plate(bar, box, key, parts)
    _lay_out_phases(bar, box, geometry, key, parts)
    if bar.held_until > bar.end:
        left = box.x + box.width + 1
        width = max(geometry.x_of(bar.held_until) - left - 1, 2)
        inset = box.height // 6
        parts.turnovers.append((left, box.y + inset, width, box.height - 2 * inset))
    _lay_out_words(bar, box, inks, parts)


def _lay_out_plate(bar: Bar, box: Box, key: ProductKey, parts: Bars) -> None:
    x, y, width, height = box.x, box.y, box.width, box.height
    parts.outlines[key].append((x, y, width, height))
    parts.edges[bar.edge, bar.is_done].append((x, y, min(2 * EDGE_PX, width), height))
    inner = width - EDGE_PX - 1
    if inner > 0:
        parts.plates[key].append((x + EDGE_PX, y + 1, inner, height - 2))
        parts.joints[key].append((x + EDGE_PX, y + 1, min(inner, 2 * EDGE_PX), height - 2))
    if bar.is_held:
        parts.held[key].append((x, y, width - 1, height - 1))


def _lay_out_phases(
    bar: Bar, box: Box, geometry: DayGeometry, key: ProductKey, parts: Bars
) -> None:
    x_of = geometry.x_of
    left, right = box.x + EDGE_PX, box.x + box.width - 1
    top, height = box.y + 1, box.height - 2
    for (start, end), rects in ((bar.light, parts.lights), (bar.before, parts.hatches)):
        if end > start:
            x = max(x_of(start), left)
            width = min(x_of(end), right) - x
            if width > 0:
                rects[key].append((x, top, width, height))
    rungs = parts.ladders[key]
    tallest, bottom = height * _LADDER_SHARE, top + height
    x = max(x_of(bar.ladder[0].start), left) if bar.ladder else left
    for step in bar.ladder:
        end_x = min(x_of(step.end), right)
        if end_x > x:
            rung = int(step.height * tallest + 0.5) or 1
            rungs.append((x, bottom - rung, end_x - x, rung))
            x = end_x


def _lay_out_words(bar: Bar, box: Box, inks: Inks, parts: Bars) -> None:
    # A bar whose beginning is scrolled away keeps its name in sight.
    left = (box.x if box.x > COLUMN_PX else COLUMN_PX) + _TEXT_X
    room = box.x + box.width - left - 4
    if room < _LEAST_INITIALS_PX:
        return
    strong, small = inks.strong, inks.small
    title = bar.title if room >= _LEAST_TITLE_PX else bar.initials
    if title == bar.initials and strong.width(title) > room:
        return
    has_second = room >= _LEAST_SECOND_PX and bool(bar.second_line)
    top = box.y + (4 if has_second else (box.height - strong.height) // 2)
    parts.titles[bar.is_done].append((left, top + strong.ascent, strong.cut(title, room)))
    if has_second:
        line = top + strong.height - 1 + small.ascent
        parts.seconds[bar.is_done].append((left, line, small.cut(bar.second_line, room)))
