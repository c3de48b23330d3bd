"""Who looks after whom: nurses on shift, the visits they attend, and the exact sharing out.

Without hand-over a nurse keeps a patient from the start of the visit to its end, and so is present
all that time, with no break in it. At no moment has a nurse more patients or more acuity points
than they take, and two starts of one nurse are at least the spacing apart.

With hand-over the patients of each moment need only be shared out among the nurses on shift at that
moment, whoever had them before; and each start is given to a nurse on shift at that moment, the
starts of one nurse at least the spacing apart. Who starts a visit need not be who looks after it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from ivig_scheduler.domain.nurse_search import (
    Attendance,
    Keeper,
    SharingProblem,
    Solver,
    search_all,
)

#: From, to (half-open), both local.
Span = tuple[datetime, datetime]

#: With hand-over a start is looked at as a visit of one second.
_A_SECOND = 1
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - local times have no zone


@dataclass(frozen=True, slots=True)
class NurseDuty:
    """A nurse on one day: the spans of presence and how many patients and points at once.

    The spans are in time order and do not touch each other.
    """

    nurse_id: UUID
    name: str
    spans: tuple[Span, ...]
    patients: int
    points: int


@dataclass(frozen=True, slots=True)
class Attended:
    """A visit that needs a nurse while the patient is there, in [start, end), local."""

    id: UUID
    start: datetime
    end: datetime
    points: int


def share_out(
    visits: Iterable[Attended],
    duties: Sequence[NurseDuty],
    *,
    spacing_minutes: int,
    hands_over: bool,
    solve: Solver = search_all,
) -> Mapping[UUID, UUID] | None:
    """Return a nurse for each visit, or None where the visits cannot be shared out.

    With hand-over the nurse is who starts the visit. `solve` decides exactly; the one given here
    takes whatever time it needs.
    """
    given = tuple(visits)
    attended = [attendance(each.start, each.end, each.points) for each in given]
    keepers = keepers_of(duties)
    spacing = spacing_minutes * 60
    if hands_over:
        shares = (solve(each) for each in moments_of(attended, keepers))
        if any(share is None for share in shares):
            return None
        chosen = solve(starts_of(attended, keepers, spacing))
    else:
        chosen = solve(SharingProblem(tuple(attended), keepers, spacing))
    if chosen is None:
        return None
    return {visit.id: duties[place].nurse_id for visit, place in zip(given, chosen, strict=True)}


def second_of(moment: datetime) -> int:
    """Return a local moment as whole seconds, those begun left out."""
    since = moment - _EPOCH
    return since.days * 86400 + since.seconds


def moment_of_second(second: int) -> datetime:
    """Return the local moment of a number of seconds that `second_of` gave."""
    return _EPOCH + timedelta(seconds=second)


def attendance(start: datetime, end: datetime, points: int) -> Attendance:
    """Return a visit with its times in seconds, as the search takes it."""
    return Attendance(second_of(start), second_of(end), points)


def keepers_of(duties: Iterable[NurseDuty]) -> tuple[Keeper, ...]:
    """Return the nurses as the search takes them."""
    return tuple(
        Keeper(
            tuple((second_of(starts), second_of(ends)) for starts, ends in duty.spans),
            duty.patients,
            duty.points,
        )
        for duty in duties
    )


def moments_of(
    visits: Sequence[Attendance], nurses: Sequence[Keeper], within: tuple[int, int] | None = None
) -> Iterator[SharingProblem]:
    """Give the sharing of each moment (in [from, to) where given), as hand-over asks for it."""
    for moment in moments_in(visits, nurses):
        if within is not None and not within[0] <= moment < within[1]:
            continue
        present = [visit for visit in visits if visit.start <= moment < visit.end]
        if present:
            yield at_moment(moment, present, nurses)


def moments_in(visits: Iterable[Attendance], nurses: Iterable[Keeper]) -> list[int]:
    """Return the moments at which with hand-over it can get harder, in order.

    Patients rise at starts only, and nurses leave at the ends of their spans.
    """
    edges = {ends for nurse in nurses for _, ends in nurse.spans}
    return sorted({visit.start for visit in visits} | edges)


def at_moment(
    moment: int, present: Iterable[Attendance], nurses: Sequence[Keeper]
) -> SharingProblem:
    """Return the sharing of those present at a moment, as hand-over asks for it."""
    there = (Attendance(moment, moment + _A_SECOND, visit.points) for visit in present)
    return SharingProblem(tuple(there), tuple(nurses), 0)


def starts_of(
    visits: Iterable[Attendance], nurses: Iterable[Keeper], spacing: int
) -> SharingProblem:
    """Return the sharing of the starts alone, as hand-over asks for it."""
    starts = tuple(Attendance(visit.start, visit.start + _A_SECOND, 0) for visit in visits)
    takers = tuple(Keeper(nurse.spans, len(starts), 0) for nurse in nurses)
    return SharingProblem(starts, takers, spacing)


def is_pooled_count_exact(problem: SharingProblem) -> bool:
    """Return whether patients, points and starts counted together tell all there is to tell.

    So it is where the nurses are alike and present all the time, no nurse's patients can have more
    points than the nurse takes, and different starts are at least the spacing apart. Then visits
    over moments and starts form a network matrix, whose columns can be dealt evenly.
    """
    visits, nurses, spacing = problem
    if not visits:
        return True
    first, last = min(each.start for each in visits), max(each.end for each in visits)
    if len(set(nurses)) != 1 or nurses[0].present_until(first, last) is None:
        return False
    if max(each.points for each in visits) * nurses[0].patients > nurses[0].points:
        return False
    starts = sorted({each.start for each in visits})
    return all(later - earlier >= spacing for earlier, later in pairwise(starts))
