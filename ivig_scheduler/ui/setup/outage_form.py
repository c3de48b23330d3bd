"""The form that takes a chair out of service, once or again and again."""

from PySide6.QtWidgets import QComboBox

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.ui.icons import IconSet
from ivig_scheduler.ui.setup.repetition_texts import ONCE, USUAL, read_repetition
from ivig_scheduler.ui.setup.span_form import SpanForm
from ivig_scheduler.ui.widgets.dates import DateField


class OutageForm(SpanForm):
    """From when to when, how often and until when it comes again, and why."""

    def __init__(self, icons: IconSet) -> None:
        super().__init__(icons)
        self.repeats = QComboBox()
        self.repeats.setEditable(True)
        self.repeats.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.repeats.addItems([ONCE, *USUAL])
        self.repeats_until = DateField(icons)
        repeats, self._until = self.add_row(
            ("every_days", self.tr("Repeats"), self.repeats),
            ("repeats_until", self.tr("Last day (empty: no end)"), self.repeats_until),
        )
        repeats.setToolTip(self.tr("Choose one, or type it, such as 10 days"))
        self.ask_reason()
        self.repeats.currentTextChanged.connect(lambda _text: self._show_until())
        self._show_until()
        self.settle()

    def set_icons(self, icons: IconSet) -> None:
        """Draw the icons of another theme."""
        super().set_icons(icons)
        self.repeats_until.set_icons(icons)

    def empty(self) -> None:
        """Make the form ready for another outage."""
        self.repeats.setCurrentIndex(0)
        self.repeats_until.clear()
        super().empty()

    def problems(self) -> tuple[Problem, ...]:
        """Return what cannot be read."""
        found = super().problems()
        try:
            self.every_days()
        except ValueError as error:
            found += (Problem("every_days", str(error)),)
        return found

    def every_days(self) -> int | None:
        """Return every how many days it comes again. Raises ValueError for what is no number."""
        return read_repetition(self.repeats.currentText())

    def values(self) -> dict[str, object]:
        """Return the fields of an outage; raises ValueError where `problems` has something."""
        starts, ends = self.span()
        every = self.every_days()
        return {
            "starts": starts,
            "ends": ends,
            "reason": self.reason.text(),
            "every_days": every,
            "repeats_until": self.repeats_until.day() if every else None,
        }

    def _show_until(self) -> None:
        """Ask until when only where it comes again."""
        try:
            is_repeated = self.every_days() is not None
        except ValueError:
            is_repeated = True
        self._until.setVisible(is_repeated)
