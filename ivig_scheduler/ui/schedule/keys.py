"""The keys of the schedule. Those that change something work only while a canvas has the focus."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from ivig_scheduler.ui.schedule.top_bar import DAY, WEEK

if TYPE_CHECKING:
    from ivig_scheduler.ui.schedule.schedule_page import SchedulePage

#: Keys that work anywhere on the page.
PAGE_KEYS: tuple[tuple[str, str], ...] = (("Alt+1", DAY), ("Alt+2", WEEK))
#: Keys that work while the day or the week has the focus.
CANVAS_KEYS: tuple[tuple[str, str], ...] = (
    ("T", "today"),
    ("Ctrl+Left", "before"),
    ("Ctrl+Right", "after"),
    ("Del", "cancel"),
    ("Ctrl+Return", "advance"),
    ("Ctrl+Enter", "advance"),
)


def bind_keys(page: "SchedulePage") -> None:
    """Give the page its keys."""
    acts: dict[str, Callable[[], None]] = {
        DAY: partial(page.choose_view, DAY),
        WEEK: partial(page.choose_view, WEEK),
        "today": page.go_to_today,
        "before": partial(page.step, -1),
        "after": partial(page.step, 1),
        "cancel": partial(page.acts.act, "cancel"),
        "advance": partial(page.acts.act, "advance"),
    }
    for place, keys in ((page, PAGE_KEYS), (page.views, CANVAS_KEYS)):
        for sequence, name in keys:
            shortcut = QShortcut(QKeySequence(sequence), place)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(acts[name])
