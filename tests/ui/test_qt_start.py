"""A screen Qt cannot use ends the program in one sentence, never in an abort."""

import os
import subprocess
import sys
from pathlib import Path

CODE = """
import atexit
from pathlib import Path
from PySide6.QtCore import qWarning
from ivig_scheduler.log import start_logging
from ivig_scheduler.ui.qt_start import start_qt
start_logging(Path({folder!r}))
atexit.register(qWarning, "said at the very end")
start_qt()
print("started")
"""


def _start(platform: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CODE.format(folder=str(folder))],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": platform},
    )


def test_a_platform_qt_cannot_start_is_one_sentence_and_exit_code_two(tmp_path: Path) -> None:
    run = _start("nosuch", tmp_path)
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert "--screenshot" in run.stderr


def test_a_platform_qt_can_start_is_used(tmp_path: Path) -> None:
    run = _start("offscreen", tmp_path)
    assert (run.returncode, run.stdout) == (0, "started\n")


def test_qt_is_not_listened_to_while_the_program_is_taken_down(tmp_path: Path) -> None:
    run = _start("offscreen", tmp_path)
    assert run.stderr == "said at the very end\n"
    assert not any("very end" in log.read_text() for log in tmp_path.iterdir())
