"""A program while it is put together, columns and rows by the block.

Imports numpy: import this module where it is used, not with the window.
"""

from dataclasses import dataclass, field

import numpy as np

from ivig_scheduler.planning.day.rows import Block
from ivig_scheduler.planning.day.solver import Floats, Ints, Program


@dataclass
class Parts:
    """The program while it is put together."""

    cost: list[Floats] = field(default_factory=list)
    lower: list[Floats] = field(default_factory=list)
    upper: list[Floats] = field(default_factory=list)
    row_lower: list[Floats] = field(default_factory=list)
    row_upper: list[Floats] = field(default_factory=list)
    rows: list[Ints] = field(default_factory=list)
    columns: list[Ints] = field(default_factory=list)
    weights: list[Floats] = field(default_factory=list)
    ties: list[Floats] = field(default_factory=list)
    shared: list[tuple[int, Ints, Ints]] = field(default_factory=list)
    width: int = 0
    height: int = 0

    def add_columns(self, cost: Floats, lower: Floats, upper: Floats) -> Ints:
        """Add columns and return their numbers."""
        numbers = np.arange(self.width, self.width + len(cost))
        for known, new in ((self.cost, cost), (self.lower, lower), (self.upper, upper)):
            known.append(new)
        self.width += len(cost)
        return numbers

    def add_rows(self, lower: Floats, upper: Floats) -> int:
        """Add rows and return the number of the first."""
        self.row_lower.append(lower)
        self.row_upper.append(upper)
        self.height += len(lower)
        return self.height - len(lower)

    def add_entries(self, rows: Ints, columns: Ints, weights: Floats | float = 1.0) -> None:
        """Add what columns weigh in rows."""
        self.rows.append(rows)
        self.columns.append(columns)
        self.weights.append(np.broadcast_to(np.asarray(weights, dtype=np.float64), rows.shape))

    def add_block(self, block: Block) -> None:
        """Add a row for each slot of a block."""
        least = np.full(len(block.limits), -np.inf) if block.least is None else block.least
        first_row = self.add_rows(least, block.limits)
        lengths = block.after - block.first
        begins = np.cumsum(lengths) - lengths
        slots = np.arange(int(lengths.sum())) + np.repeat(block.first - begins, lengths)
        weights = 1.0 if block.weights is None else np.repeat(block.weights, lengths)
        self.add_entries(first_row + slots, np.repeat(block.columns, lengths), weights)
        if block.peak is not None:
            rows = np.arange(first_row, first_row + len(block.limits))
            self.add_entries(rows, np.full(len(rows), block.peak), -1.0)

    def program(self) -> Program:
        """Return it, put together."""
        return Program(
            np.concatenate(self.cost),
            np.concatenate(self.lower),
            np.concatenate(self.upper),
            np.concatenate(self.row_lower),
            np.concatenate(self.row_upper),
            np.concatenate(self.rows),
            np.concatenate(self.columns),
            np.concatenate(self.weights),
            tuple(self._padded(tie) for tie in self.ties),
        )

    def _padded(self, tie: Floats) -> Floats:
        return np.concatenate((tie, np.zeros(self.width - len(tie))))
