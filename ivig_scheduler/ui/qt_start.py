"""Starting Qt, and hearing what it says: a screen it cannot use ends the program in one sentence.

Qt aborts where its platform plugin cannot start. Its last message passes through our handler first,
which leaves in good order instead.
"""

import atexit
import logging
import os
import sys
from collections.abc import Sequence

from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from ivig_scheduler.display import USE_SCREENSHOT
from ivig_scheduler.log import Plain
from ivig_scheduler.options import PROGRAM, complain

_LOG = logging.getLogger("qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def start_qt(arguments: Sequence[str] = ()) -> QApplication:
    """Return the application, its messages going to the log.

    Where Qt cannot open the screen the process ends with exit code 2 after one sentence.
    """
    listener = _StartListener()
    qInstallMessageHandler(listener)
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication([PROGRAM, *arguments])
    qInstallMessageHandler(log_qt_message)
    # Qt still speaks while it is taken down, when there is no Python left to listen.
    atexit.register(qInstallMessageHandler, None)
    return app


def log_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    """Write what Qt says to the log. Qt's texts name classes and properties, not their values."""
    category = context.category or "default"
    _LOG.log(_LEVELS[kind], "%s: %s", Plain(category), Plain(message or ""))


class _StartListener:
    """Keeps the reasons Qt gives while it starts, and tells the last word before an abort."""

    def __init__(self) -> None:
        self._reasons: list[str] = []

    def __call__(self, kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
        log_qt_message(kind, context, message)
        if kind is QtMsgType.QtFatalMsg:
            because = f" ({self._reasons[0]})" if self._reasons else ""
            complain(f"Qt cannot open a window on this display{because}: {USE_SCREENSHOT}")
            sys.stderr.flush()
            os._exit(2)
        elif message and (context.category or "").startswith("qt.qpa"):
            self._reasons.append(message.strip().rstrip("."))
