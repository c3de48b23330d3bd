"""A day as an interval model of PyJobShop (OR-Tools' CP-SAT), for comparison in the benchmark.

Each visit is a task on the chairs, tied to a mark of one slot on the starts that nurses can make.
"""

import time
from importlib import import_module
from typing import Any

WORKERS = 2
SECONDS = 15.0


def solve_as_intervals(day: dict[str, Any], objective: str) -> tuple[float, int | None, bool]:
    """Return seconds on the wall clock, the value found in `SECONDS` and whether it is proved."""
    model = import_module("pyjobshop").Model()
    patients = sum(nurse["patients"] for nurse in day["nurses"])
    chairs = model.add_renewable(capacity=min(len(day["chairs"]), patients))
    starts = model.add_renewable(capacity=len(day["nurses"]))
    for visit in day["visits"]:
        job = model.add_job(release_date=visit["earliest"], deadline=day["slots"])
        task = model.add_task(job=job, earliest_start=visit["earliest"], latest_end=day["slots"])
        mark = model.add_task()
        model.add_mode(task, chairs, duration=visit["slots"], demands=1)
        model.add_mode(mark, starts, duration=1, demands=1)
        model.add_start_before_start(task, mark)
        model.add_start_before_start(mark, task)
    if objective == "wait":
        model.set_objective(weight_total_flow_time=1)
    else:
        model.set_objective(weight_makespan=1)
    began = time.perf_counter()
    result = model.solve(display=False, time_limit=SECONDS, num_workers=WORKERS)
    seconds = time.perf_counter() - began
    if result.status.value not in {"Optimal", "Feasible"}:
        return seconds, None, False
    # Flow time is the time from the earliest start to the end: the wait and the visit itself.
    lasting = sum(visit["slots"] for visit in day["visits"]) if objective == "wait" else 0
    return seconds, round(result.objective) - lasting, result.status.value == "Optimal"
