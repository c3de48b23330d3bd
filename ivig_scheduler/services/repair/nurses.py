"""What the nurses of a day can take while it is repaired: counted together, and shared out."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.nurse_counts import NurseCounts
from ivig_scheduler.domain.nurse_crew import Crew
from ivig_scheduler.domain.nurse_hours import counted_first
from ivig_scheduler.domain.nurse_kinds import NurseKinds, unions
from ivig_scheduler.domain.nurse_search import Attendance
from ivig_scheduler.domain.nurse_shared import SharedDay
from ivig_scheduler.domain.nursing import keepers_of, second_of
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.planning.nurse_sharing import share_with_solver
from ivig_scheduler.planning.repair_terms import NurseRow, RepairDay, RepairVisit, Seat

#: Answers kept of a search: it comes back to many of the same days.
_SHARINGS = 2048
#: Questions put to make an overload small; then it is good enough.
_MOST_QUESTIONS = 40
_MINUTE = 60


class RepairNurses:
    """The nurses of the day of `midnight`.

    No repair makes it worse for them than it is: at a moment at which `given`, the visits that
    count as given, are too many already, so many may be there afterwards too. Those of them that
    are too many to be shared out do not count while they stay where they are; all others must be
    shared out, so that nobody is overloaded who was not before.
    """

    def __init__(
        self,
        facts: ClinicFacts,
        midnight: datetime,
        visits: Iterable[RepairVisit],
        given: Iterable[RepairVisit],
    ) -> None:
        self._midnight = second_of(midnight)
        self._visits = {each.key: each for each in visits}
        self._given = tuple(given)
        self._spacing = facts.settings.whole("nurse.spacing")
        self._nurses = keepers_of(facts.duties(midnight.date()))
        solve = lru_cache(_SHARINGS)(counted_first(share_with_solver))
        self._crew = Crew(self._nurses, self._spacing * _MINUTE, facts.nurses_hand_over, solve)
        self._is_counted = bool(facts.shifts) and (
            facts.settings.severity("nurse_capacity") is not Severity.OFF
        )
        self._over = self._find_over() if self._is_counted else frozenset()

    def as_day(self) -> RepairDay:
        """Return the visits as a day to repair, with what the nurses take."""
        visits = tuple(self._visits.values())
        if not self._is_counted:
            return RepairDay(visits)
        rows = tuple(self._rows())
        return RepairDay(visits, rows, self._spacing, self.find_overload, self.can_share)

    def can_share(self, seats: Mapping[str, Seat]) -> bool:
        """Return whether the visits can be shared out as they are seated."""
        return self._crew.can_share(list(self._seated(seats).values()))

    def find_overload(self, seats: Mapping[str, Seat]) -> tuple[str, ...] | None:
        """Return some visits that cannot be shared out, few of them for nothing; None: all can."""
        seated = self._seated(seats)
        keys, visits = list(seated), list(seated.values())
        if self._crew.can_share(visits):
            return None
        shared = SharedDay(self._crew, visits).fill()
        first = shared.over[0]
        # Up to the first that is too many: whoever begins later has no part in it.
        known = [each for each in range(len(visits)) if visits[each].start <= visits[first].start]
        near = [each for each in known if self._crew.are_near(visits[each], visits[first])]
        kept = near if not self._are_shared(near, visits) else known
        if self._are_shared(kept, visits):
            kept = list(range(len(visits)))
        return tuple(keys[each] for each in self._least(kept, visits))

    def _least(self, kept: list[int], visits: Sequence[Attendance]) -> list[int]:
        """Return fewer of some visits that cannot be shared out, which still cannot be."""
        size, asked = len(kept) // 2, 0
        while size and asked < _MOST_QUESTIONS:
            for first in range(0, len(kept), size):
                rest = kept[:first] + kept[first + size :]
                asked += 1
                if first < len(kept) and not self._are_shared(rest, visits):
                    kept = rest
            size //= 2
        return kept

    def _are_shared(self, numbers: Iterable[int], visits: Sequence[Attendance]) -> bool:
        return self._crew.can_share([visits[number] for number in numbers])

    def _seated(self, seats: Mapping[str, Seat]) -> dict[str, Attendance]:
        return {
            key: self._attendance(self._visits[key], seat.start)
            for key, seat in sorted(seats.items())
            if key not in self._over or seat.start != self._visits[key].stands.start
        }

    def _find_over(self) -> frozenset[str]:
        there = [self._attendance(each, each.stands.start) for each in self._given]
        return frozenset(self._given[each].key for each in SharedDay(self._crew, there).fill().over)

    def _rows(self) -> Iterator[NurseRow]:
        """Give what they take together, from each moment on at which it can matter."""
        spans = {(s.start, each.minutes) for each in self._visits.values() for s in each.seats}
        seconds = (edge for nurse in self._nurses for span in nurse.spans for edge in span)
        edges = {(each - self._midnight) // _MINUTE for each in seconds}
        counts = NurseCounts(self._nurses)
        for moment in sorted({start for start, _ in spans} | edges):
            second = self._midnight + moment * _MINUTE
            starters = counts.able(second, second + self._spacing * _MINUTE - 1)
            row = NurseRow(moment, *counts.takes(second), starters)
            yield self._as_it_is(row)
            if self._over:
                yield row._replace(besides=self._over)
        if not self._crew.hands_over:
            yield from self._rows_of_hours(spans)

    def _rows_of_hours(self, spans: Collection[tuple[int, int]]) -> Iterator[NurseRow]:
        """Give what those take together who could keep some of the visits from start to end."""
        kinds = NurseKinds(self._nurses)
        able = {(start, minutes): self._able(kinds, start, minutes) for start, minutes in spans}
        for crew in unions(each for each in able.values() if each):
            stays = frozenset(span for span, those in able.items() if those | crew == crew)
            if len(stays) < len(able):
                for moment in sorted({start for start, _ in spans}):
                    yield NurseRow(moment, *kinds.takes(crew), stays, self._over)

    def _able(self, kinds: NurseKinds, start: int, minutes: int) -> int:
        begins = self._midnight + start * _MINUTE
        return kinds.able(begins, begins + minutes * _MINUTE)

    def _as_it_is(self, row: NurseRow) -> NurseRow:
        """Return a row of which the visits that are given break nothing."""
        at = [(each.stands.start, each) for each in self._given]
        there = [each for start, each in at if 0 <= row.moment - start < each.minutes]
        begun = sum(0 <= start - row.moment < self._spacing for start, _ in at)
        worth = sum(each.points for each in there)
        return row._replace(
            patients=max(len(there), row.patients),
            points=max(worth, row.points),
            starts=max(begun, row.starts),
        )

    def _attendance(self, visit: RepairVisit, start: int) -> Attendance:
        begins = self._midnight + start * _MINUTE
        return Attendance(begins, begins + visit.minutes * _MINUTE, visit.points)
