"""Letting a blocking check pass: which ones a person may, and what they must say for it.

A check that site policy could switch off can be let pass for one visit; the others cannot.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ivig_scheduler.domain.clearance.conflict import Conflict, blocking
from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.domain.limits import NAME_LENGTH, TEXT_LENGTH
from ivig_scheduler.domain.settings import can_be_off


@dataclass(frozen=True, slots=True)
class Override:
    """Why blocking checks are let pass, and who answers for it."""

    reason: str
    by: str

    def __post_init__(self) -> None:
        """Raise RuleBrokenError where the reason or the name is missing or too long."""
        problems = []
        for field, text, most, words in (
            ("reason", self.reason, TEXT_LENGTH, "say why the visit may stand there all the same"),
            ("by", self.by, NAME_LENGTH, "say who answers for it"),
        ):
            if not text.strip():
                problems.append(Problem(field, words))
            elif len(text) > most:
                problems.append(Problem(field, f"use at most {most} letters"))
        if problems:
            raise RuleBrokenError(*problems)


def can_let_pass(conflicts: Iterable[Conflict]) -> bool:
    """Return whether something blocks, and a person may let all of that pass."""
    found = blocking(conflicts)
    return bool(found) and all(can_be_off(each.rule) for each in found)


def refuse_blocked(
    conflicts: Iterable[Conflict], override: Override | None = None
) -> tuple[str, ...]:
    """Return the rules that are let pass, none where nothing blocks.

    Raises RuleBrokenError with every blocking reason where no override is given, and with those
    that nobody can let pass where one is.
    """
    found = blocking(conflicts)
    refused = [each for each in found if override is None or not can_be_off(each.rule)]
    if refused:
        raise RuleBrokenError(*(Problem(each.rule, each.message) for each in refused))
    return tuple(dict.fromkeys(each.rule for each in found))
