"""The menu of a visit as data: a function returns the entries, tests compare lists."""

from dataclasses import dataclass

from ivig_scheduler.ui.actions import ASIDE_ACTIONS, SCHEDULE_ACTIONS, keys_of
from ivig_scheduler.ui.schedule.picture import Bar


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry: what it does, its words and its keys; an empty key is a line between."""

    key: str
    words: str = ""
    keys: str = ""
    is_enabled: bool = True


LINE = MenuEntry("")
_RUNS = "infusing"


def _keys(name: str) -> str:
    return keys_of(SCHEDULE_ACTIONS, name)[0]


def visit_menu(bar: Bar, next_status: str, *, can_cancel: bool) -> tuple[MenuEntry, ...]:
    """Return the entries for a visit; `next_status` is "" where there is none."""
    can_overrun = bar.is_seated and not bar.is_done
    step = f"Next: {next_status}" if next_status else "Next status"
    return (
        MenuEntry("open", "Open", _keys("open")),
        MenuEntry("advance", step, _keys("advance"), is_enabled=bool(next_status)),
        *_clock_entries(bar),
        LINE,
        MenuEntry("move", "Move…", _keys("move"), is_enabled=bar.can_move),
        MenuEntry("cut", "Cut", _keys("cut"), is_enabled=bar.can_move),
        MenuEntry("copy", "Copy for the next cycle", _keys("copy")),
        MenuEntry("set_aside", "Set aside", _keys("set_aside"), is_enabled=bar.can_move),
        MenuEntry("length", "Length…", _keys("length"), is_enabled=bar.can_move),
        MenuEntry("wait", "Wants an earlier place…", _keys("wait"), is_enabled=bar.can_move),
        MenuEntry("runs_long", "Runs long…", _keys("runs_long"), is_enabled=can_overrun),
        MenuEntry("no_show", "No-show…", _keys("no_show"), is_enabled=bar.can_move),
        MenuEntry("cancel", "Cancel…", _keys("cancel"), is_enabled=can_cancel),
        LINE,
        MenuEntry("titration", "Titration sheet…", _keys("titration")),
        MenuEntry("letter", "Appointment letter…", _keys("letter")),
        LINE,
        MenuEntry("patient", "Patient", _keys("patient")),
        MenuEntry("course", "Course", _keys("course")),
    )


def aside_menu() -> tuple[MenuEntry, ...]:
    """Return the entries for a visit that is set aside."""
    return (
        MenuEntry("put_down", "Put down…", keys_of(ASIDE_ACTIONS, "put_down")[0]),
        MenuEntry("let_go", "Let go, to the work list", keys_of(ASIDE_ACTIONS, "let_go")[0]),
    )


def _clock_entries(bar: Bar) -> tuple[MenuEntry, ...]:
    """Return what can be entered at the clock of a visit under way."""
    if not bar.is_seated:
        return ()
    runs = bar.status == _RUNS
    pause = "Resume…" if bar.is_paused else "Pause…"
    return (
        LINE,
        MenuEntry("rate", "Rate…", _keys("rate"), is_enabled=runs and not bar.is_paused),
        MenuEntry("pause", pause, _keys("pause"), is_enabled=runs),
        MenuEntry(
            "reaction", "Reaction…", _keys("reaction"), is_enabled=runs and not bar.is_paused
        ),
        MenuEntry("times", "Correct times…", _keys("times")),
    )
