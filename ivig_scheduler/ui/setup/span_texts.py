"""Shifts and breaks of a day as people type them: 7-15:30, or several as 7-12, 12:30-15:30."""

import re
from collections.abc import Iterable
from datetime import time

from ivig_scheduler.domain.date_texts import read_time

Span = tuple[time, time]
_DASH = re.compile(r"\s*(?:-|–|—|\bto\b)\s*")
_BETWEEN = re.compile(r"\s*(?:,|;|\band\b)\s*")


def read_spans(text: str, noun: str = "shift") -> tuple[Span, ...]:
    """Return the spans in a text, none for an empty one.

    Raises ValueError with what to type. Whether they end after they start is not looked at here.
    """
    spans: list[Span] = []
    for part in filter(None, _BETWEEN.split(text.strip())):
        ends = _DASH.split(part)
        if len(ends) != 2 or not all(ends):
            such_as = "12-12:30" if noun == "break" else "7:00-15:30"
            raise ValueError(f"'{part}' is not a {noun}: type it as {such_as}")
        spans.append((read_time(ends[0]), read_time(ends[1])))
    return tuple(spans)


def show_spans(spans: Iterable[Span], between: str = ", ") -> str:
    """Return spans with as few signs as a narrow column needs: 7-15:30."""
    return between.join(f"{_short(starts)}-{_short(ends)}" for starts, ends in spans)


def _short(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02d}" if moment.minute else str(moment.hour)
