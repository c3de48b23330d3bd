from dataclasses import replace

from ivig_scheduler.ui.schedule.load_maker import rate_minutes
from ivig_scheduler.ui.schedule.load_painter import over_words
from ivig_scheduler.ui.schedule.load_words import quarter_words
from ivig_scheduler.ui.schedule.picture import DayLoad, RateChange
from ivig_scheduler.ui.schedule.picture_maker import make_day_picture
from tests.ui.schedule.samples import Seat, make_day, make_plan, product_named

SAME_TIME = tuple(
    Seat(chair, "08:00", "Given", f"Family{chair}", "Privigen 10%", 40) for chair in range(1, 9)
)


def load_of(seats: tuple[Seat, ...], nurses: int) -> DayLoad:
    return make_day_picture(make_day(seats, nurses=nurses)).load


def test_every_step_but_the_first_is_a_rate_change_after_the_infusion_began() -> None:
    plan = make_plan(product_named("Privigen 10%"), 70, 40)
    changes = rate_minutes(plan)
    assert len(changes) == len(plan.steps) - 1
    assert list(changes) == sorted(changes)
    assert changes[0] > next(p.start_minute for p in plan.phases if p.name == "infusion")


def test_visits_that_begin_together_crowd_the_quarters_of_their_rate_changes() -> None:
    load = load_of(SAME_TIME, nurses=2)
    assert load.crowded
    for index in load.crowded:
        assert len(load.rate_changes[index]) == 8
        # Two nurses, each three changes of five minutes in a quarter hour.
        assert load.rate_limits[index] == 6
    assert over_words(replace(load, nurse_limits=())) == "▲ rate changes"


def test_visits_spread_over_the_day_crowd_nothing() -> None:
    spread = tuple(replace(seat, at=f"{8 + place}:00".zfill(5)) for place, seat in
                   enumerate(SAME_TIME[:4]))  # fmt: skip
    assert load_of(spread, nurses=2).crowded == ()


def test_without_shifts_nothing_is_too_much() -> None:
    load = load_of(SAME_TIME, nurses=0)
    assert load.rate_limits == ()
    assert load.crowded == ()


def test_a_quarter_tells_its_time_its_numbers_and_who() -> None:
    load = DayLoad(
        480, (3, 1), 12, (70, 0), (60, 60),
        ((RateChange(482, "A. Lindqvist"), RateChange(490, "T. Brandt")), ()), (1, 12),
    )  # fmt: skip
    assert quarter_words(load, 481) == (
        "08:00 to 08:15",
        "3 of 12 chairs in use",
        "70 nurse minutes, 60 on shift: 10 too many",
        "▲ 2 rate changes, of which 1 can be done",
        "08:02 A. Lindqvist",
        "08:10 T. Brandt",
    )
    assert quarter_words(load, 500) == (
        "08:15 to 08:30",
        "1 of 12 chairs in use",
        "0 nurse minutes, 60 on shift",
    )
    assert quarter_words(load, 600) == ()
