"""Days as a clinic has them, made by chance from a seed: kinds of chairs, shifts, locks, acuity."""

from random import Random

from ivig_scheduler.planning.day import DayChair, DayInstance, DayNurse, DayVisit, Span

#: Ten hours in quarters.
SLOTS, CLOSES = 40, 38
FEATURES: tuple[str | None, ...] = (
    *(None,) * 4,
    *("port", "port", "lies flat", "lies flat", "port", "children"),
)
SHIFTS: tuple[tuple[Span, ...], ...] = (
    ((0, 38),),
    ((0, 38),),
    ((2, 40),),
    ((0, 18), (20, 38)),
)
LENGTHS = (9, 10, 11, 12, 13, 15, 17)


def mixed_day(seed: int, visits: int) -> DayInstance:
    """Return a day of so many visits, with about a chair for two and a nurse for five or six.

    Nurses take three or four patients and five points at once, and start one visit in half an hour.
    One visit in ten stays in its chair, a quarter may be at any time; the others have their reach.
    """
    chance = Random(seed)
    features = [FEATURES[place % len(FEATURES)] for place in range(round(visits / 2.1))]
    chairs = tuple(
        DayChair(f"C{place}", frozenset({feature} if feature else ()), _outage(chance, place))
        for place, feature in enumerate(features)
    )
    nurses = tuple(
        DayNurse(f"N{place}", chance.choice(SHIFTS), 3 if place % 4 == 3 else 4, 5, 2)
        for place in range(max(2, round(visits / 5.5)))
    )
    found = tuple(_visit(chance, number, chairs) for number in range(visits))
    return DayInstance(f"mixed-{visits}-{seed}", SLOTS, chairs, nurses, found)


def _outage(chance: Random, place: int) -> tuple[Span, ...]:
    return ((12, 24),) if place == 3 and chance.random() < 0.3 else ()


def _visit(chance: Random, number: int, chairs: tuple[DayChair, ...]) -> DayVisit:
    length = chance.choice(LENGTHS)
    stands, reach = chance.randrange(CLOSES - 1 - length), chance.choice((4, 8, 8, 8))
    earliest, latest_end = max(0, stands - reach), min(CLOSES, stands + reach + length)
    if chance.random() < 0.25:
        earliest, latest_end = 0, CLOSES
    wanted = {chance.choice(("port", "lies flat", "children"))} if chance.random() < 0.15 else set()
    suiting = [each.name for each in chairs if wanted <= each.features and not each.blocked]
    return DayVisit(
        name=f"V{number}",
        slots=length,
        earliest=earliest,
        latest_end=latest_end,
        features=frozenset(wanted),
        points=2 if chance.random() < 0.08 else 1,
        locked_chair=chance.choice(suiting) if chance.random() < 0.1 else None,
        turnover=1,
    )
