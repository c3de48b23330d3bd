"""An infusion on its way: what is in, at which rate, and when it ends."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_scheduler.domain.progress import Going, InfusionProgress, follow_infusion, ladder_of
from ivig_scheduler.domain.quantities import round_down_to
from ivig_scheduler.domain.records import Plan, VisitEvent
from ivig_scheduler.domain.terms import PauseCause, VisitEventKind
from ivig_scheduler.domain.titration import Ceiling
from ivig_scheduler.services.setup.catalogue_files import load_catalogue
from tests.ui.visit.plans import make_plan

ZONE = "America/New_York"
START = datetime(2026, 11, 24, 9)  # noqa: DTZ001 - a wall-clock time
VISIT = uuid4()
RATE, PAUSE, RESUME = VisitEventKind.RATE, VisitEventKind.PAUSE, VisitEventKind.RESUME
#: Gamunex-C for 70 kg: 42, 84, 168, 336 mL/h, 30 minutes each but the last.
PLAN = make_plan("Gamunex-C 10%", "PI", "70", "30", lead_minutes=0)


def event(
    minute: int, what: VisitEventKind, ml_per_h: str | None = None, minutes: int | None = None
) -> VisitEvent:
    return VisitEvent(
        appointment_id=VISIT,
        at=START + timedelta(minutes=minute),
        what=what,
        ml_per_h=Decimal(ml_per_h) if ml_per_h else None,
        expected_minutes=minutes,
        cause=PauseCause.PATIENT if what is PAUSE else None,
    )


def follow(minute: int, *events: VisitEvent, plan: Plan = PLAN) -> InfusionProgress:
    """Return the infusion `minute` minutes after its start."""
    now = START + timedelta(minutes=minute)
    found = follow_infusion(plan, START, events, now, zone=ZONE)
    assert found is not None
    return found


def test_an_infusion_to_which_nothing_happens_takes_the_minutes_of_its_plan() -> None:
    found = follow(0)

    assert found.minutes == PLAN.infusion_minutes
    assert [each.ml_per_h for each in found.stretches] == [step.ml_per_h for step in PLAN.steps]
    assert found.given_by(found.minutes) == PLAN.volume_ml


def test_what_is_in_is_exact_within_a_step() -> None:
    first, second = PLAN.steps[:2]
    passed = int(first.minutes) + 7

    assert follow(passed).given_ml == first.volume_ml + second.ml_per_h * 7 / 60


def test_a_lower_rate_holds_until_the_next_entry() -> None:
    slowed = follow(200, event(40, RATE, "20"))

    assert slowed.ml_per_h == 20
    assert slowed.running is not None and slowed.running.how is Going.HELD
    assert slowed.next_change is None
    assert slowed.given_by(Fraction(100)) - slowed.given_by(Fraction(40)) == 20


def test_a_rate_held_for_some_minutes_goes_on_with_the_step_above_it() -> None:
    held = follow(40, event(40, RATE, "50", minutes=20))
    ahead = held.ahead

    assert ahead[0].is_running
    assert ahead[0].ml_per_h == 50
    assert ahead[0].minutes == 20
    above = next(step for step in PLAN.steps if step.ml_per_h > 50)
    assert ahead[1].ml_per_h == above.ml_per_h
    assert ahead[1].minutes == above.minutes
    assert ahead[1].start == START + timedelta(minutes=60)


def test_going_on_with_the_table_begins_the_step_above_the_rate_that_runs() -> None:
    again = follow(120, event(40, RATE, "20"), event(100, RATE))
    running = again.running

    assert running is not None
    assert running.start_minute == 100
    assert running.ml_per_h == PLAN.steps[0].ml_per_h


def test_a_rate_that_stands_on_the_pump_as_a_steps_does_goes_on_with_the_next_step() -> None:
    plan = make_plan("Gamunex-C 10%", "PI", "84.57", "30", lead_minutes=0)
    first, second = plan.steps[:2]
    shown = round_down_to(first.ml_per_h, Decimal("0.1"))
    assert shown < first.ml_per_h
    held = follow(50, event(40, RATE, str(shown), minutes=30), plan=plan)

    assert held.next_change is not None
    assert held.next_change.ml_per_h == second.ml_per_h


def test_a_pause_without_minutes_lasts_until_now() -> None:
    first, later = follow(50, event(40, PAUSE)), follow(75, event(40, PAUSE))

    assert first.ml_per_h == 0
    assert first.pause is not None
    assert (first.minutes, later.minutes) == (PLAN.infusion_minutes + 10, first.minutes + 25)
    assert later.given_ml == first.given_ml == follow(40).given_ml


def test_a_pause_with_minutes_is_reckoned_with_from_its_beginning() -> None:
    assert follow(41, event(40, PAUSE, minutes=30)).minutes == PLAN.infusion_minutes + 30
    assert follow(90, event(40, PAUSE, minutes=30)).minutes == PLAN.infusion_minutes + 50


def test_resumed_it_goes_on_in_the_middle_of_its_step() -> None:
    resumed = follow(60, event(40, PAUSE), event(60, RESUME))
    second = PLAN.steps[1]

    assert resumed.ml_per_h == second.ml_per_h
    assert resumed.ahead[0].minutes == second.start_minute + second.minutes - 40


def test_it_may_be_resumed_at_another_rate() -> None:
    resumed = follow(61, event(40, PAUSE), event(60, RESUME, "30", minutes=15))

    assert resumed.ml_per_h == 30
    assert resumed.next_change is not None
    assert resumed.next_change.start == START + timedelta(minutes=75)


def test_a_slowed_infusion_goes_up_to_steps_its_plan_never_needed() -> None:
    catalogue = load_catalogue()
    product = catalogue.product("Gamunex-C 10%")
    short = make_plan("Gamunex-C 10%", "PI", "70", "5", lead_minutes=0)
    table = next(each for each in catalogue.rate_tables if each.id == short.rate_table_id)
    assert product is not None and len(short.steps) < len(table.steps)
    ladder = ladder_of(short, table, product.concentration_g_per_ml)
    whole = PLAN.steps[len(short.steps)].ml_per_h

    assert [each.ml_per_h for each in ladder[:2]] == [each.ml_per_h for each in PLAN.steps[:2]]
    assert ladder[len(short.steps)].ml_per_h == whole
    capped = ladder_of(short, table, product.concentration_g_per_ml, [Ceiling("cap", whole - 1)])
    assert (capped[-1].ml_per_h, capped[-1].limited_by, capped[-1].minutes) == (
        whole - 1,
        "cap",
        None,
    )
    assert follow_infusion(short, START, (), START, ladder=ladder) is not None
    as_planned = follow_infusion(short, START, (), START, ladder=ladder)
    assert as_planned is not None and as_planned.minutes == short.infusion_minutes


@pytest.mark.parametrize(("hour", "ends"), [(0, 4), (1, 5)])
def test_minutes_are_elapsed_ones_where_the_clocks_go_forward(hour: int, ends: int) -> None:
    night = datetime(2027, 3, 14, hour, 30)  # noqa: DTZ001 - a wall-clock time
    plan = make_plan("Gamunex-C 10%", "PI", "70", "30", lead_minutes=0)
    found = follow_infusion(plan, night, (), night, zone=ZONE)
    assert found is not None
    minutes = -(-plan.infusion_minutes // 1)

    assert found.ends == night + timedelta(minutes=int(minutes) + 60)
    later = night.replace(hour=ends, minute=0)
    passed = follow_infusion(plan, night, (), later, zone=ZONE)
    assert passed is not None and passed.now_minute == (ends - hour) * 60 - 30 - 60


def test_a_plan_without_steps_says_nothing_about_rates() -> None:
    assert follow_infusion(PLAN.model_copy(update={"steps": ()}), START, (), START) is None


EVENTS = st.lists(
    st.tuples(
        st.integers(0, 240),
        st.sampled_from([RATE, PAUSE, RESUME]),
        st.one_of(st.none(), st.decimals(1, 700, places=1)),
        st.one_of(st.none(), st.integers(1, 90)),
    ),
    max_size=6,
)
PLANS = st.sampled_from(
    [
        PLAN,
        make_plan("Privigen 10%", "PI", "58", "25", lead_minutes=0),
        make_plan("Gamunex-C 10%", "CIDP", "71.1", "70", max_ml_per_h="110"),
        make_plan("Gammagard Liquid 10%", "PI", "93.4", "40", is_naive_like=True),
    ]
)


def happened(
    drawn: Sequence[tuple[int, VisitEventKind, Decimal | None, int | None]],
) -> list[VisitEvent]:
    """Return events as they can be entered: a pause only while it runs, its end while it stands."""
    found: list[VisitEvent] = []
    is_paused = False
    for minute, what, rate, minutes in sorted(drawn, key=lambda each: each[0]):
        if what is (RESUME if not is_paused else PAUSE) or (is_paused and what is RATE):
            continue
        is_paused = what is PAUSE
        given = None if what is PAUSE or rate is None else str(rate)
        found.append(event(minute, what, given, minutes))
    return found


@given(PLANS, EVENTS, st.integers(0, 900))
def test_what_is_in_never_exceeds_the_dose_and_never_falls(
    plan: Plan, drawn: list[tuple[int, VisitEventKind, Decimal | None, int | None]], now: int
) -> None:
    found = follow(now, *happened(drawn), plan=plan)
    given_by = [found.given_by(Fraction(minute)) for minute in range(0, 1500, 37)]

    assert given_by == sorted(given_by)
    assert given_by[-1] <= plan.volume_ml
    assert found.given_by(found.minutes) == plan.volume_ml
    assert (
        found.given_ml
        + sum((each.ml_per_h * each.minutes / 60 for each in found.ahead), Fraction(0))
        == plan.volume_ml
    )
    for before, after in zip(found.stretches, found.stretches[1:], strict=False):
        assert before.end_minute == after.start_minute


@given(PLANS, st.integers(0, 60), st.integers(1, 200))
def test_a_pause_of_some_minutes_ends_the_infusion_by_as_many_later(
    plan: Plan, minute: int, length: int
) -> None:
    paused = (event(minute, PAUSE), event(minute + length, RESUME))

    assert follow(minute + length, *paused, plan=plan).minutes == plan.infusion_minutes + length


@given(PLANS, EVENTS, st.integers(0, 300), st.integers(1, 60))
def test_nothing_entered_later_changes_what_is_in_already(
    plan: Plan,
    drawn: list[tuple[int, VisitEventKind, Decimal | None, int | None]],
    minute: int,
    length: int,
) -> None:
    events = [each for each in happened(drawn) if each.at <= START + timedelta(minutes=minute)]
    before = follow(minute, *events, plan=plan)
    slowed = follow(minute, *events, event(minute, RATE, "5", minutes=length), plan=plan)

    assert slowed.given_ml == before.given_ml
