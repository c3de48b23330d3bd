"""What the fields of the catalogue's files hold: a field that is unknown or wrong is named."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from ivig_scheduler.domain.quantities import MOST_DIGITS, has_more_digits

Entry = Mapping[str, Any]
#: Returns what is wrong with a value, or nothing.
Check = Callable[[object], str]


def is_number(value: object) -> bool:
    """Return whether a value is a finite number of sensible length; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    number = Decimal(value)
    return number.is_finite() and not has_more_digits(number, MOST_DIGITS)


def _text(value: object) -> str:
    return "" if isinstance(value, str) and value.strip() else f"must be a text (found {value!r})"


def _flag(value: object) -> str:
    return "" if isinstance(value, bool) else f"must be true or false (found {value!r})"


def _number(value: object) -> str:
    good = is_number(value) and value > 0  # type: ignore[operator]
    return "" if good else f"must be a number above 0 (found {value!r})"


def _whole(value: object) -> str:
    good = is_number(value) and isinstance(value, int) and value >= 0
    return "" if good else f"must be a whole number of 0 or more (found {value!r})"


def _list_of(check: Check, what: str) -> Check:
    def checked(value: object) -> str:
        if not isinstance(value, list):
            return f"must be a list of {what} (found {value!r})"
        return next((problem for each in value if (problem := check(each))), "")

    return checked


def _steps(value: object) -> str:
    if not isinstance(value, list):
        return f"must be a list of [rate, minutes] (found {value!r})"
    for number, step in enumerate(value, start=1):
        good = isinstance(step, list) and len(step) in {1, 2} and all(map(is_number, step))
        if not good:
            return f"step {number} must be [rate, minutes] or [rate] (found {step!r})"
    return ""


def _range(value: object) -> str:
    good = isinstance(value, list) and len(value) == 2 and not any(map(_number, value))
    if not good or value[0] > value[1]:  # type: ignore[index]
        return f"must be [lowest, highest], both above 0 (found {value!r})"
    return ""


def _doses(value: object) -> str:
    if not isinstance(value, dict):
        return f"must be a table of ranges (found {value!r})"
    for name, held in value.items():
        if name not in DOSE_FIELDS:
            return f"{name} is no field of it; known are {', '.join(DOSE_FIELDS)}"
        if problem := _range(held):
            return f"{name} {problem}"
    return ""


def _setting(value: object) -> str:
    return "" if value == "inpatient" else f"must be 'inpatient' or left out (found {value!r})"


_TEXTS = _list_of(_text, "texts")
DOSE_FIELDS = ("dose_g_per_kg", "days", "interval_days")
PRODUCT_FIELDS: Mapping[str, Check] = {
    "name": _text,
    "maker": _text,
    "concentration_g_per_ml": _number,
    "vials_g": _list_of(_number, "grams"),
    "hcpcs": _text,
    "hcpcs_unit_mg": _whole,
    "minimum_age_years": _whole,
    "contraindicated_in": _TEXTS,
    "cautions": _TEXTS,
    "hours_from_pooling_to_end": _whole,
    "source": _text,
    "rate_table": _list_of(lambda value: "" if isinstance(value, dict) else "must be tables", ""),
}
RATE_TABLE_FIELDS: Mapping[str, Check] = {
    "indications": _TEXTS,
    "use": _text,
    "unit": _text,
    "steps": _steps,
    "basis": _TEXTS,
    "at_risk_max_mg_kg_min": _number,
    "tolerated_infusions_before": _whole,
    "note": _text,
}
INDICATION_FIELDS: Mapping[str, Check] = {
    "code": _text,
    "name": _text,
    "icd10": _TEXTS,
    "maintenance": _doses,
    "loading": _doses,
    "rate_table_of": _text,
    "off_label": _flag,
    "investigational": _flag,
    "setting": _setting,
    "note": _text,
    "source": _text,
}


def find_shape_problem(
    entry: Entry, fields: Mapping[str, Check], required: tuple[str, ...]
) -> tuple[str, str] | None:
    """Return the first field of an entry that is missing, unknown or wrong, and what is wrong."""
    for name in required:
        if name not in entry:
            return name, "is missing"
    for name, value in entry.items():
        if name not in fields:
            return name, f"is no field here; known are {', '.join(fields)}"
        if problem := fields[name](value):
            return name, problem
    return None
