"""The keys of the schedule. Those that change something work only while a canvas has the focus."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ivig_scheduler.ui.actions import SCHEDULE_ACTIONS
from ivig_scheduler.ui.schedule.top_bar import DAY, WEEK
from ivig_scheduler.ui.shortcuts import bind_keys

if TYPE_CHECKING:
    from ivig_scheduler.ui.schedule.schedule_page import SchedulePage


def bind_schedule_keys(page: "SchedulePage") -> None:
    """Give the page its keys."""
    on_page = {view: partial(page.choose_view, view) for view in (DAY, WEEK)}
    on_canvas: dict[str, Callable[[], None]] = {
        "today": page.go_to_today,
        "day_before": partial(page.step, -1),
        "day_after": partial(page.step, 1),
        "cancel": partial(page.acts.act, "cancel"),
        "advance": partial(page.acts.act, "advance"),
    }
    bind_keys(page, SCHEDULE_ACTIONS, on_page)
    bind_keys(page.views, SCHEDULE_ACTIONS, on_canvas)
