"""The question for which visits of a course a change holds, each answer with its count."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from ivig_scheduler.domain.wording import count, show_near_day
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.widgets.kind import label

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from ivig_scheduler.domain.records import Cycle
    from ivig_scheduler.services.courses.ahead import Scope, ScopeCount
    from ivig_scheduler.services.courses.courses import CourseFile
    from ivig_scheduler.storage.reader import Reader

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them
THIS, FOLLOWING, ALL = "this visit", "this and following", "all"


class ScopeQuestion(QWidget):
    """Asks about "this" cycle, it and the following, or all that is still to come."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._counts: Mapping[str, ScopeCount] = {}
        self.cycle: Cycle | None = None
        self.choices = {key: QRadioButton() for key in (THIS, FOLLOWING, ALL)}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(self.tr("For which visits?"), "section"))
        for choice in self.choices.values():
            self._group.addButton(choice)
            column.addWidget(choice)
        self.choices[ALL].setChecked(True)
        self._group.buttonClicked.connect(lambda _button: self.changed.emit())

    def ask(self, file: "CourseFile", marked: "Cycle | None") -> None:
        """Ask about a course; "this" is the marked cycle where it is to come, else the next one."""
        now, course_id = self._desk.local_now(), file.course.id
        visits = {each.cycle.id: each.visits for each in file.cycles}
        first = _first_to_come(file, now)
        self.cycle = marked if marked is not None and _is_to_come(visits, marked, now) else first
        self._counts = {}
        self._show()
        self.choices[FOLLOWING if marked is self.cycle and marked else ALL].setChecked(True)
        cycle_id = self.cycle.id if self.cycle else None
        self._desk.read(
            lambda store: _count(store, course_id, cycle_id, now), self._take, view="courses.scope"
        )

    def scope(self) -> "Scope":
        """Return what is chosen."""
        from ivig_scheduler.services.courses.ahead import Scope

        return Scope(self._chosen())

    def count(self) -> "ScopeCount | None":
        """Return how many visits change and stay by what is chosen; None until it is known."""
        return self._counts.get(self._chosen())

    def _chosen(self) -> str:
        return next(key for key, choice in self.choices.items() if choice.isChecked())

    def _take(self, counts: "Mapping[str, ScopeCount]") -> None:
        self._counts = counts
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        cycle = self.cycle
        which = self.tr("cycle {0}, due {1}").format(
            cycle.number, show_near_day(cycle.due_day)
        ) if cycle else self.tr("no cycle is to come")  # fmt: skip
        words = {
            THIS: self.tr("Only this one: {}").format(which),
            FOLLOWING: self.tr("This and the following"),
            ALL: self.tr("All that are to come"),
        }
        for key, choice in self.choices.items():
            found = self._counts.get(key)
            told = ""
            if found is not None:
                changed = count(found.changed, "visit changes", "visits change")
                told = self.tr("  ·  {0}, {1} stay").format(changed, found.kept)
            choice.setText(words[key] + told)
            choice.setEnabled(cycle is not None)


def _count(
    store: "Reader", course_id: "UUID", cycle_id: "UUID | None", now: "datetime"
) -> "Mapping[str, ScopeCount]":
    from ivig_scheduler.services.courses.ahead import Scope, count_scope

    scopes = Scope if cycle_id is not None else ()
    return {str(each): count_scope(store, course_id, each, cycle_id, now) for each in scopes}


def _is_to_come(visits: Mapping[Any, Any], cycle: "Cycle", now: "datetime") -> bool:
    from ivig_scheduler.domain.terms import CHAIR_FREE
    from ivig_scheduler.services.courses.ahead import is_ahead

    standing = [each for each in visits.get(cycle.id, ()) if each.status not in CHAIR_FREE]
    return bool(standing) and all(is_ahead(each, now) for each in standing)


def _first_to_come(file: "CourseFile", now: "datetime") -> "Cycle | None":
    visits = {each.cycle.id: each.visits for each in file.cycles}
    return next((e.cycle for e in file.cycles if _is_to_come(visits, e.cycle, now)), None)


def is_over(file: "CourseFile", now: "datetime") -> bool:
    """Return whether no visit of a course is to come any more."""
    return _first_to_come(file, now) is None
