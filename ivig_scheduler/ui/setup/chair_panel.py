"""The form of a chair."""

from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit

from ivig_scheduler.domain.forms import make_record
from ivig_scheduler.domain.records import Chair
from ivig_scheduler.services.setup.chairs import add_chair, edit_chair, remove_chair
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.setup.record_panel import RecordPanel
from ivig_scheduler.ui.widgets.dates import DateField

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.services.dispatcher import Work

USUAL_KINDS = ("Recliner", "Bed", "Private room", "Paediatric")


class ChairPanel(RecordPanel[Chair]):
    """Name, kind, features and the days in which the chair is in use."""

    def __init__(self, desk: Desk, look: Look) -> None:
        self.name = QLineEdit()
        self.chair_type = QComboBox()
        self.features = QLineEdit()
        self.in_use_from, self.in_use_to = DateField(look.icons), DateField(look.icons)
        super().__init__(desk, "chair")
        self.offer_kinds(())

    def offer_kinds(self, used: Iterable[str]) -> None:
        """Offer the usual kinds of chairs and the ones in use."""
        kinds = [*USUAL_KINDS, *sorted(set(used) - set(USUAL_KINDS))]
        shown = [self.chair_type.itemText(place) for place in range(self.chair_type.count())]
        if kinds != shown:
            typed = self.chair_type.currentText()
            self.chair_type.blockSignals(True)
            self.chair_type.clear()
            self.chair_type.addItems(kinds)
            self.chair_type.setEditText(typed)
            self.chair_type.blockSignals(False)

    def offer_features(self, used: Iterable[str]) -> None:
        """Name the features in use: a visit that needs one looks for the very same words."""
        known = ", ".join(sorted(set(used)))
        self._features.set_hint(
            self.tr("Separated by commas. In use: {0}.").format(known)
            if known
            else self.tr("Separated by commas, such as port access, bariatric, isolation.")
        )

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        self.in_use_from.set_icons(look.icons)
        self.in_use_to.set_icons(look.icons)

    def _build_form(self) -> None:
        self.chair_type.setEditable(True)
        self.name.setPlaceholderText(self.tr("Such as Chair 7"))
        self.form.add("name", self.tr("Name"), self.name)
        self.form.add("chair_type", self.tr("Kind"), self.chair_type)
        self._features = self.form.add("features", self.tr("Features"), self.features)
        self.offer_features(())
        self.form.add_row(
            ("in_use_from", self.tr("In use from"), self.in_use_from),
            ("in_use_to", self.tr("In use to"), self.in_use_to),
        )

    def _fill(self, record: Chair | None) -> None:
        self.name.setText(record.name if record else "")
        self.chair_type.setEditText(record.chair_type if record else USUAL_KINDS[0])
        self.features.setText(", ".join(record.features) if record else "")
        self.in_use_from.show_day(record.in_use_from if record else None)
        self.in_use_to.show_day(record.in_use_to if record else None)

    def _key(self, record: Chair) -> Hashable:
        return record.id

    def _name(self, record: Chair) -> str:
        return record.name

    def _saving(self, before: Chair | None) -> "Callable[[Work], ChangeSet]":
        values = {
            "name": self.name.text(),
            "chair_type": self.chair_type.currentText(),
            "features": _words(self.features.text()),
            "in_use_from": self.in_use_from.day(),
            "in_use_to": self.in_use_to.day(),
        }
        if before is None:
            return lambda work: add_chair(work, make_record(Chair, **values))
        after = before.model_copy(update=values)
        return lambda work: edit_chair(work, before, after)

    def _removing(self, before: Chair) -> "Callable[[Work], ChangeSet]":
        return lambda work: remove_chair(work, before)


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
