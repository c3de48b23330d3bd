"""The times in which a chair is out of service, and the form that adds one."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.forms import make_record
from ivig_scheduler.domain.records import Chair, ChairOutage
from ivig_scheduler.domain.wording import show_days, show_moment, show_time
from ivig_scheduler.services.outages import add_outage, remove_outage
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.dates import DateField, TimeField
from ivig_scheduler.ui.widgets.form import Form
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.widgets.rows_model import Column, RowsModel, Tone
from ivig_scheduler.ui.widgets.table import HouseTable

_ROW_PX = 44
_MOST_ROWS = 3


def show_outage(outage: ChairOutage) -> str:
    """Return when an outage is: its days, with their times where they are not whole."""
    starts, ends = outage.starts, outage.ends
    if starts.time() == ends.time() == time():
        return show_days(starts.date(), ends.date() - timedelta(days=1))
    if starts.date() == ends.date():
        return f"{show_moment(starts)} to {show_time(ends)}"
    first = f"{starts:%m/%d %H:%M}" if starts.year == ends.year else show_moment(starts)
    return f"{first} to {show_moment(ends)}"


class OutagesCard(Card):
    """A list whose lines end in Remove, above a form."""

    def __init__(self, desk: Desk, look: Look) -> None:
        super().__init__("Out of service")
        self._desk = desk
        self._chair: Chair | None = None
        self._drafts: dict[UUID, Mapping[str, object]] = {}
        columns = (
            Column[ChairOutage](
                self.tr("When and why"),
                lambda outage: f"{show_outage(outage)}\n{outage.reason}",
                stretches=True,
                tip=lambda outage: f"{show_outage(outage)}\n{outage.reason}",
            ),
            Column[ChairOutage]("", lambda _outage: self.tr("Remove"), tone=Tone.LINK),
        )
        self.model = RowsModel(columns, lambda outage: outage.id, self)
        self.table = HouseTable(look.theme, self.model)
        self.table.horizontalHeader().hide()
        self.table.setAccessibleName(self.tr("Outages of the chair"))
        self.table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.table.setWordWrap(True)
        self.empty = label(self.tr("In service all the time it is in use."), "quiet", wrap=True)
        self.first_day, self.last_day = DateField(look.icons), DateField(look.icons)
        self.from_time, self.to_time = TimeField(), TimeField()
        self.reason = QLineEdit()
        self.form = Form()
        self.add_button = button(self.tr("Add outage"))
        self._lay_out()
        self.form.settle()
        self.add_button.setEnabled(False)
        self.form.edited.connect(lambda: self.add_button.setEnabled(self.form.is_dirty))
        self.form.submitted.connect(self.save)
        self.add_button.clicked.connect(self.save)
        self.table.link_clicked.connect(lambda outage, _column: self.remove(outage))
        self.table.opened.connect(self.remove)

    def show_outages(self, chair: Chair, outages: tuple[ChairOutage, ...]) -> None:
        """Show the outages of a chair; what was typed for another one waits for its return."""
        if self._chair is not None and self._chair.id != chair.id:
            self._change_draft(self._chair.id, chair.id)
        self._chair = chair
        self.model.show_rows(outages)
        self.table.setVisible(bool(outages))
        self.table.setFixedHeight(min(len(outages), _MOST_ROWS) * _ROW_PX + 2)
        self.empty.setVisible(not outages)

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        self.table.set_theme(look.theme)
        self.first_day.set_icons(look.icons)
        self.last_day.set_icons(look.icons)

    def has_unsaved(self) -> bool:
        """Return whether an outage was typed and not saved."""
        return self.form.is_dirty or bool(self._drafts)

    def empty_form(self) -> None:
        """Make the form ready for another outage."""
        for editor in (self.first_day, self.last_day, self.from_time, self.to_time, self.reason):
            editor.clear()
        self.form.settle()

    def save(self) -> None:
        """Take the chair out of service for the time that was typed."""
        problems = [*self.form.unreadable()]
        first = self.first_day.day()
        if not self.first_day.text().strip():
            problems.append(Problem("starts", "type the first day"))
        self.form.show_problems(problems)
        chair = self._chair
        if problems or first is None or chair is None:
            return
        values = {
            "chair_id": chair.id,
            "starts": datetime.combine(first, self.from_time.moment() or time()),
            "ends": _end(self.last_day.day() or first, self.to_time.moment()),
            "reason": self.reason.text(),
        }
        self._desk.act(
            lambda work: add_outage(work, make_record(ChairOutage, **values)),
            then=lambda _changes: self.empty_form(),
            refused=lambda error: self.form.show_problems(error.problems),
        )

    def remove(self, outage: ChairOutage) -> None:
        """Put the chair back into service."""
        self._desk.act(lambda work: remove_outage(work, outage))

    def _change_draft(self, old: UUID, new: UUID) -> None:
        if self.form.is_dirty:
            self._drafts[old] = self.form.answers()
        self.empty_form()
        self.form.restore(self._drafts.pop(new, {}))

    def _lay_out(self) -> None:
        self.add(self.empty)
        self.add(self.table)
        self.form.add_row(
            ("starts", self.tr("From"), self.first_day),
            ("from_time", self.tr("Time"), self.from_time),
            stretches=(2, 1),
        )
        self.form.add_row(
            ("ends", self.tr("To (empty: the same day)"), self.last_day),
            ("to_time", self.tr("Time"), self.to_time),
            stretches=(2, 1),
        )
        self.from_time.setAccessibleName(self.tr("From, time"))
        self.to_time.setAccessibleName(self.tr("To, time"))
        field = self.form.add("reason", self.tr("Reason"), self.reason)
        field.set_hint(self.tr("Without times the whole day counts."))
        self.add(self.form)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addStretch(1)
        self.body.addLayout(row)


def _end(day: date, moment: time | None) -> datetime:
    if moment is None:
        return datetime.combine(day, time()) + timedelta(days=1)
    return datetime.combine(day, moment)
