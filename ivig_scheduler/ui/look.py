"""How the window looks at the moment: a theme and the icons drawn in it."""

from dataclasses import dataclass

from ivig_scheduler.ui.icons import IconSet
from ivig_scheduler.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Look:
    """A theme with its icons."""

    theme: Theme
    icons: IconSet

    @classmethod
    def of(cls, theme: Theme) -> "Look":
        """Return the look of a theme."""
        return cls(theme, IconSet(theme))
