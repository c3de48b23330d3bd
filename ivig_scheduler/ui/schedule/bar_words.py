"""What is written on a bar, and where: as much as finds room, the name first."""

from ivig_scheduler.ui.schedule.bar_parts import EDGE_PX, Bars
from ivig_scheduler.ui.schedule.geometry import Box, DayGeometry
from ivig_scheduler.ui.schedule.inks import Fade, Hand, Inks
from ivig_scheduler.ui.schedule.picture import Bar

_TEXT_X = EDGE_PX + 5
#: A bar narrower than these (at the usual size of text) shows initials, or nothing at all.
_LEAST_TITLE_PX = 46
_LEAST_INITIALS_PX = 16
_LEAST_SECOND_PX = 64
_ALERT_PAD_PX = 5
#: What parts the facts of the second line, which stand below each other in a narrow column.
_DOT = " · "


def lay_out_words(
    bar: Bar, box: Box, geometry: DayGeometry, inks: Inks, fade: Fade, parts: Bars
) -> None:
    """Add the words of a bar; one whose beginning is scrolled away keeps its name in sight."""
    left = max(box.x, geometry.left) + _TEXT_X
    top = max(box.y, geometry.top)
    # Words that stand out at the end of a line must be in sight.
    room = min(box.x + box.width, geometry.width) - left - 4
    depth = box.y + box.height - top
    if room < _LEAST_INITIALS_PX or depth < inks.strong.height:
        return
    alerts = bar.alerts if fade is Fade.NONE else ()
    rooms = (room, room)
    if alerts and not geometry.is_across:
        rooms = _lay_out_alert(bar, (left, top, room, depth), inks, parts)
    used = _lay_out_lines(bar, (left, top, rooms, depth), geometry, inks, fade, parts)
    if alerts and geometry.is_across:
        _lay_out_alerts_below(alerts, (left, top + used, room, depth - used), inks, parts)


def _lay_out_alerts_below(
    alerts: tuple[str, ...], place: tuple[int, int, int, int], inks: Inks, parts: Bars
) -> None:
    """Put the words that stand out on lines of their own, cut where the column is too narrow."""
    left, top, room, depth = place
    height = inks.strong.height + 2
    for number, alert in enumerate(alerts[: max(depth // height, 0)]):
        text = inks.strong.cut(alert, room - 2 * _ALERT_PAD_PX)
        width = min(inks.strong.width(text) + 2 * _ALERT_PAD_PX, room)
        parts.alerts.append(((left, top + 2 + number * height, width, height - 2), text))


def _lay_out_alert(
    bar: Bar, place: tuple[int, int, int, int], inks: Inks, parts: Bars
) -> tuple[int, int]:
    """Put what stands out at the end of the first line, as much as leaves room for the name.

    Where even one of it does not, it stands at the end of the second line. Returns the room that is
    left in each of the two.
    """
    left, top, room, depth = place
    title = inks.strong.width(bar.title)
    alerts = (", ".join(bar.alerts[:number]) for number in range(len(bar.alerts), 0, -1))
    widths = {alert: inks.strong.width(alert) + 2 * _ALERT_PAD_PX for alert in alerts}
    alert = next((each for each in widths if widths[each] + title + 6 <= room), bar.alerts[0])
    width, height = widths[alert], inks.strong.height
    if width > room:
        return room, room
    rest = room - width - 4
    is_below = width + title + 6 > room and depth >= 2 * height + 4
    y = top + depth - height - 3 if is_below else top + 3
    parts.alerts.append(((left + room - width, y, width, height), alert))
    return (room, rest) if is_below else (rest, room)


def _lay_out_lines(
    bar: Bar,
    place: tuple[int, int, tuple[int, int], int],
    geometry: DayGeometry,
    inks: Inks,
    fade: Fade,
    parts: Bars,
) -> int:
    """Write the name and what finds room below it; return how many pixels that takes.

    `place` has the room in the first line and in those below it.
    """
    left, top, (room, below), depth = place
    strong, small = inks.strong, inks.small
    title = bar.title if room >= _LEAST_TITLE_PX * inks.scale else bar.initials
    if room < _LEAST_INITIALS_PX or (title == bar.initials and strong.width(title) > room):
        return 0
    lines = _further_lines(bar, below, depth, geometry, inks)
    is_high = bool(lines) or geometry.is_across or below < room
    start = top + (4 if is_high else (depth - strong.height) // 2)
    parts.titles[fade].append((left, start + strong.ascent, strong.cut(title, room)))
    for number, line in enumerate(lines):
        baseline = start + strong.height - 1 + small.ascent + number * small.height
        parts.seconds[fade].append((left, baseline, small.cut(line, below)))
    return start - top + strong.height + len(lines) * small.height


def _further_lines(
    bar: Bar, room: int, depth: int, geometry: DayGeometry, inks: Inks
) -> tuple[str, ...]:
    """Return the lines below the name that find room."""
    if not bar.second_line or room < _LEAST_SECOND_PX * inks.scale:
        return ()
    if not geometry.is_across:
        return (bar.second_line,)
    lines = _broken(bar.second_line, room, inks.small)
    fitting = (depth - 6 - inks.strong.height) // inks.small.height
    return lines[: max(fitting, 0)]


def _broken(line: str, room: int, hand: Hand) -> tuple[str, ...]:
    """Return a line in one piece where it fits, else its facts one below the other."""
    return (line,) if hand.fits(line, room) else tuple(line.split(_DOT))
