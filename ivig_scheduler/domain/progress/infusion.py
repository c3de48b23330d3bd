"""An infusion on its way: what has been given, at which rate, and the steps still to come.

The rule, as nurses work and labels ask ("slow or stop the infusion; it may be resumed at a rate at
which the symptoms subsided", such as Gamunex-C, section 2):
- With nothing entered the infusion goes up its ladder (see `ladder`), minute by minute.
- A rate entered by hand holds until the next entry. With `expected_minutes` it holds for so long,
  and then the table goes on with the first step above it.
- A RATE without mL/h means: go on with the table now, with the first step above the rate that runs.
- A pause stops the pump and the step's minutes. It lasts its expected minutes, and in any case
  until now. Resumed without a rate, the infusion goes on where it was in its step.
All amounts are exact fractions; minutes are elapsed minutes, whatever the clocks do.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from ivig_scheduler.domain.elapsed import minutes_between, moment_after
from ivig_scheduler.domain.progress.ladder import Rung, ladder_of
from ivig_scheduler.domain.progress.pump import Going, Pump, Stretch
from ivig_scheduler.domain.records import Plan, VisitEvent

_HOUR = 60


@dataclass(frozen=True, slots=True)
class StepAhead:
    """A step still to come, or what is left of the one that runs; `start` is the site's clock."""

    start: datetime
    minutes: Fraction
    ml_per_h: Fraction
    how: Going
    is_running: bool = False


@dataclass(frozen=True, slots=True)
class InfusionProgress:
    """An infusion as it went and is expected to go on, as of `now_minute` after its start.

    `stretches` cover it from its start to its last drop. `pause` is the pause that lasts now.
    """

    started: datetime
    zone: str
    volume_ml: Fraction
    stretches: tuple[Stretch, ...]
    now_minute: Fraction
    pause: VisitEvent | None = None

    @property
    def minutes(self) -> Fraction:
        """Its exact length, pauses included."""
        return self.stretches[-1].end_minute

    @property
    def ends(self) -> datetime:
        """When the last drop is in, on the site's clock, rounded up to a whole minute."""
        return moment_after(self.started, math.ceil(self.minutes), self.zone)

    @property
    def is_complete(self) -> bool:
        """Whether all is in by now."""
        return self.now_minute >= self.minutes

    @property
    def given_ml(self) -> Fraction:
        """What is in by now, exactly."""
        return self.given_by(self.now_minute)

    @property
    def running(self) -> Stretch | None:
        """The stretch in which now lies; None before the start and after the end."""
        for each in self.stretches:
            if each.start_minute <= self.now_minute < each.end_minute:
                return each
        return None

    @property
    def ml_per_h(self) -> Fraction:
        """The rate now; 0 while it is paused, and when all is in."""
        running = self.running
        return Fraction(0) if self.pause or running is None else running.ml_per_h

    @property
    def ahead(self) -> tuple[StepAhead, ...]:
        """What is left of the running step, and every step after it."""
        return tuple(
            StepAhead(
                self.moment(max(each.start_minute, self.now_minute)),
                each.end_minute - max(each.start_minute, self.now_minute),
                each.ml_per_h,
                each.how,
                each.start_minute <= self.now_minute,
            )
            for each in self.stretches
            if each.end_minute > self.now_minute
        )

    @property
    def next_change(self) -> StepAhead | None:
        """The next step at another rate, or None where the rate stays to the end."""
        following = (each for each in self.ahead if not each.is_running)
        return next((each for each in following if each.ml_per_h != self.ml_per_h), None)

    def given_by(self, minute: Fraction) -> Fraction:
        """Return what is in by a minute after the start, in mL."""
        parts = (
            each.ml_per_h * min(max(minute - each.start_minute, Fraction(0)), each.minutes)
            for each in self.stretches
        )
        return sum(parts, Fraction(0)) / _HOUR

    def moment(self, minute: Fraction) -> datetime:
        """Return a minute after the start on the site's clock."""
        return moment_after(self.started, minute, self.zone)


def follow_infusion(
    plan: Plan,
    infusion_start: datetime,
    events: Iterable[VisitEvent],
    now: datetime,
    *,
    zone: str = "UTC",
    ladder: Sequence[Rung] = (),
) -> InfusionProgress | None:
    """Return how an infusion begun at `infusion_start` stands at `now`; both on the site's clock.

    `ladder` is that of `ladder_of`; by default it is the plan's own. None for a plan without steps,
    which says nothing about rates.
    """
    rungs = tuple(ladder) or ladder_of(plan)
    if not rungs:
        return None
    now_minute = minutes_between(infusion_start, now, zone)
    pump = Pump(plan.volume_ml, rungs)
    for event in in_order(events):
        at = max(minutes_between(infusion_start, event.at, zone), Fraction(0))
        pump.run(at)
        if pump.is_done:
            break
        pump.take(event)
    pause = pump.pause
    pump.finish(now_minute)
    return InfusionProgress(
        infusion_start, zone, plan.volume_ml, tuple(pump.stretches), now_minute, pause
    )


def in_order(events: Iterable[VisitEvent]) -> tuple[VisitEvent, ...]:
    """Return events in the order of their times."""
    return tuple(sorted(events, key=lambda each: each.at))
