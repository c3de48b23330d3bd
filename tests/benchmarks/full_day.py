"""A full day: every chair taken from opening to closing, nurses in shifts with breaks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from random import Random

from ivig_scheduler.domain.clearance import Candidate
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Appointment, Chair, Nurse, NurseBreak, Shift
from ivig_scheduler.planning.nurse_sharing import share_with_solver
from tests.planning.small import FIRST, PATIENT, a_planner, a_stay, facts, local

_QUARTER = timedelta(minutes=15)
_OPENS, _CLOSES = local(FIRST, 8), local(FIRST, 17)


@dataclass(frozen=True)
class FullDay:
    """The facts of a day, one of its visits as a candidate, and the starts it may be dragged to."""

    clinic: ClinicFacts
    visits: tuple[Appointment, ...]
    candidate: Candidate
    starts: tuple[datetime, ...]

    def at(self, start: datetime, chair: Chair) -> Candidate:
        """Return the candidate at another start and chair."""
        shift = start - self.candidate.start
        return replace(
            self.candidate,
            chair_id=chair.id,
            start=start,
            end=self.candidate.end + shift,
            held_until=self.candidate.held_until + shift,
        )


def make_full_day(chairs: int, quarters: tuple[int, int], nurses: int) -> FullDay:
    """Return a day on which visits of so many quarters of an hour follow each other in each chair.

    Every third nurse comes an hour later, every fourth has half an hour of break, and one visit in
    five has two acuity points. The same numbers give the same day.
    """
    rooms = tuple(Chair(name=f"Chair {number}", position=number) for number in range(chairs))
    visits = tuple(_visits(rooms, quarters, Random(1)))
    clinic = _with_crew(replace(facts(visits, chairs=rooms), solve=share_with_solver), nurses)
    last = max(visits, key=lambda visit: (visit.start < local(FIRST, 12), str(visit.start)))
    context, computed = a_planner().context, a_planner().plan(is_naive_like=False)
    candidate = Candidate.standing(context, computed.plan, computed.table, last)
    stay = last.end - last.start
    starts = tuple(
        _OPENS + step * _QUARTER for step in range((_CLOSES - stay - _OPENS) // _QUARTER + 1)
    )
    return FullDay(clinic, visits, replace(candidate, patient=PATIENT), starts)


def _visits(
    rooms: tuple[Chair, ...], quarters: tuple[int, int], random: Random
) -> Iterator[Appointment]:
    for number, chair in enumerate(rooms):
        start = _OPENS + (number % 8) * _QUARTER
        while True:
            minutes = 15 * random.randint(*quarters)
            if start + timedelta(minutes=minutes) > _CLOSES:
                break
            stay = a_stay(chair, start, minutes)
            points = 2 if random.random() < 0.2 else 1
            yield stay.model_copy(update={"acuity_points": points})
            start += timedelta(minutes=minutes)


def _with_crew(clinic: ClinicFacts, number: int) -> ClinicFacts:
    nurses = tuple(Nurse(name=f"Nurse {each}", points_at_once=6) for each in range(number))
    weekday = FIRST.weekday()
    shifts = tuple(
        Shift(
            nurse_id=nurse.id,
            weekday=weekday,
            starts=time(8 if place % 3 else 9),
            ends=time(17 if place % 3 else 18),
        )
        for place, nurse in enumerate(nurses)
    )
    breaks = tuple(
        NurseBreak(
            nurse_id=nurse.id,
            weekday=weekday,
            starts=time(11 + place % 3),
            ends=time(11 + place % 3, 30),
        )
        for place, nurse in enumerate(nurses)
        if place % 4 == 0
    )
    return replace(clinic, nurses=nurses, shifts=shifts, breaks=breaks)
