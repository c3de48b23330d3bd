"""Which visits stand out: those of some products, statuses or nurses. The others fade."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class FilterKind(StrEnum):
    """What a filter looks at."""

    PRODUCT = "product"
    STATUS = "status"
    NURSE = "nurse"


class Filtered(Protocol):
    """A visit as a filter sees it."""

    @property
    def appointment_id(self) -> UUID: ...
    @property
    def product(self) -> str: ...
    @property
    def status(self) -> str: ...


Wanted = tuple[FilterKind, str]
#: What a visit is listed under that no nurse has room for.
NOBODY = "no nurse free"


@dataclass(frozen=True, slots=True)
class Filter:
    """What is wanted: any of a kind's values, of every kind that has some."""

    wanted: frozenset[Wanted] = frozenset()

    @property
    def is_on(self) -> bool:
        """Whether some visits may be left out."""
        return bool(self.wanted)

    @property
    def in_order(self) -> tuple[Wanted, ...]:
        """What is wanted, kind by kind and by name."""
        kinds = list(FilterKind)
        return tuple(sorted(self.wanted, key=lambda each: (kinds.index(each[0]), each[1])))

    def toggled(self, wanted: Wanted) -> "Filter":
        """Return the filter with one more, or without it where it has it."""
        return Filter(self.wanted ^ {wanted})

    def aside(
        self, bars: Iterable[Filtered], nurse_of: Mapping[UUID, str] | None = None
    ) -> frozenset[UUID]:
        """Return the visits that are left out; nurses are not looked at where none is known."""
        by_kind: dict[FilterKind, set[str]] = {}
        for kind, value in self.wanted:
            if kind is not FilterKind.NURSE or nurse_of:
                by_kind.setdefault(kind, set()).add(value)
        return frozenset(
            bar.appointment_id
            for bar in bars
            if any(
                _value(kind, bar, nurse_of or {}) not in those for kind, those in by_kind.items()
            )
        )


@dataclass(frozen=True, slots=True)
class FilterOption:
    """A value that can be asked for, and how many visits have it."""

    wanted: Wanted
    visits: int


def filter_options(
    bars: Iterable[Filtered], nurse_of: Mapping[UUID, str] | None = None
) -> tuple[FilterOption, ...]:
    """Return what visits can be told apart by, kind by kind and by name."""
    given = tuple(bars)
    kinds = [each for each in FilterKind if each is not FilterKind.NURSE or nurse_of]
    found: list[FilterOption] = []
    for kind in kinds:
        counts = Counter(_value(kind, bar, nurse_of or {}) for bar in given)
        found += [FilterOption((kind, value), counts[value]) for value in sorted(counts) if value]
    return tuple(found)


def _value(kind: FilterKind, bar: Filtered, nurse_of: Mapping[UUID, str]) -> str:
    if kind is FilterKind.PRODUCT:
        return bar.product
    if kind is FilterKind.STATUS:
        return bar.status
    return nurse_of.get(bar.appointment_id, NOBODY)
