"""Chance that is the same each time, so that the demo clinic is."""

from random import Random
from uuid import UUID


class Seed(Random):
    """A random source that also makes ids."""

    def new_id(self) -> UUID:
        """Return an id that follows from the seed and what was asked before."""
        return UUID(int=self.getrandbits(128), version=4)
