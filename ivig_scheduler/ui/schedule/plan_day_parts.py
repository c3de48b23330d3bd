"""The parts of the sheet that plans a day: the choices, the two pictures, the figures."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ivig_scheduler.domain.quantities import show_minutes
from ivig_scheduler.domain.wording import show_hours
from ivig_scheduler.planning.day import Objective
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.proposals.figure import figure
from ivig_scheduler.ui.schedule.picture import DayPicture
from ivig_scheduler.ui.schedule.plan_day_picture import SmallDay
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.elided import ElidedLabel
from ivig_scheduler.ui.widgets.kind import button, label, set_kind
from ivig_scheduler.ui.widgets.pick import Pick
from ivig_scheduler.ui.widgets.segmented import Segmented
from ivig_scheduler.ui.words import sentence

if TYPE_CHECKING:
    from ivig_scheduler.services.proposals import StuckVisit

#: How far visits may be moved, in minutes; the last means anywhere in the day.
REACHES = (30, 60, 120, 240, 1440)
_NAME_PX = 200


class PlanChoices(QWidget):
    """What is wanted of the day, how far patients may be moved, and Plan or Stop.

    `changed` follows each choice: what was planned for another choice is out of date then.
    """

    changed = Signal()
    plan_requested = Signal()
    stop_requested = Signal()

    def __init__(self, reach_minutes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.objective = Segmented(
            (
                (Objective.WAIT, self.tr("Least waiting")),
                (Objective.FINISH, self.tr("Earliest finish")),
                (Objective.LEVEL, self.tr("Flattest load")),
            )
        )
        self.reach = Pick([(each, _reach_words(each)) for each in _reaches(reach_minutes)])
        self.reach.show_key(reach_minutes)
        set_px(self.reach, least_width=210)
        self.plan = button(self.tr("Plan"), "primary")
        self.stop = button(self.tr("Stop"))
        self.meaning = label("", "quiet")
        self._lay_out()
        self._connect()
        self.show_running(is_running=False)
        self._explain()

    def wanted(self) -> Objective:
        """Return what the day is planned for."""
        return Objective(self.objective.current())

    def reach_minutes(self) -> int:
        """Return by how many minutes a visit may be moved at most."""
        key = self.reach.key()
        return key if isinstance(key, int) else REACHES[-1]

    def show_running(self, *, is_running: bool) -> None:
        """Offer Stop while a plan is being sought, else Plan."""
        self.plan.setVisible(not is_running)
        self.stop.setVisible(is_running)
        self.objective.setEnabled(not is_running)
        self.reach.setEnabled(not is_running)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.objective)
        row.addSpacing(8)
        row.addWidget(label(self.tr("Each patient"), "quiet"))
        row.addWidget(self.reach)
        row.addSpacing(8)
        row.addWidget(self.plan)
        row.addWidget(self.stop)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.meaning)

    def _connect(self) -> None:
        self.objective.chosen.connect(lambda _key: self._note_choice())
        self.reach.picked.connect(lambda _key: self._note_choice())
        self.plan.clicked.connect(self.plan_requested)
        self.stop.clicked.connect(self.stop_requested)

    def _note_choice(self) -> None:
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        reach = self.reach_minutes()
        earliest = (
            self.tr("opening")
            if reach >= REACHES[-1]
            else self.tr("{} before their booked time").format(show_minutes(reach))
        )
        words = {
            Objective.WAIT: self.tr(
                "Waiting counts from the earliest time each patient could be asked to come: {}."
            ).format(earliest),
            Objective.FINISH: self.tr("The last patient leaves as early as possible."),
            Objective.LEVEL: self.tr(
                "As few chairs in use and as few starts at the same time as possible."
            ),
        }
        self.meaning.setText(words[self.wanted()])


class PlanPictures(QWidget):
    """The day as it stands and as it would stand, side by side."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.before, self.after = SmallDay(look), SmallDay(look)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for title, picture in ((self.tr("Before"), self.before), (self.tr("After"), self.after)):
            picture.setAccessibleName(title)
            row.addWidget(_framed(title, picture), 1)

    def show_before(self, picture: DayPicture) -> None:
        """Show the day as it stands; there is no other yet."""
        self.before.show_picture(picture, frozenset(), is_before=True)
        self.after.show_picture(None, frozenset(), is_before=False)

    def show_both(self, before: DayPicture, after: DayPicture, moved: frozenset[UUID]) -> None:
        """Show both days on the same scale; the moved visits stand out."""
        first = min(before.first_minute, after.first_minute)
        last = max(before.last_minute, after.last_minute)
        before = replace(before, first_minute=first, last_minute=last)
        after = replace(after, first_minute=first, last_minute=last)
        self.before.show_picture(before, moved, is_before=True)
        self.after.show_picture(after, moved, is_before=False)
        self.after.say("")


class PlanFigures(QWidget):
    """Figures side by side: the name, and the number before and after."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(32)
        self._row.addStretch(1)
        self._shown: list[QWidget] = []

    def show_figures(self, figures: Sequence[tuple[str, str, str]]) -> None:
        """Show figures, each (name, before, after)."""
        for each in self._shown:
            self._row.removeWidget(each)
            each.deleteLater()
        self._shown = [figure(*each) for each in figures]
        for place, each in enumerate(self._shown):
            self._row.insertWidget(place, each)


class ConflictList(QWidget):
    """Visits that cannot all have a place, each with where it stands and what it needs."""

    def __init__(self, stuck: "Sequence[StuckVisit]", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "plain")
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for row, each in enumerate(stuck):
            visit, patient = each.appointment, each.patient
            grid.addWidget(ElidedLabel(patient.full_name, "strong", _NAME_PX), row, 0)
            grid.addWidget(label(f"MRN {patient.number}", "quiet"), row, 1)
            grid.addWidget(label(show_hours(visit.start, visit.end), "quiet"), row, 2)
            told = "; ".join(reason.message for reason in each.reasons)
            grid.addWidget(label(f"✗ {sentence(told)}", "danger", wrap=True), row, 3)
        grid.setColumnStretch(3, 1)
        grid.setRowStretch(len(stuck), 1)


def _reaches(reach_minutes: int) -> tuple[int, ...]:
    """Return the choices, the site's own among them."""
    return tuple(sorted({*REACHES, reach_minutes}))


def _reach_words(minutes: int) -> str:
    if minutes >= REACHES[-1]:
        return "at any time of the day"
    return f"within {show_minutes(minutes)} of their time"


def _framed(title: str, picture: SmallDay) -> QFrame:
    frame = QFrame()
    set_kind(frame, "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(12, 8, 12, 10)
    column.setSpacing(4)
    column.addWidget(label(title, "section"), 0, Qt.AlignmentFlag.AlignTop)
    column.addWidget(picture, 1)
    return frame
