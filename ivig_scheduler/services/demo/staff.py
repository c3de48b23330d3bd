"""Who looks after whom on the demo clinic's days: each visit gets a nurse who has room for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from ivig_scheduler.domain.facts import ClinicFacts

#: Starts, ends (minutes from midnight) and acuity points of a visit.
Stay = tuple[int, int, int]


@dataclass
class _Nurse:
    """A nurse of one day; times are minutes from midnight, `closed` those too near to a start."""

    spans: tuple[tuple[int, int], ...]
    patients: int
    points: int
    stays: list[Stay] = field(default_factory=list)
    closed: set[int] = field(default_factory=set)

    def has_room(self, stay: Stay) -> bool:
        start, end, points = stay
        if start in self.closed:
            return False
        if not any(first <= start and end <= last for first, last in self.spans):
            return False
        beside = [each for each in self.stays if each[0] < end and start < each[1]]
        for moment in (start, *(first for first, *_ in beside if first > start)):
            there = [each for each in beside if each[0] <= moment < each[1]]
            too_many = len(there) >= self.patients
            if too_many or points + sum(each[2] for each in there) > self.points:
                return False
        return True

    def take(self, stay: Stay, spacing: int) -> None:
        self.stays.append(stay)
        self.closed.update(range(stay[0] - spacing + 1, stay[0] + spacing))


class Staff:
    """The nurses of each day with the visits they have."""

    def __init__(self, facts: ClinicFacts) -> None:
        self._facts = facts
        self._spacing = facts.settings.whole("nurse.spacing")
        self._days: dict[date, tuple[_Nurse, ...]] = {}

    def find_start(self, day: date, starts: Iterable[int], minutes: int, points: int) -> int | None:
        """Return the first of some starts at which a nurse can have a visit of so many minutes."""
        nurses = self._nurses(day)
        for start in starts:
            stay = start, start + minutes, points
            if any(nurse.has_room(stay) for nurse in nurses):
                return start
        return None

    def take(self, day: date, start: int, minutes: int, points: int) -> bool:
        """Give a visit to the nurse who has most already and still has room; return whether so."""
        stay = start, start + minutes, points
        able = [each for each in self._nurses(day) if each.has_room(stay)]
        if able:
            max(able, key=lambda each: len(each.stays)).take(stay, self._spacing)
        return bool(able)

    def _nurses(self, day: date) -> Sequence[_Nurse]:
        if day not in self._days:
            self._days[day] = tuple(
                _Nurse(
                    tuple((_minute(starts), _minute(ends)) for starts, ends in duty.spans),
                    duty.patients,
                    duty.points,
                )
                for duty in self._facts.duties(day)
            )
        return self._days[day]


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute
