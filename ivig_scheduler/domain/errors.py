"""Errors sorted by blame: a rule that was broken, or a record that moved on meanwhile."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with an input: where it is, what is wrong and what to do."""

    field: str
    message: str
    #: Whether a person may confirm the input as it is: then it is taken.
    can_confirm: bool = False


class RuleBrokenError(Exception):
    """The input breaks rules; every one of them is reported at once."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


class StaleRecordError(Exception):
    """A record was changed by somebody else since it was read."""


def refuse(field: str, message: str) -> RuleBrokenError:
    """Return the error for a single broken rule."""
    return RuleBrokenError(Problem(field, message))
