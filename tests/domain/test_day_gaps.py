"""Gaps between stays tell what looking at each minute of the day tells."""

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from ivig_scheduler.domain.day_gaps import DayGaps, MinuteSpan
from ivig_scheduler.domain.day_minutes import DAY_MINUTES

CHAIRS = tuple(uuid4() for _ in range(4))
spans = st.lists(
    st.tuples(st.integers(0, DAY_MINUTES - 1), st.integers(1, 400)).map(
        lambda span: (span[0], min(span[0] + span[1], DAY_MINUTES))
    ),
    max_size=5,
).map(sorted)
taken = st.dictionaries(st.sampled_from((*CHAIRS, uuid4())), spans)
hours = st.one_of(st.none(), st.tuples(st.integers(0, 700), st.integers(701, DAY_MINUTES)))


def _is_free(of_chair: list[MinuteSpan], start: int, end: int) -> bool:
    return not any(begins < min(end, ends) and start < ends for begins, ends in of_chair)


@given(taken, hours, st.integers(1, 900), st.integers(0, 30))
def test_a_start_is_free_where_a_chair_is_free_from_there_to_the_end(
    held: dict[object, list[MinuteSpan]],
    hours: MinuteSpan | None,
    present: int,
    turnover: int,
) -> None:
    gaps = DayGaps(held, CHAIRS, hours)  # type: ignore[arg-type]
    found = gaps.starts(present, present + turnover)
    opens, closes = hours or (0, DAY_MINUTES)
    for start in range(opens, closes, 7):
        free = [
            place
            for place, chair in enumerate(CHAIRS)
            if _is_free(held.get(chair, []), start, start + present + turnover)
        ]
        assert list(gaps.around(start, start + present + turnover)) == free
        # Starts from which the patient would not leave by closing are not asked for.
        if hours is None or start + present <= closes:
            assert bool(found >> start & 1) == bool(free)


def test_a_visit_longer_than_the_opening_hours_may_still_begin_at_opening() -> None:
    gaps = DayGaps({CHAIRS[0]: [(0, 500)]}, CHAIRS[:2], (480, 600))
    assert [place for _, _, _, place in gaps.with_room(300, 310)] == [1]


def test_an_overlapping_stay_within_another_leaves_no_gap_of_its_own() -> None:
    gaps = DayGaps({CHAIRS[0]: [(100, 500), (200, 300)]}, CHAIRS[:1], None)
    assert list(gaps.around(350, 360)) == []
    assert list(gaps.around(500, 2000)) == [0]
