"""How days, times, weekdays and counts are written in messages and labels."""

from collections.abc import Iterable
from datetime import date, datetime, time

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

#: The first words of what can be done, and how a notice says that it was done.
DONE_WORDS = {
    "Add": "Added",
    "Book": "Booked",
    "Cancel": "Cancelled",
    "Close": "Closed",
    "Copy": "Copied",
    "Edit": "Edited",
    "Enter": "Entered",
    "Go": "Went",
    "Keep": "Kept",
    "Leave": "Left",
    "Let": "Let",
    "Mark": "Marked",
    "Move": "Moved",
    "Pause": "Paused",
    "Plan": "Planned",
    "Put": "Put",
    "Record": "Recorded",
    "Re-seat": "Re-seated",
    "Redo:": "Done again:",
    "Remove": "Removed",
    "Reorder": "Reordered",
    "Resume": "Resumed",
    "Save": "Saved",
    "Set": "Set",
    "Sign": "Signed",
    "Skip": "Skipped",
    "Take": "Took",
    "Undo:": "Undone:",
}


def as_done(label: str) -> str:
    """Return the label of an act as a notice tells it, each of its parts as done.

    "Move a visit, plan 2 visits anew" becomes "Moved a visit, planned 2 visits anew". What is
    undone or done again keeps its name: "Undone: Move a visit".
    """
    first, *later = label.split(", ")
    word, _, rest = first.partition(" ")
    told = f"{DONE_WORDS.get(word, word)} {rest}".strip()
    if word.endswith(":"):
        return ", ".join((told, *later))
    return ", ".join((told, *(_part_done(each) for each in later)))


def _part_done(part: str) -> str:
    word, space, rest = part.partition(" ")
    done = DONE_WORDS.get(word.capitalize()) if word.islower() else None
    return f"{done.lower()}{space}{rest}" if done else part


def show_day(day: date | None) -> str:
    """Return a day as 11/30/2026, nothing for None."""
    return f"{day:%m/%d/%Y}" if day else ""


def show_near_day(day: date) -> str:
    """Return a day whose year is plain from what stands around it: Mon 11/30."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day:%m/%d}"


def show_full_day(day: date) -> str:
    """Return a day with its weekday: Mon 11/30/2026."""
    return f"{WEEKDAYS[day.weekday()][:3]} {show_day(day)}"


def show_time(moment: time | datetime | None) -> str:
    """Return a time of day, or that of a moment, as 08:30; nothing for None."""
    return f"{moment:%H:%M}" if moment else ""


def show_hours(starts: time | datetime, ends: time | datetime) -> str:
    """Return from when to when something is: 08:30 to 13:30."""
    return f"{show_time(starts)} to {show_time(ends)}"


def show_days(first: date, last: date) -> str:
    """Return a range of days, both inclusive, or the one day it is."""
    return show_day(first) if first == last else f"{show_day(first)} to {show_day(last)}"


def show_moment(moment: datetime) -> str:
    """Return a local moment as 11/30/2026 08:30."""
    return f"{show_day(moment)} {show_time(moment)}"


def show_repetition(every_days: int | None) -> str:
    """Return how often something comes back, after its first time: ", every week"; or nothing."""
    usual = {None: "", 1: ", every day", 7: ", every week", 14: ", every other week"}
    return usual.get(every_days, f", every {every_days} days")


def show_weekday(weekday: int) -> str:
    """Return the name of a weekday; Monday is 0."""
    return WEEKDAYS[weekday]


def count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: 1 visit, 3 visits."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Iterable[str]) -> str:
    """Return words as a sentence lists them: a, b and c."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
