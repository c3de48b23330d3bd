"""Where the times of a visit are corrected: its stamps, and those of its rates and pauses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.ui.clock.clock_panel import ClockPanel, moment_of, time_problems
from ivig_scheduler.ui.widgets.dates import TimeField


@dataclass(frozen=True, slots=True)
class KnownTime:
    """A time that can be corrected; its key is the stamp's name or the event's id."""

    key: str
    words: str
    moment: datetime | None


@dataclass(frozen=True, slots=True)
class TimesEntry:
    """The times that were typed otherwise than they were shown."""

    stamps: Mapping[str, datetime | None]
    events: Mapping[UUID, datetime]


class TimesPanel(ClockPanel):
    """A field for each time the visit has come to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("When was it really?", "Set the times", parent)
        self._day = date.min
        self._known: tuple[KnownTime, ...] = ()
        self._editors: dict[str, TimeField] = {}
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._lay_out([(self._rows,)])

    def open(self, day: date, known: Sequence[KnownTime]) -> None:
        """Ask anew, the focus on the first time."""
        self._day, self._known = day, tuple(known)
        for field in self._fields.values():
            field.hide()
            field.deleteLater()
        self._fields.clear()
        for place, each in enumerate(self._known):
            editor = TimeField()
            editor.show_time(each.moment.time() if each.moment else None)
            self._editors[each.key] = editor
            self._grid.addWidget(self._add(each.key, each.words, editor), place // 2, place % 2)
        self.show_problems(())
        self.show_effect("")
        self.show()
        self.confirm.setEnabled(False)
        if self._known:
            first = self.editor(self._known[0].key)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            first.selectAll()

    def editor(self, key: str) -> TimeField:
        """Return the field of a time."""
        return self._editors[key]

    def entry(self) -> TimesEntry | None:
        """Return what was typed otherwise, or None while nothing was or something is no time."""
        problems: list[Problem] = []
        stamps: dict[str, datetime | None] = {}
        events: dict[UUID, datetime] = {}
        for each in self._known:
            editor = self.editor(each.key)
            problems += time_problems(each.key, editor)
            moment = moment_of(editor, self._day)
            if editor.moment() == _shown(each.moment):
                continue
            if "-" not in each.key:
                stamps[each.key] = moment
            elif moment is not None:
                events[UUID(each.key)] = moment
        self.show_problems(problems)
        if problems or not (stamps or events):
            self.confirm.setEnabled(False)
            return None
        return TimesEntry(stamps, events)


def _shown(moment: datetime | None) -> time | None:
    return moment.time().replace(second=0, microsecond=0) if moment else None
