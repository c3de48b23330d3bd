"""Prints what the schedule costs with sixty chairs, 300 visits a day and a million in the file.

Run with: python -m pytest -m benchmark_table tests/benchmarks/test_busy_day.py -s
Making the file takes a minute or two. Times are those of the CPU, so that other work on the machine
does not count; a plain widget that paints the same day whole is the limit to compare with.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.terms import MOVABLE, Severity
from ivig_scheduler.services.appointments import check_move
from ivig_scheduler.services.day import load_day
from ivig_scheduler.services.visit_file import load_visit
from ivig_scheduler.storage.database import Database, open_database
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.schedule.day_view import DayCanvas
from ivig_scheduler.ui.schedule.layouts import Layout
from ivig_scheduler.ui.schedule.loading import load_day_shown, load_month_shown
from ivig_scheduler.ui.schedule.month_picture import MonthPicture
from ivig_scheduler.ui.schedule.month_view import MonthCanvas
from ivig_scheduler.ui.schedule.picture import Bar, DayPicture, Reason
from ivig_scheduler.ui.theme import load_theme
from tests.benchmarks.bare_schedule import BareDay
from tests.benchmarks.busy_clinic import make_busy_clinic

NOW = datetime(2026, 11, 23, 15, 41, tzinfo=UTC)
TODAY = date(2026, 11, 23)
ZONE = "America/New_York"
VISITS = 1_000_000
SIZE = (1600, 1000)
FRAMES = 200
MS = 1000
LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    path = tmp_path_factory.mktemp("busy") / "clinic.sqlite"
    made = make_busy_clinic(path, NOW, ZONE, VISITS)
    assert made >= VISITS
    return open_database(path, NOW)


def times_of(act: Callable[[int], object], rounds: int) -> list[float]:
    """Return the ms each round takes, in order of size."""
    found = []
    for number in range(rounds):
        start = time.process_time()
        act(number)
        found.append((time.process_time() - start) * MS)
    return sorted(found)


def line(name: str, times: list[float], target: float | None = None) -> str:
    p95 = times[int(len(times) * 0.95) - 1]
    wanted = "" if target is None else f"{target:8.0f}"
    return f"{name:52s} {statistics.median(times):8.2f} {p95:8.2f} {wanted}".rstrip()


class Drag:
    """A visit held by the pointer, with every rule checked at every new place."""

    def __init__(self, canvas: DayCanvas, database: Database) -> None:
        self.canvas = canvas
        with database.read() as store:
            self.day = load_day(store, canvas.picture.day)
            visit = next(each for each in self.day.seated if each.appointment.status in MOVABLE)
            self.file = load_visit(store, visit.appointment.id)
        canvas.set_check(self.check)
        self.checked = 0
        bar = canvas.picture.find(visit.appointment.id)
        assert bar is not None
        canvas.select(bar.appointment_id)
        flush()
        self.start = middle(canvas, bar)
        QTest.mousePress(canvas.viewport(), LEFT, NO_KEYS, self.start)

    def check(self, _visit: object, chair_id: object, start: datetime) -> tuple[Reason, ...]:
        self.checked += 1
        assert hasattr(chair_id, "hex")
        found = check_move(self.day.facts, self.file, chair_id, start)  # type: ignore[arg-type]
        return tuple(Reason(each.message, each.severity is Severity.BLOCK) for each in found)

    def frame(self, number: int) -> None:
        """Move the pointer on and paint."""
        along, across = number * 37 % 900, number * 23 % 600
        place = QPoint(150 + along, 160 + across)
        where = QPointF(self.canvas.viewport().mapToGlobal(place))
        event = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(place), where, Qt.MouseButton.NoButton, LEFT, NO_KEYS
        )
        QApplication.sendEvent(self.canvas.viewport(), event)
        flush()

    def end(self) -> None:
        QTest.keyClick(self.canvas, Qt.Key.Key_Escape)


def flush() -> None:
    """Let Qt paint what waits to be painted."""
    QApplication.sendPostedEvents()


def middle(canvas: DayCanvas, bar: Bar) -> QPoint:
    box = canvas.geometry_shown.box(bar.row, bar.start, bar.end)
    return QPoint(box.x + box.width // 2, box.y + box.height // 2)


def shown(qtbot: QtBot, look: Look, picture: DayPicture, layout: Layout) -> DayCanvas:
    canvas = DayCanvas(look, picture)
    canvas.set_layout(layout)
    qtbot.addWidget(canvas)
    canvas.resize(*SIZE)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.setFocus()
    return canvas


def measure_drag(
    qtbot: QtBot, look: Look, database: Database, layout: Layout
) -> tuple[list[str], float]:
    """Return the lines, and how many times quicker a frame is than the whole day painted."""
    with database.read() as store:
        picture = load_day_shown(store, TODAY, None).picture
    assert len(picture.bars) == 300
    canvas = shown(qtbot, look, picture, layout)
    drag = Drag(canvas, database)
    drag.frame(0)
    frames = times_of(drag.frame, FRAMES)
    assert drag.checked > FRAMES // 2
    drag.end()
    repaint = times_of(lambda _: canvas.viewport().repaint(), 40)
    rows = [
        line(f"drag, chairs {layout}, all rules checked", frames, 16),
        line(f"the same day painted whole, chairs {layout}", repaint, 16),
    ]
    return rows, statistics.median(repaint) / statistics.median(frames)


def measure_next_day(qtbot: QtBot, look: Look, database: Database) -> list[str]:
    with database.read() as store:
        first = load_day_shown(store, TODAY, None).picture
    canvas = shown(qtbot, look, first, Layout.DOWN)
    days = [TODAY + timedelta(days=each) for each in range(1, 60)]
    weekdays = [day for day in days if day.weekday() < 5][:30]
    pictures = []

    def load(number: int) -> None:
        with database.read() as store:
            pictures.append(load_day_shown(store, weekdays[number], None).picture)

    def show(number: int) -> None:
        canvas.show_picture(pictures[number])
        canvas.viewport().repaint()

    read = times_of(load, len(weekdays))
    return [
        line("next day on the screen (it is read ahead)", times_of(show, len(pictures)), 15),
        line("next day read, on the database's thread", read),
    ]


def measure_month(qtbot: QtBot, look: Look, database: Database) -> list[str]:
    canvas = MonthCanvas(look, MonthPicture(TODAY.replace(day=1)))
    qtbot.addWidget(canvas)
    canvas.resize(*SIZE)
    with qtbot.waitExposed(canvas):
        canvas.show()

    def open_month(number: int) -> None:
        month = date(2026, number % 12 + 1, 10)
        with database.read() as store:
            picture = load_month_shown(store, month)
        canvas.show_picture(picture, today=TODAY, marked=month)
        canvas.repaint()

    return [line("a month opened: read and painted, 60 chairs", times_of(open_month, 24), 100)]


@pytest.mark.benchmark_table
def test_a_busy_day_keeps_up_with_the_hand(
    qtbot: QtBot, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    look = Look.of(load_theme("light"))
    with database.read() as store:
        bare = BareDay(look.theme, load_day_shown(store, TODAY, None).picture)
    qtbot.addWidget(bare)
    bare.resize(*SIZE)
    with qtbot.waitExposed(bare):
        bare.show()
    down, quicker_down = measure_drag(qtbot, look, database, Layout.DOWN)
    across, quicker_across = measure_drag(qtbot, look, database, Layout.ACROSS)
    rows = [
        *down,
        *across,
        line("a plain widget painting that day whole", times_of(lambda _: bare.repaint(), 40), 16),
        *measure_next_day(qtbot, look, database),
        *measure_month(qtbot, look, database),
    ]
    head = f"{f'{VISITS:,} visits in the file, ms':52s} {'median':>8s} {'95 %':>8s} {'target':>8s}"
    with capsys.disabled():
        sys.stdout.write("\n".join(("", head, *rows, "")))
    # Rules checked and all: a frame paints what moved, which costs less than the whole day.
    assert min(quicker_down, quicker_across) > 1
