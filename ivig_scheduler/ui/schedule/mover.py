"""Follows a visit that is being moved, by pointer or by keys, until it is dropped or let be."""

import math
from dataclasses import replace

from ivig_scheduler.ui.schedule.geometry import DayGeometry
from ivig_scheduler.ui.schedule.ghost import Check, Ghost, checked, dragged, nudged, stretched
from ivig_scheduler.ui.schedule.picture import Bar, DayPicture

#: How far the pointer must go before a press becomes a drag.
THRESHOLD_PX = 8


class Mover:
    """The one move under way. `settled` is a ghost that was dropped and is not yet stored."""

    def __init__(self) -> None:
        self.check: Check | None = None
        self.ghost: Ghost | None = None
        self.settled: Ghost | None = None
        self._gripped: Bar | None = None
        self._grip = (0.0, 0.0)

    @property
    def is_moving(self) -> bool:
        """Whether a ghost is under way."""
        return self.ghost is not None

    def grip(self, bar: Bar, x: float, y: float) -> None:
        """Take hold of a bar; it moves once the pointer has gone far enough."""
        self._gripped, self._grip = bar, (x, y)

    def is_far(self, x: float, y: float) -> bool:
        """Return whether the pointer has gone far enough from where it gripped a bar."""
        if self._gripped is None:
            return False
        return math.hypot(x - self._grip[0], y - self._grip[1]) >= THRESHOLD_PX

    @property
    def gripped(self) -> Bar | None:
        """The bar under the pressed button."""
        return self._gripped

    def drag(self, picture: DayPicture, geometry: DayGeometry, x: float, y: float) -> None:
        """Move the ghost to the pointer; the reasons are asked for only where it is elsewhere."""
        bar = self._gripped
        if bar is None:
            return
        into_bar = geometry.minute_at(*self._grip) - bar.start
        self._go_to(dragged(bar, picture, geometry, into_bar, x, y), picture)

    def stretch(self, picture: DayPicture, geometry: DayGeometry, x: float, y: float) -> None:
        """Draw the end of the gripped bar to the pointer."""
        if self._gripped is not None:
            self.ghost = stretched(self._gripped, picture, geometry, x, y)

    def nudge(self, bar: Bar, picture: DayPicture, rows: int, steps: int) -> None:
        """Move the ghost of a bar by chairs and steps of the grid."""
        start = self.ghost or Ghost(bar, bar)
        self._go_to(nudged(start, picture, rows, steps), picture)

    @property
    def is_carrying(self) -> bool:
        """Whether the ghost is of a visit that has no place on this day."""
        return self.ghost is not None and self.ghost.is_carried

    def carry(self, bar: Bar, picture: DayPicture) -> None:
        """Begin with a bar that is not of this day, where it says."""
        self._gripped = None
        self.ghost = Ghost(bar, bar, is_carried=True)
        self.check_again(picture)

    def carry_to(self, picture: DayPicture, geometry: DayGeometry, x: float, y: float) -> None:
        """Move the carried ghost so that it begins at the pointer."""
        if self.ghost is not None and self.ghost.is_carried:
            ghost = dragged(self.ghost.origin, picture, geometry, 0.0, x, y)
            self._go_to(replace(ghost, is_carried=True), picture)

    def check_again(self, picture: DayPicture) -> None:
        """Ask for the reasons anew, as when what they are computed from has arrived."""
        if self.ghost is not None:
            self.ghost = checked(self.ghost, picture, self.check)

    def follow(self, picture: DayPicture) -> None:
        """Let everything be whose visit is no longer where it was taken from."""
        moving = self.ghost.origin if self.ghost else self._gripped
        if self.is_carrying:
            self.check_again(picture)
        elif moving is not None and not _is_still(moving, picture):
            self.cancel()
        if self.settled is not None and not _is_still(self.settled.origin, picture):
            self.settled = None

    def drop(self) -> Ghost | None:
        """Let go; return the ghost if it stands somewhere else, inside the day."""
        ghost, self.ghost, self._gripped = self.ghost, None, None
        if ghost is None or ghost.is_outside:
            return None
        is_other = ghost.has_moved or ghost.bar.end != ghost.origin.end
        return ghost if is_other else None

    def cancel(self) -> bool:
        """Let the visit be where it was; return whether one was under way."""
        was_moving = self.is_moving
        self.ghost = self._gripped = None
        return was_moving

    def _go_to(self, ghost: Ghost, picture: DayPicture) -> None:
        now = self.ghost
        is_same = now is not None and (now.bar.row, now.bar.start, now.is_outside) == (
            ghost.bar.row,
            ghost.bar.start,
            ghost.is_outside,
        )
        if not is_same:
            self.ghost = checked(ghost, picture, self.check)


def _is_still(bar: Bar, picture: DayPicture) -> bool:
    """Return whether the picture shows the bar's visit where it was."""
    now = picture.find(bar.appointment_id)
    return now is not None and (now.row, now.start, now.end) == (bar.row, bar.start, bar.end)
