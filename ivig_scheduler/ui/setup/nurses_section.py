"""The nurses with their week as a grid, and the panel of the selected one."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.records import Nurse
from ivig_scheduler.domain.wording import WEEKDAYS
from ivig_scheduler.services.setup.nurses import NurseShifts, load_nurses
from ivig_scheduler.services.site_settings import load_settings
from ivig_scheduler.storage.reader import Reader
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.setup.absences_card import AbsencesCard
from ivig_scheduler.ui.setup.nurse_panel import NursePanel
from ivig_scheduler.ui.setup.section import GAP, PANEL_PX, Section
from ivig_scheduler.ui.setup.span_texts import Span, show_spans
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.empty import EmptyState
from ivig_scheduler.ui.widgets.kind import button
from ivig_scheduler.ui.widgets.rows_model import Column, RowsModel, Tone
from ivig_scheduler.ui.widgets.table import HouseTable

#: High enough for two lines: a shift and its break.
ROW_PX = 44


@dataclass(frozen=True)
class NursesView:
    """The nurses, and the patients and points one takes without numbers of their own."""

    nurses: tuple[NurseShifts, ...]
    site_patients: int
    site_points: int


@dataclass(frozen=True)
class NurseLine:
    """A nurse's line of the grid."""

    file: NurseShifts
    site_patients: int
    site_points: int

    def spans(self, weekday: int) -> tuple[Span, ...]:
        """Return the shifts of a weekday."""
        return tuple(
            (each.starts, each.ends) for each in self.file.shifts if each.weekday == weekday
        )

    def breaks(self, weekday: int) -> tuple[Span, ...]:
        """Return the breaks of a weekday."""
        return tuple(
            (each.starts, each.ends) for each in self.file.breaks if each.weekday == weekday
        )


def load_nurses_view(store: Reader) -> NursesView:
    """Return what the section shows."""
    settings = load_settings(store)
    return NursesView(
        load_nurses(store), settings.whole("nurse.patients"), settings.whole("nurse.points")
    )


def _day_column(weekday: int) -> Column[NurseLine]:
    def text(line: NurseLine) -> str:
        shifts = show_spans(line.spans(weekday), "\n") or "off"
        breaks = show_spans(line.breaks(weekday))
        return (f"{shifts}\n({breaks})" if breaks else shifts).replace("-", "–")

    def tone(line: NurseLine) -> Tone:
        works = line.file.nurse.active and line.spans(weekday)
        return Tone.PLAIN if works else Tone.MUTED

    def tip(line: NurseLine) -> str:
        breaks = show_spans(line.breaks(weekday))
        return show_spans(line.spans(weekday)) + (f", break {breaks}" if breaks else "")

    return Column(WEEKDAYS[weekday][:3], text, stretches=True, tone=tone, tip=tip)


def _name(line: NurseLine) -> str:
    nurse = line.file.nurse
    return nurse.name if nurse.active else f"{nurse.name} (not on the roster)"


def _at_once(line: NurseLine) -> str:
    return str(line.file.nurse.patients_at_once or line.site_patients)


def _at_once_tone(line: NurseLine) -> Tone:
    return Tone.PLAIN if line.file.nurse.patients_at_once else Tone.MUTED


def _points(line: NurseLine) -> str:
    return str(line.file.nurse.points_at_once or line.site_points)


def _points_tone(line: NurseLine) -> Tone:
    return Tone.PLAIN if line.file.nurse.points_at_once else Tone.MUTED


COLUMNS = (
    Column[NurseLine](
        "Name",
        _name,
        200,
        tone=lambda line: Tone.STRONG if line.file.nurse.active else Tone.MUTED,
        tip=_name,
    ),
    *(_day_column(weekday) for weekday in range(7)),
    Column[NurseLine]("At once", _at_once, width=74, is_number=True, tone=_at_once_tone),
    Column[NurseLine]("Points", _points, width=66, is_number=True, tone=_points_tone),
)


class NursesSection(Section):
    """The week grid, and below it the panel of the selected nurse."""

    def __init__(self, desk: Desk, look: Look) -> None:
        super().__init__("Nurses", desk, look)
        self._wanted: UUID | None = None
        self.model = RowsModel(COLUMNS, lambda line: line.file.nurse.id, self)
        self.table = HouseTable(look.theme, self.model)
        self.table.setAccessibleName(self.tr("Nurses and their week"))
        set_px(self.table, rows=ROW_PX)
        self.table.setWordWrap(True)
        self.panel = NursePanel(desk)
        self.absences = AbsencesCard(desk, look)
        self.add_button = button(self.tr("Add nurse"), "primary")
        self.empty = EmptyState(
            self.tr("No nurses yet"),
            self.tr("Their shifts tell how many visits the centre can look after at once."),
            self.tr("Add the first nurse"),
        )
        self._lay_out()
        self.table.chosen.connect(self._choose)
        self.panel.closed.connect(self._close)
        self.panel.saved.connect(self._note_saved)
        self.add_button.clicked.connect(self.start_new)
        self.empty.action_requested.connect(self.start_new)
        self.side.hide()

    def load(self) -> None:
        """Read the nurses and their shifts."""
        self.desk.read(load_nurses_view, self._show, view="setup.nurses")

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        super().set_look(look)
        self.table.set_theme(look.theme)
        self.absences.set_look(look)

    def has_unsaved(self) -> bool:
        """Return whether a nurse was typed and not saved."""
        return self.panel.has_unsaved() or self.absences.has_unsaved()

    def start_new(self) -> None:
        """Open the form of a new nurse."""
        self.table.clear_choice()
        self.panel.show_record(None)
        self._show_panel()
        self.panel.name.setFocus()

    def _show(self, view: NursesView) -> None:
        patients, points = view.site_patients, view.site_points
        self.panel.tell_site_numbers(patients, points)
        self.model.show_rows([NurseLine(each, patients, points) for each in view.nurses])
        self.stack.setCurrentIndex(1 if view.nurses else 0)
        self.add_button.setVisible(bool(view.nurses))
        if self._wanted is not None and self.table.select_key(self._wanted):
            self._wanted = None
        current = self.table.current_record()
        if isinstance(current, NurseLine):
            self.panel.renew(current.file)
            self.absences.show_absences(current.file)

    def _choose(self, line: object) -> None:
        if isinstance(line, NurseLine):
            shown = self.panel.record
            if shown is None or shown.nurse.id != line.file.nurse.id:
                self.panel.show_record(line.file)
            self.absences.show_absences(line.file)
            self._show_panel()
        elif self.panel.record is not None:
            self.side.hide()

    def _close(self) -> None:
        if self.panel.record is None:
            self.side.hide()

    def _show_panel(self) -> None:
        self.absences.setVisible(self.panel.record is not None)
        self.side.show()

    def _note_saved(self, changes: ChangeSet) -> None:
        if self.panel.record is None:
            added = (change.record for change in changes.changes)
            self._wanted = next((each.id for each in added if isinstance(each, Nurse)), None)

    def _lay_out(self) -> None:
        self.header.addWidget(self.add_button)
        card = Card()
        card.body.setContentsMargins(8, 8, 8, 8)
        card.add(self.table)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(card)
        self.body.addWidget(self.stack, 1)
        self.side = QWidget()
        row = QHBoxLayout(self.side)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.panel, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.absences)
        set_px(self.absences, panel=PANEL_PX)
        self.body.addWidget(self.side)
