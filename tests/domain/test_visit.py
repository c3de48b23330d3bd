"""The phases of a visit."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Premedication
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import PhaseName, TableUse
from ivig_scheduler.domain.visit import VisitPlan, plan_visit
from ivig_scheduler.services.durations import compute_duration

PREMEDICATION = (Premedication("cetirizine", 60), Premedication("acetaminophen", 30))


def visit(
    *, product: str = "Gamunex-C 10%", is_naive_like: bool = False, hydration: int = 0
) -> VisitPlan:
    computed = compute_duration(
        product_name=product, indication_code="CIDP", weight="71.06", grams="70"
    )
    return plan_visit(
        computed.titration,
        Settings(),
        premedications=PREMEDICATION,
        hydration_minutes=hydration,
        is_naive_like=is_naive_like,
    )


def test_a_visit_has_its_phases_in_order_on_the_grid() -> None:
    plan = visit()
    lengths = [(phase.name.value, phase.minutes) for phase in plan.phases]
    infusion = dict(lengths)["infusion"]
    assert lengths == [
        ("assessment", 15),
        ("access", 10),
        ("premedication", 60),
        ("infusion", infusion),
        ("flush", 10),
        ("observation", 30),
        ("discharge", 10),
        ("rounding", plan.booked_minutes - 135 - infusion),
        ("turnover", 10),
    ]
    assert plan.booked_minutes % 15 == 0
    starts = [phase.start_minute for phase in plan.phases]
    assert starts[1:] == [phase.end_minute for phase in plan.phases][:-1]


def test_a_nurse_is_at_the_chair_when_the_rate_changes() -> None:
    plan = visit()
    infusion = plan.phase(PhaseName.INFUSION)
    assert infusion
    end, leave = infusion.end_minute, infusion.end_minute + 40
    assert plan.nurse == (
        (0, 25),
        (85, 100),
        (115, 120),
        (145, 150),
        (end, end + 10),
        (leave, leave + 10),
    )
    assert plan.nurse_minutes == 70


def test_vital_signs_fall_due_at_every_rate_change_hour_and_end() -> None:
    plan = visit()
    infusion = plan.phase(PhaseName.INFUSION)
    assert infusion
    end = infusion.end_minute
    assert plan.vital_signs == (0, 100, 115, 145, 205, end, end + 40)


def test_a_naive_like_visit_is_observed_longer() -> None:
    longer, usual = visit(is_naive_like=True), visit()
    observed = longer.phase(PhaseName.OBSERVATION)
    assert observed and observed.minutes == 60
    assert longer.booked_minutes - usual.booked_minutes == 30


def test_without_premedication_the_pharmacy_decides_the_wait() -> None:
    computed = compute_duration(
        product_name="Qivigy 10%",
        indication_code="PI",
        weight="70",
        grams="35",
        use=TableUse.SUBSEQUENT,
    )
    waiting = computed.visit.phase(PhaseName.PREMEDICATION)
    assert waiting and (waiting.minutes, waiting.why) == (30, "the pharmacy prepares")
    assert computed.titration.infusion_minutes == Fraction(85)
    assert computed.dose_g == Decimal(35)


def test_an_infusion_of_years_is_refused_before_it_is_laid_out() -> None:
    with pytest.raises(RuleBrokenError, match="the infusion would take 210000 h, more than a year"):
        compute_duration(
            product_name="Gammaplex 5%",
            indication_code="PI",
            weight="350",
            grams="1050",
            max_ml_per_h="0.1",
        )


def test_hydration_is_part_of_the_visit() -> None:
    assert visit(hydration=30).booked_minutes - visit().booked_minutes == 30


@given(
    st.decimals(Decimal(3), Decimal(150), places=1),
    st.integers(5, 100),
    st.booleans(),
    st.integers(0, 120),
    st.lists(st.integers(0, 90), max_size=3),
    st.sampled_from(["5", "10", "15", "30"]),
)
def test_a_visit_is_made_of_phases_without_gaps(
    weight: Decimal,
    percent: int,
    is_naive_like: bool,
    hydration: int,
    leads: list[int],
    grid: str,
) -> None:
    settings = Settings({"calendar.grid": grid})
    dose = weight * percent / 50
    computed = compute_duration(
        product_name="Gamunex-C 10%", indication_code="CIDP", weight=str(weight), grams=str(dose)
    )
    plan = plan_visit(
        computed.titration,
        settings,
        premedications=[Premedication("drug", lead) for lead in leads],
        hydration_minutes=hydration,
        is_naive_like=is_naive_like,
    )
    ends = [0, *(phase.end_minute for phase in plan.phases)]
    assert [phase.start_minute for phase in plan.phases] == ends[:-1]
    assert plan.booked_minutes % int(grid) == 0
    assert ends[-1] == plan.booked_minutes + plan.turnover_minutes
    infusion = plan.phase(PhaseName.INFUSION)
    assert infusion and 0 <= infusion.minutes - computed.titration.infusion_minutes < 1
    waiting = plan.phase(PhaseName.PREMEDICATION)
    assert waiting and waiting.minutes == max([30, *leads])
    assert all(start < end <= plan.booked_minutes for start, end in plan.nurse)
    assert all(end < start for (_, end), (start, _) in pairwise(plan.nurse))
    assert list(plan.vital_signs) == sorted(set(plan.vital_signs))
    assert plan.vital_signs[0] == 0 and infusion.end_minute in plan.vital_signs
