"""The panel at the side that adds a record or changes the selected one."""

from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.form import Form
from ivig_scheduler.ui.widgets.kind import button, label

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.services.dispatcher import Work

R = TypeVar("R")


class RecordPanel(Card, Generic[R]):
    """A form with Save, Cancel and Remove.

    What is typed for one record is kept when another is selected, and is there again on return.
    `closed` is emitted when a new record is given up, `saved` with the ChangeSet.
    """

    closed = Signal()
    saved = Signal(object)

    def __init__(self, desk: Desk, noun: str) -> None:
        super().__init__()
        self._desk = desk
        self._noun = noun
        self._before: R | None = None
        self._drafts: dict[Hashable, Mapping[str, object]] = {}
        self.title = label("", "strong", wrap=True)
        self.note = label("", "warning", wrap=True)
        self.form = Form()
        self.save_button = button("", "primary")
        self.cancel_button = button(self.tr("Cancel"))
        self.remove_button = button(self.tr("Remove"), "danger")
        self._build_form()
        self._lay_out_panel()
        self.form.edited.connect(self._show_buttons)
        self.form.submitted.connect(self.save)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.cancel)
        self.remove_button.clicked.connect(self.remove)
        self.form.settle()

    # What each kind of record says

    def _build_form(self) -> None:
        """Add the fields to `form`."""
        raise NotImplementedError

    def _fill(self, record: R | None) -> None:
        """Put a record, or the answers of a new one, into the editors."""
        raise NotImplementedError

    def _key(self, record: R) -> Hashable:
        raise NotImplementedError

    def _name(self, record: R) -> str:
        raise NotImplementedError

    def _saving(self, before: R | None) -> "Callable[[Work], ChangeSet]":
        """Return the service that stores what the form holds."""
        raise NotImplementedError

    def _removing(self, before: R) -> "Callable[[Work], ChangeSet]":
        raise NotImplementedError

    def _problems(self) -> tuple[Problem, ...]:
        """Return what cannot be read of the form."""
        return self.form.unreadable()

    # What they share

    @property
    def record(self) -> R | None:
        """The record the form started from, None for a new one."""
        return self._before

    def show_record(self, record: R | None) -> None:
        """Show another record, or the form of a new one for None."""
        self._keep_draft()
        self._switch(record)

    def _switch(self, record: R | None) -> None:
        self._before = record
        self._show_stored()
        draft = self._drafts.get(self._key_of(record))
        if draft is not None:
            self.form.restore(draft)

    def empty(self) -> None:
        """Make the form ready for another new record."""
        self._before = None
        self._show_stored()

    def renew(self, record: R) -> None:
        """Take the shown record as it is stored now; typed text stays, with a note."""
        if record == self._before:
            return
        self._before = record
        if not self.form.is_dirty:
            self._show_stored()
            return
        self.note.setText(
            self.tr("This was changed meanwhile. Your text is kept; saving replaces the change.")
        )
        self.note.show()

    def has_unsaved(self) -> bool:
        """Return whether anything typed here is not saved."""
        return self.form.is_dirty or bool(self._drafts)

    def save(self) -> None:
        """Store what the form holds; on refusal the reasons stand at the fields."""
        problems = self._problems()
        self.form.show_problems(problems)
        if not problems:
            self._desk.act(
                self._saving(self._before), then=self._note_saved, refused=self._show_refusal
            )

    def remove(self) -> None:
        """Take the shown record away."""
        if self._before is not None:
            self._desk.act(
                self._removing(self._before), then=self._note_removed, refused=self._show_refusal
            )

    def cancel(self) -> None:
        """Give up what was typed."""
        self._drafts.pop(self._key_of(self._before), None)
        self._show_stored()
        self.closed.emit()

    def _key_of(self, record: R | None) -> Hashable:
        return None if record is None else self._key(record)

    def _keep_draft(self) -> None:
        key = self._key_of(self._before)
        if self.form.is_dirty:
            self._drafts[key] = self.form.answers()
        else:
            self._drafts.pop(key, None)

    def _show_stored(self) -> None:
        self.note.hide()
        self._fill(self._before)
        self.form.settle()

    def _note_saved(self, changes: "ChangeSet") -> None:
        self._drafts.pop(self._key_of(self._before), None)
        self.form.settle()
        self.note.hide()
        self.saved.emit(changes)

    def _note_removed(self, _changes: object) -> None:
        self._drafts.pop(self._key_of(self._before), None)
        self.form.settle()
        self.closed.emit()

    def _show_refusal(self, error: RuleBrokenError) -> None:
        self.form.show_problems(error.problems)

    def _show_buttons(self) -> None:
        is_new = self._before is None
        verb = self.tr("Add") if is_new else self.tr("Save")
        self.title.setText(
            self.tr("New {0}").format(self._noun)
            if self._before is None
            else self._name(self._before)
        )
        self.save_button.setText(f"{verb} {self._noun}")
        self.save_button.setEnabled(self.form.is_dirty)
        self.cancel_button.setVisible(is_new or self.form.is_dirty)
        self.remove_button.setVisible(not is_new)

    def _lay_out_panel(self) -> None:
        self.note.hide()
        self.add(self.title)
        self.add(self.note)
        self.add(self.form)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addWidget(self.save_button)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.remove_button)
        self.body.addSpacing(4)
        self.body.addLayout(self.buttons)
