"""A visit that was cut, copied or taken from those set aside, until it is put down somewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from ivig_scheduler.domain.terms import MOVABLE
from ivig_scheduler.domain.wording import show_near_day
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.schedule.day_view import DayCanvas
from ivig_scheduler.ui.schedule.move_flow import MoveFlow
from ivig_scheduler.ui.schedule.picture import Bar

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.domain.clearance import Conflict
    from ivig_scheduler.domain.clearance.overriding import Override
    from ivig_scheduler.domain.errors import RuleBrokenError
    from ivig_scheduler.domain.records import Appointment
    from ivig_scheduler.services.day import Day, DayVisit
    from ivig_scheduler.services.moves import MovingVisit

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them


class How(Enum):
    """Where a carried visit comes from."""

    CUT = auto()
    COPIED = auto()
    SET_ASIDE = auto()


@dataclass(frozen=True)
class Carried:
    """A visit with what checks it anywhere, and where it comes from."""

    how: How
    visit: "DayVisit"
    moving: "MovingVisit"

    @property
    def appointment(self) -> "Appointment":
        """The visit as it stands, or stood."""
        return self.visit.appointment


class Carrying(QObject):
    """Keeps the visit that is carried over days and puts it down where it is dropped."""

    def __init__(
        self,
        desk: Desk,
        canvas: DayCanvas,
        flow: MoveFlow,
        refused: "Callable[[RuleBrokenError], None]",
    ) -> None:
        super().__init__(canvas)
        self._desk, self._canvas, self._flow, self._refused = desk, canvas, flow, refused
        self._carried: Carried | None = None

    @property
    def carried(self) -> Carried | None:
        """What is carried."""
        return self._carried

    def holds(self, appointment_id: UUID) -> bool:
        """Return whether the visit on its way over the canvas is the carried one."""
        is_it = self._carried is not None and self._carried.appointment.id == appointment_id
        return is_it and self._canvas.is_carrying

    def cut(self, appointment_id: UUID) -> None:
        """Take a visit along: it stays where it is until it is put down elsewhere."""
        self._load(appointment_id, How.CUT, self._tell_cut)

    def copy(self, appointment_id: UUID) -> None:
        """Take along the next cycle that waits, to be given like this visit."""
        self._load(appointment_id, How.COPIED, self._tell_copied)

    def take(self, appointment_id: UUID, day: "Day | None") -> None:
        """Take a visit that was set aside and begin to put it down on a day."""
        self._load(appointment_id, How.SET_ASIDE, lambda: self.paste(day))

    def paste(self, day: "Day | None") -> None:
        """Begin to put the carried visit down on a day: at its own time, in its own chair."""
        if self._carried is None:
            self._desk.tell(self.tr("Nothing is cut or copied: press Ctrl+X on a visit first"))
        elif day is not None and self._canvas.picture.rows:
            self._canvas.carry(self._bar_on(day, self._carried))

    def is_copied(self, appointment_id: UUID) -> bool:
        """Whether the visit on its way is a copy: what it books cannot let a check pass."""
        is_copy = self._carried is not None and self._carried.how is How.COPIED
        return is_copy and self.holds(appointment_id)

    def check(self, day: "Day", chair_id: UUID, start: datetime) -> "tuple[Conflict, ...] | None":
        """Return every reason against the carried visit at a place."""
        from ivig_scheduler.services.appointments import check_move

        if self._carried is None:
            return None
        return check_move(
            day.facts_at(self._desk.local_now()), self._carried.moving, chair_id, start
        )

    def put_down(self, chair_id: UUID, start: datetime, override: "Override | None" = None) -> None:
        """Put the carried visit into a chair at a local start."""
        carried = self._carried
        if carried is None:
            self._canvas.put_back()
            return
        before = carried.appointment
        if carried.how is How.CUT:
            self._flow.move(before, chair_id, start, override)
            self._carried = None
        elif carried.how is How.COPIED:
            from ivig_scheduler.services.copies import book_like

            self._act(lambda work: book_like(work, before, chair_id, start))
        else:
            from ivig_scheduler.services.set_aside import put_back

            self._act(lambda work: put_back(work, before, chair_id, start, override))

    def _act(self, service: "Callable[..., ChangeSet]") -> None:
        self._desk.act(service, then=lambda _changes: self._forget(), refused=self._refused)

    def _forget(self) -> None:
        self._carried = None

    def _load(self, appointment_id: UUID, how: How, then: Callable[[], None]) -> None:
        from ivig_scheduler.services.copies import load_copy
        from ivig_scheduler.services.day import load_day_visit
        from ivig_scheduler.services.moving_visits import load_moving_visit
        from ivig_scheduler.storage.reader import Reader

        def load(store: Reader) -> Carried:
            visit = load_day_visit(store, appointment_id)
            read = load_copy if how is How.COPIED else load_moving_visit
            return Carried(how, visit, read(store, visit.appointment))

        def take(found: Carried) -> None:
            status = found.appointment.status
            if how is How.CUT and status not in MOVABLE:
                self._desk.tell(
                    self.tr("The visit is {0}: it can no longer be moved").format(status)
                )
                return
            self._carried = found
            then()

        self._desk.read(load, take, view="schedule.carry", refused=self._refused)

    def _tell_cut(self) -> None:
        self._desk.tell(self.tr("Cut: go to a day and press Ctrl+V; it stays until then"))

    def _tell_copied(self) -> None:
        if self._carried is not None:
            due = self._carried.moving.due_day
            number = self._carried.moving.appointment.cycle_number
            when = self.tr(", due {0}").format(show_near_day(due)) if due else ""
            told = self.tr("Copied for cycle {0}{1}: go to a day and press Ctrl+V")
            self._desk.tell(told.format(number, when))

    def _bar_on(self, day: "Day", carried: Carried) -> Bar:
        from dataclasses import replace

        from ivig_scheduler.domain.records import Appointment
        from ivig_scheduler.ui.schedule.bar_maker import make_bar

        stood = carried.appointment
        by = timedelta(days=(day.day - stood.start.date()).days)
        there: Appointment = stood.model_copy(
            update={
                "start": stood.start + by,
                "end": stood.end + by,
                "held_until": stood.held_until + by,
            }
        )
        rows = [row.chair_id for row in self._canvas.picture.rows]
        row = rows.index(stood.chair_id) if stood.chair_id in rows else 0
        bar = make_bar(replace(carried.visit, appointment=there), day, row, {})
        return replace(bar, can_move=True)
