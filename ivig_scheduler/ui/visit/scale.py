"""Minutes to pixels and back: one scale serves painting and pointing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MinuteScale:
    """`minutes` of time spread over `width` pixels from `left`."""

    left: float
    width: float
    minutes: float

    def x(self, minute: float) -> float:
        """Return the pixel of a minute."""
        return self.left + self.width * minute / self.minutes if self.minutes else self.left

    def minute(self, x: float) -> float:
        """Return the minute under a pixel; it may lie outside what is spread."""
        return (x - self.left) / self.width * self.minutes if self.width else 0.0
