"""Name, time zone and country of the site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Site
from ivig_scheduler.services.setup.public_holidays import countries, public_holidays, subdivisions
from ivig_scheduler.services.setup.site import edit_site, zones
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.choices import SearchCombo
from ivig_scheduler.ui.widgets.form import Form
from ivig_scheduler.ui.widgets.kind import button

NOWHERE = ""


@dataclass(frozen=True)
class Place:
    """A country as chosen in the form, what it can be divided into, and its public holidays."""

    country: str
    subdivision: str
    subdivisions: tuple[str, ...]
    holidays: Mapping[date, str]


def find_place(country: str, subdivision: str, years: Sequence[int]) -> Place:
    """Return what is known of a place; of a subdivision it has not, the country's holidays."""
    offered = subdivisions(country)
    known = subdivision if subdivision in offered else ""
    return Place(country, known, offered, public_holidays(country, known, years))


class SiteCard(Card):
    """The form; `place_chosen` carries country and subdivision while they are chosen."""

    place_chosen = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Name and place")
        self._desk = desk
        self._before: Site | None = None
        self.name = QLineEdit()
        self.zone = SearchCombo()
        self.country = SearchCombo()
        self.subdivision = SearchCombo()
        self.form = Form()
        self.save_button = button(self.tr("Save site"), "primary")
        self._has_choices = False
        self._lay_out()
        self._connect()

    def show_choices(self, names: Sequence[str], lands: Sequence[tuple[str, str]]) -> None:
        """Offer the time zones and countries there are."""
        if self._has_choices:
            return
        self._has_choices = True
        self.zone.set_options([(name, name) for name in names])
        self.country.set_options([(NOWHERE, self.tr("No public holidays")), *lands])

    def show_site(self, site: Site) -> None:
        """Show the site as it is stored, unless something was typed meanwhile."""
        is_dirty = self._before is not None and self.form.is_dirty
        self._before = site
        if is_dirty:
            return
        blocker = QSignalBlocker(self.form)
        self.name.setText(site.name)
        self.zone.show_key(site.zone)
        self.country.show_key(site.country)
        self.subdivision.show_key(site.subdivision)
        blocker.unblock()
        self.form.settle()

    def show_place(self, place: Place) -> None:
        """Offer the subdivisions of a country."""
        was_dirty = self.form.is_dirty
        self.subdivision.set_options(
            [(NOWHERE, self.tr("Whole country")), *((code, code) for code in place.subdivisions)]
        )
        if self.subdivision.key() is None:
            self.subdivision.show_key(place.subdivision)
        self.subdivision.setEnabled(bool(place.subdivisions))
        if not was_dirty:
            self.form.settle()

    def has_unsaved(self) -> bool:
        """Return whether the form holds something that is not saved."""
        return self._before is not None and self.form.is_dirty

    def _lay_out(self) -> None:
        self.form.add("name", self.tr("Name"), self.name)
        self.form.add(
            "zone",
            self.tr("Time zone"),
            self.zone,
            self.tr("Type a part of it, such as Chicago. Visits keep their wall-clock times."),
        )
        self.form.add_row(
            ("country", self.tr("Country of public holidays"), self.country),
            ("subdivision", self.tr("State or province"), self.subdivision),
            stretches=(3, 2),
        )
        self.add(self.form)
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addStretch(1)
        self.body.addLayout(row)

    def _connect(self) -> None:
        self.save_button.clicked.connect(self.save)
        self.form.submitted.connect(self.save)
        self.form.edited.connect(lambda: self.save_button.setEnabled(self.form.is_dirty))
        self.country.key_chosen.connect(self._choose_country)
        self.subdivision.key_chosen.connect(lambda _key: self._tell_place())

    def _choose_country(self, _key: object) -> None:
        self.subdivision.show_key(NOWHERE)
        self._tell_place()

    def _tell_place(self) -> None:
        self.place_chosen.emit(self.country.key() or "", self.subdivision.key() or "")

    def save(self) -> None:
        """Store what the form holds."""
        before = self._before
        if before is None:
            return
        after = before.model_copy(
            update={
                "name": self.name.text(),
                "zone": self.zone.key() or self.zone.currentText(),
                "country": _chosen(self.country),
                "subdivision": _chosen(self.subdivision),
            }
        )
        self.form.clear_problems()
        self._desk.act(
            lambda work: edit_site(work, before, after),
            then=lambda _changes: self.form.settle(),
            refused=self._show_refusal,
        )

    def _show_refusal(self, error: RuleBrokenError) -> None:
        self.form.show_problems(error.problems)


def _chosen(combo: SearchCombo) -> str:
    key = combo.key()
    return combo.currentText().strip() if key is None else key


def offered_places() -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the time zones and the countries there are; slow the first time."""
    return zones(), countries()
