"""The times in which a nurse is away, and the form that adds one."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout

from ivig_scheduler.domain.forms import make_record
from ivig_scheduler.domain.records import NurseAbsence
from ivig_scheduler.services.setup.absences import add_absence, remove_absence
from ivig_scheduler.services.setup.nurses import NurseShifts
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.setup.repetition_texts import show_span
from ivig_scheduler.ui.setup.span_form import SpanForm
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.widgets.rows_model import Column, RowsModel, Tone
from ivig_scheduler.ui.widgets.table import HouseTable

_ROW_PX = 44
_MOST_ROWS = 2


def _tell(absence: NurseAbsence) -> str:
    return f"{show_span(absence.starts, absence.ends)}\n{absence.reason}"


class AbsencesCard(Card):
    """A list whose lines end in Remove, above a form."""

    def __init__(self, desk: Desk, look: Look) -> None:
        super().__init__("Away")
        self._desk = desk
        self._nurse_id: UUID | None = None
        self._drafts: dict[UUID, Mapping[str, object]] = {}
        columns = (
            Column[NurseAbsence](self.tr("When and why"), _tell, stretches=True, tip=_tell),
            Column[NurseAbsence]("", lambda _absence: self.tr("Remove"), tone=Tone.LINK),
        )
        self.model = RowsModel(columns, lambda absence: absence.id, self)
        self.table = HouseTable(look.theme, self.model)
        self.table.horizontalHeader().hide()
        self.table.setAccessibleName(self.tr("Absences of the nurse"))
        set_px(self.table, rows=_ROW_PX)
        self.table.setWordWrap(True)
        self.empty = label(self.tr("There on every shift."), "quiet", wrap=True)
        self.form = SpanForm(look.icons)
        self.form.ask_reason()
        self.form.reason.setPlaceholderText(self.tr("Such as vacation"))
        self.form.settle()
        self.add_button = button(self.tr("Add absence"))
        self.add_button.setEnabled(False)
        self._lay_out()
        self.form.edited.connect(lambda: self.add_button.setEnabled(self.form.is_dirty))
        self.form.submitted.connect(self.save)
        self.add_button.clicked.connect(self.save)
        self.table.link_clicked.connect(lambda absence, _column: self.remove(absence))
        self.table.opened.connect(self.remove)

    def show_absences(self, file: NurseShifts) -> None:
        """Show a nurse's absences; what was typed for another one waits for its return."""
        old, new = self._nurse_id, file.nurse.id
        if old is not None and old != new:
            if self.form.is_dirty:
                self._drafts[old] = self.form.answers()
            self.form.empty()
            self.form.restore(self._drafts.pop(new, {}))
        self._nurse_id = new
        self.model.show_rows(file.absences)
        self.table.setVisible(bool(file.absences))
        set_px(self.table, height=min(len(file.absences), _MOST_ROWS) * _ROW_PX + 2)
        self.empty.setVisible(not file.absences)

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        self.table.set_theme(look.theme)
        self.form.set_icons(look.icons)

    def has_unsaved(self) -> bool:
        """Return whether an absence was typed and not saved."""
        return self.form.is_dirty or bool(self._drafts)

    def save(self) -> None:
        """Note that the nurse is away in the time that was typed."""
        problems = self.form.problems()
        self.form.show_problems(problems)
        if problems or self._nurse_id is None:
            return
        starts, ends = self.form.span()
        reason = self.form.reason.text()
        values = {"nurse_id": self._nurse_id, "starts": starts, "ends": ends, "reason": reason}
        self._desk.act(
            lambda work: add_absence(work, make_record(NurseAbsence, **values)),
            then=lambda _changes: self.form.empty(),
            refused=lambda error: self.form.show_problems(error.problems),
        )

    def remove(self, absence: NurseAbsence) -> None:
        """Note that the nurse is there after all."""
        self._desk.act(lambda work: remove_absence(work, absence))

    def _lay_out(self) -> None:
        for part in (self.empty, self.table, self.form):
            self.add(part)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)
