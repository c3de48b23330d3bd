"""The one question when a visit of a course comes to another day: what follows, and what rhythm."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ivig_scheduler.domain.wording import count, show_near_day, show_time
from ivig_scheduler.ui.widgets.kind import button, label

if TYPE_CHECKING:
    from ivig_scheduler.services.courses.following import FollowingPlan
    from ivig_scheduler.services.courses.moves import CourseMove

#: So many of the visits planned anew are told one by one.
_TOLD = 5
_WIDTH_PX = 520


class MoveQuestion(QDialog):
    """`answered` carries whether the rhythm is kept, and the visits after it where they move too.

    Esc leaves the visit where it is.
    """

    answered = Signal(object, object)

    def __init__(self, move: "CourseMove", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._move = move
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("Move a visit"))
        self.only, self.anew = QRadioButton(), QRadioButton()
        self.from_visit, self.in_rhythm = QRadioButton(), QRadioButton()
        self.changes = label("", "quiet", wrap=True)
        self.move_button = button("", "primary")
        self.keep_button = button(self.tr("Leave it where it is"))
        self._groups = (self._group(self.only, self.anew), self._group(*self._rhythms()))
        self._choose_first()
        self._lay_out()
        self.setFixedWidth(_WIDTH_PX)
        self.move_button.setDefault(True)
        self.move_button.clicked.connect(self._answer)
        self.keep_button.clicked.connect(self.reject)
        self._show()
        self.move_button.setFocus()

    @property
    def keeps_rhythm(self) -> bool:
        """Whether the next cycle is due in the old rhythm."""
        return self.in_rhythm.isChecked()

    def heading(self) -> str:
        """Return what is about to happen: the day, and how far it is off."""
        move = self._move
        day = show_near_day(move.start.date())
        if not move.days_off:
            return self.tr("{} is the due day").format(day)
        side = self.tr("after") if move.days_off > 0 else self.tr("before")
        off = count(abs(move.days_off), "day")
        due = show_near_day(move.due_day)
        return self.tr("{0} is {1} {2} the due day, {3}").format(day, off, side, due)

    def notes(self) -> str:
        """Return what speaks against the day as far as the course is concerned."""
        move, told = self._move, []
        if move.is_outside_window:
            told.append(self.tr("Outside the window of ±{} days.").format(move.window_days))
        if move.passed is not None:
            passed = show_near_day(move.passed)
            told.append(self.tr("Another visit of the course stands on {}.").format(passed))
        return " ".join(told)

    def _rhythms(self) -> tuple[QRadioButton, QRadioButton]:
        return self.from_visit, self.in_rhythm

    def _group(self, *choices: QRadioButton) -> QButtonGroup:
        group = QButtonGroup(self)
        for choice in choices:
            group.addButton(choice)
        group.buttonClicked.connect(lambda _button: self._show())
        return group

    def _choose_first(self) -> None:
        leaves_place = self._move.is_outside_window or self._move.passed is not None
        (self.anew if leaves_place else self.only).setChecked(True)
        (self.in_rhythm if self._move.keeps_rhythm else self.from_visit).setChecked(True)

    def _following(self) -> "FollowingPlan":
        return self._move.following[self.keeps_rhythm]

    def _show(self) -> None:
        others, found = self._move.others, self._following()
        moving = len(found.moves) + len(found.stuck)
        self.only.setText(
            self.tr("Move only this visit  ·  1 visit changes, {} stay").format(others)
        )
        self.anew.setText(
            self.tr("Move it and plan the {0} after it anew  ·  {1}, {2} stay").format(
                found.visits, count(moving + 1, "visit changes", "visits change"), others - moving
            )
        )
        self.changes.setText(self._tell(found))
        self.changes.setVisible(self.anew.isChecked() and bool(self.changes.text()))
        visits = moving + 1 if self.anew.isChecked() else 1
        self.move_button.setText(self.tr("Move {}").format(count(visits, "visit")))
        self.adjustSize()

    def _tell(self, found: "FollowingPlan") -> str:
        lines = [
            f"{show_near_day(each.before.start)} {show_time(each.before.start)}  →  "
            f"{show_near_day(each.after.start)} {show_time(each.after.start)}"
            for each in found.moves[:_TOLD]
        ]
        if len(found.moves) > _TOLD:
            lines.append(self.tr("and {} more").format(len(found.moves) - _TOLD))
        if found.stuck:
            lines.append(self.tr("No place, to the work list: {}").format(
                count(len(found.stuck), "visit")))  # fmt: skip
        return "\n".join(lines)

    def _answer(self) -> None:
        following = self._following() if self.anew.isChecked() else None
        self.answered.emit(self.keeps_rhythm, following)
        self.accept()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(label(self.heading(), "heading", wrap=True))
        if self.notes():
            column.addWidget(label(self.notes(), "warning", wrap=True))
        column.addSpacing(4)
        column.addWidget(self.only)
        column.addWidget(self.anew)
        self.changes.setContentsMargins(28, 0, 0, 4)
        column.addWidget(self.changes)
        column.addWidget(self._rhythm_part())
        column.addSpacing(8)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.keep_button)
        foot.addWidget(self.move_button)
        column.addLayout(foot)

    def _rhythm_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(self.tr("The next cycle is due"), "section"))
        due = self._move.next_due
        for choice, keeps, words in (
            (self.from_visit, False, self.tr("{}, counted from this visit")),
            (self.in_rhythm, True, self.tr("{}, in the old rhythm")),
        ):
            choice.setText(words.format(show_near_day(due[keeps])))
            column.addWidget(choice)
        part.setVisible(due[False] != due[True])
        return part
