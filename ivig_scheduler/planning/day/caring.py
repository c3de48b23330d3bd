"""Who looks after whom in each slot where nurses hand over: exact, for days where counting fails.

Imports numpy: import this module where it is used, not with the window.
"""

import numpy as np

from ivig_scheduler.planning.day.parts import Parts
from ivig_scheduler.planning.day.solver import Floats, Ints
from ivig_scheduler.planning.day.table import Table


def add_carers(parts: Parts, table: Table, chosen: Ints) -> None:
    """Add how many visits of so many points each carer has in each slot.

    In each slot, all visits of so many points that are there are shared out among the carers.
    """
    points, first, after = table.points[chosen], table.start[chosen], table.end[chosen]
    classes = sorted(set(points.tolist()))
    for slot in range(table.day.slots):
        there = (first <= slot) & (slot < after)
        shares = [_share(parts, np.flatnonzero(there & (points == each))) for each in classes]
        for carer in table.day.carers:
            if carer.is_present(slot, slot + 1):
                most = np.full(len(classes), float(len(table.day.visits)))
                numbers = parts.add_columns(most * 0, most * 0, most)
                parts.add_entries(np.array(shares), numbers)
                _limit(parts, numbers, np.ones(len(classes)), carer.patients)
                if carer.points is not None:
                    _limit(parts, numbers, np.array(classes), carer.points)


def _share(parts: Parts, columns: Ints) -> int:
    """Add the row in which the carers' shares add up to the visits of those columns."""
    row = parts.add_rows(np.zeros(1), np.zeros(1))
    parts.add_entries(np.full(len(columns), row), columns, -1.0)
    return row


def _limit(parts: Parts, numbers: Ints, weights: Floats, most: int) -> None:
    row = parts.add_rows(np.full(1, -np.inf), np.full(1, float(most)))
    parts.add_entries(np.full(len(numbers), row), numbers, weights)
