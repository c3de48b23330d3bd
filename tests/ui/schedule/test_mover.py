from dataclasses import replace

from ivig_scheduler.ui.schedule.geometry import DayGeometry
from ivig_scheduler.ui.schedule.ghost import shifted
from ivig_scheduler.ui.schedule.mover import THRESHOLD_PX, Mover
from ivig_scheduler.ui.schedule.picture import DayPicture
from tests.ui.schedule.samples import plain_picture

PICTURE = plain_picture(6, 3)
BAR = PICTURE.bars[0]
GEOMETRY = DayGeometry(1000, 600, 3, PICTURE.first_minute, PICTURE.last_minute)
BOX = GEOMETRY.box(BAR.row, BAR.start, BAR.end)
X, Y = BOX.x + 20, BOX.y + 10


def moved_away() -> DayPicture:
    return replace(PICTURE, bars=(shifted(BAR, 1, BAR.start), *PICTURE.bars[1:]))


def dragged_mover() -> Mover:
    mover = Mover()
    mover.grip(BAR, X, Y)
    mover.drag(PICTURE, GEOMETRY, X, Y + GEOMETRY.row_px)
    return mover


def test_a_drag_begins_only_after_the_threshold() -> None:
    mover = Mover()
    assert not mover.is_far(X + 100, Y)
    mover.grip(BAR, X, Y)
    assert not mover.is_far(X + THRESHOLD_PX - 1, Y)
    assert mover.is_far(X + THRESHOLD_PX, Y)


def test_a_drop_gives_the_ghost_once() -> None:
    mover = dragged_mover()
    ghost = mover.drop()
    assert ghost is not None
    assert ghost.bar.row == 1
    assert mover.drop() is None


def test_a_drop_where_the_visit_stands_gives_nothing() -> None:
    mover = Mover()
    mover.grip(BAR, X, Y)
    mover.drag(PICTURE, GEOMETRY, X + 1, Y)
    assert mover.drop() is None


def test_a_dropped_visit_stays_where_it_was_dropped_until_it_is_stored() -> None:
    mover = dragged_mover()
    mover.settled = mover.drop()
    mover.follow(PICTURE)
    assert mover.settled is not None
    mover.follow(moved_away())
    assert mover.settled is None


def test_a_visit_that_somebody_else_moved_is_let_go() -> None:
    mover = dragged_mover()
    mover.follow(PICTURE)
    assert mover.is_moving
    mover.follow(moved_away())
    assert not mover.is_moving
    assert mover.gripped is None
