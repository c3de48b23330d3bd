"""The log: a rotating file that cannot hold patient data, because values never reach it.

A message is its literal text; of its arguments only numbers, moments, identifiers and texts marked
as `Plain` are written, everything else as its type. Exceptions are written by type, broken field
and place in the code, never by their message.
"""

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from uuid import UUID

LOG_NAME = "ivig-scheduler.log"
LARGEST_LOG_BYTES = 1_000_000
KEPT_LOGS = 3
_PACKAGE = Path(__file__).resolve().parent


class Plain(str):
    """A text known to say nothing about a patient, such as a version."""

    __slots__ = ()


def start_logging(folder: Path) -> logging.Handler:
    """Log to a file in `folder`; where the folder cannot be written to, nothing is logged."""
    handler = _file_handler(folder) or logging.NullHandler()
    handler.setFormatter(ValuelessFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    # Their INFO lines tell statements and parameters.
    for name in ("sqlalchemy", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return handler


def _file_handler(folder: Path) -> logging.Handler | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return RotatingFileHandler(
            folder / LOG_NAME,
            maxBytes=LARGEST_LOG_BYTES,
            backupCount=KEPT_LOGS,
            encoding="utf-8",
        )
    except OSError:
        return None


def stop_logging(handler: logging.Handler) -> None:
    """Take back `start_logging`."""
    logging.getLogger().removeHandler(handler)
    handler.close()


class ValuelessFormatter(logging.Formatter):
    """Writes a record without the values in it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record, and the places an exception passed through."""
        at = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        lines = [f"{at} {record.levelname} {record.name}: {_message(record)}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines += describe_exception(record.exc_info[1])
        return "\n".join(lines)


def _message(record: logging.LogRecord) -> str:
    if not isinstance(record.msg, str):
        return _valueless(record.msg)
    if isinstance(record.args, tuple) and record.args:
        try:
            return record.msg % tuple(_safe(each) for each in record.args)
        except (TypeError, ValueError):
            return record.msg
    return record.msg


def _safe(value: object) -> object:
    is_safe = value is None or isinstance(value, int | float | Enum | UUID | date | Plain)
    return value if is_safe else _valueless(value)


def _valueless(value: object) -> str:
    return f"<{type(value).__name__}>"


def describe_exception(error: BaseException) -> list[str]:
    """Return an exception and its causes as lines: types, fields and places, without values."""
    lines: list[str] = []
    for each in _chain(error):
        lines.append(f"{type(each).__module__}.{type(each).__qualname__}{_fields(each)}")
        lines += _places(each.__traceback__)
    return lines


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Give the exception and what led to it, the newest first; a loop is cut."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def _fields(error: BaseException) -> str:
    """Return the fields a broken rule names; they are words of the code, unlike its message."""
    problems = getattr(error, "problems", ())
    fields = [str(getattr(problem, "field", "")) for problem in problems]
    return f" [{', '.join(fields)}]" if fields else ""


def _places(traceback: TracebackType | None) -> list[str]:
    return [
        f"  {_short(Path(frame.filename))}:{frame.lineno} {frame.name}"
        for frame in extract_tb(traceback)
    ]


def _short(path: Path) -> str:
    """Return where a file is inside the program, or its name: a full path may name a person."""
    is_ours = path.is_relative_to(_PACKAGE)
    return path.relative_to(_PACKAGE.parent).as_posix() if is_ours else path.name
