"""An entry of the waiting list beside a place that fits it, and what is offered first."""

from dataclasses import dataclass
from datetime import date, datetime

from ivig_scheduler.domain.records import Appointment, Product
from ivig_scheduler.services.moves import PlannedMove
from ivig_scheduler.services.waiting.entries import BY_NEED, WaitingLine
from ivig_scheduler.services.waiting.slots import Slot


@dataclass(frozen=True)
class Match:
    """An entry's visit at a place that fits it: `there`, in the free time `gap`."""

    line: WaitingLine
    visit: Appointment
    product: Product
    there: PlannedMove
    gap: Slot
    due_day: date | None
    window_days: int

    @property
    def days_earlier(self) -> int:
        """How many days earlier than now the visit would be."""
        return (self.visit.start.date() - self.there.start.date()).days

    @property
    def spare_minutes(self) -> int:
        """How long the chair stays free beside the visit, in minutes."""
        held = self.there.held_until - self.there.start
        return max(0, self.gap.minutes - int(held.total_seconds()) // 60)

    @property
    def days_outside(self) -> int:
        """How many days outside the order's window the place is; 0 inside it."""
        if self.due_day is None:
            return 0
        return max(0, abs((self.there.start.date() - self.due_day).days) - self.window_days)

    @property
    def rank(self) -> tuple[int, int, int, int, datetime]:
        """What is offered first: need, window, length that fits, how much earlier, since when."""
        entry = self.line.entry
        need = BY_NEED.index(entry.need)
        return need, self.days_outside, self.spare_minutes, -self.days_earlier, entry.since


@dataclass(frozen=True)
class SlotMatches:
    """A free time of a chair, and who fits in, the best first."""

    gap: Slot
    chair: str
    matches: tuple[Match, ...]
