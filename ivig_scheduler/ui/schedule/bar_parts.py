"""The parts of the bars of a day, gathered by colour: what the painter of bars draws.

Plain numbers, not Qt's rectangles: making those costs more than drawing them.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from ivig_scheduler.ui.schedule.inks import Fade

EDGE_PX = 5
RADIUS_PX = 5

ProductKey = tuple[int, Fade]
EdgeKey = tuple[str, Fade]
#: Left, top, width, height.
Rect = tuple[int, int, int, int]
#: Left, baseline, what is written.
Text = tuple[int, int, str]
Rects = defaultdict[ProductKey, list[Rect]]


def _rects() -> Rects:
    return defaultdict(list)


def _texts() -> defaultdict[Fade, list[Text]]:
    return defaultdict(list)


@dataclass(slots=True)
class Bars:
    """The parts of the bars by colour. A product's key is its place and how much it is faded."""

    outlines: Rects = field(default_factory=_rects)
    edges: defaultdict[EdgeKey, list[Rect]] = field(default_factory=lambda: defaultdict(list))
    plates: Rects = field(default_factory=_rects)
    joints: Rects = field(default_factory=_rects)
    lights: Rects = field(default_factory=_rects)
    ladders: Rects = field(default_factory=_rects)
    hatches: Rects = field(default_factory=_rects)
    held: Rects = field(default_factory=_rects)
    turnovers: list[Rect] = field(default_factory=list)
    #: The time a visit will take beyond its end, and the words that must not be overlooked.
    overruns: list[Rect] = field(default_factory=list)
    alerts: list[tuple[Rect, str]] = field(default_factory=list)
    titles: defaultdict[Fade, list[Text]] = field(default_factory=_texts)
    seconds: defaultdict[Fade, list[Text]] = field(default_factory=_texts)
