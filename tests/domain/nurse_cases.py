"""Small days for the sharing out of nurses, and a check of it by trying everything."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise, product
from uuid import UUID, uuid4

from hypothesis import strategies as st

from ivig_scheduler.domain.nursing import Attended, NurseDuty

DAY = date(2026, 12, 1)
MIDNIGHT = datetime.combine(DAY, time())
SLOT = timedelta(minutes=15)
SLOTS = 12


def at(slot: int) -> datetime:
    return MIDNIGHT + slot * SLOT


def a_visit(start: int, end: int, points: int = 1) -> Attended:
    return Attended(uuid4(), at(start), at(end), points)


def a_duty(*spans: tuple[int, int], patients: int = 2, points: int = 100) -> NurseDuty:
    return NurseDuty(
        uuid4(), "Nurse", tuple((at(begin), at(end)) for begin, end in spans), patients, points
    )


@st.composite
def some_visits(draw: st.DrawFn, most: int = 6) -> list[Attended]:
    times = st.tuples(st.integers(0, SLOTS - 1), st.integers(1, 8), st.integers(0, 3))
    drawn = draw(st.lists(times, max_size=most))
    return [a_visit(start, min(start + slots, SLOTS), points) for start, slots, points in drawn]


@st.composite
def some_duties(draw: st.DrawFn) -> list[NurseDuty]:
    edges = st.lists(st.integers(0, SLOTS), min_size=2, max_size=4, unique=True)
    spans = st.one_of(st.just([0, SLOTS]), edges)
    drawn = draw(
        st.lists(st.tuples(spans, st.integers(1, 3), st.integers(1, 6)), min_size=1, max_size=3)
    )
    return [
        a_duty(*_pairs(sorted(edges)), patients=patients, points=points)
        for edges, patients, points in drawn
    ]


def _pairs(edges: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip(edges[0::2], edges[1::2], strict=False))


def is_kept_by_one(
    visits: Sequence[Attended], duties: Sequence[NurseDuty], chosen: Sequence[int], spacing: int
) -> bool:
    """Return whether a choice of a nurse for each visit keeps every limit, minute by minute."""
    for place, duty in enumerate(duties):
        theirs = [visit for visit, nurse in zip(visits, chosen, strict=True) if nurse == place]
        if not all(_is_there(duty, visit.start, visit.end) for visit in theirs):
            return False
        if not _are_apart([visit.start for visit in theirs], spacing):
            return False
        for slot in range(SLOTS):
            now = [visit for visit in theirs if visit.start <= at(slot) < visit.end]
            if len(now) > duty.patients or sum(visit.points for visit in now) > duty.points:
                return False
    return True


def can_be_kept(visits: Sequence[Attended], duties: Sequence[NurseDuty], spacing: int) -> bool:
    """Return whether some choice of one nurse for each whole visit keeps every limit."""
    return any(is_kept_by_one(visits, duties, each, spacing) for each in _choices(visits, duties))


def can_be_handed_over(
    visits: Sequence[Attended], duties: Sequence[NurseDuty], spacing: int
) -> bool:
    """Return whether each moment can be shared out, and the starts dealt out in time."""
    for slot in range(SLOTS):
        now = [visit for visit in visits if visit.start <= at(slot) < visit.end]
        on_shift = [duty for duty in duties if _is_there(duty, at(slot), at(slot + 1))]
        if not any(_is_borne(now, on_shift, each) for each in _choices(now, on_shift)):
            return False
    return any(_is_started(visits, duties, each, spacing) for each in _choices(visits, duties))


def is_over_by_count(
    others: Sequence[Attended], one: Attended, duties: Sequence[NurseDuty], spacing: int
) -> bool:
    """Return whether all nurses together are too few at some moment or start of one visit."""
    every = [*others, one]
    for slot in range(SLOTS):
        now = [visit for visit in every if visit.start <= at(slot) < visit.end]
        on_shift = [duty for duty in duties if _is_there(duty, at(slot), at(slot + 1))]
        is_over = len(now) > sum(duty.patients for duty in on_shift)
        is_over |= sum(visit.points for visit in now) > sum(duty.points for duty in on_shift)
        if one in now and is_over:
            return True
    for begin in {visit.start for visit in every}:
        rush = [v for v in every if begin <= v.start < begin + timedelta(minutes=spacing)]
        last = max((visit.start for visit in rush), default=begin)
        able = [d for d in duties if any(b <= last and e > begin for b, e in d.spans)]
        if one in rush and len(rush) > len(able):
            return True
    return False


def _choices(visits: Sequence[object], nurses: Sequence[object]) -> Iterator[tuple[int, ...]]:
    return product(range(len(nurses)), repeat=len(visits))


def _is_borne(
    now: Sequence[Attended], on_shift: Sequence[NurseDuty], chosen: Sequence[int]
) -> bool:
    for place, duty in enumerate(on_shift):
        theirs = [visit for visit, nurse in zip(now, chosen, strict=True) if nurse == place]
        if len(theirs) > duty.patients or sum(visit.points for visit in theirs) > duty.points:
            return False
    return True


def _is_started(
    visits: Sequence[Attended], duties: Sequence[NurseDuty], chosen: Sequence[int], spacing: int
) -> bool:
    for place, duty in enumerate(duties):
        starts = [v.start for v, nurse in zip(visits, chosen, strict=True) if nurse == place]
        if not all(_is_there(duty, start, start + SLOT) for start in starts):
            return False
        if not _are_apart(starts, spacing):
            return False
    return True


def _is_there(duty: NurseDuty, start: datetime, end: datetime) -> bool:
    return any(begin <= start and end <= over for begin, over in duty.spans)


def _are_apart(starts: Sequence[datetime], spacing: int) -> bool:
    ordered = sorted(starts)
    return all(
        later - earlier >= timedelta(minutes=spacing) for earlier, later in pairwise(ordered)
    )


def in_order(
    visits: Sequence[Attended], duties: Sequence[NurseDuty], shares: Mapping[UUID, UUID]
) -> list[int]:
    """Return the place of each visit's nurse among the duties."""
    places = {duty.nurse_id: place for place, duty in enumerate(duties)}
    return [places[shares[visit.id]] for visit in visits]
