"""The times in which a chair is out of service, the form that adds one, and the one to reopen."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout

from ivig_scheduler.domain.forms import make_record
from ivig_scheduler.domain.records import Chair, ChairOutage
from ivig_scheduler.services.setup.outages import add_outage, remove_outage, reopen_chair
from ivig_scheduler.ui.actions import SETUP_ACTIONS
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.setup.outage_form import OutageForm
from ivig_scheduler.ui.setup.repetition_texts import show_outage
from ivig_scheduler.ui.setup.span_form import SpanForm
from ivig_scheduler.ui.shortcuts import bind_button
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.widgets.rows_model import Column, RowsModel, Tone
from ivig_scheduler.ui.widgets.table import HouseTable

#: High enough for two lines, and for the three or four of an outage that repeats.
_ROW_PX, _REPEATED_ROW_PX = 44, 68
_MOST_ROWS = 3


def _tell(outage: ChairOutage) -> str:
    return f"{show_outage(outage)}\n{outage.reason}"


class OutagesCard(Card):
    """A list whose lines end in Remove, above the form of a new outage or of a time to reopen."""

    def __init__(self, desk: Desk, look: Look) -> None:
        super().__init__("Out of service")
        self._desk = desk
        self._chair: Chair | None = None
        self._drafts: dict[UUID, Mapping[str, object]] = {}
        columns = (
            Column[ChairOutage](self.tr("When and why"), _tell, stretches=True, tip=_tell),
            Column[ChairOutage]("", lambda _outage: self.tr("Remove"), tone=Tone.LINK),
        )
        self.model = RowsModel(columns, lambda outage: outage.id, self)
        self.table = HouseTable(look.theme, self.model)
        self.table.horizontalHeader().hide()
        self.table.setAccessibleName(self.tr("Outages of the chair"))
        self.table.setWordWrap(True)
        self.empty = label(self.tr("In service all the time it is in use."), "quiet", wrap=True)
        self.form = OutageForm(look.icons)
        self.reopen_form = SpanForm(look.icons, may_stay_open=True)
        self.add_button = button(self.tr("Add outage"))
        self.ask_button = button(self.tr("Reopen a time…"), "link")
        bind_button(self.ask_button, SETUP_ACTIONS, "reopen")
        self.reopen_button = button(self.tr("Reopen"), "primary")
        self.close_button = button(self.tr("Cancel"))
        self._lay_out()
        self._connect()

    def show_outages(self, chair: Chair, outages: tuple[ChairOutage, ...]) -> None:
        """Show the outages of a chair; what was typed for another one waits for its return."""
        if self._chair is not None and self._chair.id != chair.id:
            self._change_draft(self._chair.id, chair.id)
        self._chair = chair
        is_repeated = any(each.every_days for each in outages)
        row_px = _REPEATED_ROW_PX if is_repeated else _ROW_PX
        set_px(self.table, rows=row_px)
        self.model.show_rows(outages)
        self.table.setVisible(bool(outages))
        set_px(self.table, height=min(len(outages), _MOST_ROWS) * row_px + 2)
        self.empty.setVisible(not outages)
        self.ask_button.setVisible(bool(outages))
        if not outages:
            self._ask_to_reopen(is_asked=False)

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        self.table.set_theme(look.theme)
        self.form.set_icons(look.icons)
        self.reopen_form.set_icons(look.icons)

    def has_unsaved(self) -> bool:
        """Return whether an outage was typed and not saved."""
        return self.form.is_dirty or self.reopen_form.is_dirty or bool(self._drafts)

    def save(self) -> None:
        """Take the chair out of service for the time that was typed."""
        chair, problems = self._chair, self.form.problems()
        self.form.show_problems(problems)
        if problems or chair is None:
            return
        values = {"chair_id": chair.id, **self.form.values()}
        self._desk.act(
            lambda work: add_outage(work, make_record(ChairOutage, **values)),
            then=lambda _changes: self.form.empty(),
            refused=lambda error: self.form.show_problems(error.problems),
        )

    def reopen(self) -> None:
        """Put the chair back into service for the time that was typed."""
        chair, problems = self._chair, self.reopen_form.problems()
        self.reopen_form.show_problems(problems)
        if problems or chair is None:
            return
        starts, ends = self.reopen_form.span()
        self._desk.act(
            lambda work: reopen_chair(work, chair.id, starts, ends),
            then=lambda _changes: self._ask_to_reopen(is_asked=False),
            refused=lambda error: self.reopen_form.show_problems(error.problems),
        )

    def remove(self, outage: ChairOutage) -> None:
        """Put the chair back into service."""
        self._desk.act(lambda work: remove_outage(work, outage))

    def _ask_to_reopen(self, *, is_asked: bool) -> None:
        """Ask for the time to reopen in place of a new outage, or for the outage again."""
        self.reopen_form.empty()
        for one in (self.reopen_form, self.reopen_button, self.close_button):
            one.setVisible(is_asked)
        for other in (self.form, self.add_button):
            other.setVisible(not is_asked)
        self.ask_button.setVisible(not is_asked and bool(self.model.rows))
        if is_asked:
            self.reopen_form.first_day.setFocus()

    def _change_draft(self, old: UUID, new: UUID) -> None:
        if self.form.is_dirty:
            self._drafts[old] = self.form.answers()
        self.form.empty()
        self.form.restore(self._drafts.pop(new, {}))
        self._ask_to_reopen(is_asked=False)

    def _connect(self) -> None:
        for form, one, act in (
            (self.form, self.add_button, self.save),
            (self.reopen_form, self.reopen_button, self.reopen),
        ):
            one.setEnabled(False)
            form.edited.connect(lambda form=form, one=one: one.setEnabled(form.is_dirty))
            form.submitted.connect(act)
            one.clicked.connect(act)
        self.ask_button.clicked.connect(lambda: self._ask_to_reopen(is_asked=True))
        self.close_button.clicked.connect(lambda: self._ask_to_reopen(is_asked=False))
        self.table.link_clicked.connect(lambda outage, _column: self.remove(outage))
        self.table.opened.connect(self.remove)
        self._ask_to_reopen(is_asked=False)

    def _lay_out(self) -> None:
        for part in (self.empty, self.table, self.form, self.reopen_form):
            self.add(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        for one in (self.add_button, self.reopen_button, self.close_button):
            row.addWidget(one)
        row.addStretch(1)
        row.addWidget(self.ask_button)
        self.body.addLayout(row)
