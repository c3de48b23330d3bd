"""Modules that are imported once Qt is there."""

import subprocess
import sys

PROGRAM = """
import linecache
import ivig_scheduler.ui
from PySide6.QtWidgets import QWidget
import ivig_scheduler.storage.database
read = [name for name in linecache.cache if "sqlalchemy" in name and name.endswith(".py")]
print(len(read), hasattr(QWidget, "setVisible"))
"""


def test_no_source_is_read_to_look_for_features_of_pyside() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["0", "True"]
