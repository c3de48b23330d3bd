"""From what a form holds to a record."""

from datetime import date, time
from decimal import Decimal
from uuid import uuid4

import pytest

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.forms import make_record, tidied
from ivig_scheduler.domain.terms import Basis, RateUnit, TableUse


def said(**values: object) -> dict[str, str]:
    good: dict[str, object] = {
        "number": "1",
        "family_name": "Osei",
        "birth_date": date(1959, 3, 27),
        "sex": "F",
    }
    with pytest.raises(RuleBrokenError) as refused:
        make_record(r.Patient, **{**good, **values})
    return {problem.field: problem.message for problem in refused.value.problems}


def test_every_wrong_field_is_named_at_once() -> None:
    assert said(number=" ", family_name="x" * 121, height_cm="tall", sex="X") == {
        "number": "number is missing: fill it in",
        "family_name": "family name has more than 120 characters: shorten it",
        "height_cm": "height 'tall' is not a number",
        "sex": "sex 'X' is not one of 'F' or 'M'",
    }


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("height_cm", Decimal(0), "height 0 cm must be above 0 cm"),
        ("height_cm", Decimal(300), "height 300 cm is over the limit of 260 cm"),
        ("height_cm", Decimal("NaN"), "height 'NaN' is not a number"),
        ("preferred_weekday", -1, "preferred weekday -1 must not be below 0"),
        ("preferred_weekday", "x", "preferred weekday 'x' is not a whole number"),
        ("birth_date", "soon", "birth date 'soon' is not a date"),
        ("preferred_time", "noon", "preferred time 'noon' is not a time"),
    ],
)
def test_a_problem_tells_the_value_and_the_limit(field: str, value: object, message: str) -> None:
    assert said(**{field: value}) == {field: message}


def test_texts_lose_the_spaces_around_them() -> None:
    made = make_record(r.Nurse, name="  Kim Lee ")
    assert made.name == "Kim Lee"
    assert tidied(made.model_copy(update={"name": " Lou"})).name == "Lou"


def test_a_copy_is_checked_as_a_new_record_is() -> None:
    hours = r.OpeningHours(weekday=0, opens=time(8), closes=time(17))
    with pytest.raises(RuleBrokenError, match="weekday 9 is over the limit of 6"):
        tidied(hours.model_copy(update={"weekday": 9}))


def test_tidying_keeps_every_field_of_a_record() -> None:
    table = r.RateTable(
        product_id=uuid4(),
        lineage=uuid4(),
        indications=("PI",),
        use=TableUse.ANY,
        unit=RateUnit.ML_KG_H,
        steps=(
            r.RateStep(Decimal("0.5"), Decimal(30), Basis.LABEL),
            r.RateStep(Decimal("5.40"), None, Basis.SITE),
        ),
        at_risk_max_mg_kg_min=Decimal("3.3"),
    )
    assert tidied(table) == table
