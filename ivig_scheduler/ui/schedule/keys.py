"""The keys of the schedule. Those that change something work only while a canvas has the focus."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from ivig_scheduler.ui.actions import (
    CARRYING_ACTS,
    CLOCK_ACTS,
    SCHEDULE_ACTIONS,
    VISIT_ACTS,
)
from ivig_scheduler.ui.schedule.top_bar import DAY, MONTH, WEEK
from ivig_scheduler.ui.shortcuts import bind_keys


def bind_page_keys(
    page: QWidget, choose_view: Callable[[str], None], others: Mapping[str, Callable[[], None]]
) -> None:
    """Bind what works anywhere on the page; `others` are by the names of their actions."""
    acts: dict[str, Callable[[], None]] = {
        view: partial(choose_view, view) for view in (DAY, WEEK, MONTH)
    }
    bind_keys(page, SCHEDULE_ACTIONS, {**acts, **others})


def bind_canvas_keys(
    canvas: QWidget,
    go_to_today: Callable[[], None],
    step: Callable[[int], None],
    act: Callable[[str], None],
) -> None:
    """Bind what works on the day or the week; `act` takes the name of what to do with a visit."""
    acts: dict[str, Callable[[], None]] = {
        "today": go_to_today,
        "day_before": partial(step, -1),
        "day_after": partial(step, 1),
        **{name: partial(act, name) for name in (*CLOCK_ACTS, *CARRYING_ACTS, *VISIT_ACTS)},
    }
    bind_keys(canvas, SCHEDULE_ACTIONS, acts)
