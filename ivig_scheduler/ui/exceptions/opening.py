"""Opens the sheets of exceptions over the window."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QDialog, QWidget

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Appointment, Nurse
    from ivig_scheduler.storage.reader import Reader
    from ivig_scheduler.ui.schedule.schedule_page import SchedulePage

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them

#: Moves a visit to a chair and local start, asking first where that is more than a move.
Move = Callable[["Appointment", UUID, datetime], None]


def take_chair_out(desk: Desk, look: Look, parent: QWidget, chair_id: UUID | None = None) -> None:
    """Ask which chair is out of service, from when to when."""
    from ivig_scheduler.services.setup.chairs import load_chairs
    from ivig_scheduler.ui.exceptions.chair_out_sheet import ChairOutSheet

    desk.read(
        load_chairs,
        lambda chairs: _open(ChairOutSheet(desk, look, chairs, parent, chair_id)),
        view="exception",
    )


def note_nurse_away(desk: Desk, look: Look, parent: QWidget) -> None:
    """Ask which nurse is away, from when to when."""
    from ivig_scheduler.ui.exceptions.nurse_out_sheet import NurseOutSheet

    desk.read(
        _load_nurses,
        lambda nurses: _open(NurseOutSheet(desk, look, nurses, parent)),
        view="exception",
    )


def close_early(desk: Desk, look: Look, parent: QWidget, day: date) -> None:
    """Ask when the site closes on a day."""
    from ivig_scheduler.ui.exceptions.close_early_sheet import CloseEarlySheet

    _open(CloseEarlySheet(desk, look, day, parent))


def add_on(desk: Desk, look: Look, navigator: Navigator, parent: QWidget, move: Move) -> None:
    """Ask who is to be given a dose today."""
    from ivig_scheduler.ui.exceptions.add_on_sheet import AddOnSheet

    sheet = AddOnSheet(desk, look, parent)
    sheet.move_requested.connect(move)
    sheet.course_requested.connect(navigator.new_course_requested)
    _open(sheet)


def exception_acts(
    desk: Desk,
    look: Callable[[], Look],
    navigator: Navigator,
    window: QWidget,
    schedule: "Callable[[], SchedulePage]",
) -> dict[str, Callable[[], None]]:
    """Return what the window's actions about exceptions do; `schedule` brings its page up."""
    return {
        "add_on": lambda: add_on(desk, look(), navigator, window, schedule().acts.flow.move),
        "chair_out": lambda: take_chair_out(desk, look(), window),
        "nurse_out": lambda: note_nurse_away(desk, look(), window),
        "close_early": lambda: close_early(desk, look(), window, schedule().day),
    }


def _load_nurses(store: "Reader") -> "tuple[Nurse, ...]":
    from ivig_scheduler.domain.records import Nurse

    return tuple(sorted(store.all(Nurse), key=lambda each: each.name))


def _open(sheet: QDialog) -> None:
    sheet.finished.connect(sheet.deleteLater)
    sheet.open()
