"""Seating anew: exact against brute force, by the search and by HiGHS, and case P1."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivig_scheduler.planning import seating
from ivig_scheduler.planning.seating import find_seating
from ivig_scheduler.planning.seating_program import solve_seating
from ivig_scheduler.planning.sittings import Seat, Seating, Sitting

P1 = next(
    each
    for each in json.loads(
        (Path(__file__).parents[1] / "data" / "planning_cases.json").read_text("utf-8")
    )["cases"]
    if each["id"] == "P1"
)
MIDNIGHT = datetime.fromisoformat("2026-12-01T00:00")
FEATURES = ("bed", "port")


def a_sitting(
    number: int,
    start: int,
    hours: int,
    chair: int | None = None,
    *,
    needs: Sequence[str] = (),
    is_fixed: bool = False,
) -> Sitting:
    starts = MIDNIGHT + timedelta(hours=start)
    return Sitting(
        UUID(int=1000 + number),
        starts,
        starts + timedelta(hours=hours),
        None if chair is None else UUID(int=chair),
        frozenset(needs),
        is_fixed,
    )


def is_sound(found: Seating, sittings: Sequence[Sitting], seats: Sequence[Seat]) -> bool:
    """Return whether everybody has a chair that is free and suits, and the fixed have theirs."""
    known = {seat.chair_id: seat for seat in seats}
    where = {each.id: found.get(each.id, each.chair_id) for each in sittings}
    for each in sittings:
        chair = where[each.id]
        if chair is None or (chair != each.chair_id and not each.suits(known[chair])):
            return False
        if each.is_fixed and chair != each.chair_id:
            return False
    return not any(
        one is not other and where[one.id] == where[other.id] and one.overlaps(other)
        for one in sittings
        for other in sittings
    )


def fewest_changes(sittings: Sequence[Sitting], seats: Sequence[Seat]) -> int | None:
    """Try every seating there is."""
    best = None
    for chairs in product([seat.chair_id for seat in seats], repeat=len(sittings)):
        where = {each.id: chair for each, chair in zip(sittings, chairs, strict=True)}
        changes = sum(each.chair_id not in (None, where[each.id]) for each in sittings)
        if (best is None or changes < best) and is_sound(where, sittings, seats):
            best = changes
    return best


@st.composite
def days(draw: st.DrawFn) -> tuple[list[Sitting], list[Seat]]:
    """Return a small day on which everybody has a chair but one, who is to be let in."""
    seats = [
        Seat(
            UUID(int=number),
            frozenset(draw(st.sets(st.sampled_from(FEATURES)))),
            tuple(
                (MIDNIGHT + timedelta(hours=begin), MIDNIGHT + timedelta(hours=begin + 2))
                for begin in draw(st.lists(st.integers(0, 9), max_size=1))
            ),
        )
        for number in range(draw(st.integers(1, 3)))
    ]
    sittings: list[Sitting] = []
    for number in range(draw(st.integers(0, 5))):
        each = a_sitting(
            number,
            draw(st.integers(0, 9)),
            draw(st.integers(1, 4)),
            draw(st.integers(0, len(seats) - 1)),
            needs=sorted(draw(st.sets(st.sampled_from(FEATURES), max_size=1))),
            is_fixed=draw(st.sampled_from((False, False, False, True))),
        )
        if not any(other.chair_id == each.chair_id and other.overlaps(each) for other in sittings):
            sittings.append(each)
    needs = sorted(draw(st.sets(st.sampled_from(FEATURES), max_size=1)))
    new = a_sitting(99, draw(st.integers(0, 9)), draw(st.integers(1, 5)), needs=needs)
    return [*sittings, new], seats


@pytest.mark.parametrize("method", [find_seating, solve_seating])
@settings(max_examples=300, deadline=None)
@given(day=days())
def test_a_seating_is_found_whenever_there_is_one_with_the_fewest_changes(
    method: Callable[[Sequence[Sitting], Sequence[Seat]], Seating | None],
    day: tuple[list[Sitting], list[Seat]],
) -> None:
    sittings, seats = day
    found = method(sittings, seats)
    best = fewest_changes(sittings, seats)
    assert (found is None) == (best is None)
    if found is not None:
        assert is_sound(found, sittings, seats)
        assert len(found) - 1 == best


def first_fit(booked: Sequence[Sequence[str]], chairs: int) -> list[Sitting]:
    seated: list[Sitting] = []
    for number, (_, starts, ends) in enumerate(booked):
        for chair in range(chairs):
            each = Sitting(UUID(int=1000 + number), at(starts), at(ends), UUID(int=chair))
            if not any(one.chair_id == each.chair_id and one.overlaps(each) for one in seated):
                seated.append(each)
                break
    return seated


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-12-01T{text}")


def test_case_p1_lets_the_visit_in_by_changing_one_chair_and_no_time() -> None:
    data = P1["data"]
    seats = [Seat(UUID(int=number)) for number in range(data["chairs"])]
    w, y, x = first_fit(data["booked_in_this_order"], data["chairs"])
    _, starts, ends = data["request"]
    e = Sitting(UUID(int=1), at(starts), at(ends))
    assert (w.chair_id, y.chair_id, x.chair_id) == (UUID(int=0), UUID(int=1), UUID(int=0))
    found = find_seating([w, y, x, e], seats)
    assert found == {e.id: UUID(int=0), x.id: UUID(int=1)}, "W, E in chair 1 and Y, X in chair 2"
    locked = [
        Sitting(each.id, each.start, each.held_until, each.chair_id, is_fixed=True)
        for each in (w, y, x)
    ]
    assert find_seating([*locked, e], seats) is None


def test_a_wanted_chair_is_the_one_that_is_made_free() -> None:
    seats = [Seat(UUID(int=number)) for number in range(3)]
    seated = a_sitting(1, 9, 2, 1)
    new = a_sitting(2, 10, 2)
    wanted = Sitting(new.id, new.start, new.held_until, only_in=frozenset({UUID(int=1)}))
    assert find_seating([seated, new], seats) == {new.id: UUID(int=0)}
    assert find_seating([seated, wanted], seats) == {new.id: UUID(int=1), seated.id: UUID(int=0)}


def test_where_the_search_branches_too_much_the_answer_is_as_good(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seats = [Seat(UUID(int=number)) for number in range(3)]
    sittings = [a_sitting(1, 8, 2, 0), a_sitting(2, 9, 2, 1), a_sitting(3, 8, 5, 2)]
    later = [a_sitting(4, 12, 2, 0), a_sitting(5, 10, 3)]
    monkeypatch.setattr(seating, "MOST_CHOICES", 0)
    found = find_seating([*sittings, *later], seats)
    assert found == {UUID(int=1005): UUID(int=0), UUID(int=1004): UUID(int=1)}
