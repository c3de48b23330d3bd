"""What the clock of a visit says, as plain values: rows, what stands out, and what can be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ivig_scheduler.domain.progress import (
    UNDER_WAY,
    Going,
    InfusionProgress,
    VisitProgress,
    minutes_awaited,
)
from ivig_scheduler.domain.quantities import round_up_to, show, show_minutes
from ivig_scheduler.domain.records import VisitEvent
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.domain.wording import show_time
from ivig_scheduler.services.visit_file import VisitFile
from ivig_scheduler.ui.inspector_value import Row
from ivig_scheduler.ui.visit.words import pump_rate

#: A visit that runs over is made longer by whole steps of so many minutes.
_LONGER_BY = 5


@dataclass(frozen=True, slots=True)
class ClockValue:
    """The clock of a visit; `alerts` stand out, `longer_by` would take in what it runs over."""

    rows: tuple[Row, ...] = ()
    alerts: tuple[str, ...] = ()
    longer_by: int = 0
    can_set_rate: bool = False
    can_pause: bool = False
    can_resume: bool = False
    can_go_on: bool = False
    can_correct: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say yet."""
        return not self.rows and not self.alerts and not self.can_correct


def describe_clock(file: VisitFile, progress: VisitProgress, now: datetime) -> ClockValue:
    """Return what the clock of a visit says at the site's clock `now`."""
    visit = file.appointment
    settings = file.moving.planner.context.settings
    late = minutes_awaited(visit, now, settings.whole("clock.late_after"))
    if late:
        told = f"Expected at {show_time(visit.start)}, not here for {show_minutes(late)}"
        return ClockValue(alerts=(told,))
    rows = (*_times(file), *_infusion_rows(file, progress), *_end_rows(file, progress))
    infusion = progress.infusion if visit.status is Status.INFUSING else None
    runs = infusion is not None and not infusion.is_complete
    is_paused = infusion is not None and infusion.pause is not None
    running = infusion.running if infusion else None
    return ClockValue(
        rows,
        _alerts(file, progress, infusion),
        _longer_by(file, progress),
        can_set_rate=runs and not is_paused,
        can_pause=runs and not is_paused,
        can_resume=is_paused,
        can_go_on=runs and running is not None and running.how is Going.HELD,
        can_correct=any(name is not None for name in _stamped(file)),
    )


def tell_effect(
    file: VisitFile,
    now: datetime,
    further: Iterable[VisitEvent] = (),
    then: VisitFile | None = None,
) -> str:
    """Return what events, or another visit's times, would do: the new end, and who waits for it."""
    before = file.expect(now)
    after = (then or file).expect(now, *further)
    if before.leaves is None or after.leaves is None:
        return ""
    minutes = int((after.leaves - before.leaves).total_seconds() // 60)
    moved = f"{show_minutes(abs(minutes))} {'later' if minutes > 0 else 'earlier'} than now"
    told = f"The visit then ends {show_time(after.leaves)}, {moved if minutes else 'as now'}."
    waits = _tell_waits(file, after)
    return f"{told} {waits}." if waits else told


def _stamped(file: VisitFile) -> tuple[datetime | None, ...]:
    visit = file.appointment
    return (visit.arrived_at, visit.actual_start, visit.infusion_start, visit.infusion_end)


def _times(file: VisitFile) -> tuple[Row, ...]:
    visit = file.appointment
    said = (
        ("arrived", visit.arrived_at),
        ("sat down", visit.actual_start),
        ("infusion from", visit.infusion_start),
        ("to", visit.infusion_end),
        ("left", visit.actual_end),
    )
    told = ", ".join(f"{words} {show_time(moment)}" for words, moment in said if moment)
    return (Row("Times", "", told.replace(", to ", " to ")),) if told else ()


def _infusion_rows(file: VisitFile, progress: VisitProgress) -> tuple[Row, ...]:
    infusion = progress.infusion
    if infusion is None:
        return ()
    given = Row("Given", f"{show(infusion.given_ml, 1)} mL", f" of {show(infusion.volume_ml, 1)}")
    if file.appointment.status is not Status.INFUSING:
        end = file.appointment.infusion_end or infusion.ends
        so_far = file.expect(end).infusion
        ml = show(so_far.given_ml, 1) if so_far else ""
        return (Row("Given", f"{ml} mL", f" of {show(infusion.volume_ml, 1)} by the rates"),)
    step = file.moving.planner.context.settings.amount("dose.pump_step")
    found = [Row("Rate", *_rate_words(file, infusion)), given]
    change = infusion.next_change
    if change is not None and not infusion.is_complete:
        rate = f", {pump_rate(change.ml_per_h, step)} mL/h"
        found.append(Row("Next rate", show_time(change.start), rate))
    found.append(Row("Infusion ends", show_time(progress.infusion_ends)))
    return tuple(found)


def _rate_words(file: VisitFile, infusion: InfusionProgress) -> tuple[str, str]:
    if infusion.pause is not None:
        cause = f", {infusion.pause.cause}" if infusion.pause.cause else ""
        return "Paused", f" since {show_time(infusion.pause.at)}{cause}"
    running = infusion.running
    if running is None:
        return "0 mL/h", ", all is in by the rates"
    step = file.moving.planner.context.settings.amount("dose.pump_step")
    rate = f"{pump_rate(running.ml_per_h, step)} mL/h"
    if running.how is Going.HELD:
        return rate, ", set by hand"
    return rate, f", step {running.rung + 1} of {max(len(file.ladder), running.rung + 1)}"


def _end_rows(file: VisitFile, progress: VisitProgress) -> tuple[Row, ...]:
    if file.appointment.status not in UNDER_WAY or progress.leaves is None:
        return ()
    booked = file.appointment.end
    rest = "" if progress.leaves == booked else f", booked to {show_time(booked)}"
    return (Row("Visit ends", show_time(progress.leaves), rest),)


def _alerts(
    file: VisitFile, progress: VisitProgress, infusion: InfusionProgress | None
) -> tuple[str, ...]:
    found = []
    settings = file.moving.planner.context.settings
    if infusion is not None and infusion.is_complete and infusion.pause is None:
        found.append(f"By the rates all was in at {show_time(infusion.ends)}")
    waits = _tell_waits(file, progress)
    over = progress.overrun_minutes
    if file.appointment.status in UNDER_WAY and (
        over > settings.whole("clock.over_after") or waits
    ):
        told = f"Ends {show_minutes(over)} later than booked" if over else ""
        found.append("; ".join(part for part in (told, waits) if part))
    return tuple(found)


def _tell_waits(file: VisitFile, progress: VisitProgress) -> str:
    following = file.next_in_chair
    if following is None:
        return ""
    start = following.appointment.start
    minutes = progress.minutes_into(start)
    if not minutes:
        return ""
    name = following.patient.family_name
    return f"{name}, next in the chair at {show_time(start)}, waits {show_minutes(minutes)}"


def _longer_by(file: VisitFile, progress: VisitProgress) -> int:
    """Return by how many minutes the booking is made longer so that it holds what is expected."""
    if file.appointment.status not in UNDER_WAY or not progress.overrun_minutes:
        return 0
    return round_up_to(progress.overrun_minutes, _LONGER_BY)
