"""Planning and booking a series: what is booked is exactly what was shown."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ivig_scheduler.ui.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.domain.errors import RuleBrokenError
    from ivig_scheduler.planning.series import Wish
    from ivig_scheduler.services.courses.courses import SeriesPlan
    from ivig_scheduler.services.dispatcher import Work
    from ivig_scheduler.services.orders.form import OrderDraft
    from ivig_scheduler.services.orders.sheets import OrderSheet
    from ivig_scheduler.storage.reader import Reader
    from ivig_scheduler.ui.courses.series_lines import LineKey


class SeriesDesk(QObject):
    """`planned` carries a SeriesPlan, `booked` a ChangeSet, `refused` why neither came about.

    `busy_changed` tells whether a booking is under way.
    """

    planned = Signal(object)
    booked = Signal(object)
    refused = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._draft: OrderDraft | None = None
        self.is_busy = False
        desk.troubled.connect(lambda _problem, _remedy: self.free())

    def plan(
        self,
        draft: "OrderDraft",
        sheet: "OrderSheet",
        wishes: "Mapping[LineKey, Wish]",
        skipped: frozenset[int],
    ) -> bool:
        """Plan the series of an order; return whether its cycles are other ones than before."""
        is_other = self._draft is not None and _span(self._draft) != _span(draft)
        self._draft = draft
        asked = {} if is_other else dict(wishes)
        left_out: frozenset[int] = frozenset() if is_other else skipped
        now = self._desk.local_now()

        def plan(store: "Reader") -> "SeriesPlan":
            from ivig_scheduler.services.courses.courses import plan_course  # noqa: PLC0415 - slow

            return plan_course(store, draft, sheet, asked, left_out, now=now)

        self._desk.read(
            plan, self.planned.emit, view=f"series_desk.{id(self)}", refused=self._refuse
        )
        return is_other

    def book(self, plan: "SeriesPlan") -> None:
        """Book a series as it is shown; nothing while a booking is under way."""
        from ivig_scheduler.services.courses.booking import book_course  # noqa: PLC0415 - slow

        draft, cycles = self._draft, plan.cycles
        if draft is None or self.is_busy:
            return
        self._set_busy(is_busy=True)

        def book(work: "Work") -> "ChangeSet":
            return book_course(work, draft, cycles)

        self._desk.act(book, then=self._finish, refused=self._refuse)

    def free(self) -> None:
        """Let the user book again, whatever became of the booking before."""
        self._set_busy(is_busy=False)

    def forget(self) -> None:
        """Forget the order that was planned."""
        self._draft = None
        self.free()

    def _finish(self, changes: "ChangeSet") -> None:
        self.free()
        self.booked.emit(changes)

    def _refuse(self, error: "RuleBrokenError") -> None:
        self.refused.emit(error)
        self.free()

    def _set_busy(self, *, is_busy: bool) -> None:
        if is_busy != self.is_busy:
            self.is_busy = is_busy
            self.busy_changed.emit(is_busy)


def _span(draft: "OrderDraft") -> tuple[str, ...]:
    """Return the answers that decide which cycles there are: others leave the wishes standing."""
    return (draft.first_day, draft.interval_days, draft.days_per_cycle)
