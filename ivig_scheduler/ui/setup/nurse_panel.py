"""The form of a nurse and their week."""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.records import Nurse
from ivig_scheduler.services.setup.nurses import NurseShifts, remove_nurse, save_nurse
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.setup.record_panel import RecordPanel
from ivig_scheduler.ui.setup.week_shifts import WeekShifts
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.kind import button, label

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.services.dispatcher import Work


class NursePanel(RecordPanel[NurseShifts]):
    """Name, what the nurse takes at once, whether on the roster, and the week."""

    def __init__(self, desk: Desk) -> None:
        self.name = QLineEdit()
        self.patients_at_once, self.points_at_once = QLineEdit(), QLineEdit()
        self.active = QCheckBox("On the roster")
        super().__init__(desk, "nurse")

    def tell_site_numbers(self, patients: int, points: int) -> None:
        """Say how many patients and points a nurse takes who has no numbers of their own."""
        for editor, field, number in (
            (self.patients_at_once, self._patients, patients),
            (self.points_at_once, self._points, points),
        ):
            editor.setPlaceholderText(str(number))
            field.set_hint(self.tr("Empty: the site's {0}.").format(number))

    def _build_form(self) -> None:
        for editor in (self.patients_at_once, self.points_at_once):
            set_px(editor, most_width=120)
        _, self._patients, self._points = self.form.add_row(
            ("name", self.tr("Name"), self.name),
            ("patients_at_once", self.tr("Patients at once"), self.patients_at_once),
            ("points_at_once", self.tr("Acuity points at once"), self.points_at_once),
            stretches=(2, 1, 1),
        )
        self.week = WeekShifts(self.form)
        self.form.column.addWidget(self.week)
        self.copy_button = button(self.tr("Monday on Tuesday to Friday too"), "link")
        self.copy_button.clicked.connect(self.week.copy_monday)
        self.form.watch("active", self.active)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.active)
        row.addStretch(1)
        row.addWidget(label(self.tr("Such as 7-15:30, with a break 12-12:30"), "muted"))
        row.addWidget(self.copy_button)
        self.form.column.addLayout(row)

    def _fill(self, record: NurseShifts | None) -> None:
        nurse = record.nurse if record else None
        self.name.setText(nurse.name if nurse else "")
        number = nurse.patients_at_once if nurse else None
        self.patients_at_once.setText("" if number is None else str(number))
        points = nurse.points_at_once if nurse else None
        self.points_at_once.setText("" if points is None else str(points))
        self.active.setChecked(nurse.active if nurse else True)
        self.week.show_week(record.shifts if record else (), record.breaks if record else ())

    def _key(self, record: NurseShifts) -> Hashable:
        return record.nurse.id

    def _name(self, record: NurseShifts) -> str:
        return record.nurse.name

    def _problems(self) -> tuple[Problem, ...]:
        return (*super()._problems(), *self.week.problems())

    def _saving(self, before: NurseShifts | None) -> "Callable[[Work], ChangeSet]":
        # Not validated here: the service looks at every field and names what is wrong.
        nurse = (before.nurse if before else Nurse.model_construct()).model_copy(
            update={
                "name": self.name.text(),
                "patients_at_once": self.patients_at_once.text().strip() or None,
                "points_at_once": self.points_at_once.text().strip() or None,
                "active": self.active.isChecked(),
            }
        )
        known = before or NurseShifts(nurse)
        after = NurseShifts(
            nurse,
            self.week.shifts(nurse.id, known.shifts),
            self.week.pauses(nurse.id, known.breaks),
            known.absences,
        )
        return lambda work: save_nurse(work, before, after)

    def _removing(self, before: NurseShifts) -> "Callable[[Work], ChangeSet]":
        return lambda work: remove_nurse(work, before)
