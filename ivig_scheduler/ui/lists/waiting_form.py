"""What a patient waits for, as a form: days, weekdays, times of day, need and a note."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Appointment, Patient, WaitingEntry
from ivig_scheduler.domain.terms import Need
from ivig_scheduler.domain.wording import WEEKDAYS, show_full_day, show_time
from ivig_scheduler.ui.lists.sheet import Sheet
from ivig_scheduler.ui.lists.waiting_rows import NEED_WORDS
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.checks import Checks
from ivig_scheduler.ui.widgets.dates import DateField, TimeField
from ivig_scheduler.ui.widgets.field import Field
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.widgets.segmented import Segmented
from ivig_scheduler.ui.words import identify, sentence

_WIDTH_PX = 560


def start_entry(visit: Appointment, now: datetime) -> WaitingEntry:
    """Return an entry for a visit as it is offered first: from today to the day before it."""
    today = now.date()
    last = max(visit.start.date() - timedelta(days=1), today)
    return WaitingEntry(
        patient_id=visit.patient_id,
        course_id=visit.course_id,
        cycle_id=visit.cycle_id,
        from_day=today,
        to_day=last,
        since=now.replace(second=0, microsecond=0),
    )


class WaitingForm(Sheet):
    """Edits an entry; `confirmed` carries it as it was typed, `removed` that it is to go."""

    confirmed = Signal(object)
    removed = Signal()

    def __init__(
        self,
        look: Look,
        patient: Patient,
        visit: Appointment | None,
        entry: WaitingEntry,
        today: date,
        *,
        is_new: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Wants an earlier place"), self.tr("Cancel"), parent)
        self._entry = entry
        self.from_day, self.to_day = DateField(look.icons), DateField(look.icons)
        self.not_before, self.not_after = TimeField(), TimeField()
        self.weekdays = Checks([(str(at), day[:3]) for at, day in enumerate(WEEKDAYS)], columns=7)
        self.need = Segmented([(each.value, NEED_WORDS[each]) for each in Need], entry.need.value)
        self.note = QLineEdit(entry.note)
        self.save = button(self.tr("Add to the list") if is_new else self.tr("Save"), "primary")
        self.remove = button(self.tr("Remove from the list"), "danger")
        self.remove.setVisible(not is_new)
        self.problem = label("", "error", wrap=True)
        self.fields = self._make_fields()
        self._lay_out(patient, visit, today)
        self._fill(entry)
        self.save.clicked.connect(self._confirm)
        self.remove.clicked.connect(self.removed)
        self.save.setDefault(True)
        set_px(self, width=_WIDTH_PX)
        self.from_day.setFocus(Qt.FocusReason.OtherFocusReason)

    def entry(self) -> WaitingEntry | None:
        """Return the entry as it is typed, or None while something cannot be read."""
        first, last = self.from_day.day(), self.to_day.day()
        times = [self.not_before, self.not_after]
        if first is None or last is None or any(each.problem() for each in times):
            return None
        return self._entry.model_copy(
            update={
                "from_day": first,
                "to_day": last,
                "weekdays": tuple(int(each) for each in self.weekdays.ticked()),
                "not_before": self.not_before.moment(),
                "not_after": self.not_after.moment(),
                "need": Need(self.need.current()),
                "note": self.note.text().strip(),
            }
        )

    def show_refusal(self, error: RuleBrokenError) -> None:
        """Say beside each answer what is wrong with it; what was typed stays."""
        beside = {each.field: sentence(each.message) for each in error.problems}
        for name, field in self.fields.items():
            field.set_error(beside.pop(name, None))
        self.problem.setText(" ".join(beside.values()))
        self.problem.setVisible(bool(beside))

    def _confirm(self) -> None:
        entry = self.entry()
        for name, editor in (
            ("from_day", self.from_day),
            ("to_day", self.to_day),
            ("not_before", self.not_before),
            ("not_after", self.not_after),
        ):
            missing = self.tr("give the day") if name.endswith("day") and not editor.text() else ""
            self.fields[name].set_error(sentence(editor.problem() or missing) or None)
        if entry is not None:
            self.confirmed.emit(entry)

    def _fill(self, entry: WaitingEntry) -> None:
        self.from_day.show_day(entry.from_day)
        self.to_day.show_day(entry.to_day)
        self.not_before.show_time(entry.not_before)
        self.not_after.show_time(entry.not_after)
        self.weekdays.show_keys([str(each) for each in entry.weekdays])

    def _make_fields(self) -> dict[str, Field]:
        return {
            "from_day": Field(self.tr("From"), self.from_day),
            "to_day": Field(self.tr("To"), self.to_day),
            "not_before": Field(self.tr("Not before"), self.not_before),
            "not_after": Field(self.tr("Over by"), self.not_after),
            "weekdays": Field(self.tr("On these weekdays only"), self.weekdays),
            "need": Field(self.tr("How much it is needed"), self.need),
            "note": Field(self.tr("Note"), self.note),
        }

    def _lay_out(self, patient: Patient, visit: Appointment | None, today: date) -> None:
        self.column.addWidget(label(f"{patient.full_name}", "strong", wrap=True))
        self.column.addWidget(label(identify(patient, today), "quiet", wrap=True))
        if visit is not None:
            at = f"{show_full_day(visit.start)}, {show_time(visit.start)}"
            told = self.tr("Now on {0}, cycle {1}.").format(at, visit.cycle_number)
            self.column.addWidget(label(told, "quiet", wrap=True))
        for names in (("from_day", "to_day", "not_before", "not_after"), ("weekdays",), ("need",)):
            row = QHBoxLayout()
            row.setSpacing(8)
            for name in names:
                row.addWidget(self.fields[name], 3 if name.endswith("day") else 2)
            self.column.addLayout(row)
        self.column.addWidget(self.fields["note"])
        self.column.addWidget(self.problem)
        self.problem.hide()
        self.foot.insertWidget(0, self.save)
        self.foot.insertWidget(1, self.remove)
