"""What the nurses of a day can take while it is repaired: counted together, and shared out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.nursing import Attended, NurseDuty, share_out
from ivig_scheduler.domain.quantities import whole_minutes
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.planning.nurse_sharing import share_with_solver
from ivig_scheduler.planning.repair_terms import NurseRow, RepairVisit, Seat

Seated = Sequence[tuple[RepairVisit, Seat]]


class RepairNurses:
    """The nurses of the day of `midnight`.

    No repair makes it worse for them than it is: at a moment at which `given`, the visits that
    count as given, are too many already, so many may be there afterwards too.
    """

    def __init__(
        self,
        facts: ClinicFacts,
        midnight: datetime,
        visits: Iterable[RepairVisit],
        given: Iterable[RepairVisit],
    ) -> None:
        self._midnight = midnight
        self._visits = {each.key: each for each in visits}
        self._given: Seated = [(each, each.stands) for each in given]
        self._spacing = facts.settings.whole("nurse.spacing")
        self._hands_over = facts.nurses_hand_over
        self._duties = facts.duties(midnight.date())
        self._is_counted = bool(facts.shifts) and (
            facts.settings.severity("nurse_capacity") is not Severity.OFF
        )

    def rows(self) -> tuple[NurseRow, ...]:
        """Return what they take together, from each moment on at which it can matter."""
        if not self._is_counted:
            return ()
        starts = {seat.start for each in self._visits.values() for seat in each.seats}
        edges = {
            self._minute(edge) for duty in self._duties for span in duty.spans for edge in span
        }
        return tuple(self._row(moment) for moment in sorted(starts | edges))

    @property
    def is_shared(self) -> bool:
        """Whether the visits can be shared out at all: those given alone could be."""
        return self._is_counted and self._can_share(self._given)

    def can_share(self, seats: Mapping[str, Seat]) -> bool:
        """Return whether all visits can be shared out as they are seated."""
        return self._can_share([(self._visits[key], seat) for key, seat in sorted(seats.items())])

    def find_overload(self, seats: Mapping[str, Seat]) -> tuple[str, ...] | None:
        """Return a smallest set of visits that cannot be shared out, or None where all can."""
        kept = [(self._visits[key], seat) for key, seat in sorted(seats.items())]
        if self._can_share(kept):
            return None
        for pair in tuple(kept):
            rest = [each for each in kept if each is not pair]
            if not self._can_share(rest):
                kept = rest
        return tuple(visit.key for visit, _ in kept)

    def _row(self, moment: int) -> NurseRow:
        there = [
            visit
            for visit, seat in self._given
            if seat.start <= moment < seat.start + visit.minutes
        ]
        until = moment + self._spacing
        begun = sum(1 for _, seat in self._given if moment <= seat.start < until)
        on_duty = [duty for duty in self._duties if self._is_on(duty, moment, moment + 1)]
        starting = sum(1 for duty in self._duties if self._is_on(duty, moment, until))
        return NurseRow(
            moment,
            max(len(there), sum(duty.patients for duty in on_duty)),
            max(sum(each.points for each in there), sum(duty.points for duty in on_duty)),
            max(begun, starting),
        )

    def _is_on(self, duty: NurseDuty, first: int, until: int) -> bool:
        return any(
            self._minute(starts) < until and self._minute(ends) > first
            for starts, ends in duty.spans
        )

    def _can_share(self, seated: Seated) -> bool:
        attended = [
            Attended(
                UUID(visit.key), self._moment(seat.start), self._end(visit, seat), visit.points
            )
            for visit, seat in seated
        ]
        shared = share_out(
            attended,
            self._duties,
            spacing_minutes=self._spacing,
            hands_over=self._hands_over,
            solve=share_with_solver,
        )
        return shared is not None

    def _end(self, visit: RepairVisit, seat: Seat) -> datetime:
        return self._moment(seat.start + visit.minutes)

    def _moment(self, minute: int) -> datetime:
        return self._midnight + timedelta(minutes=minute)

    def _minute(self, moment: datetime) -> int:
        return whole_minutes(moment - self._midnight)
