"""Public holidays by country; the library that knows them is loaded when first asked."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from ivig_scheduler.domain.errors import Problem

_ENGLISH = ("en_US", "en_GB", "en")


def public_holidays(country: str, subdivision: str, years: Iterable[int]) -> Mapping[date, str]:
    """Return the public holidays of those years by day, named in English where possible.

    A site without a country has none, and so has a country or subdivision nobody knows.
    """
    found: dict[date, str] = {}
    for year in sorted(set(years)):
        found.update(_of_year(country, subdivision, year))
    return found


@cache
def countries() -> tuple[tuple[str, str], ...]:
    """Return the countries whose holidays are known: (two-letter code, name), by name."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415 - slow, and seldom needed

    named = {(names[1], _spaced(names[0])) for names in COUNTRIES.values()}
    return tuple(sorted(named, key=lambda each: each[1]))


@cache
def subdivisions(country: str) -> tuple[str, ...]:
    """Return the codes of the states or provinces of a country that have holidays of their own."""
    if not _is_known(country):
        return ()
    import holidays  # noqa: PLC0415 - slow, and seldom needed

    return tuple(holidays.country_holidays(country).subdivisions)


def find_place_problem(country: str, subdivision: str) -> Problem | None:
    """Return what is wrong with a country code and its subdivision, or nothing."""
    if country and not _is_known(country):
        return Problem(
            "country", f"the holidays of '{country}' are not known: choose a country in the list"
        )
    if subdivision and subdivision not in subdivisions(country):
        offered = ", ".join(subdivisions(country)) or "none"
        return Problem(
            "subdivision", f"'{country}' has no subdivision '{subdivision}'; it has {offered}"
        )
    return None


def _is_known(country: str) -> bool:
    return bool(country) and any(code == country for code, _ in countries())


@cache
def _of_year(country: str, subdivision: str, year: int) -> Mapping[date, str]:
    if find_place_problem(country, subdivision) or not country:
        return {}
    import holidays  # noqa: PLC0415 - slow, and seldom needed

    spoken = holidays.country_holidays(country).supported_languages
    english = next((each for each in _ENGLISH if each in spoken), None)
    return dict(
        holidays.country_holidays(
            country, subdiv=subdivision or None, years=year, language=english
        ).items()
    )


def _spaced(name: str) -> str:
    """Return the words run together in a class name: UnitedStates as United States."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
