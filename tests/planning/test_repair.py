"""Repairing a day: the least repair by brute force, and the small cases that say what it means."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivig_scheduler.planning import repair
from ivig_scheduler.planning.day.solver import Watch
from ivig_scheduler.planning.repair import repair_day
from ivig_scheduler.planning.repair_quick import quick_repair, send_back
from ivig_scheduler.planning.repair_terms import (
    NurseRow,
    RepairAnswer,
    RepairCost,
    RepairDay,
    RepairVisit,
    Seat,
    cost_of,
)
from ivig_scheduler.planning.repair_times import TimesProgram

STARTS = (480, 540, 600)


def a_visit(
    key: str,
    start: int,
    chair: int,
    *,
    minutes: int = 60,
    starts: tuple[int, ...] = STARTS,
    chairs: tuple[int, ...] = (0, 1),
    out: tuple[Seat, ...] = (),
    may_leave: bool = False,
) -> RepairVisit:
    seats = tuple(
        seat
        for seat in (Seat(each, place) for each in starts for place in chairs)
        if seat not in out
    )
    return RepairVisit(key, Seat(start, chair), minutes, minutes, 1, seats, may_leave)


def stays(key: str, start: int, chair: int, minutes: int = 60) -> RepairVisit:
    return a_visit(key, start, chair, minutes=minutes, starts=(start,), chairs=(chair,))


def out_of(key: str, start: int, chair: int, minutes: int = 60) -> RepairVisit:
    """Return a visit whose chair is out of service all day."""
    gone = tuple(Seat(each, chair) for each in STARTS)
    return a_visit(key, start, chair, minutes=minutes, out=gone, may_leave=True)


def test_a_visit_whose_chair_is_out_takes_a_free_one_at_its_time() -> None:
    answer = repair_day(RepairDay((out_of("a", 480, 0), stays("b", 540, 1))))
    assert answer and answer.is_proved
    assert answer.seats == {"a": Seat(480, 1), "b": Seat(540, 1)}
    assert answer.cost == RepairCost(0, 1, 0, 1)


def test_nobody_else_moves_where_the_troubled_visit_has_a_later_place() -> None:
    other = a_visit("b", 480, 1)
    answer = repair_day(RepairDay((out_of("a", 480, 0), other)))
    assert answer and answer.is_proved
    assert answer.seats["b"] == other.stands, "one patient moved is less than two at no minute"
    assert answer.seats["a"] == Seat(540, 1)


def test_another_visit_is_seated_anew_only_to_keep_the_day_for_the_troubled_one() -> None:
    # Both stand at 480; a needs chair 1, in which b is; b could as well sit in chair 2.
    a = a_visit("a", 480, 0, starts=(480,), chairs=(1,), may_leave=True)
    b = a_visit("b", 480, 1, starts=(480,), chairs=(1, 2))
    answer = repair_day(RepairDay((a, b)))
    assert answer and answer.is_proved
    assert answer.seats == {"a": Seat(480, 1), "b": Seat(480, 2)}
    assert answer.cost == RepairCost(0, 2, 0, 2)


def test_a_visit_leaves_the_day_only_where_no_repair_keeps_it() -> None:
    a = a_visit("a", 480, 0, starts=(480,), chairs=(1,), may_leave=True)
    answer = repair_day(RepairDay((a, stays("b", 480, 1))))
    assert answer and answer.is_proved
    assert answer.seats == {"b": Seat(480, 1)}
    assert answer.cost == RepairCost(1, 1, 0, 0)


def test_two_visits_swap_their_chairs_where_that_is_all_it_takes() -> None:
    a = a_visit("a", 480, 0, starts=(480,), chairs=(1,), may_leave=True)
    b = a_visit("b", 480, 1, starts=(480,), chairs=(1, 0))
    answer = repair_day(RepairDay((a, b)))
    assert answer and answer.seats == {"a": Seat(480, 1), "b": Seat(480, 0)}


def test_the_fewest_leave_a_moment_that_has_too_few_nurses() -> None:
    visits = tuple(a_visit(key, 480, place, chairs=(place,), may_leave=True)
                   for place, key in enumerate("abc"))  # fmt: skip
    rows = tuple(NurseRow(start, 2, 9, 9) for start in STARTS)
    answer = repair_day(RepairDay(visits, rows))
    assert answer and answer.is_proved
    assert answer.cost == RepairCost(0, 1, 60, 0)


def test_what_the_counts_allow_and_the_nurses_cannot_share_is_cut_off() -> None:
    def find_overload(seats: Mapping[str, Seat]) -> tuple[str, ...] | None:
        together = "a" in seats and seats["a"].start == seats["b"].start
        return ("a", "b") if together else None

    a = out_of("a", 480, 0)
    answer = repair_day(RepairDay((a, a_visit("b", 480, 2, chairs=(2,))), (), 0, find_overload))
    assert answer and answer.is_proved
    assert answer.cost == RepairCost(0, 1, 60, 1)


def test_nothing_is_found_where_nobody_may_leave_who_would_have_to() -> None:
    a = a_visit("a", 480, 0, starts=(480,), chairs=(1,))
    assert repair_day(RepairDay((a, stays("b", 480, 1)))) is None


def test_a_day_that_all_its_visits_have_left_needs_no_repair() -> None:
    assert repair_day(RepairDay(())) == RepairAnswer({}, RepairCost(0, 0, 0, 0), is_proved=True)


def test_nothing_is_found_for_a_visit_that_has_no_seat_and_may_not_leave() -> None:
    homeless = RepairVisit("a", Seat(480, 0), 60, 60, 1, ())
    assert repair_day(RepairDay((homeless, stays("b", 540, 1)))) is None


def test_what_is_found_before_the_time_is_up_is_not_called_proved() -> None:
    starts = tuple(range(480, 960, 15))
    visits = [
        a_visit(f"{chair}-{start}", start, chair, starts=starts, chairs=tuple(range(12)))
        for chair in range(1, 12)
        for start in range(480, 960, 60)
    ]
    troubled = [
        a_visit(f"0-{start}", start, 0, starts=starts, chairs=tuple(range(1, 12)), may_leave=True)
        for start in range(480, 960, 60)
    ]
    answer = repair_day(RepairDay((*troubled, *visits)), seconds=0.5)
    assert answer and not answer.is_proved
    assert answer.cost.left <= len(troubled)


def test_a_quick_repair_is_offered_where_the_time_is_up_before_a_better_one_is_found() -> None:
    day = RepairDay(
        tuple(
            a_visit(key, 480, place, chairs=(place,), may_leave=True)
            for place, key in enumerate("abc")
        ),
        tuple(NurseRow(start, 2, 9, 9) for start in STARTS),
    )
    quick = quick_repair(day)
    assert quick and not quick.is_proved
    assert quick.cost == RepairCost(0, 1, 60, 0)
    assert quick_repair(day, lambda: True) is None


def test_a_quick_repair_that_moves_only_who_must_at_its_own_start_needs_no_search() -> None:
    quick = quick_repair(RepairDay((out_of("a", 480, 0), stays("b", 540, 1))))
    assert quick and quick.is_proved
    assert quick.cost == RepairCost(0, 1, 0, 1)


def test_who_moved_for_nothing_goes_back() -> None:
    day = RepairDay((out_of("a", 480, 0), a_visit("b", 600, 1)))
    seats = {"a": Seat(480, 1), "b": Seat(540, 1)}
    back = send_back(day, RepairAnswer(seats, cost_of(day.visits, seats), is_proved=False))
    assert back.seats == {"a": Seat(480, 1), "b": Seat(600, 1)}
    assert back.cost == RepairCost(0, 1, 0, 1)


def assignments(day: RepairDay) -> Iterator[dict[str, Seat]]:
    """Give every way to seat the visits that the chairs and the nurses allow."""
    choices = [[*each.seats, *((None,) if each.may_leave else ())] for each in day.visits]
    for chosen in product(*choices):
        pairs = zip(day.visits, chosen, strict=True)
        seated = [(visit, seat) for visit, seat in pairs if seat is not None]
        if has_room(seated) and all(within(row, day, seated) for row in day.nurse_rows):
            seats = {visit.key: seat for visit, seat in seated}
            if day.find_overload(seats) is None:
                yield seats


def has_room(seated: list[tuple[RepairVisit, Seat]]) -> bool:
    return not any(
        one.chair == other.chair
        and one.start < other.start + second.held
        and other.start < one.start + first.held
        for place, (first, one) in enumerate(seated)
        for second, other in seated[:place]
    )


def within(row: NurseRow, day: RepairDay, seated: list[tuple[RepairVisit, Seat]]) -> bool:
    counted = [
        (visit, seat)
        for visit, seat in seated
        if (row.stays is None or (seat.start, visit.minutes) in row.stays)
        and not (visit.key in row.besides and seat.start == visit.stands.start)
    ]
    present = [
        visit for visit, seat in counted if seat.start <= row.moment < seat.start + visit.minutes
    ]
    begun = [1 for _, seat in counted if row.moment <= seat.start < row.moment + day.spacing]
    return (
        len(present) <= row.patients
        and sum(each.points for each in present) <= row.points
        and len(begun) <= row.starts
    )


@st.composite
def days(draw: st.DrawFn) -> RepairDay:
    chairs, starts = range(draw(st.integers(1, 3))), (480, 510, 540, 570)
    visits: list[RepairVisit] = []
    for number in range(draw(st.integers(1, 4))):
        minutes, held = draw(st.sampled_from([(30, 40), (60, 70), (60, 60)]))
        stands = Seat(draw(st.sampled_from((*starts, 495))), draw(st.sampled_from(chairs)))
        places = [Seat(start, chair) for start in starts for chair in chairs]
        seats = draw(st.lists(st.sampled_from(places), unique=True, max_size=6))
        is_troubled = draw(st.booleans())
        if not is_troubled and stands not in seats:
            seats.append(stands)
        points = draw(st.integers(1, 2))
        visits.append(
            RepairVisit(str(number), stands, minutes, held, points, tuple(seats), is_troubled)
        )
    rows = draw(
        st.lists(
            st.builds(
                NurseRow,
                st.sampled_from(starts),
                st.integers(1, 3),
                st.integers(1, 4),
                st.integers(1, 2),
                st.none() | st.frozensets(st.tuples(st.sampled_from(starts), st.just(60))),
                st.frozensets(st.sampled_from("0123")),
            ),
            max_size=2,
        )
    )
    limit = draw(st.integers(2, 4))

    def find_overload(seats: Mapping[str, Seat]) -> tuple[str, ...] | None:
        early = tuple(key for key, seat in sorted(seats.items()) if seat.start == 510)
        return early[:limit] if len(early) >= limit else None

    return RepairDay(tuple(visits), tuple(rows), 30, find_overload)


@settings(max_examples=150, deadline=None)
@given(days())
def test_a_repair_costs_what_brute_force_finds_and_keeps_every_limit(day: RepairDay) -> None:
    every = list(assignments(day))
    answer = repair_day(day)
    if not every:
        assert answer is None
        return
    assert answer is not None and answer.is_proved
    assert dict(answer.seats) in every
    assert answer.cost == cost_of(day.visits, answer.seats)
    assert answer.cost == min(cost_of(day.visits, seats) for seats in every)
    assert repair_day(day) == answer, "the same day is repaired the same way"


@settings(max_examples=100, deadline=None)
@given(days())
def test_times_before_chairs_find_the_fewest_who_leave_or_move_and_the_least_minutes(
    day: RepairDay,
) -> None:
    every = [cost_of(day.visits, seats)[:3] for seats in assignments(day)]
    program = TimesProgram(day, Watch())
    answer = program.solve() if all(each.seats or each.may_leave for each in day.visits) else None
    if answer is None:
        assert not every or not day.visits
        return
    assert dict(answer.seats) in list(assignments(day))
    assert answer.is_proved and answer.cost[:3] == min(every)
    # Whether it can be beaten is never denied where it is.
    if max(every) > min(every):
        assert TimesProgram(day, Watch()).can_beat(RepairCost(*max(every), 0))


def test_a_known_repair_is_kept_where_others_may_move_and_nothing_is_less(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(repair, "MOST_SEATS", 0)
    day = RepairDay((out_of("a", 480, 0), a_visit("b", 480, 1)))
    known = RepairAnswer(
        {"a": Seat(540, 1), "b": Seat(480, 1)}, RepairCost(0, 1, 60, 1), is_proved=False
    )
    assert repair_day(day, known=known) == replace(known, is_proved=True)
    worse = replace(known, cost=RepairCost(0, 2, 60, 2))
    found = repair_day(day, known=worse)
    assert found and found.cost[:3] == (0, 1, 60)


def test_a_full_day_of_forty_chairs_is_repaired_within_seconds() -> None:
    visits = [
        a_visit(f"{chair}-{start}", start, chair, minutes=240, starts=(start,), chairs=(chair,))
        for chair in range(1, 40)
        for start in (480, 730)
    ]
    gone = out_of("a", 480, 0, minutes=240)
    answer = repair_day(RepairDay((gone, *visits)), seconds=20)
    assert answer and answer.cost == RepairCost(1, 1, 0, 0) and answer.is_proved
