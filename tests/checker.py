"""Checks an answer of `plan-day` against its day: nothing in here is shared with the planner.

`python -m tests.checker DAY.json ANSWER.json` prints each fault, and leaves with 1 if there is any.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

Json = dict[str, Any]


def find_faults(day: Json, answer: Json) -> list[str]:
    """Return everything that is wrong with an answer; nothing where it holds."""
    status = answer.get("status")
    if status in {"impossible", "unknown"}:
        return _faults_of_no_plan(day, answer)
    if status not in {"optimal", "feasible"}:
        return [f"status {status!r} is not known"]
    faults = list(_faults_of_names(day, answer))
    if faults:
        return faults
    placed = {place["name"]: place for place in answer["visits"]}
    visits = [(visit, placed[visit["name"]]) for visit in day["visits"]]
    for visit, place in visits:
        faults += _faults_of_times(day, visit, place)
    for chair in day["chairs"]:
        faults += _faults_of_chair(chair, [v for v in visits if v[1]["chair"] == chair["name"]])
    for nurse in day["nurses"]:
        faults += _faults_of_nurse(nurse, [v for v in visits if v[1]["nurse"] == nurse["name"]])
    return faults + list(_faults_of_value(answer, visits))


def _faults_of_no_plan(day: Json, answer: Json) -> list[str]:
    names = {visit["name"] for visit in day["visits"]}
    faults = [f"a plan in an answer that is {answer['status']}"] if answer.get("visits") else []
    if answer.get("value") is not None:
        faults.append("a value without a plan")
    return faults + [f"no visit {name}" for name in answer.get("conflict", []) if name not in names]


def _faults_of_names(day: Json, answer: Json) -> Iterator[str]:
    wanted = Counter(visit["name"] for visit in day["visits"])
    given = Counter(place["name"] for place in answer["visits"])
    for name in sorted((wanted - given) + (given - wanted)):
        yield f"{name} is placed {given[name]} times"
    for thing in ("chair", "nurse"):
        known = {each["name"] for each in day[thing + "s"]}
        for place in answer["visits"]:
            if place[thing] not in known:
                yield f"{place['name']}: no {thing} {place[thing]!r}"
    for place in answer["visits"]:
        if type(place["start"]) is not int:
            yield f"{place['name']}: start {place['start']!r} is no slot"


def _faults_of_times(day: Json, visit: Json, place: Json) -> Iterator[str]:
    name, start, end = visit["name"], place["start"], place["start"] + visit["slots"]
    if start < visit["earliest"]:
        yield f"{name} starts at {start}, before {visit['earliest']}"
    if end > day["slots"]:
        yield f"{name} ends at {end}, after the day"
    if visit["latest_end"] is not None and end > visit["latest_end"]:
        yield f"{name} ends at {end}, after {visit['latest_end']}"
    if visit["locked_start"] is not None and start != visit["locked_start"]:
        yield f"{name} starts at {start}, locked to {visit['locked_start']}"
    if visit["locked_chair"] is not None and place["chair"] != visit["locked_chair"]:
        yield f"{name} sits in {place['chair']}, locked to {visit['locked_chair']}"


def _faults_of_chair(chair: Json, visits: Sequence[tuple[Json, Json]]) -> Iterator[str]:
    until, last = 0, ""
    for visit, place in sorted(visits, key=lambda each: int(each[1]["start"])):
        missing = sorted(set(visit["features"]) - set(chair["features"]))
        if missing:
            yield f"{visit['name']} needs {', '.join(missing)}: not in {chair['name']}"
        if place["start"] < until:
            yield f"{visit['name']} and {last} overlap in {chair['name']}"
        if place["start"] + visit["slots"] > until:
            until, last = place["start"] + visit["slots"], visit["name"]


def _faults_of_nurse(nurse: Json, visits: Sequence[tuple[Json, Json]]) -> Iterator[str]:
    name = nurse["name"]
    patients: Counter[int] = Counter()
    points: Counter[int] = Counter()
    for visit, place in visits:
        start, end = place["start"], place["start"] + visit["slots"]
        if start < nurse["start"] or end > nurse["end"]:
            yield f"{name} is not there for all of {visit['name']}"
        for slot in range(start, end):
            patients[slot] += 1
            points[slot] += visit["points"]
    if visits and max(patients.values()) > nurse["patients"]:
        yield f"{name} has {max(patients.values())} patients at once"
    if visits and nurse["points"] is not None and max(points.values()) > nurse["points"]:
        yield f"{name} has {max(points.values())} points at once"
    starts = sorted(place["start"] for _, place in visits)
    for one, other in pairwise(starts):
        if other - one < nurse["spacing_slots"]:
            yield f"{name} starts at {one} and {other}"


def _faults_of_value(answer: Json, visits: Sequence[tuple[Json, Json]]) -> Iterator[str]:
    spans = [(place["start"], place["start"] + visit["slots"]) for visit, place in visits]
    waits = [place["start"] - visit["earliest"] for visit, place in visits]
    slots = {slot for span in spans for slot in range(*span)}
    in_use = (sum(start <= slot < end for start, end in spans) for slot in slots)
    starts = Counter(start for start, _ in spans)
    value = {
        "wait": sum(waits),
        "finish": max((end for _, end in spans), default=0),
        "level": max(in_use, default=0) + max(starts.values(), default=0),
    }[answer["objective"]]
    if answer["value"] != value:
        yield f"value {answer['value']} is told, {value} it is"
    if answer["bound"] is None or answer["bound"] > value:
        yield f"bound {answer['bound']} is above the value {value}"
    if answer["status"] == "optimal" and answer["bound"] != value:
        yield f"optimal is told, with a bound of {answer['bound']}"


def main(arguments: Sequence[str]) -> int:
    """Print the faults of an answer file and return the exit code."""
    if len(arguments) != 2:
        print("usage: python -m tests.checker DAY.json ANSWER.json")  # noqa: T201
        return 2
    day, answer = (json.loads(Path(each).read_text(encoding="utf-8")) for each in arguments)
    faults = find_faults(day, answer)
    print("\n".join(faults) or "no faults")  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
