"""The pump of an infusion, walked along from its start to its last drop, exactly.

See `infusion` for the rule it goes by.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from ivig_scheduler.domain.progress.ladder import Rung
from ivig_scheduler.domain.quantities import exact
from ivig_scheduler.domain.records import VisitEvent
from ivig_scheduler.domain.terms import VisitEventKind

_HOUR = 60


class Going(StrEnum):
    """By what an infusion runs."""

    TABLE = "table"
    HELD = "held"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some minutes at one rate, counted from the start of the infusion; paused ones have 0 mL/h.

    `rung` is the place in the ladder, and of a held rate the one it goes on from.
    """

    start_minute: Fraction
    minutes: Fraction
    ml_per_h: Fraction
    how: Going
    rung: int
    limited_by: str = ""

    @property
    def end_minute(self) -> Fraction:
        """The minute at which it is over."""
        return self.start_minute + self.minutes

    @property
    def volume_ml(self) -> Fraction:
        """What runs in during it."""
        return self.ml_per_h * self.minutes / _HOUR


@dataclass
class Pump:
    """Walks along an infusion; `left` are the minutes left of the rung or of the held rate."""

    volume: Fraction
    ladder: tuple[Rung, ...]
    minute: Fraction = Fraction(0)
    given: Fraction = Fraction(0)
    rung: int = 0
    held: Fraction | None = None
    pause: VisitEvent | None = None
    stretches: list[Stretch] = field(default_factory=list)
    _paused_at: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        self.left = self.ladder[0].minutes

    @property
    def is_done(self) -> bool:
        """Whether all is in."""
        return self.given >= self.volume

    @property
    def rate(self) -> Fraction:
        """The rate in mL/h while it is not paused."""
        return self.ladder[self.rung].ml_per_h if self.held is None else self.held

    def run(self, until: Fraction | None) -> None:
        """Go on to a minute, or to the last drop."""
        while not self.is_done and (until is None or self.minute < until):
            if self.pause is not None and until is not None:
                self._add(until - self.minute, Fraction(0), Going.PAUSED)
                return
            spans = [(self.volume - self.given) * _HOUR / self.rate]
            spans += [] if self.left is None else [self.left]
            spans += [] if until is None else [until - self.minute]
            span = min(spans)
            self._add(span, self.rate, Going.TABLE if self.held is None else Going.HELD)
            if self.left is not None:
                self.left -= span
                if not self.left:
                    self._climb()

    def take(self, event: VisitEvent) -> None:
        """Let an event happen at the minute that was come to."""
        if event.what is VisitEventKind.PAUSE:
            self.pause, self._paused_at = event, self.minute
            return
        if event.what is VisitEventKind.RESUME:
            self.pause = None
        if event.ml_per_h is not None:
            self.held = exact(event.ml_per_h)
            hold = event.expected_minutes
            self.left = None if hold is None else Fraction(hold)
        elif event.what is VisitEventKind.RATE:
            self._climb()

    def finish(self, now: Fraction) -> None:
        """Go on to the end; a pause that lasts is over when it was expected to be, or now."""
        if self.pause is not None:
            until = max(now, self.minute)
            if self.pause.expected_minutes is not None:
                until = max(until, self._paused_at + self.pause.expected_minutes)
            self.run(until)
            self.pause = None
        self.run(None)

    def _climb(self) -> None:
        """Go on with the first step of the table above the rate that runs, where there is one."""
        above = (
            place
            for place, each in enumerate(self.ladder)
            if (each.is_above(self.held) if self.held is not None else place > self.rung)
        )
        place = next(above, None)
        if place is None:
            self.left = None
            return
        self.held, self.rung, self.left = None, place, self.ladder[place].minutes

    def _add(self, minutes: Fraction, rate: Fraction, how: Going) -> None:
        limited = self.ladder[self.rung].limited_by if how is Going.TABLE else ""
        last = self.stretches[-1] if self.stretches else None
        known = (rate, how, self.rung)
        if minutes:
            if last is not None and (last.ml_per_h, last.how, last.rung) == known:
                start, minutes_in_all = last.start_minute, last.minutes + minutes
                self.stretches[-1] = Stretch(start, minutes_in_all, rate, how, self.rung, limited)
            else:
                self.stretches.append(Stretch(self.minute, minutes, rate, how, self.rung, limited))
        self.minute += minutes
        self.given += rate * minutes / _HOUR
