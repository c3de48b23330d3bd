"""What to do about one cycle: wish for a place, see the proposal, book it or skip the cycle."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.wording import count, show_full_day
from ivig_scheduler.ui.actions import PANEL_ACTIONS
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.shortcuts import bind_button
from ivig_scheduler.ui.visit_words import show_dose, show_rhythm
from ivig_scheduler.ui.widgets.dates import DateField, TimeField
from ivig_scheduler.ui.widgets.field import Field
from ivig_scheduler.ui.widgets.kind import button, label, set_kind
from ivig_scheduler.ui.widgets.pick import Pick
from ivig_scheduler.ui.widgets.scrolled import scrolled
from ivig_scheduler.ui.words import identify, sentence
from ivig_scheduler.ui.worklist.proposal import Proposal
from ivig_scheduler.ui.worklist.work_columns import show_lateness

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Chair
    from ivig_scheduler.planning.series import PlannedCycle, Wish
    from ivig_scheduler.services.work_list import WorkItem

_MARGIN = 16


class WorkPanel(QWidget):
    """`wish_changed` follows each wish; `skip_requested` carries the reason.

    `room_requested` asks to see who would change chairs for the place that is wished for.
    """

    wish_changed = Signal()
    book_requested = Signal()
    room_requested = Signal()
    skip_requested = Signal(str)
    patient_requested = Signal()
    course_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proposal = Proposal()
        self.day, self.time = DateField(look.icons), TimeField()
        self.chair = Pick([(None, self.tr("Any"))])
        self.any_place = button(self.tr("Forget the wish"), "link")
        self.book = button("", "primary")
        self.make_room = button("", "link")
        self.make_room.hide()
        self.skip = button(self.tr("Skip this cycle"))
        self.reason = QLineEdit()
        self.confirm_skip = button(self.tr("Skip it"), "danger")
        self.keep = button(self.tr("Keep it"))
        self.open_patient = button(self.tr("Open file"), "link")
        self.open_course = button(self.tr("Open course"), "link")
        self._name, self._who = label("", "heading", wrap=True), label("", "quiet", wrap=True)
        self._due, self._why = label("", wrap=True), label("", "quiet", wrap=True)
        self._wishes = self._make_wishes()
        self._reason_field = Field(self.tr("Why this cycle is not given"), self.reason)
        self._skipping = QWidget()
        bind_button(self.make_room, PANEL_ACTIONS, "make_room")
        bind_button(self.book, PANEL_ACTIONS, "confirm", self)
        self._lay_out()
        self._connect()

    def show_item(self, item: "WorkItem", today: date) -> None:
        """Show a cycle; what was typed about it stays until `start` is called."""
        self._name.setText(item.patient.full_name)
        self._who.setText(identify(item.patient, today))
        due = show_full_day(item.due_day)
        order = f"{item.product.name} {show_dose(item.order)}, {show_rhythm(item.order)}"
        self._due.setText(
            self.tr("Cycle {0}, due {1}: {2}. {3}.").format(
                item.cycle.number, due, show_lateness(item), order
            )
        )
        self._why.setText(sentence(item.reason))
        self._why.setVisible(bool(item.reason))

    def start(self) -> None:
        """Forget wish and reason: another cycle is looked at."""
        self.day.clear()
        self.time.clear()
        self.chair.show_key(None)
        self._show_wish_problems()
        self.reason.clear()
        self._show_skipping(is_open=False)
        self.show_searching()

    def set_chairs(self, chairs: "Sequence[Chair]") -> None:
        """Offer those chairs to wish for."""
        self.chair.set_options([(None, self.tr("Any")), *((each.id, each.name) for each in chairs)])

    def wish(self) -> "Wish | None":
        """Return what is wished for, None for nothing; a text that cannot be read counts not."""
        from ivig_scheduler.planning.series import Wish  # noqa: PLC0415 - slow, loaded by now

        chair = self.chair.key()
        wish = Wish(self.day.day(), self.time.moment(), chair if isinstance(chair, UUID) else None)
        return wish if wish != Wish() else None

    def show_searching(self) -> None:
        """Say that a place is being looked for."""
        self.proposal.show_searching()
        self._offer(0)

    def show_proposal(
        self, planned: "PlannedCycle", chairs: "Sequence[Chair]", days_per_cycle: int
    ) -> None:
        """Show what was found."""
        names = {chair.id: chair.name for chair in chairs}
        self.proposal.show_cycle(planned, names, days_per_cycle)
        self._offer(len(planned.visits))

    def offer_room(self, words: str) -> None:
        """Offer to make room by changing others' chairs, in the words given; nothing for ""."""
        self.make_room.setText(f"{words}…")
        self.make_room.setVisible(bool(words))

    def show_refusal(self, error: RuleBrokenError) -> None:
        """Say why nothing was booked; what was typed stays."""
        self.proposal.show_refusal(error)

    def show_skip_refusal(self, error: RuleBrokenError) -> None:
        """Say why the cycle was not skipped."""
        self._reason_field.set_error(sentence(str(error)))
        self.reason.setFocus()

    def skip_error(self) -> str:
        """Return the problem with the reason that is shown, or ""."""
        return self._reason_field.error()

    def has_typed(self) -> bool:
        """Return whether a reason was typed and not used."""
        return bool(self.reason.text().strip())

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        self.day.set_icons(look.icons)

    def _offer(self, visits: int) -> None:
        self.offer_room("")
        self.book.setEnabled(visits > 0)
        self.book.setText(
            self.tr("Book %s") % count(visits, "visit") if visits else self.tr("Book")
        )

    def _make_wishes(self) -> dict[str, Field]:
        return {
            "day": Field(self.tr("Day"), self.day),
            "time": Field(self.tr("Time"), self.time),
            "chair": Field(self.tr("Chair"), self.chair),
        }

    def _show_wish_problems(self) -> None:
        self._wishes["day"].set_error(sentence(self.day.problem()) or None)
        self._wishes["time"].set_error(sentence(self.time.problem()) or None)
        self.any_place.setVisible(self.wish() is not None)

    def _note_wish(self) -> None:
        self.any_place.setVisible(self.wish() is not None)
        self.wish_changed.emit()

    def _forget_wish(self) -> None:
        self.day.clear()
        self.time.clear()
        self.chair.show_key(None)
        self._show_wish_problems()
        self.wish_changed.emit()

    def _show_skipping(self, *, is_open: bool) -> None:
        self._skipping.setVisible(is_open)
        self.skip.setVisible(not is_open)
        self._reason_field.set_error(None)
        if is_open:
            self.reason.setFocus()

    def _keep(self) -> None:
        self.reason.clear()
        self._show_skipping(is_open=False)
        self.skip.setFocus()

    def _lay_out(self) -> None:
        set_kind(self, "inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(_MARGIN, 14, _MARGIN, 12)
        column.setSpacing(4)
        for part in (self._head(), self._who, self._due, self._why):
            column.addWidget(part)
        column.addSpacing(14)
        column.addWidget(label(self.tr("Wish for a place"), "strong"))
        column.addWidget(self._wish_row())
        column.addWidget(self.any_place, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(10)
        column.addWidget(label(self.tr("Proposed"), "strong"))
        column.addWidget(self.proposal)
        column.addWidget(self.make_room, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(12)
        column.addWidget(self._foot())
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._name, 1)
        for one in (self.open_course, self.open_patient):
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _wish_row(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for name, stretch in (("day", 4), ("time", 3), ("chair", 4)):
            row.addWidget(self._wishes[name], stretch)
        return line

    def _foot(self) -> QWidget:
        answers = QHBoxLayout()
        answers.setSpacing(8)
        for answer in (self.confirm_skip, self.keep):
            answers.addWidget(answer)
        answers.addStretch(1)
        skipping = QVBoxLayout(self._skipping)
        skipping.setContentsMargins(0, 4, 0, 0)
        skipping.setSpacing(8)
        skipping.addWidget(self._reason_field)
        skipping.addLayout(answers)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for one in (self.book, self.skip):
            buttons.addWidget(one)
        buttons.addStretch(1)
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(buttons)
        column.addWidget(self._skipping)
        return foot

    def _connect(self) -> None:
        self.day.day_changed.connect(self._note_wish)
        self.time.time_changed.connect(self._note_wish)
        self.chair.picked.connect(self._note_wish)
        for edit in (self.day, self.time):
            edit.editingFinished.connect(self._show_wish_problems)
        self.any_place.clicked.connect(self._forget_wish)
        self.book.clicked.connect(self.book_requested)
        self.make_room.clicked.connect(self.room_requested)
        self.skip.clicked.connect(lambda: self._show_skipping(is_open=True))
        self.confirm_skip.clicked.connect(lambda: self.skip_requested.emit(self.reason.text()))
        self.keep.clicked.connect(self._keep)
        self.reason.textEdited.connect(lambda _text: self._reason_field.set_error(None))
        self.reason.returnPressed.connect(self.confirm_skip.click)
        self.open_patient.clicked.connect(self.patient_requested)
        self.open_course.clicked.connect(self.course_requested)
