"""Days to plan as JSON files, such as `ivig-scheduler plan-day` reads them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ivig_scheduler.domain.errors import Problem, RuleBrokenError, refuse
from ivig_scheduler.planning.day import DayChair, DayInstance, DayNurse, DayVisit


def read_day(path: Path) -> DayInstance:
    """Return the day of a file.

    Slots are grid steps, ends half-open; `points: null` of a nurse is no acuity limit.
    Raises RuleBrokenError with each thing that is wrong and where in the file it is.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise refuse("", f"cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise refuse("", f"is no JSON: {error}") from error
    return _Reader().day(found)


class _Reader:
    """Reads values of a file with the place each is at, and gathers what is wrong."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def day(self, found: object) -> DayInstance:
        """Return the day of the parsed file; raises RuleBrokenError."""
        day = self._mapping("", found)
        name = self._text(day, "", "name", default="day")
        slots = self._whole(day, "", "slots")
        grid = self._maybe_whole(day, "", "grid_minutes")
        chairs = tuple(self._chair(where, each) for where, each in self._list(day, "chairs"))
        nurses = tuple(self._nurse(where, each) for where, each in self._list(day, "nurses"))
        visits = tuple(self._visit(where, each) for where, each in self._list(day, "visits"))
        if self._problems:
            raise RuleBrokenError(*self._problems)
        return DayInstance(name, slots, chairs, nurses, visits, grid)

    def _chair(self, where: str, found: object) -> DayChair:
        chair = self._mapping(where, found)
        return DayChair(self._text(chair, where, "name"), self._features(chair, where))

    def _nurse(self, where: str, found: object) -> DayNurse:
        nurse = self._mapping(where, found)
        start, end = self._whole(nurse, where, "start"), self._whole(nurse, where, "end")
        if not 0 <= start < end:
            self._wrong(f"{where}.end", f"{end} is not after the start, {start}, from 0 on")
        return DayNurse(
            name=self._text(nurse, where, "name"),
            spans=((start, end),),
            patients=self._whole(nurse, where, "patients"),
            points=self._maybe_whole(nurse, where, "points"),
            spacing=self._whole(nurse, where, "spacing_slots", default=1),
        )

    def _visit(self, where: str, found: object) -> DayVisit:
        visit = self._mapping(where, found)
        return DayVisit(
            name=self._text(visit, where, "name"),
            slots=self._whole(visit, where, "slots"),
            earliest=self._whole(visit, where, "earliest", default=0),
            latest_end=self._maybe_whole(visit, where, "latest_end"),
            features=self._features(visit, where),
            points=self._whole(visit, where, "points", default=1),
            locked_start=self._maybe_whole(visit, where, "locked_start"),
            locked_chair=self._maybe_text(visit, where, "locked_chair"),
        )

    def _wrong(self, where: str, message: str) -> None:
        self._problems.append(Problem(where, message))

    def _mapping(self, where: str, found: object) -> Mapping[str, Any]:
        if isinstance(found, dict):
            return found
        self._wrong(where, "it must be an object in braces")
        # Its fields would only be told missing once more.
        raise RuleBrokenError(*self._problems)

    def _list(self, day: Mapping[str, Any], key: str) -> Sequence[tuple[str, object]]:
        found = day.get(key)
        if not isinstance(found, list):
            self._wrong(key, "it must be a list")
            return ()
        return [(f"{key}[{index}]", each) for index, each in enumerate(found)]

    def _features(self, found: Mapping[str, Any], where: str) -> frozenset[str]:
        features = found.get("features", [])
        if isinstance(features, list) and all(isinstance(each, str) for each in features):
            return frozenset(features)
        self._wrong(f"{where}.features", "it must be a list of texts")
        return frozenset()

    def _whole(
        self, found: Mapping[str, Any], where: str, key: str, default: int | None = None
    ) -> int:
        number = found.get(key, default)
        if isinstance(number, int) and not isinstance(number, bool):
            return number
        self._wrong(_join(where, key), f"it must be a whole number, not {json.dumps(number)[:40]}")
        return 1

    def _maybe_whole(self, found: Mapping[str, Any], where: str, key: str) -> int | None:
        return None if found.get(key) is None else self._whole(found, where, key)

    def _text(
        self, found: Mapping[str, Any], where: str, key: str, default: str | None = None
    ) -> str:
        text = found.get(key, default)
        if isinstance(text, str):
            return text
        self._wrong(_join(where, key), f"it must be a text, not {json.dumps(text)[:40]}")
        return ""

    def _maybe_text(self, found: Mapping[str, Any], where: str, key: str) -> str | None:
        return None if found.get(key) is None else self._text(found, where, key)


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
