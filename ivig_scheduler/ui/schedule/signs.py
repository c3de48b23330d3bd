"""How a status looks on a bar: its sign, the colour of the edge, and the word for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivig_scheduler.domain.terms import CHAIR_FREE, Status


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign that is read without colour, and the theme's token for the edge beside it."""

    mark: str
    edge: str


SIGNS: Mapping[Status, Sign] = {
    Status.HELD: Sign("H", "muted"),
    Status.BOOKED: Sign("", "muted"),
    Status.CONFIRMED: Sign("✓", "accent"),
    Status.ARRIVED: Sign("A", "accent"),
    Status.IN_CHAIR: Sign("●", "good"),
    Status.INFUSING: Sign("▶", "good"),
    Status.OBSERVING: Sign("○", "good"),
    Status.DONE: Sign("✓", "muted"),
    Status.SET_ASIDE: Sign("⇠", "muted"),
    Status.NO_SHOW: Sign("×", "muted"),
    Status.CANCELLED: Sign("×", "muted"),
    Status.ENTERED_IN_ERROR: Sign("×", "muted"),
}
#: A visit not yet begun with something against it.
WARNED = Sign("△", "warning")
BLOCKED = Sign("!", "danger")

#: What the key explains: the word, the sign and the edge of each status that is drawn as a bar.
SIGN_WORDS: tuple[tuple[str, str, str], ...] = (
    *(
        (status.value, sign.mark, sign.edge)
        for status, sign in SIGNS.items()
        if status not in CHAIR_FREE
    ),
    ("something against it", WARNED.mark, WARNED.edge),
    ("forbidden by a rule", BLOCKED.mark, BLOCKED.edge),
)
