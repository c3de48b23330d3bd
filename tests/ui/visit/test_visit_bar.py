"""The bar of a visit: what it says, where, and that it paints."""

from decimal import Decimal

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.terms import PhaseName
from ivig_scheduler.ui.theme import load_theme
from ivig_scheduler.ui.visit.bar_value import describe_bar, first_fitting, fit_alike
from ivig_scheduler.ui.visit.scale import MinuteScale
from ivig_scheduler.ui.visit.visit_bar import VisitBar
from ivig_scheduler.ui.visit.words import (
    limits_sentence,
    nurse_sentence,
    vital_signs_sentence,
)
from tests.ui.visit.plans import make_plan


def test_the_phases_fill_the_bar_without_a_gap() -> None:
    value = describe_bar(make_plan(), Decimal("0.1"))

    reached = 0
    for part in value.phases:
        assert part.start == reached
        reached += part.minutes
    assert reached == value.minutes


def test_the_rate_ladder_lies_inside_the_infusion_and_its_top_step_is_full_height() -> None:
    value = describe_bar(make_plan(), Decimal("0.1"))
    infusion = next(part for part in value.phases if part.name is PhaseName.INFUSION)

    assert value.steps[0].start == infusion.start
    last = value.steps[-1]
    assert infusion.minutes - 1 < last.start + last.minutes - infusion.start <= infusion.minutes
    assert [step.height for step in value.steps] == [0.25, 0.5, 1.0]


def test_pump_rates_are_rounded_down_to_the_pumps_step() -> None:
    plan = make_plan()

    assert [step.pump_rates[1] for step in describe_bar(plan, Decimal("0.1")).steps] == [
        "85.3",
        "170.6",
        "341.2",
    ]
    assert [step.pump_rates[1] for step in describe_bar(plan, Decimal("5")).steps] == [
        "85",
        "170",
        "340",
    ]


def test_the_sentences_tell_when_the_nurse_is_there_and_when_vital_signs_fall_due() -> None:
    plan = make_plan(weight_kg="71")

    assert nurse_sentence(plan).startswith("Nurse at the chair 70 min: 0:00 to 0:25, 1:25 to 1:40")
    assert vital_signs_sentence(plan) == "Vital signs: 0:00, 1:40, 1:55, 2:25, 3:25, 4:06, 4:46."


def test_what_holds_the_rate_down_is_named_once() -> None:
    assert limits_sentence(make_plan()) == ""
    assert (
        limits_sentence(make_plan(max_ml_per_h="150"))
        == "The rate is held down by the order's cap."
    )


def test_steps_speak_in_the_longest_form_that_all_of_them_have_room_for() -> None:
    texts = [("2 mg/kg/min", "2"), ("4 mg/kg/min", "4")]

    assert fit_alike(texts, [100, 100], len) == ("2 mg/kg/min", "4 mg/kg/min")
    assert fit_alike(texts, [100, 5], len) == ("2", "4")
    assert fit_alike(texts, [100, 0], len) == ("2", "")
    assert fit_alike([], [], len) == ()
    assert first_fitting(("Observation", "Obs"), 4, len) == "Obs"
    assert first_fitting(("Observation", "Obs"), 2, len) == ""


def test_pixels_and_minutes_are_each_others_inverse() -> None:
    scale = MinuteScale(10, 500, 300)

    assert scale.x(0) == 10
    assert scale.x(300) == 510
    assert scale.minute(scale.x(123)) == pytest.approx(123)


def test_hovering_a_phase_says_how_long_it_takes_and_why(qtbot: QtBot) -> None:
    bar = VisitBar(load_theme("light"))
    qtbot.addWidget(bar)
    bar.resize(312, bar.sizeHint().height())
    bar.show_plan(make_plan())

    assert bar.sentence_at(2) == "Assessment 15 min, 0:00 to 0:15"
    assert bar.sentence_at(60).startswith("Premedication 1 h, 0:25 to 1:25: longest lead")
    assert bar.sentence_at(-50) == ""


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_bar_shows_the_products_colour_in_either_theme(qtbot: QtBot, name: str) -> None:
    theme = load_theme("light")
    bar = VisitBar(theme)
    qtbot.addWidget(bar)
    bar.resize(720, bar.sizeHint().height())
    bar.show_plan(make_plan(), colour=1)
    if name == "dark":
        theme = load_theme("dark")
        bar.set_theme(theme)

    picture = bar.grab().toImage()

    seen = {QColor(picture.pixel(x, 40)).name().upper() for x in range(0, picture.width(), 3)}
    assert theme.products[1].fill.upper() in seen


def test_a_bar_without_a_plan_says_nothing(qtbot: QtBot) -> None:
    bar = VisitBar(load_theme("light"))
    qtbot.addWidget(bar)
    bar.show_plan(make_plan())
    assert "Infusion" in bar.accessibleDescription()

    bar.show_plan(None)

    assert bar.value() is None
    assert bar.sentence_at(100) == ""
    assert bar.accessibleDescription() == ""
    assert not bar.grab().isNull()
