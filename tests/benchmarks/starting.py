"""One start of the program, or of an empty Qt process, timed: run by `start.py` in its own process.

Prints seconds since the parent's stamp (CLOCK_MONOTONIC) at the first frame and at the first day
with visits in it, then the resident memory in MB.
"""

import gc
import sys
import time
from pathlib import Path

T0 = float(sys.argv[1])
KIND = sys.argv[2]
REST_MS = 1500


def tell(what: str) -> None:
    sys.stdout.write(f"{what} {time.monotonic() - T0}\n")


def tell_memory_and_quit() -> None:
    from PySide6.QtWidgets import QApplication

    gc.collect()
    status = Path("/proc/self/status")
    if status.exists():
        words = status.read_text().split()
        kilobytes = int(words[words.index("VmRSS:") + 1])
        sys.stdout.write(f"memory {kilobytes / 1024}\n")
    sys.stdout.flush()
    QApplication.exit(0)


def run_bare(*, with_stack: bool) -> None:
    """Show an empty widget, and then load the libraries no day can be read without."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    from ivig_scheduler.ui.imports import leave_sources_unread

    class Bare(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            tell("frame")
            if with_stack:
                QTimer.singleShot(0, load_stack)

    def load_stack() -> None:
        import sqlmodel

        sqlmodel.create_engine("sqlite://").connect().close()
        tell("day")

    app = QApplication([])
    widget = Bare()
    widget.resize(1440, 900)
    widget.show()
    if with_stack:
        leave_sources_unread()
    QTimer.singleShot(REST_MS, tell_memory_and_quit)
    app.exec()


def run_program(arguments: list[str]) -> None:
    """Run the program, listening to its window from outside."""
    from PySide6.QtCore import QRect, QTimer
    from PySide6.QtGui import QPainter, QPaintEvent

    from ivig_scheduler.app import main
    from ivig_scheduler.ui.main_window import MainWindow

    seen: set[str] = set()
    paint_window = MainWindow.paintEvent

    def paint_window_timed(window: MainWindow, event: QPaintEvent) -> None:
        paint_window(window, event)
        if "frame" not in seen:
            seen.add("frame")
            tell("frame")
            listen_to_day()

    def listen_to_day() -> None:
        # Only now: the program too loads the schedule after the frame.
        from ivig_scheduler.ui.schedule.day_view import DayCanvas

        paint_day = DayCanvas._paint

        def paint_day_timed(canvas: DayCanvas, painter: QPainter, area: QRect) -> None:
            paint_day(canvas, painter, area)
            if "day" not in seen and canvas.picture.bars:
                seen.add("day")
                tell("day")
                QTimer.singleShot(REST_MS, tell_memory_and_quit)

        setattr(DayCanvas, "_paint", paint_day_timed)  # noqa: B010 - listened to, not changed

    setattr(MainWindow, "paintEvent", paint_window_timed)  # noqa: B010
    main(arguments)


if __name__ == "__main__":
    if KIND in {"bare", "stack"}:
        run_bare(with_stack=KIND == "stack")
    else:
        run_program(sys.argv[3:])
