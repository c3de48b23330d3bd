"""From what a form holds to a record: every wrong field is named at once, in plain words."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.domain.records import Record

R = TypeVar("R", bound=Record)

_UNITS = {"_kg": " kg", "_cm": " cm", "_minutes": " min", "_days": " days"}
_SAYINGS: Mapping[str, str] = {
    "missing": "is missing: fill it in",
    "string_too_short": "is missing: fill it in",
    "string_too_long": "has more than {max_length} characters: shorten it",
    "greater_than": "{found}{unit} must be above {gt}{unit}",
    "greater_than_equal": "{found}{unit} must not be below {ge}{unit}",
    "less_than": "{found}{unit} must be below {lt}{unit}",
    "less_than_equal": "{found}{unit} is over the limit of {le}{unit}",
    "decimal_parsing": "'{found}' is not a number",
    "int_parsing": "'{found}' is not a whole number",
    "finite_number": "'{found}' is not a number",
    "date_from_datetime_parsing": "'{found}' is not a date",
    "date_parsing": "'{found}' is not a date",
    "time_parsing": "'{found}' is not a time",
    "enum": "'{found}' is not one of {expected}",
}


def make_record(kind: type[R], **values: object) -> R:
    """Return a record of those values, spaces around texts removed.

    Raises RuleBrokenError with one Problem for each field that is wrong; `field` is its name.
    """
    cleaned = {
        name: value.strip() if isinstance(value, str) and type(value) is str else value
        for name, value in values.items()
    }
    try:
        return kind.model_validate(cleaned)
    except ValidationError as error:
        found = error.errors(include_url=False)
        raise RuleBrokenError(*(_problem(dict(each)) for each in found)) from None


def tidied(record: R) -> R:
    """Return the record with its texts stripped and every field checked again.

    A copy of a record with altered fields was never validated. Raises RuleBrokenError as
    `make_record` does.
    """
    fields = type(record).model_fields
    return make_record(type(record), **{name: getattr(record, name) for name in fields})


def _problem(error: Mapping[str, Any]) -> Problem:
    name = str(error["loc"][0]) if error["loc"] else "record"
    unit = next((unit for ending, unit in _UNITS.items() if name.endswith(ending)), "")
    title = name.removesuffix("_kg").removesuffix("_cm").replace("_", " ")
    known = {"found": error["input"], "unit": unit, **error.get("ctx", {})}
    saying = _SAYINGS.get(error["type"])
    said = saying.format(**known) if saying else f"'{error['input']}': {error['msg']}"
    return Problem(name, f"{title} {said}")
