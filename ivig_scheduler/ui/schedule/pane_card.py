"""What the card under the pointer tells at a place of the day."""

import html
from collections.abc import Iterable

from ivig_scheduler.ui.schedule.geometry import DayGeometry
from ivig_scheduler.ui.schedule.load_words import quarter_words
from ivig_scheduler.ui.schedule.picture import Bar, DayPicture


def card_of(bar: Bar, nurse: str = "") -> str:
    """Return the card of a visit: every fact, one a line."""
    facts = [*(bar.facts or (bar.name,))]
    if nurse:
        facts.append(f"Looked after by {nurse}")
    return in_lines(facts)


def card_beside(picture: DayPicture, geometry: DayGeometry, x: float, y: float) -> str:
    """Return the card of what is in the bands: a chair, or a quarter hour of the curves."""
    is_in_time = (x if geometry.is_across else y) < geometry.bands.time
    is_in_chairs = (y if geometry.is_across else x) < geometry.bands.chairs
    if is_in_time and not is_in_chairs:
        return in_lines(quarter_words(picture.load, geometry.minute_at(x, y)))
    row = geometry.row_at(x, y)
    if is_in_chairs and row is not None:
        chair = picture.rows[row]
        return html.escape(f"{chair.name}: {chair.detail}")
    return ""


def in_lines(facts: Iterable[str]) -> str:
    """Return facts one a line, the first one strong; "" where there are none."""
    lines = [html.escape(fact) for fact in facts]
    if not lines:
        return ""
    return "<br>".join((f"<b>{lines[0]}</b>", *lines[1:]))
