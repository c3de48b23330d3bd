"""The one question when a visit of a course comes to another day: what comes along and follows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QRadioButton, QVBoxLayout, QWidget

from ivig_scheduler.domain.wording import count, listed, show_near_day
from ivig_scheduler.ui.schedule.move_words import (
    heading,
    notes,
    tell_along,
    tell_following,
    tell_leaving,
    tell_planning,
)
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.foot import sheet_foot
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.words import sentence

if TYPE_CHECKING:
    from ivig_scheduler.services.courses.compared_cycles import FollowingPlan
    from ivig_scheduler.services.courses.move_outlook import CourseMove

_WIDTH_PX, _INDENT_PX = 540, 28


class MoveQuestion(QDialog):
    """`answered` carries the move that was chosen, whether the rhythm is kept (None: it makes no
    difference), and the visits after it where they move too.

    Esc leaves the visit where it is.
    """

    answered = Signal(object, object, object)

    def __init__(self, move: "CourseMove", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alone, self._together = move, move.together
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("Move a visit"))
        self.together, self.this_day = QRadioButton(), QRadioButton()
        self.only, self.anew = QRadioButton(), QRadioButton()
        self.from_visit, self.in_rhythm = QRadioButton(), QRadioButton()
        self.along = label("", "quiet", wrap=True)
        self.apart = label("", "quiet", wrap=True)
        self.changes = label("", "quiet", wrap=True)
        self.warning = label("", "warning", wrap=True)
        self.move_button = button("", "primary")
        self.keep_button = button(self.tr("Leave it where it is"))
        self._choose_days()
        self._choose_first()
        self._days_part, self._after_part, self._rhythm_part = QWidget(), QWidget(), QWidget()
        self._lay_out()
        set_px(self, width=_WIDTH_PX)
        self.move_button.setDefault(True)
        self.move_button.clicked.connect(self._answer)
        self.keep_button.clicked.connect(self.reject)
        self._group(self.together, self.this_day).buttonClicked.connect(self._take_days)
        self._group(self.only, self.anew).buttonClicked.connect(self._show)
        self._group(self.from_visit, self.in_rhythm).buttonClicked.connect(self._show)
        self._show()
        self.move_button.setFocus()

    @property
    def chosen(self) -> "CourseMove":
        """The move as it is chosen so far: with the other days of the cycle, or without."""
        is_together = self._together is not None and self.together.isChecked()
        return self._together if self._together is not None and is_together else self._alone

    @property
    def keeps_rhythm(self) -> bool:
        """Whether the next cycle is due in the old rhythm."""
        return self.in_rhythm.isChecked()

    def heading(self) -> str:
        """Return what is about to happen: the day, and how far it is off."""
        return heading(self._alone)

    def notes(self) -> str:
        """Return what speaks against the day as far as the course is concerned."""
        return notes(self.chosen)

    def _group(self, *choices: QRadioButton) -> QButtonGroup:
        group = QButtonGroup(self)
        for choice in choices:
            group.addButton(choice)
        return group

    def _take_days(self) -> None:
        self._choose_first()
        self._show()

    def _choose_days(self) -> None:
        can_together = self._together is not None and not self._together.refused
        (self.together if can_together else self.this_day).setChecked(True)
        self.together.setEnabled(can_together)
        self.this_day.setEnabled(not self._alone.refused)

    def _choose_first(self) -> None:
        leaves_place = self.chosen.is_outside_window or self.chosen.passed is not None
        (self.anew if leaves_place else self.only).setChecked(True)
        (self.in_rhythm if self.chosen.keeps_rhythm else self.from_visit).setChecked(True)

    def _following(self) -> "FollowingPlan | None":
        return self.chosen.following.get(self.keeps_rhythm)

    def _show(self) -> None:
        found = self._following()
        self.warning.setText(self.notes())
        self.warning.setVisible(bool(self.notes()))
        self._show_days()
        self.only.setText(tell_leaving(self.chosen))
        self._after_part.setVisible(found is not None)
        if found is not None:
            self.anew.setText(tell_planning(self.chosen, found))
            self.changes.setText(tell_following(found))
        is_anew = found is not None and self.anew.isChecked()
        self.changes.setVisible(is_anew and bool(self.changes.text()))
        self._show_rhythms()
        moving = len(found.moves) + len(found.stuck) if found is not None and is_anew else 0
        visits = 1 + len(self.chosen.along) + moving
        self.move_button.setText(self.tr("Move {}").format(count(visits, "visit")))
        self.move_button.setEnabled(not self.chosen.refused)
        self.adjustSize()

    def _show_days(self) -> None:
        together = self._together
        self._days_part.setVisible(together is not None)
        if together is None:
            return
        days = count(len(together.cycle_days) + 1, "day")
        self.together.setText(self.tr("Move the {} of the cycle together").format(days))
        self.this_day.setText(self.tr("Move only this day"))
        left = listed(show_near_day(each.start.date()) for each in together.cycle_days)
        stays = self.tr("{0} on {1}").format(
            self.tr("The other day stays")
            if len(together.cycle_days) == 1
            else self.tr("The other days stay"),
            left,
        )
        self.along.setText(self._why_not(together) or tell_along(together))
        self.apart.setText(self._why_not(self._alone) or stays)

    def _why_not(self, move: "CourseMove") -> str:
        return self.tr("Not possible: {}").format(sentence(move.refused)) if move.refused else ""

    def _show_rhythms(self) -> None:
        due = self.chosen.next_due
        self._rhythm_part.setVisible(self.chosen.has_two_rhythms)
        for choice, keeps, words in (
            (self.from_visit, False, self.tr("{}, counted from this visit")),
            (self.in_rhythm, True, self.tr("{}, in the old rhythm")),
        ):
            choice.setText(words.format(show_near_day(due[keeps])) if keeps in due else "")

    def _answer(self) -> None:
        is_anew = self._following() is not None and self.anew.isChecked()
        keeps = self.keeps_rhythm if self.chosen.has_two_rhythms else None
        self.answered.emit(self.chosen, keeps, self._following() if is_anew else None)
        self.accept()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(label(self.heading(), "heading", wrap=True))
        column.addWidget(self.warning)
        days = (self.together, self.along, self.this_day, self.apart)
        self._fill(self._days_part, self.tr("The days of the cycle"), *days)
        after_it = self.tr("The visits after it") if self._together is not None else ""
        self._fill(self._after_part, after_it, self.only, self.anew, self.changes)
        rhythms = (self.from_visit, self.in_rhythm)
        self._fill(self._rhythm_part, self.tr("The next cycle is due"), *rhythms)
        for part in (self._days_part, self._after_part, self._rhythm_part):
            column.addWidget(part)
        column.addSpacing(8)
        column.addLayout(sheet_foot(self.keep_button, self.move_button))

    def _fill(self, part: QWidget, title: str, *widgets: QWidget) -> None:
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        if title:
            column.addWidget(label(title, "section"))
        for widget in widgets:
            if not isinstance(widget, QRadioButton):
                widget.setContentsMargins(_INDENT_PX, 0, 0, 4)
            column.addWidget(widget)
