"""A day to plan: chairs, nurses and visits on a grid of slots. Values that refuse to be wrong.

Slots are grid steps counted from the start of the day; every span is half-open, (first, after).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.planning.day.together import DayCeiling, can_look_after, find_present

Span = tuple[int, int]
#: More slots, chairs, nurses or visits than any day has; a file beyond it is a mistake.
MOST_SLOTS = 2_000
MOST_OF_EACH = 5_000
MOST_OF_NUMBER = 1_000_000


@dataclass(frozen=True, slots=True)
class DayChair:
    """A chair, the features it has, and the spans in which nobody can sit in it."""

    name: str
    features: frozenset[str] = frozenset()
    blocked: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class DayNurse:
    """A nurse: spans of presence, patients at once, acuity points at once (None: no limit).

    A visit lies wholly within one span, or only its start where the nurse `only_starts` visits and
    others look after the patients. `spacing` is the least distance in slots between two starts of
    this nurse; 0 and 1 differ: with 0 several visits may start in one slot.
    """

    name: str
    spans: tuple[Span, ...]
    patients: int
    points: int | None = None
    spacing: int = 1
    only_starts: bool = False

    def is_present(self, first: int, after: int) -> bool:
        """Return whether one span of presence holds what the nurse is needed for of a visit."""
        last = first + 1 if self.only_starts else after
        return any(start <= first and last <= end for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class DayVisit:
    """A visit of `slots`, not before `earliest`, ended by `latest_end` (None: the day's end).

    `features` are what its chair must have. After the patient left, the chair is held for
    `turnover` slots more, past the day's end if need be; the nurse is free.
    """

    name: str
    slots: int
    earliest: int = 0
    latest_end: int | None = None
    features: frozenset[str] = frozenset()
    points: int = 1
    locked_start: int | None = None
    locked_chair: str | None = None
    turnover: int = 0


@dataclass(frozen=True, slots=True)
class DayInstance:
    """A day of `slots` grid steps with everything that is to be planned.

    `carers` are the nurses among whom the patients of each slot are to be shared out, whoever had
    them before: where nurses hand over, and `nurses` only start visits.

    Raises RuleBrokenError with every contradiction within it, each with the field it is in, such
    as `visits[3].locked_chair`. A day that merely has no plan is no error.
    """

    name: str
    slots: int
    chairs: tuple[DayChair, ...]
    nurses: tuple[DayNurse, ...]
    visits: tuple[DayVisit, ...]
    grid_minutes: int | None = None
    ceiling: DayCeiling | None = None
    carers: tuple[DayNurse, ...] = ()
    _numbers: dict[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a day that contradicts itself."""
        problems = tuple(_find_problems(self))
        if problems:
            raise RuleBrokenError(*problems)
        self._numbers.update({visit.name: index for index, visit in enumerate(self.visits)})

    def visit(self, name: str) -> DayVisit:
        """Return the visit of a name; raises KeyError."""
        return self.visits[self._numbers[name]]

    def number(self, name: str) -> int:
        """Return the place of a visit in the day; raises KeyError."""
        return self._numbers[name]

    def allows(self, starts: Iterable[tuple[str, int]]) -> bool:
        """Return whether all nurses together can do with visits that start so, given by name."""
        named = tuple(starts)
        if self.ceiling is not None and not self.ceiling.holds(self, named):
            return False
        return not self.carers or all(
            can_look_after(self.carers, slot, points) for slot, points in find_present(self, named)
        )


def _find_problems(day: DayInstance) -> Iterator[Problem]:
    yield from _out_of_range("slots", day.slots, 1, MOST_SLOTS)
    if day.grid_minutes is not None:
        yield from _out_of_range("grid_minutes", day.grid_minutes, 1, 24 * 60)
    for where, things in (("chairs", day.chairs), ("nurses", day.nurses), ("visits", day.visits)):
        if len(things) > MOST_OF_EACH:
            yield Problem(where, f"{len(things)} are more than {MOST_OF_EACH}")
        yield from _wrong_names(where, [thing.name for thing in things])
    for index, chair in enumerate(day.chairs):
        yield from _wrong_spans(f"chairs[{index}].blocked", chair.blocked)
    for index, nurse in enumerate(day.nurses):
        yield from _problems_of_nurse(f"nurses[{index}]", nurse)
    chairs = {chair.name for chair in day.chairs}
    for index, visit in enumerate(day.visits):
        yield from _problems_of_visit(f"visits[{index}]", visit, day.slots, chairs)


def _problems_of_nurse(where: str, nurse: DayNurse) -> Iterator[Problem]:
    yield from _wrong_spans(f"{where}.spans", nurse.spans)
    yield from _out_of_range(f"{where}.patients", nurse.patients, 0)
    yield from _out_of_range(f"{where}.spacing_slots", nurse.spacing, 0)
    if nurse.points is not None:
        yield from _out_of_range(f"{where}.points", nurse.points, 0)


def _problems_of_visit(
    where: str, visit: DayVisit, slots: int, chairs: set[str]
) -> Iterator[Problem]:
    yield from _out_of_range(f"{where}.slots", visit.slots, 1)
    yield from _out_of_range(f"{where}.earliest", visit.earliest, 0)
    yield from _out_of_range(f"{where}.points", visit.points, 0)
    yield from _out_of_range(f"{where}.turnover", visit.turnover, 0)
    if visit.latest_end is not None:
        yield from _out_of_range(f"{where}.latest_end", visit.latest_end, 0)
    if visit.locked_start is not None and not 0 <= visit.locked_start < slots:
        yield Problem(
            f"{where}.locked_start", f"{visit.locked_start} is outside the day, 0 to {slots - 1}"
        )
    if visit.locked_chair is not None and visit.locked_chair not in chairs:
        yield Problem(f"{where}.locked_chair", f"there is no chair '{visit.locked_chair}'")


def _wrong_names(where: str, names: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if not name:
            yield Problem(f"{where}[{index}].name", "it is empty")
        elif name in seen:
            yield Problem(f"{where}[{index}].name", f"'{name}' is there twice")
        seen.add(name)


def _wrong_spans(where: str, spans: tuple[Span, ...]) -> Iterator[Problem]:
    for start, end in spans:
        if start < 0 or end <= start:
            yield Problem(where, f"it must end after it starts, from 0 on; it is {start} to {end}")


def _out_of_range(
    where: str, number: int, least: int, most: int = MOST_OF_NUMBER
) -> Iterator[Problem]:
    if not least <= number <= most:
        yield Problem(where, f"{number} is not between {least} and {most}")
