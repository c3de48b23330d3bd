"""The site: who and where it is, when it is open, and when it is not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ivig_scheduler.domain.records import DayHours
from ivig_scheduler.domain.wording import show_full_day
from ivig_scheduler.services.setup.day_hours import load_day_hours
from ivig_scheduler.services.setup.site import SiteSheet, load_site_sheet
from ivig_scheduler.storage.reader import Reader
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.setup.closures_card import ClosuresCard
from ivig_scheduler.ui.setup.day_hours_card import DayHoursCard
from ivig_scheduler.ui.setup.hours_card import HoursCard
from ivig_scheduler.ui.setup.section import GAP, Section
from ivig_scheduler.ui.setup.site_card import Place, SiteCard, find_place, offered_places
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.kind import label
from ivig_scheduler.ui.widgets.rows_model import Column, RowsModel
from ivig_scheduler.ui.widgets.scrolled import scrolled
from ivig_scheduler.ui.widgets.table import HouseTable

LEFT_PX = 400
WIDEST_PX = 1240
Holiday = tuple[date, str]
HOLIDAY_COLUMNS = (
    Column[Holiday]("Day", lambda holiday: show_full_day(holiday[0]), width=130),
    Column[Holiday]("Holiday", lambda holiday: holiday[1], stretches=True),
)


@dataclass(frozen=True)
class SiteView:
    """Everything the section shows at once."""

    sheet: SiteSheet
    days: tuple[DayHours, ...]
    zones: tuple[str, ...]
    countries: tuple[tuple[str, str], ...]
    place: Place


def load_site_view(store: Reader, years: tuple[int, int], today: date) -> SiteView:
    """Return the site's sheet with the choices of the form and the holidays of `years`."""
    sheet = load_site_sheet(store)
    place = find_place(sheet.site.country, sheet.site.subdivision, years)
    return SiteView(sheet, load_day_hours(store, today), *offered_places(), place)


class HolidaysCard(Card):
    """The public holidays of this year and the next."""

    def __init__(self, look: Look) -> None:
        super().__init__("Public holidays")
        self.model = RowsModel(HOLIDAY_COLUMNS, lambda holiday: holiday[0], self)
        self.table = HouseTable(look.theme, self.model)
        self.table.setAccessibleName(self.tr("Public holidays"))
        set_px(self.table, least_height=180)
        self.words = label("", "quiet", wrap=True)
        self.add(self.words)
        self.add(self.table, 1)

    def show_holidays(self, holidays: Mapping[date, str], years: tuple[int, int]) -> None:
        """List them, or say why there are none."""
        self.model.show_rows(sorted(holidays.items()))
        self.table.setVisible(bool(holidays))
        self.words.setText(
            self.tr("Days of {0} and {1} on which the centre is closed.").format(*years)
            if holidays
            else self.tr("None. Choose a country to close the centre on its public holidays.")
        )


class SiteSection(Section):
    """Two columns of cards."""

    def __init__(self, desk: Desk, look: Look) -> None:
        super().__init__("Site", desk, look)
        self.site = SiteCard(desk)
        self.hours = HoursCard(desk)
        self.closures = ClosuresCard(desk, look)
        self.days = DayHoursCard(desk, look)
        self.holidays = HolidaysCard(look)
        self.site.place_chosen.connect(self._look_up_place)
        self.body.addWidget(scrolled(self._sheet()), 1)

    def load(self) -> None:
        """Read the site, its hours, closures and holidays."""
        years, today = self._years(), self.desk.today()
        self.desk.read(
            lambda store: load_site_view(store, years, today), self._show, view="setup.site"
        )

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        super().set_look(look)
        self.closures.set_look(look)
        self.days.set_look(look)
        self.holidays.table.set_theme(look.theme)

    def has_unsaved(self) -> bool:
        """Return whether one of the forms holds something that is not saved."""
        cards = (self.site, self.hours, self.closures, self.days)
        return any(card.has_unsaved() for card in cards)

    def _years(self) -> tuple[int, int]:
        year = self.desk.today().year
        return year, year + 1

    def _show(self, view: SiteView) -> None:
        self.site.show_choices(view.zones, view.countries)
        self.site.show_site(view.sheet.site)
        self.hours.show_hours(view.sheet.hours)
        self.closures.show_records(view.sheet.closures)
        self.days.show_records(view.days)
        if not self.site.has_unsaved():
            self._show_place(view.place)

    def _look_up_place(self, country: str, subdivision: str) -> None:
        years = self._years()
        self.desk.read(
            lambda _store: find_place(country, subdivision, years),
            self._show_place,
            view="setup.place",
        )

    def _show_place(self, place: Place) -> None:
        self.site.show_place(place)
        self.holidays.show_holidays(place.holidays, self._years())

    def _sheet(self) -> QWidget:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, cards in ((left, (self.site, self.hours)), (right, ())):
            column.setSpacing(GAP)
            for card in cards:
                column.addWidget(card)
        left.addStretch(1)
        right.addWidget(self.closures, 2)
        right.addWidget(self.days, 2)
        right.addWidget(self.holidays, 3)
        for card in (self.site, self.hours):
            set_px(card, panel=LEFT_PX)
        sheet = QWidget()
        set_px(sheet, most_width=WIDEST_PX)
        row = QHBoxLayout(sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addLayout(left)
        row.addLayout(right, 1)
        return sheet
