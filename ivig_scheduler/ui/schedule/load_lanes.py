"""Where the two curves of a day lie in their band: above the chairs, or beside the hours."""

from dataclasses import dataclass

from ivig_scheduler.ui.schedule.bands import scaled
from ivig_scheduler.ui.schedule.geometry import DayGeometry
from ivig_scheduler.ui.schedule.inks import Inks


@dataclass(frozen=True, slots=True)
class Lane:
    """A curve's room across the band: `base` is where nothing is, `tip` where the most is."""

    base: int
    tip: int

    def at(self, share: float) -> float:
        """Return where a share (0 to 1) of the most lies."""
        return self.base + (self.tip - self.base) * share

    def span(self, share: float) -> tuple[int, int]:
        """Return the near and the far edge of a bar of that share."""
        end = round(self.at(share))
        return (min(self.base, end), max(self.base, end))


@dataclass(frozen=True, slots=True)
class Lanes:
    """The rooms of both curves; the marks of too many rate changes stand at `marks`."""

    chairs: Lane
    nurses: Lane
    marks: int
    hours: int


def lanes_of(geometry: DayGeometry, inks: Inks) -> Lanes:
    """Return the rooms for a layout, at the size of its letters."""
    if geometry.is_across:
        chairs, nurses, marks, hours = (8, 48), (56, 94), 96, 156
    else:
        chairs, nurses, marks, hours = (54, 15), (99, 73), 58, 105
    return Lanes(
        Lane(scaled(inks, chairs[0]), scaled(inks, chairs[1])),
        Lane(scaled(inks, nurses[0]), scaled(inks, nurses[1])),
        scaled(inks, marks),
        scaled(inks, hours),
    )
