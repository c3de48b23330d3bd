from dataclasses import replace
from datetime import datetime
from uuid import UUID

from ivig_scheduler.ui.schedule.geometry import DayGeometry
from ivig_scheduler.ui.schedule.ghost import (
    Ghost,
    checked,
    dragged,
    nudged,
    place_text,
    shifted,
    verdict,
)
from ivig_scheduler.ui.schedule.picture import Reason
from tests.ui.schedule.samples import plain_picture

PICTURE = plain_picture(6, 3)
BAR = PICTURE.bars[0]
GEOMETRY = DayGeometry(1000, 600, 3, PICTURE.first_minute, PICTURE.last_minute)
HERE = Ghost(BAR, BAR)


def against(_visit: UUID, _chair: UUID, _start: datetime) -> tuple[Reason, ...]:
    return (
        Reason("Chair 2 is taken by Ng, Ivo from 09:00 to 10:00", True),
        Reason("starts late", False),
    )


def test_a_dragged_visit_snaps_to_the_grid_and_keeps_its_length() -> None:
    box = GEOMETRY.box(1, BAR.start + 32, BAR.end)
    ghost = dragged(BAR, PICTURE, GEOMETRY, 10, box.x + 10 * GEOMETRY.px_per_minute, box.y + 5)
    assert (ghost.bar.row, ghost.bar.start) == (1, BAR.start + 30)
    assert ghost.bar.minutes == BAR.minutes
    assert ghost.has_moved
    assert not ghost.is_outside


def test_a_visit_dragged_off_the_chairs_is_outside() -> None:
    assert dragged(BAR, PICTURE, GEOMETRY, 10, 400, 20).is_outside
    assert dragged(BAR, PICTURE, GEOMETRY, 10, 20, 200).is_outside


def test_the_phases_move_with_the_bar() -> None:
    moved = shifted(BAR, 2, BAR.start + 60)
    assert moved.before == (BAR.before[0] + 60, BAR.before[1] + 60)
    assert moved.ladder[0].start == BAR.ladder[0].start + 60
    assert moved.held_until - moved.end == BAR.held_until - BAR.end


def test_keys_move_a_visit_by_chairs_and_grid_steps_and_keep_it_inside_the_day() -> None:
    assert nudged(HERE, PICTURE, 1, 0).bar.row == 1
    assert nudged(HERE, PICTURE, 0, 2).bar.start == BAR.start + 30
    assert nudged(HERE, PICTURE, -5, 0).bar.row == 0
    assert nudged(HERE, PICTURE, 9, 0).bar.row == 2
    assert nudged(HERE, PICTURE, 0, -99).bar.start >= PICTURE.first_minute
    assert nudged(HERE, PICTURE, 0, 999).bar.end <= PICTURE.last_minute


def test_every_reason_is_told_the_blocking_ones_in_the_colour_of_danger() -> None:
    ghost = checked(nudged(HERE, PICTURE, 1, 0), PICTURE, against)
    assert ghost.is_blocked
    assert verdict(ghost) == (
        ("! Chair 2 is taken by Ng, Ivo from 09:00 to 10:00", "danger"),
        ("△ Starts late", "warning"),
    )


def test_a_free_place_says_so() -> None:
    ghost = checked(nudged(HERE, PICTURE, 1, 0), PICTURE, lambda *_: ())
    assert verdict(ghost) == (("✓ Nothing against it", "good"),)
    assert place_text(ghost, PICTURE) == "Chair 2, 08:00 to 12:15"


def test_a_check_that_is_not_ready_says_that_it_is_checking() -> None:
    ghost = checked(nudged(HERE, PICTURE, 1, 0), PICTURE, lambda *_: None)
    assert verdict(ghost) == (("Checking…", "muted"),)


def test_where_it_stands_already_nothing_is_checked() -> None:
    assert verdict(checked(HERE, PICTURE, against)) == (("Where it stands now", "muted"),)
    outside = replace(HERE, is_outside=True)
    assert place_text(outside, PICTURE) == "Dropped here it stays where it was"
    assert verdict(outside) == ()
