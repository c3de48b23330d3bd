"""How the user wants to see the schedule; remembered on this machine, not in the clinic's data."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QSettings, Signal

from ivig_scheduler.ui.schedule.hover_card import USUAL_DELAY_MS
from ivig_scheduler.ui.schedule.layouts import Layout
from ivig_scheduler.ui.schedule.zooming import USUAL_STEP, closer, known_step

#: Milliseconds the pointer rests before the card comes, by the choice; None: it never comes.
HOVER_DELAYS: Mapping[str, int | None] = {
    "hover_quick": 300,
    "hover_usual": USUAL_DELAY_MS,
    "hover_slow": 1500,
    "hover_off": None,
}
USUAL_HOVER = "hover_usual"
_LAYOUT, _STEP, _HOVER, _KEY = (
    f"schedule/{name}" for name in ("layout", "step", "hover", "colour_key")
)


class ViewChoices(QObject):
    """The choices, kept in `kept` where it is given. `changed` tells that one is another now."""

    changed = Signal()

    def __init__(self, kept: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept = kept
        self._layout = _layout_of(self._read(_LAYOUT))
        step = self._read(_STEP)
        self._step = known_step(int(step)) if step.isdecimal() else USUAL_STEP
        hover = self._read(_HOVER)
        self._hover = hover if hover in HOVER_DELAYS else USUAL_HOVER
        self._has_key = self._read(_KEY) == "yes"

    @property
    def layout(self) -> Layout:
        """Where the chairs stand."""
        return self._layout

    @property
    def step(self) -> int:
        """The minutes between two lines of the day."""
        return self._step

    @property
    def hover(self) -> str:
        """Which of the delays of the card under the pointer was chosen."""
        return self._hover

    @property
    def hover_delay_ms(self) -> int | None:
        """How long the pointer rests before the card comes; None: it never comes."""
        return HOVER_DELAYS[self._hover]

    @property
    def has_key(self) -> bool:
        """Whether the colour key is shown."""
        return self._has_key

    def choose_layout(self, layout: Layout) -> None:
        """Put the chairs down the side or across the top."""
        self._layout = layout
        self._keep(_LAYOUT, layout.value)

    def turn(self) -> None:
        """Put the chairs where they do not stand now."""
        is_down = self._layout is Layout.DOWN
        self.choose_layout(Layout.ACROSS if is_down else Layout.DOWN)

    def choose_step(self, step: int) -> None:
        """Draw a line every so many minutes."""
        if step != self._step:
            self._step = known_step(step)
            self._keep(_STEP, str(self._step))

    def zoom(self, by: int) -> None:
        """Look so many steps closer, or wider below 0; 0 is the whole day."""
        self.choose_step(closer(self._step, by) if by else USUAL_STEP)

    def choose_hover(self, hover: str) -> None:
        """Choose when the card under the pointer comes, by a name of HOVER_DELAYS."""
        if hover not in HOVER_DELAYS:
            raise KeyError(hover)
        self._hover = hover
        self._keep(_HOVER, hover)

    def show_key(self, is_shown: bool) -> None:
        """Show the colour key or hide it."""
        self._has_key = is_shown
        self._keep(_KEY, "yes" if is_shown else "no")

    def _read(self, name: str) -> str:
        return "" if self._kept is None else str(self._kept.value(name, ""))

    def _keep(self, name: str, text: str) -> None:
        if self._kept is not None:
            self._kept.setValue(name, text)
        self.changed.emit()


def acts_of(choices: ViewChoices) -> Mapping[str, Callable[[], None]]:
    """Return what the window's actions do with the choices, by the names of the actions."""
    return {
        "zoom_in": partial(choices.zoom, 1),
        "zoom_out": partial(choices.zoom, -1),
        "zoom_whole": partial(choices.zoom, 0),
        "turn": choices.turn,
        "colour_key": lambda: choices.show_key(not choices.has_key),
        **{hover: partial(choices.choose_hover, hover) for hover in HOVER_DELAYS},
    }


def ticked(choices: ViewChoices) -> tuple[str, ...]:
    """Return the names of the actions whose choice is in force."""
    found = [choices.hover]
    if choices.layout is Layout.ACROSS:
        found.append("turn")
    if choices.has_key:
        found.append("colour_key")
    return tuple(found)


def _layout_of(text: str) -> Layout:
    return Layout(text) if text in {each.value for each in Layout} else Layout.DOWN
