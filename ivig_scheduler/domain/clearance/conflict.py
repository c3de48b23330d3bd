"""What a failed check says: which, how serious, why, and what could be done instead."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from ivig_scheduler.domain.terms import Severity


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when a check would pass: a local start, in that chair or (None) in any.

    It is what one check asks for; whether all others pass there is not looked at.
    """

    start: datetime
    chair_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A check that failed: which, how serious, and why in one sentence.

    `who` is the patient or the nurses it is about and `where` the chair, or what else has no room,
    both as a person reads them; `who` is never written to a log. `minutes` tells by how much, where
    minutes make sense. `next_free` is the next option that passes this check.
    """

    rule: str
    severity: Severity
    message: str
    minutes: int | None = None
    who: str = ""
    where: str = ""
    next_free: Place | None = None


#: What passes a check, and the words for it: (Place(...), "free from 14:15").
Suggestion = tuple[Place | None, str]


class Finding(NamedTuple):
    """What a rule found. `suggest` is called only where the next option is asked for."""

    message: str
    minutes: int | None = None
    who: str = ""
    where: str = ""
    suggest: Callable[[], Suggestion] | None = None

    def as_conflict(self, rule: str, severity: Severity, *, suggests: bool) -> Conflict:
        """Return the finding as the failed check of a rule."""
        message, place = self.message, None
        if suggests and self.suggest is not None:
            place, words = self.suggest()
            message = f"{message}, {words}" if words else message
        return Conflict(rule, severity, message, self.minutes, self.who, self.where, place)


def blocking(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Return the conflicts that forbid the visit."""
    return tuple(each for each in conflicts if each.severity is Severity.BLOCK)


def brought(found: Iterable[Conflict], known: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Return what was found beyond what was known: the same words of a rule are the same."""
    before = {(each.rule, each.message) for each in known}
    return tuple(each for each in found if (each.rule, each.message) not in before)


def worsened(found: Iterable[Conflict], known: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Return what was found beyond what was known of a visit that keeps its chair and start.

    A check that fails about the same person and place for no more minutes than before is no worse,
    whatever its words: a visit that becomes shorter passes closing by less.
    """
    now, then = tuple(found), tuple(known)
    return tuple(each for each in brought(now, then) if not _is_milder(each, now, then))


def _is_milder(conflict: Conflict, now: Iterable[Conflict], then: Iterable[Conflict]) -> bool:
    found, known = _minutes_like(conflict, now), _minutes_like(conflict, then)
    if conflict.minutes is None or len(found) > len(known):
        return False
    return all(minutes <= most for minutes, most in zip(found, known, strict=False))


def _minutes_like(conflict: Conflict, among: Iterable[Conflict]) -> list[int]:
    """Return by how many minutes the same check fails about the same, the most first."""
    about = conflict.rule, conflict.who, conflict.where
    alike = (each for each in among if (each.rule, each.who, each.where) == about)
    return sorted((each.minutes for each in alike if each.minutes is not None), reverse=True)


def is_blocked(conflicts: Iterable[Conflict]) -> bool:
    """Return whether any of the conflicts forbids the visit."""
    return bool(blocking(conflicts))
