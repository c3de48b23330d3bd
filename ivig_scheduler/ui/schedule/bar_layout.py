"""Where the parts of each visible bar are drawn, gathered by colour."""

from collections.abc import Collection, Iterable
from uuid import UUID

from ivig_scheduler.ui.schedule.bar_parts import EDGE_PX, Bars, ProductKey, Rect
from ivig_scheduler.ui.schedule.bar_words import lay_out_words
from ivig_scheduler.ui.schedule.geometry import Box, DayGeometry
from ivig_scheduler.ui.schedule.inks import Fade, Inks
from ivig_scheduler.ui.schedule.picture import Bar

_LADDER_SHARE = 0.3
_MOST_LADDER_PX = 34


def lay_out_bars(
    bars: Iterable[Bar], geometry: DayGeometry, inks: Inks, aside: Collection[UUID] = ()
) -> Bars:
    """Return the parts of those bars of which something can be seen.

    The visits `aside` are those that a filter leaves out: they are drawn faded, so that their
    chairs never look free.
    """
    parts = Bars()
    rows = geometry.visible_rows()
    first, last = geometry.visible_minutes()
    for bar in bars:
        if bar.row in rows and bar.start < last and _reach(bar) > first:
            fade = Fade.ASIDE if bar.appointment_id in aside else Fade.of(is_done=bar.is_done)
            box = geometry.box(bar.row, bar.start, bar.end)
            _lay_out(bar, box, geometry, fade, parts)
            lay_out_words(bar, box, geometry, inks, fade, parts)
    return parts


def _reach(bar: Bar) -> int:
    """Return the last minute at which something of a bar is drawn."""
    return max(bar.held_until, bar.expected_end or 0)


def _lay_out(bar: Bar, box: Box, geometry: DayGeometry, fade: Fade, parts: Bars) -> None:
    _lay_out_plate(bar, box, fade, parts)
    _lay_out_phases(bar, box, geometry, (bar.colour, fade), parts)
    if bar.held_until > bar.end:
        parts.turnovers.append(_behind(box, bar.held_until, geometry))
    if bar.expected_end is not None and bar.expected_end > bar.end and fade is Fade.NONE:
        parts.overruns.append(_overrun(box, bar.expected_end, geometry))


def _overrun(box: Box, until: int, geometry: DayGeometry) -> Rect:
    """Return the half of the time behind a bar that leaves the next visit's name to be read."""
    x, y, width, height = _behind(box, until, geometry)
    if geometry.is_across:
        return (x + width - width // 3, y, width // 3, height)
    return (x, y + height // 2, width, height - height // 2)


def _behind(box: Box, until: int, geometry: DayGeometry) -> Rect:
    """Return what lies behind a bar in time, a little narrower than the bar."""
    until_px, share = geometry.along(until), 6
    if geometry.is_across:
        inset, top = box.width // share // 2, box.y + box.height + 1
        return (box.x + inset, top, box.width - 2 * inset, max(until_px - top - 1, 2))
    inset, left = box.height // share, box.x + box.width + 1
    return (left, box.y + inset, max(until_px - left - 1, 2), box.height - 2 * inset)


def _lay_out_plate(bar: Bar, box: Box, fade: Fade, parts: Bars) -> None:
    x, y, width, height = box.x, box.y, box.width, box.height
    key = bar.colour, fade
    parts.outlines[key].append((x, y, width, height))
    parts.edges[bar.edge, fade].append((x, y, min(2 * EDGE_PX, width), height))
    inner = width - EDGE_PX - 1
    if inner > 0:
        parts.plates[key].append((x + EDGE_PX, y + 1, inner, height - 2))
        parts.joints[key].append((x + EDGE_PX, y + 1, min(inner, 2 * EDGE_PX), height - 2))
    if bar.is_held:
        parts.held[key].append((x, y, width - 1, height - 1))


def _lay_out_phases(
    bar: Bar, box: Box, geometry: DayGeometry, key: ProductKey, parts: Bars
) -> None:
    inner = Box(box.x + EDGE_PX, box.y + 1, box.width - EDGE_PX - 1, box.height - 2)
    for (start, end), rects in ((bar.light, parts.lights), (bar.before, parts.hatches)):
        if end > start:
            piece = _slice(inner, geometry.along(start), geometry.along(end), geometry)
            if piece[2] > 0 and piece[3] > 0:
                rects[key].append(piece)
    if bar.ladder:
        _lay_out_ladder(bar, inner, geometry, parts.ladders[key])


def _slice(inner: Box, start: int, end: int, geometry: DayGeometry) -> Rect:
    """Return the part of a bar between two places on the axis of time."""
    if geometry.is_across:
        top = max(start, inner.y)
        return (inner.x, top, inner.width, min(end, inner.y + inner.height) - top)
    left = max(start, inner.x)
    return (left, inner.y, min(end, inner.x + inner.width) - left, inner.height)


def _lay_out_ladder(bar: Bar, inner: Box, geometry: DayGeometry, rungs: list[Rect]) -> None:
    """Lay the rungs along the bottom of a bar, or along its right side where time runs down."""
    across = geometry.is_across
    thick = inner.width if across else inner.height
    tallest = min(thick * _LADDER_SHARE, _MOST_LADDER_PX)
    at, last = (inner.y, inner.y + inner.height) if across else (inner.x, inner.x + inner.width)
    far = inner.x + inner.width if across else inner.y + inner.height
    along = geometry.along
    at = max(along(bar.ladder[0].start), at)
    for step in bar.ladder:
        end = min(along(step.end), last)
        if end > at:
            rung = int(step.height * tallest + 0.5) or 1
            rungs.append(
                (far - rung, at, rung, end - at) if across else (at, far - rung, end - at, rung)
            )
            at = end
