"""Where the chairs of a day stand."""

from enum import StrEnum


class Layout(StrEnum):
    """Where the chairs stand: down the side, time across, or across the top, time down."""

    DOWN = "down"
    ACROSS = "across"
