"""Signing a rate table off: who compared it with which revision of the label, and when."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.records import RateTable
from ivig_scheduler.services.setup.rate_tables import sign_off_rate_table
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.proposals.fact_change import save_with_visits
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.dates import DateField
from ivig_scheduler.ui.widgets.form import Form
from ivig_scheduler.ui.widgets.kind import button, label


class SignOffCard(Card):
    """The form under a table that nobody signed off yet."""

    def __init__(self, desk: Desk, look: Look) -> None:
        super().__init__("Sign off")
        self._desk, self._look = desk, look
        self._table: RateTable | None = None
        self._drafts: dict[UUID, Mapping[str, object]] = {}
        self.signed_by = QLineEdit()
        self.signed_on = DateField(look.icons)
        self.label_revision = QLineEdit()
        self.label_revision.setPlaceholderText(self.tr("Such as Rev. 03/2026"))
        self.form = Form()
        self.sign_button = button(self.tr("Sign off"), "primary")
        self.words = label("", "quiet", wrap=True)
        self.add(self.words)
        self.form.add_row(
            ("signed_by", self.tr("Compared by"), self.signed_by),
            ("signed_on", self.tr("On"), self.signed_on),
            ("label_revision", self.tr("Label revision"), self.label_revision),
            stretches=(3, 2, 3),
        )
        self.add(self.form)
        row = QHBoxLayout()
        row.addWidget(self.sign_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.sign_button.clicked.connect(self.sign)
        self.form.submitted.connect(self.sign)

    def show_table(self, table: RateTable | None, *, is_saved: bool) -> None:
        """Ask for the signature of a table; one with unsaved edits is saved first."""
        if table is None or table.signed_by:
            self._keep_draft()
            self._table = None
            self.hide()
            return
        if self._table is None or self._table.id != table.id:
            self._change_table(table)
        self._table = table
        self.sign_button.setEnabled(is_saved)
        self.words.setText(
            self.tr("Once signed off, visits are planned by it and it is kept as it is.")
            if is_saved
            else self.tr("Save the table first: what is signed off is the stored table.")
        )
        self.show()

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        self.signed_on.set_icons(look.icons)

    def has_unsaved(self) -> bool:
        """Return whether a signature was typed and not given."""
        return (self._table is not None and self.form.is_dirty) or bool(self._drafts)

    def _keep_draft(self) -> None:
        if self._table is not None and self.form.is_dirty:
            self._drafts[self._table.id] = self.form.answers()

    def _change_table(self, table: RateTable) -> None:
        self._keep_draft()
        self.signed_by.clear()
        self.label_revision.clear()
        self.signed_on.show_day(self._desk.today())
        self.form.settle()
        self.form.restore(self._drafts.pop(table.id, {}))

    def sign(self) -> None:
        """Sign the table off."""
        table, day = self._table, self.signed_on.day()
        problems = list(self.form.unreadable())
        if not self.signed_on.text().strip():
            problems.append(Problem("signed_on", "type the day of the comparison"))
        self.form.show_problems(problems)
        if table is None or day is None or problems or not self.sign_button.isEnabled():
            return
        name, revision = self.signed_by.text(), self.label_revision.text()
        save_with_visits(
            self._desk,
            self._look,
            lambda work: sign_off_rate_table(
                work, table, signed_by=name, signed_on=day, label_revision=revision
            ),
            self,
            then=lambda _changes: self.form.settle(),
            refused=lambda error: self.form.show_problems(error.problems),
        )
