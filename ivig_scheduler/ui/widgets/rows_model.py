"""Records as the rows of a table: columns say what is shown of each, roles give the rest."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")

_NOWHERE = QModelIndex()


class RowRole(IntEnum):
    """What a cell knows besides its text."""

    RECORD = Qt.ItemDataRole.UserRole + 1
    SORT = Qt.ItemDataRole.UserRole + 2
    TONE = Qt.ItemDataRole.UserRole + 3
    CHOICES = Qt.ItemDataRole.UserRole + 4
    #: Whether a cell holds a text of any length, whose editor needs more room than the cell.
    IS_LONG = Qt.ItemDataRole.UserRole + 5


class Tone(StrEnum):
    """How a cell speaks: its colour and weight come from the theme."""

    PLAIN = "plain"
    STRONG = "strong"
    MUTED = "muted"
    GOOD = "good"
    WARNING = "warning"
    DANGER = "danger"
    LINK = "link"


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column of a table.

    `width` is in pixels (0: as wide as its content); `stretches` takes what is left. `sort` gives a
    native value to order by, the text where there is none.
    """

    title: str
    text: Callable[[T], str]
    width: int = 0
    stretches: bool = False
    is_number: bool = False
    tone: Tone | Callable[[T], Tone] = Tone.PLAIN
    sort: Callable[[T], Any] | None = None
    tip: Callable[[T], str] | None = None

    def tone_of(self, row: T) -> Tone:
        """Return how the cell of `row` speaks."""
        return self.tone if isinstance(self.tone, Tone) else self.tone(row)


class RowsModel(QAbstractTableModel, Generic[T]):
    """Rows of one kind. `key` tells which row is which when they are shown anew."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._rows: tuple[T, ...] = ()

    @property
    def rows(self) -> tuple[T, ...]:
        """What is shown, in order."""
        return self._rows

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show `rows`; where they are the same ones in the same order only their cells change."""
        new = tuple(rows)
        if new == self._rows:
            return
        same = [self._key(row) for row in new] == [self._key(row) for row in self._rows]
        if same:
            self._rows = new
            last = self.index(len(new) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def key_at(self, row: int) -> Hashable:
        """Return the key of the row at that place."""
        return self._key(self._rows[row])

    def place_of(self, key: Hashable) -> int:
        """Return the place of the row with that key, -1 where there is none."""
        keys = (self._key(row) for row in self._rows)
        return next((place for place, found in enumerate(keys) if found == key), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid():
            return None
        return _cell(self._rows[index.row()], self.columns[index.column()], role)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401
        if orientation == Qt.Orientation.Vertical or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None


def _cell(row: T, column: Column[T], role: int) -> Any:  # noqa: ANN401 - as its role says
    answers: dict[int, Callable[[], Any]] = {
        Qt.ItemDataRole.DisplayRole: lambda: column.text(row),
        Qt.ItemDataRole.TextAlignmentRole: lambda: _alignment(column),
        Qt.ItemDataRole.ToolTipRole: lambda: column.tip(row) if column.tip else None,
        RowRole.RECORD: lambda: row,
        RowRole.SORT: lambda: column.sort(row) if column.sort else column.text(row),
        RowRole.TONE: lambda: column.tone_of(row),
    }
    answer = answers.get(role)
    return answer() if answer else None


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
