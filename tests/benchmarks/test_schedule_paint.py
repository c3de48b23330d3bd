"""Prints how long the schedule takes to paint, beside plain widgets that paint the same.

Run with: python -m pytest -m benchmark_table tests/benchmarks/test_schedule_paint.py -s
"""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.schedule.day_view import DayCanvas
from ivig_scheduler.ui.schedule.week_view import WeekCanvas
from ivig_scheduler.ui.theme import load_theme
from tests.benchmarks.bare_schedule import BareDay, BareWeek
from tests.ui.schedule.samples import MONDAY, plain_picture, plain_week

SIZE = (1600, 1000)
ROUNDS = 40
MS = 1000


@dataclass(frozen=True)
class Row:
    name: str
    ours: float
    bare: float
    target: float

    def __str__(self) -> str:
        ratio = self.ours / self.bare
        return (
            f"{self.name:42s} {self.ours:7.2f} ms {self.bare:7.2f} ms {ratio:6.2f} "
            f"{self.target:6.0f} ms"
        )


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(*SIZE)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def alternate(ours: Callable[[int], None], bare: Callable[[int], None]) -> tuple[float, float]:
    """Return the medians of both in ms; taken in turns, so that noise falls on both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS):
        for one, found in zip((ours, bare), times, strict=True):
            start = time.perf_counter()
            one(number)
            found.append((time.perf_counter() - start) * MS)
    return statistics.median(times[0][3:]), statistics.median(times[1][3:])


def measure_day(qtbot: QtBot, look: Look, visits: int, chairs: int, target: float) -> list[Row]:
    pictures = [plain_picture(visits, chairs, seed=seed) for seed in range(ROUNDS)]
    canvas, bare = DayCanvas(look, pictures[0]), BareDay(look.theme, pictures[0])
    canvas.set_now(641)
    shown(qtbot, canvas)
    shown(qtbot, bare)

    def repaint(_number: int) -> None:
        canvas.viewport().repaint()

    def repaint_bare(_number: int) -> None:
        bare.repaint()

    def step(number: int) -> None:
        canvas.show_picture(pictures[number])
        canvas.viewport().repaint()

    def step_bare(number: int) -> None:
        bare.picture = pictures[number]
        bare.repaint()

    name = f"{visits} visits in {chairs} chairs"
    return [
        Row(f"repaint, {name}", *alternate(repaint, repaint_bare), target),
        Row(f"next day, {name}", *alternate(step, step_bare), target),
    ]


def measure_week(qtbot: QtBot, look: Look, visits: int, chairs: int, target: float) -> list[Row]:
    weeks = [plain_week(visits, chairs, seed=seed) for seed in range(ROUNDS)]
    canvas, bare = WeekCanvas(look, weeks[0]), BareWeek(look.theme, weeks[0])
    shown(qtbot, canvas)
    shown(qtbot, bare)

    def repaint(_number: int) -> None:
        canvas.viewport().repaint()

    def repaint_bare(_number: int) -> None:
        bare.repaint()

    def step(number: int) -> None:
        canvas.show_picture(weeks[number], today=MONDAY, marked=MONDAY)
        canvas.viewport().repaint()

    def step_bare(number: int) -> None:
        bare.picture = weeks[number]
        bare.repaint()

    name = f"week, {visits} visits in {chairs} chairs"
    return [
        Row(f"repaint, {name}", *alternate(repaint, repaint_bare), target),
        Row(f"next, {name}", *alternate(step, step_bare), target),
    ]


@pytest.mark.benchmark_table
def test_the_schedule_paints_nearly_as_fast_as_a_plain_widget(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    look = Look.of(load_theme("light"))
    rows = [
        *measure_day(qtbot, look, 120, 40, 8),
        *measure_day(qtbot, look, 300, 60, 15),
        *measure_week(qtbot, look, 600, 40, 25),
    ]
    head = f"{'medians at 1600 x 1000':42s} {'ours':>10s} {'bare':>10s} {'ratio':>6s} target"
    with capsys.disabled():
        sys.stdout.write("\n".join(("", head, *map(str, rows), "")))
    slowest = max(rows, key=lambda row: row.ours / row.bare)
    assert slowest.ours < 3 * slowest.bare, str(slowest)
