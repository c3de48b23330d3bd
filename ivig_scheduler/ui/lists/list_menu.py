"""The menus of the lists' rows as data; that of a visit of the day is the schedule's own."""

from ivig_scheduler.services.needs_booking import BookingNeed
from ivig_scheduler.services.readiness import Mend, ReadyLine
from ivig_scheduler.services.today import TodayLine
from ivig_scheduler.services.waiting.entries import WaitingLine, WaitState
from ivig_scheduler.ui.actions import LISTS_ACTIONS, keys_of
from ivig_scheduler.ui.lists.list_row import ListRow
from ivig_scheduler.ui.schedule.visit_menu import LINE, MenuEntry


def _keys(name: str) -> str:
    return keys_of(LISTS_ACTIONS, name)[0]


_FILES = (
    LINE,
    MenuEntry("patient", "Patient", _keys("patient")),
    MenuEntry("course", "Course", _keys("course")),
)


def list_menu(row: ListRow) -> tuple[MenuEntry, ...]:
    """Return the entries for what a row is about, nothing where it has no menu of its own."""
    about = row.record
    if isinstance(about, TodayLine):
        return (MenuEntry("open", "Open", _keys("open")), *_FILES) if about.is_off else ()
    if isinstance(about, BookingNeed):
        return _need_menu(about)
    if isinstance(about, WaitingLine):
        return _waiting_menu(about)
    return _ready_menu(about) if isinstance(about, ReadyLine) else ()


def _need_menu(need: BookingNeed) -> tuple[MenuEntry, ...]:
    words = "Find a place…" if need.item is not None else "Open the visit"
    shows = need.item is not None and need.visit is not None
    there = (MenuEntry("visit", "Show where it was", _keys("visit")),) if shows else ()
    return (MenuEntry("open", words, _keys("open")), *there, *_FILES)


def _waiting_menu(line: WaitingLine) -> tuple[MenuEntry, ...]:
    return (
        MenuEntry(
            "open",
            "Find a place now…",
            _keys("open"),
            is_enabled=line.state is WaitState.WAITING,
        ),
        MenuEntry("edit", "Edit…", _keys("edit")),
        MenuEntry("remove", "Remove from the list", _keys("remove")),
        LINE,
        MenuEntry("visit", "Show the visit", _keys("visit"), is_enabled=line.visit is not None),
        *_FILES[1:],
    )


def _ready_menu(line: ReadyLine) -> tuple[MenuEntry, ...]:
    can_confirm = any(each.mend is Mend.CONFIRM for each in line.missing)
    return (
        MenuEntry("open", "Open the visit", _keys("open")),
        MenuEntry("advance", "Confirmed", _keys("advance"), is_enabled=can_confirm),
        *_FILES,
    )
