"""How close the day is looked at: the minutes between two lines of the axis of time."""

#: Minutes a step, the widest first, and how many times larger than the whole day it is drawn.
_ZOOMS = {60: 1.0, 30: 1.5, 15: 2.5, 10: 4.0, 5: 8.0}
STEPS = tuple(_ZOOMS)
USUAL_STEP = STEPS[0]
#: A line with a label is never closer to the next one than this many steps, widest first.
_LABELLED = (1, 2, 3, 4, 6, 12)


def zoom_of(step: int) -> float:
    """Return how many times larger a step is drawn than the whole day."""
    return _ZOOMS[step]


def closer(step: int, by: int) -> int:
    """Return the step so many closer (or, below 0, wider), within the limits."""
    place = min(max(STEPS.index(step) + by, 0), len(STEPS) - 1)
    return STEPS[place]


def known_step(step: int) -> int:
    """Return the step itself, or the usual one where there is none such."""
    return step if step in _ZOOMS else USUAL_STEP


def labelled_every(step: int, px_per_minute: float, label_px: int) -> int:
    """Return after how many minutes a line has room for its label; whole steps."""
    for steps in _LABELLED:
        if steps * step * px_per_minute >= label_px:
            return steps * step
    return _LABELLED[-1] * step
