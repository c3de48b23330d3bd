"""Which nurses are present on a day, from when to when: shifts less breaks and absences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.nursing import NurseDuty, Span
from ivig_scheduler.domain.records import Nurse, NurseAbsence, NurseBreak, Shift
from ivig_scheduler.domain.settings import Settings


@dataclass(frozen=True, slots=True)
class Roster:
    """Nurses with their weekly shifts and breaks, and the times they are away."""

    nurses: tuple[Nurse, ...]
    shifts: tuple[Shift, ...]
    breaks: tuple[NurseBreak, ...] = ()
    absences: tuple[NurseAbsence, ...] = ()

    def duties(self, day: date, settings: Settings) -> tuple[NurseDuty, ...]:
        """Return the nurses who are present at some time of a day, in their order."""
        patients, points = settings.whole("nurse.patients"), settings.whole("nurse.points")
        duties = (
            NurseDuty(
                nurse.id,
                nurse.name,
                self._spans(nurse.id, day),
                nurse.patients_at_once or patients,
                nurse.points_at_once or points,
            )
            for nurse in self.nurses
            if nurse.active
        )
        return tuple(duty for duty in duties if duty.spans)

    def _spans(self, nurse_id: UUID, day: date) -> tuple[Span, ...]:
        spans = _merged(
            (datetime.combine(day, shift.starts), datetime.combine(day, shift.ends))
            for shift in self.shifts
            if shift.nurse_id == nurse_id and shift.weekday == day.weekday()
        )
        if not spans:
            return ()
        for pause in self.breaks:
            if pause.nurse_id == nurse_id and pause.weekday == day.weekday():
                starts = datetime.combine(day, pause.starts)
                spans = _without(spans, starts, datetime.combine(day, pause.ends))
        midnight = datetime.combine(day, time())
        for away in self.absences:
            is_that_day = away.starts < midnight + timedelta(days=1) and away.ends > midnight
            if away.nurse_id == nurse_id and is_that_day:
                spans = _without(spans, away.starts, away.ends)
        return spans


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans with those that meet or overlap made one."""
    merged: list[Span] = []
    for starts, ends in sorted(spans):
        if merged and starts <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(ends, merged[-1][1]))
        elif ends > starts:
            merged.append((starts, ends))
    return tuple(merged)


def _without(spans: Iterable[Span], away_from: datetime, back_at: datetime) -> tuple[Span, ...]:
    """Return what is left of spans without [away_from, back_at)."""
    pieces = (
        piece
        for starts, ends in spans
        for piece in ((starts, min(ends, away_from)), (max(starts, back_at), ends))
    )
    return _merged(piece for piece in pieces if piece[0] < piece[1])
