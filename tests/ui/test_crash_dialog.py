"""A crash is told on the UI thread, once, and may start the program again."""

import threading
from pathlib import Path

from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.crash_dialog import CrashTeller, crash_box


def test_a_crash_on_another_thread_is_asked_about_on_this_one(qtbot: QtBot, tmp_path: Path) -> None:
    asked: list[tuple[Path | None, bool]] = []
    restarts: list[bool] = []

    def ask(report: Path | None) -> bool:
        asked.append((report, QThread.isMainThread()))
        return False

    teller = CrashTeller(lambda: restarts.append(True), ask)
    thread = threading.Thread(target=teller.tell, args=(tmp_path,))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [(tmp_path, True)]
    assert not restarts


def test_start_again_restarts(qtbot: QtBot) -> None:
    restarts: list[bool] = []
    teller = CrashTeller(lambda: restarts.append(True), lambda _report: True)
    teller.tell(None)
    qtbot.waitUntil(lambda: bool(restarts))


def test_the_dialog_says_where_the_report_is(qtbot: QtBot, tmp_path: Path) -> None:
    box = crash_box(tmp_path / "crash.txt")
    qtbot.addWidget(box)
    assert "crash.txt" in box.informativeText()
    assert [button.text() for button in box.buttons()] == ["Start again", "Keep working"]
