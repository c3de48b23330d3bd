"""What is alike in a day: visits, free spans of chairs, and nurses that need no telling apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ivig_scheduler.planning.day.instance import DayChair, DayInstance, DayNurse, DayVisit, Span


@dataclass(frozen=True, slots=True)
class VisitKind:
    """Visits that differ in nothing but their name, and the starts their own times allow."""

    sample: DayVisit
    names: tuple[str, ...]
    starts: tuple[int, ...]

    def held(self, start: int, slots: int) -> Span:
        """Return the span in which a chair is taken, cut at the day's end."""
        end = start + self.sample.slots + self.sample.turnover
        return start, min(end, slots)


@dataclass(frozen=True, slots=True)
class SeatGroup:
    """Free spans of chairs that are alike: same features, same first and last slot.

    A visit lies within one free span of one chair, so spans of the same chair are as good as
    different chairs. `pinned` is the chair's name where a visit is locked to it.
    """

    features: frozenset[str]
    pinned: str | None
    span: Span
    chairs: tuple[str, ...]

    def takes(self, visit: DayVisit, held: Span) -> bool:
        """Return whether a visit can sit in one of these spans."""
        return (
            self.span[0] <= held[0]
            and held[1] <= self.span[1]
            and visit.features <= self.features
            and visit.locked_chair in {None, self.pinned}
        )


@dataclass(frozen=True, slots=True)
class NurseGroup:
    """Nurses that are alike."""

    sample: DayNurse
    names: tuple[str, ...]

    def is_exact(self, visits: Iterable[DayVisit]) -> bool:
        """Return whether counting is enough to share visits out among these nurses.

        With a start per nurse and slot and equal points, the rows "patients at a time" and
        "starts in a slot" form a network matrix (each visit is a path in a tree of slots with a
        leaf per start), so any counts within k times a nurse's limits split into k nurses' counts.
        """
        if len(self.names) == 1:
            return True
        has_equal_points = self.sample.points is None or len({v.points for v in visits}) <= 1
        return self.sample.spacing <= 1 and has_equal_points


def visit_kinds(day: DayInstance) -> tuple[VisitKind, ...]:
    """Return the kinds in the order in which their first visits stand in the day."""
    alike: dict[object, list[DayVisit]] = {}
    for visit in day.visits:
        last = last_start(visit, day.slots)
        alike.setdefault(_likeness(visit, last), []).append(visit)
    return tuple(
        VisitKind(visits[0], tuple(visit.name for visit in visits), _starts(visits[0], day.slots))
        for visits in alike.values()
    )


def last_start(visit: DayVisit, slots: int) -> int:
    """Return the last slot in which a visit can start and end in time; it may be negative."""
    end = slots if visit.latest_end is None else min(slots, visit.latest_end)
    return end - visit.slots


def seat_groups(day: DayInstance, *, folds: bool) -> tuple[SeatGroup, ...]:
    """Return the free spans of all chairs by likeness.

    Where it `folds`, visits locked to a start and a chair count as a blocked span of it, if they
    fit there; `is_folded` tells which. They need no seat any more.
    """
    pinned = {visit.locked_chair for visit in day.visits if not (folds and is_locked(visit))}
    alike: dict[tuple[frozenset[str], str | None, Span], list[str]] = {}
    for chair in day.chairs:
        fixed = [v for v in day.visits if folds and is_locked(v) and v.locked_chair == chair.name]
        name = chair.name if chair.name in pinned else None
        for span in _free_spans(chair, fixed, day.slots):
            alike.setdefault((chair.features, name, span), []).append(chair.name)
    return tuple(SeatGroup(*likeness, tuple(names)) for likeness, names in alike.items())


def nurse_groups(day: DayInstance) -> tuple[NurseGroup, ...]:
    """Return the nurses by likeness."""
    alike: dict[object, list[DayNurse]] = {}
    for nurse in day.nurses:
        spans = tuple(sorted(nurse.spans))
        alike.setdefault(
            (spans, nurse.patients, nurse.points, nurse.spacing, nurse.only_starts), []
        ).append(nurse)
    return tuple(
        NurseGroup(nurses[0], tuple(nurse.name for nurse in nurses)) for nurses in alike.values()
    )


def is_locked(visit: DayVisit) -> bool:
    """Return whether both the start and the chair of a visit are fixed."""
    return visit.locked_start is not None and visit.locked_chair is not None


def locks_clash(day: DayInstance) -> bool:
    """Return whether a visit locked to a start and a chair cannot be there beside the others."""
    chairs = {chair.name: chair for chair in day.chairs}
    taken: dict[str, list[Span]] = {name: list(chair.blocked) for name, chair in chairs.items()}
    for visit in filter(is_locked, day.visits):
        chair, start = chairs[str(visit.locked_chair)], int(visit.locked_start or 0)
        held = start, min(start + visit.slots + visit.turnover, day.slots)
        spans = taken[chair.name]
        if not visit.features <= chair.features or any(_overlap(held, span) for span in spans):
            return True
        spans.append(held)
    return False


def _likeness(visit: DayVisit, last: int) -> object:
    return (
        visit.slots,
        visit.earliest,
        last,
        visit.features,
        visit.points,
        visit.turnover,
        visit.locked_start,
        visit.locked_chair,
    )


def _starts(visit: DayVisit, slots: int) -> tuple[int, ...]:
    starts = range(visit.earliest, last_start(visit, slots) + 1)
    if visit.locked_start is None:
        return tuple(starts)
    return (visit.locked_start,) if visit.locked_start in starts else ()


def _free_spans(chair: DayChair, fixed: Sequence[DayVisit], slots: int) -> list[Span]:
    taken = list(chair.blocked)
    for visit in fixed:
        start = int(visit.locked_start or 0)
        taken.append((start, start + visit.slots + visit.turnover))
    free, first = [], 0
    for start, end in sorted(taken):
        if first < min(start, slots):
            free.append((first, min(start, slots)))
        first = max(first, end)
    if first < slots:
        free.append((first, slots))
    return free


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
