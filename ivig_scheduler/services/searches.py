"""A search in turns: what it needs is read, then it searches beside the database, then is told.

So a search keeps no database waiting: reads are short, and what takes long touches nothing.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from ivig_scheduler.storage.reader import Reader

#: Returns whether to end soon, with what was found so far.
IsStopped = Callable[[], bool]
#: Takes what a turn found; it may read.
Take = Callable[[Reader], None]
#: What a turn does beside the database: it reads nothing, and returns how its find is taken.
Turn = Callable[[IsStopped], Take]
T_co = TypeVar("T_co", covariant=True)


class Search(Protocol[T_co]):
    """`load`, the turn and its `take` follow each other until it `is_done`; then it `finish`es."""

    @property
    def is_done(self) -> bool:
        """Whether no turn is left."""

    @property
    def progress(self) -> tuple[int, int, str]:
        """How much is done, of how much, and what is counted: "day" or "visit"."""

    def load(self, store: Reader) -> Turn:
        """Read what the next turn needs."""

    def stop(self) -> bool:
        """Leave out the turns that are left; return whether what was found can be shown."""

    def finish(self, store: Reader) -> T_co:
        """Return what was found."""


def search_through(search: Search[T_co], store: Reader) -> T_co:
    """Return what a search finds, all of its turns taken one after the other."""
    while not search.is_done:
        search.load(store)(lambda: False)(store)
    return search.finish(store)
