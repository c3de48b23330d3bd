"""The schedule's page with its lists open, on a small clinic with visits of today and later."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.records import Appointment, Patient
from ivig_scheduler.planning.series import Wish
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.lists.list_view import ListView
from ivig_scheduler.ui.lists.lists_panel import ListsPanel
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.schedule.schedule_page import SchedulePage
from tests.clinics import SmallClinic

Book = Callable[..., Appointment]


@pytest.fixture
def book(clinic: SmallClinic) -> Book:
    """Return what books one visit of a patient at a day, an hour and in a chair."""

    def one(patient: Patient, day: date, hour: int = 10, chair: int = 0) -> Appointment:
        wish = Wish(day, time(hour), clinic.chairs[chair].id)
        draft = clinic.draft(patient, first_day=day, cycles=1)
        visit = clinic.visits(clinic.book(draft, {(1, 1): wish}))[0]
        assert visit.start == datetime.combine(day, time(hour))
        return visit

    return one


class Lists:
    """The page and its lists, and waiting for what they read."""

    def __init__(self, qtbot: QtBot, page: SchedulePage) -> None:
        self.qtbot, self.page = qtbot, page

    @property
    def panel(self) -> ListsPanel:
        return self.page.lists.panel

    @property
    def view(self) -> ListView:
        """The list that is shown."""
        return self.panel.page.view

    def titles(self) -> list[str]:
        """Return the titles of the list that is shown, headings included."""
        return [row.title for row in self.view.rows.rows]

    def settle(self) -> None:
        """Wait until nothing is read, written, or about to be."""
        quiet = 0

        def is_quiet() -> bool:
            nonlocal quiet
            is_still = self.page.desk.is_idle and not self.panel.is_about_to_read
            quiet = quiet + 1 if is_still else 0
            return quiet > 2

        self.qtbot.waitUntil(is_quiet, timeout=15_000)

    def open(self, key: str) -> None:
        """Show one of the lists, with the keys going to it."""
        self.page.lists.show_lists(True)
        self.panel.show_list(key)
        self.settle()
        self.qtbot.waitUntil(self.view.hasFocus)
        self.view.choose_first()


@pytest.fixture
def lists(qtbot: QtBot, desk: Desk, navigator: Navigator, look: Look) -> Lists:
    page = SchedulePage(desk, navigator, look)
    made = Lists(qtbot, page)
    qtbot.addWidget(page, before_close_func=lambda _page: made.settle())
    page.resize(1280, 760)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.waitUntil(lambda: desk.is_idle)
    return made


def later(days: int) -> date:
    """Return a day counted from the clinic's today."""
    return date(2026, 11, 24) + timedelta(days=days)
