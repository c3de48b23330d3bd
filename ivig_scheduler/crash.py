"""The one path of errors that are ours: logged, reported without patient data, told, restarted."""

import logging
import platform
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from ivig_scheduler import __version__
from ivig_scheduler.log import describe_exception
from ivig_scheduler.options import complain

#: Tells the user, with the report (None where it could not be written); from any thread.
Tell = Callable[[Path | None], None]
_LOG = logging.getLogger(__name__)


class CrashPath:
    """Takes every exception nobody expected.

    `tell` is called once: what follows the first crash is reported only, since a program that is
    already in trouble must not ask again and again.
    """

    def __init__(self, folder: Path, tell: Tell, clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._tell = tell
        self._clock = clock
        self._is_told = False

    def install(self) -> None:
        """Take the exceptions that leave the program's code, on every thread."""
        sys.excepthook = self._take
        threading.excepthook = self._take_from_thread

    def take(self, error: BaseException) -> None:
        """Log, report and tell an error of ours."""
        _LOG.critical("unexpected error", exc_info=(type(error), error, error.__traceback__))
        report = self._write(error)
        if not self._is_told:
            self._is_told = True
            # Also for whoever started the program in a terminal, or where no window comes up.
            where = f"; a report is in {report}" if report else ""
            complain(f"something in the program went wrong{where}")
            self._tell(report)

    def _take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.take(error)

    def _take_from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.take(args.exc_value)

    def _write(self, error: BaseException) -> Path | None:
        now = self._clock()
        path = self._folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join((*_circumstances(now), *describe_exception(error), "")))
        except OSError:
            return None
        return path


def _circumstances(now: datetime) -> tuple[str, ...]:
    return (
        f"IVIG Scheduler {__version__} stopped at {now.isoformat(timespec='seconds')}",
        f"Python {platform.python_version()}, {platform.system()} {platform.release()}",
        "This report names places in the program, and no values: nothing about patients.",
        "",
    )


def restart_program() -> None:
    """Start the program once more, as it was started; the caller then ends this one."""
    subprocess.Popen([sys.executable, *sys.orig_argv[1:]], start_new_session=True)
