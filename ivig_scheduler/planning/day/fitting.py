"""Which visits to take where a day has not room for all: the most slots, or visits, that fit."""

from dataclasses import dataclass, replace

from ivig_scheduler.planning.day.answer import PlacedVisit, Progress
from ivig_scheduler.planning.day.instance import DayInstance
from ivig_scheduler.planning.day.kinds import is_locked


@dataclass(frozen=True, slots=True)
class DayFit:
    """The visits that have a place and those left for another day.

    `slots` is the time of all visits placed, or their number where visits are counted; no choice
    has more than `bound`.
    """

    visits: tuple[PlacedVisit, ...]
    left_out: tuple[str, ...]
    slots: int
    bound: int

    @property
    def is_proved(self) -> bool:
        """Return whether no other choice of visits fills more slots."""
        return self.slots == self.bound


def fit_day(
    day: DayInstance,
    *,
    progress: Progress | None = None,
    seconds: float | None = None,
    counts_visits: bool = False,
) -> DayFit | None:
    """Return the choice of visits that fills the most slots; None where there is none.

    Where it `counts_visits`, it is the choice of the most visits.

    Visits locked to a start and a chair are always placed. Stops as `plan_day` does.
    """
    # The solver costs more to import than the window: only who plans pays for it.
    from ivig_scheduler.planning.day.engine import Engine  # noqa: PLC0415
    from ivig_scheduler.planning.day.solver import Watch  # noqa: PLC0415

    engine = Engine(day, Watch(progress, seconds), folds=False)
    table = engine.table
    fixed = [is_locked(kind.sample) for kind in table.kinds]
    worth = table.slots * 0 + 1 if counts_visits else table.slots
    goal = replace(engine.goal(-worth), least=table.counts * fixed)
    found = engine.minimise(goal, is_told=False)
    if found.plan is None:
        return None
    placed = {place.name for place in found.plan}
    return DayFit(
        visits=tuple(sorted(found.plan, key=lambda place: day.number(place.name))),
        left_out=tuple(visit.name for visit in day.visits if visit.name not in placed),
        slots=-(found.value or 0),
        bound=-(found.bound or 0),
    )
