"""Sharing out many days at once: the least busy nurse who can takes each visit, day beside day.

A day on which that works is one whose visits can be shared out; of any other nothing is known.
Minutes count from a day's midnight. A list over few things (places for patients, spans) comes
before the days and nurses, so that each step works on whole tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ivig_scheduler.domain.nursing import NurseDuty
from ivig_scheduler.planning.sweep.columns import (
    MINUTES_OF_DAY,
    CalendarColumns,
    Flags,
    Numbers,
    day_number,
    minute_of,
)

#: Minutes of a day and counts of people fit into two bytes, which halves the time twice.
Small: TypeAlias = NDArray[np.int16]
_LONG_AGO = -(2**14)
_FULL = 2**15 - 1


@dataclass(frozen=True)
class Pattern:
    """The nurses of a kind of day: presence by span and nurse, how many each takes by nurse."""

    begin: Small
    over: Small
    patients: Small
    points: Small


@dataclass
class _Crews:
    """The nurses of each day: how many they take, and whom they look after so far.

    `leaves` and `held` tell, for each place a nurse has for a patient, when that patient leaves
    and the acuity points; `started` is each nurse's last start.
    """

    pattern: Pattern
    leaves: Small
    held: Small
    started: Small

    def take(self, start: Small, end: Small, points: Small, spacing: int) -> Flags:
        """Give each day's next visit to a nurse; return the days on which one could take it."""
        at, until = start[:, None], end[:, None]
        is_rested: Flags = self.started + spacing <= at
        is_there = np.zeros(is_rested.shape, np.bool_)
        for begin, over in zip(self.pattern.begin, self.pattern.over, strict=True):
            is_there |= (begin <= at) & (over >= until)
        busy, load = self._load(at)
        load += points[:, None]
        has_room = (busy < self.pattern.patients) & (load <= self.pattern.points)
        can: Flags = is_rested & is_there & has_room
        found: Flags = np.logical_or.reduce(can, axis=1)
        days = np.flatnonzero(found)
        nurse = np.where(can, load, _FULL).argmin(axis=1)[days]
        place = self.leaves[:, days, nurse].argmin(axis=0)
        self.leaves[place, days, nurse] = end[days]
        self.held[place, days, nurse] = points[days]
        self.started[days, nurse] = start[days]
        return found

    def _load(self, at: Small) -> tuple[Small, Small]:
        """Return how many patients and how many points each nurse has at a minute of each day."""
        busy, load = np.zeros_like(self.started), np.zeros_like(self.started)
        for leaves, held in zip(self.leaves, self.held, strict=True):
            stays = leaves > at
            busy += stays
            load += held * stays
        return busy, load


def find_shared_days(
    visits: CalendarColumns, rows: Numbers, of_day: Numbers, pattern: Pattern, spacing: int
) -> Flags:
    """Return the days on which every visit finds a nurse this way, without hand-over.

    `rows` are visits by day and start, `of_day` the number of the day of each, which is a row of
    the pattern; `spacing` is in minutes.
    """
    days, nurses = pattern.patients.shape
    places = int(pattern.patients.max(initial=1))
    crews = _Crews(
        pattern,
        leaves=np.full((places, days, nurses), _LONG_AGO, np.int16),
        held=np.zeros((places, days, nurses), np.int16),
        started=np.full((days, nurses), _LONG_AGO, np.int16),
    )
    midnight = visits.day[rows] * MINUTES_OF_DAY
    start = (visits.start[rows] - midnight).astype(np.int16)
    end = (visits.end[rows] - midnight).astype(np.int16)
    points = visits.points[rows].astype(np.int16)
    counts = np.bincount(of_day, minlength=days)
    first = np.concatenate(([0], np.cumsum(counts)[:-1]))
    shared = np.ones(days, np.bool_)
    for turn in range(int(counts.max(initial=0))):
        has = counts > turn
        at = np.where(has, first + turn, 0)
        # A day without a visit left has one before all others, which nobody takes.
        begins = np.where(has, start[at], _LONG_AGO).astype(np.int16)
        shared &= crews.take(begins, end[at], points[at], spacing) | ~has
    return shared


def pattern_of(kinds: Sequence[tuple[date, Sequence[NurseDuty]]], of_day: Numbers) -> Pattern:
    """Return the nurses of days; `kinds` are different days, `of_day` the kind of each day."""
    nurses = max((len(duties) for _, duties in kinds), default=0) or 1
    spans = max((len(duty.spans) for _, duties in kinds for duty in duties), default=0) or 1
    begin = np.zeros((spans, len(kinds), nurses), np.int16)
    over = np.full((spans, len(kinds), nurses), _LONG_AGO, np.int16)
    patients = np.zeros((len(kinds), nurses), np.int16)
    points = np.zeros((len(kinds), nurses), np.int16)
    for kind, (day, duties) in enumerate(kinds):
        midnight = day_number(day) * MINUTES_OF_DAY
        for nurse, duty in enumerate(duties):
            patients[kind, nurse], points[kind, nurse] = duty.patients, duty.points
            for span, (starts, ends) in enumerate(duty.spans):
                begin[span, kind, nurse] = minute_of(starts) - midnight
                over[span, kind, nurse] = minute_of(ends) - midnight
    return Pattern(begin[:, of_day], over[:, of_day], patients[of_day], points[of_day])
