"""A visit on its way to another place: where it would be dropped, and what speaks against it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from ivig_scheduler.domain.quantities import show_minutes
from ivig_scheduler.ui.schedule.geometry import DayGeometry, snap
from ivig_scheduler.ui.schedule.picture import Bar, DayPicture, Reason, clock

#: Tells every reason against an appointment at a chair and local start; None: not known yet.
Check = Callable[[UUID, UUID, datetime], tuple[Reason, ...] | None]


@dataclass(frozen=True, slots=True)
class Ghost:
    """The moved bar. `is_outside` means that dropping it there changes nothing.

    A carried bar comes from another day or from no day: it has no place of its own on this one. A
    stretched one stays where it is and gets another end.
    """

    origin: Bar
    bar: Bar
    reasons: tuple[Reason, ...] = ()
    is_checked: bool = True
    is_outside: bool = False
    is_carried: bool = False
    is_stretched: bool = False

    @property
    def has_moved(self) -> bool:
        """Whether it stands anywhere else than at first."""
        return self.is_carried or (self.bar.row, self.bar.start) != (
            self.origin.row,
            self.origin.start,
        )

    @property
    def is_blocked(self) -> bool:
        """Whether some reason forbids the place."""
        return any(reason.is_blocking for reason in self.reasons)


def dragged(
    origin: Bar,
    picture: DayPicture,
    geometry: DayGeometry,
    grip_minutes: float,
    x: float,
    y: float,
) -> Ghost:
    """Return where a bar stands while the pointer is at x, y.

    `grip_minutes` is how far into the bar it was gripped. The start snaps to the grid.
    """
    row = geometry.row_at(x, y)
    start = snap(geometry.minute_at(x, y) - grip_minutes, picture.grid)
    is_outside = row is None or not geometry.is_in_rows(x, y)
    moved = shifted(origin, origin.row if row is None else row, start)
    return Ghost(origin, moved, is_outside=is_outside)


def nudged(ghost: Ghost, picture: DayPicture, rows: int, steps: int) -> Ghost:
    """Return the ghost so many chairs down and grid steps later, kept inside the day."""
    row = min(max(ghost.bar.row + rows, 0), max(len(picture.rows) - 1, 0))
    start = ghost.bar.start + steps * picture.grid
    if steps:
        start = snap(start, picture.grid)
    last = picture.last_minute - ghost.bar.minutes
    start = min(max(start, snap(picture.first_minute, picture.grid)), max(last, 0))
    return Ghost(ghost.origin, shifted(ghost.origin, row, start), is_carried=ghost.is_carried)


def stretched(origin: Bar, picture: DayPicture, geometry: DayGeometry, x: float, y: float) -> Ghost:
    """Return a bar whose end is drawn to the pointer; it snaps to the grid."""
    least = snap(origin.start + picture.grid, picture.grid)
    end = max(snap(geometry.minute_at(x, y), picture.grid), least)
    longer = replace(origin, end=end, held_until=origin.held_until + end - origin.end)
    return Ghost(origin, longer, is_stretched=True)


def checked(ghost: Ghost, picture: DayPicture, check: Check | None) -> Ghost:
    """Return the ghost with every reason against its place."""
    if check is None or ghost.is_outside or not ghost.has_moved:
        return ghost
    chair = picture.rows[ghost.bar.row].chair_id
    reasons = check(ghost.bar.appointment_id, chair, picture.moment(ghost.bar.start))
    return replace(ghost, reasons=reasons or (), is_checked=reasons is not None)


def shifted(bar: Bar, row: int, start: int) -> Bar:
    """Return a bar moved as a whole, its phases with it."""
    by = start - bar.start
    return replace(
        bar,
        row=row,
        start=start,
        end=bar.end + by,
        held_until=bar.held_until + by,
        before=(bar.before[0] + by, bar.before[1] + by),
        light=(bar.light[0] + by, bar.light[1] + by),
        expected_end=None if bar.expected_end is None else bar.expected_end + by,
        ladder=tuple(
            replace(step, start=step.start + by, end=step.end + by) for step in bar.ladder
        ),
    )


def place_text(ghost: Ghost, picture: DayPicture) -> str:
    """Return where the visit would be: Chair 7, 10:15 to 15:45."""
    if ghost.is_outside:
        return "Dropped here it stays where it was"
    chair = picture.rows[ghost.bar.row].name
    return f"{chair}, {clock(ghost.bar.start)} to {clock(ghost.bar.end)}"


def verdict(ghost: Ghost) -> tuple[tuple[str, str], ...]:
    """Return the lines below the place, each with the token of its colour."""
    if ghost.is_outside:
        return ()
    if ghost.is_stretched:
        before, now = show_minutes(ghost.origin.minutes), show_minutes(ghost.bar.minutes)
        return ((f"{now} in the chair, now {before}", "muted"),)
    if not ghost.has_moved:
        return (("Where it stands now", "muted"),)
    if not ghost.is_checked:
        return (("Checking…", "muted"),)
    if not ghost.reasons:
        return (("✓ Nothing against it", "good"),)
    return tuple(
        (f"{'!' if reason.is_blocking else '△'} {_sentence(reason.text)}", _token(reason))
        for reason in ghost.reasons
    )


def _token(reason: Reason) -> str:
    return "danger" if reason.is_blocking else "warning"


def _sentence(text: str) -> str:
    return text and text[0].upper() + text[1:]
