"""The questions of the clock: how each opens, what its entry would do, and the act it becomes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol

from ivig_scheduler.domain.progress import (
    STAMP_WORDS,
    find_stamp_problems,
    stamps_come_to,
    times_of,
)
from ivig_scheduler.domain.records import VisitEvent
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import VisitEventKind
from ivig_scheduler.services.clock.infusions import pause_infusion, record_rate, resume_infusion
from ivig_scheduler.services.clock.rates import find_rate_problems
from ivig_scheduler.services.clock.times import correct_times
from ivig_scheduler.services.visit_file import VisitFile
from ivig_scheduler.ui.clock.clock_panel import ClockPanel
from ivig_scheduler.ui.clock.clock_value import tell_effect
from ivig_scheduler.ui.clock.pause_panel import PausePanel
from ivig_scheduler.ui.clock.rate_panel import RatePanel
from ivig_scheduler.ui.clock.times_panel import KnownTime, TimesPanel
from ivig_scheduler.ui.visit.words import pump_rate
from ivig_scheduler.ui.words import sentence

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.services.dispatcher import Work

    Act = Callable[[Work], ChangeSet]

_EVENT_WORDS = {
    VisitEventKind.RATE: "New rate",
    VisitEventKind.PAUSE: "Paused",
    VisitEventKind.RESUME: "Resumed",
}


class Ask(Protocol):
    """A question about a visit, asked with a panel."""

    @property
    def panel(self) -> ClockPanel: ...

    def open(self, file: VisitFile, now: datetime) -> None:
        """Ask anew."""

    def preview(self, file: VisitFile, now: datetime) -> None:
        """Tell what the entry would do, and what is wrong with it."""

    def act(self, file: VisitFile, *, is_confirmed: bool) -> "Act | None":
        """Return the act of the entry, or None while it cannot be read."""


class RateAsk:
    """A new rate of the pump; or, resuming, the pump runs again."""

    def __init__(self, *, is_resuming: bool) -> None:
        self._is_resuming = is_resuming
        self.panel = RatePanel(is_resuming=is_resuming)

    def open(self, file: VisitFile, now: datetime) -> None:
        """Ask anew, the rate that runs or ran shown in the empty field."""
        self.panel.open(file.appointment.start.date(), _last_rate(file, now), _settings(file))

    def preview(self, file: VisitFile, now: datetime) -> None:
        """Tell the new end, and every ceiling the rate is above."""
        entry = self.panel.entry()
        if entry is None:
            self.panel.show_effect("")
            return
        if entry.ml_per_h is not None:
            problems = find_rate_problems(entry.ml_per_h, file.limits, _settings(file))
            self.panel.show_problems(problems)
        event = VisitEvent(
            appointment_id=file.appointment.id,
            at=entry.at or now,
            what=VisitEventKind.RESUME if self._is_resuming else VisitEventKind.RATE,
        ).model_copy(update={"ml_per_h": entry.ml_per_h, "expected_minutes": entry.held_minutes})
        is_rate = entry.ml_per_h is None or entry.ml_per_h > 0
        self.panel.show_effect(tell_effect(file, now, (event,)) if is_rate else "")

    def act(self, file: VisitFile, *, is_confirmed: bool) -> "Act | None":
        """Return the act of the entry."""
        entry = self.panel.entry()
        if entry is None:
            return None
        what = {
            "before": file.appointment,
            "ml_per_h": entry.ml_per_h,
            "held_minutes": entry.held_minutes,
            "at": entry.at,
            "is_confirmed": is_confirmed,
        }
        if self._is_resuming:
            return partial(resume_infusion, **what)  # type: ignore[arg-type]
        return partial(record_rate, **what, cause=entry.cause)  # type: ignore[arg-type]


class PauseAsk:
    """The pump stands still."""

    def __init__(self) -> None:
        self.panel = PausePanel()

    def open(self, file: VisitFile, now: datetime) -> None:
        """Ask anew."""
        del now
        self.panel.open(file.appointment.start.date())

    def preview(self, file: VisitFile, now: datetime) -> None:
        """Tell the new end; of a pause without minutes, as if it were over now."""
        entry = self.panel.entry()
        if entry is None:
            self.panel.show_effect("")
            return
        event = VisitEvent(
            appointment_id=file.appointment.id,
            at=entry.at or now,
            what=VisitEventKind.PAUSE,
            expected_minutes=entry.expected_minutes,
        )
        self.panel.show_effect(tell_effect(file, now, (event,)))

    def act(self, file: VisitFile, *, is_confirmed: bool) -> "Act | None":
        """Return the act of the entry."""
        del is_confirmed
        entry = self.panel.entry()
        if entry is None:
            return None
        return partial(
            pause_infusion,
            before=file.appointment,
            cause=entry.cause,
            expected_minutes=entry.expected_minutes,
            at=entry.at,
            note=entry.note,
        )


class TimesAsk:
    """When it really was."""

    def __init__(self) -> None:
        self.panel = TimesPanel()

    def open(self, file: VisitFile, now: datetime) -> None:
        """Ask anew, with every time that the visit has come to."""
        del now
        self.panel.open(file.appointment.start.date(), known_times(file))

    def preview(self, file: VisitFile, now: datetime) -> None:
        """Tell the new end, and what is wrong with the times."""
        entry = self.panel.entry()
        if entry is None:
            self.panel.show_effect("")
            return
        wanted = times_of(file.appointment) | dict(entry.stamps)
        events = tuple(
            each.model_copy(update={"at": entry.events.get(each.id, each.at)})
            for each in file.events
        )
        problems = find_stamp_problems(file.appointment, wanted, events, now)
        self.panel.show_problems(problems)
        corrected = file.appointment.model_copy(update=wanted)
        then = replace(file, appointment=corrected, events=events)
        self.panel.show_effect("" if problems else tell_effect(file, now, then=then))

    def act(self, file: VisitFile, *, is_confirmed: bool) -> "Act | None":
        """Return the act of the entry."""
        del is_confirmed
        entry = self.panel.entry()
        if entry is None:
            return None
        return partial(
            correct_times,
            before=file.appointment,
            times=entry.stamps,
            event_times=entry.events,
        )


def known_times(file: VisitFile) -> tuple[KnownTime, ...]:
    """Return the times that can be corrected: the stamps come to, then rates and pauses."""
    times = times_of(file.appointment)
    stamps = tuple(
        KnownTime(name, sentence(STAMP_WORDS[name].removeprefix("the ")), times[name])
        for name in stamps_come_to(file.appointment.status)
    )
    return stamps + tuple(
        KnownTime(str(each.id), _EVENT_WORDS[each.what], each.at) for each in file.events
    )


def _settings(file: VisitFile) -> Settings:
    return file.moving.planner.context.settings


def _last_rate(file: VisitFile, now: datetime) -> str:
    """Return the rate that runs, or that ran before the pause."""
    infusion = file.expect(now).infusion
    if infusion is None:
        return ""
    run = [each for each in infusion.stretches if each.start_minute <= infusion.now_minute]
    rates = [each.ml_per_h for each in run if each.ml_per_h]
    return pump_rate(rates[-1], _settings(file).amount("dose.pump_step")) if rates else ""
