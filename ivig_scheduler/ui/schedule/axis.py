"""The lines of the axis of time that can be seen, and which of them have a label."""

from ivig_scheduler.ui.schedule.geometry import DayGeometry
from ivig_scheduler.ui.schedule.zooming import labelled_every

HOUR = 60


def lines(geometry: DayGeometry) -> range:
    """Return the minutes at which a line is drawn: one a step."""
    return _every(geometry, geometry.step)


def labels(geometry: DayGeometry) -> range:
    """Return the minutes that are written, as many as find room."""
    every = labelled_every(geometry.step, geometry.px_per_minute, geometry.bands.label)
    return _every(geometry, every)


def _every(geometry: DayGeometry, minutes: int) -> range:
    first, last = geometry.visible_minutes()
    return range(-(-int(first) // minutes) * minutes, int(last) + 1, minutes)
